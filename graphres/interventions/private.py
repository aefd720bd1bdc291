"""Private accounts: what they say goes no further than their present followers."""

from __future__ import annotations

from typing import ClassVar

from graphres.interventions.context import Lever, Scene
from graphres.interventions.diffusion_state import Ground
from graphres.kernels.arrays import Int32


class Private(Lever):
    """Followers hear a private account, and do not pass on what they heard through it alone."""

    kind: ClassVar[str] = "private"
    summary: ClassVar[str] = "accounts keep their followers, who do not pass on what they say"

    def apply(self, ground: Ground, chosen: Int32, scene: Scene) -> None:
        """Make them private in every world."""
        ground.make_private(chosen)
