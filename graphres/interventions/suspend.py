"""Suspension: accounts are closed."""

from __future__ import annotations

from typing import ClassVar

from graphres.interventions.context import Lever, Scene
from graphres.interventions.diffusion_state import Ground
from graphres.kernels.arrays import Int32


class Suspend(Lever):
    """Chosen accounts post, hear and pass on nothing.

    ``across=one`` closes a person's account on the platform where it has most followers,
    ``across=all`` on every platform; without platforms both are the same.
    """

    kind: ClassVar[str] = "suspend"
    summary: ClassVar[str] = "accounts are closed: the baseline"
    words: ClassVar[dict[str, tuple[str, ...]]] = {"across": ("one", "all")}

    def apply(self, ground: Ground, chosen: Int32, scene: Scene) -> None:
        """Close them."""
        if self.said["across"] == "all":
            ground.close(chosen)
        else:
            ground.close_home(chosen)
