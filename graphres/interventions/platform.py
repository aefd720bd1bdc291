"""A platform is lost: its follows vanish, and some accounts move."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from graphres.errors import UsageError
from graphres.interventions.context import Lever, Scene
from graphres.interventions.diffusion_state import Ground
from graphres.interventions.keys import Key
from graphres.interventions.random_bits import FULL
from graphres.kernels.arrays import Int32, Mask, Words


class Platform(Lever):
    """All follows of one layer vanish; ``migrate`` of its accounts move to the layers left."""

    kind: ClassVar[str] = "platform"
    summary: ClassVar[str] = "all follows of a platform vanish; some accounts move"
    keys: ClassVar[dict[str, Key]] = {
        "migrate": Key(0.0, "probability", 0, 1, "That an account moves to a platform left."),
        "activity": Key(1.0, "times", 1, 1000, "As often as before who moves posts."),
    }
    has_budget: ClassVar[bool] = False

    def default_head(self) -> str:
        """There is none."""
        raise UsageError("platform names none", where=str(self.term), do="write platform:NAME")

    @property
    def is_chancy(self) -> bool:
        """Whether some move and others do not."""
        return 0 < self.number("migrate") < 1

    def choose(self, scene: Scene, budget: float, run: int, taken: Mask) -> Int32:
        """Nobody: everyone on the platform is concerned."""
        if scene.layers is None:
            raise UsageError(
                "the platforms of follows are not known", where=str(self.term), do="name --layer"
            )
        scene.layers.place(self.head)
        return np.zeros(0, np.int32)

    def apply(self, ground: Ground, chosen: Int32, scene: Scene) -> Words | None:
        """Lose it; where targets are named, everyone else on it is hit without being meant."""
        assert scene.layers is not None
        place = scene.layers.place(self.head)
        ground.lose_platform(place, self.number("migrate"), self.number("activity"))
        if scene.targets is None:
            return None
        there = scene.layers.by_account(scene.graph)[place]
        return np.where(there & ~scene.targets, FULL, np.uint64(0))
