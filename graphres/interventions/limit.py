"""Reduced distribution: follows of some accounts pass on less."""

from __future__ import annotations

from typing import ClassVar

from graphres.interventions.context import Lever, Scene
from graphres.interventions.diffusion_state import Ground
from graphres.interventions.keys import Key
from graphres.kernels.arrays import Int32


class Limit(Lever):
    """Follows of chosen accounts pass messages on with ``factor`` times the probability."""

    kind: ClassVar[str] = "limit"
    summary: ClassVar[str] = "follows of accounts pass messages on less often"
    keys: ClassVar[dict[str, Key]] = {
        "factor": Key(0.2, "of the probability", 0, 1, "What is left of it.")
    }

    @property
    def is_chancy(self) -> bool:
        """Unless all or nothing is left."""
        return 0 < self.number("factor") < 1

    def apply(self, ground: Ground, chosen: Int32, scene: Scene) -> None:
        """Thin their follows."""
        ground.limit(chosen, self.number("factor"))
