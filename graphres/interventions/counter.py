"""Counter-speech: some accounts spread a message against the message."""

from __future__ import annotations

from typing import ClassVar

from graphres.interventions.context import Lever, Scene
from graphres.interventions.diffusion_state import Ground
from graphres.interventions.keys import Key
from graphres.kernels.arrays import Int32, Mask


class Counter(Lever):
    """Chosen accounts begin a competing cascade ``delay`` steps after the post.

    Without ``probability`` both messages share their live follows, as in the campaign-oblivious
    variant of Budak, Agrawal & El Abbadi 2011, doi:10.1145/1963405.1963499.
    """

    kind: ClassVar[str] = "counter"
    summary: ClassVar[str] = "accounts spread a counter-message; an account takes the first"
    keys: ClassVar[dict[str, Key]] = {
        "delay": Key(0, "steps", 0, 1000, "Steps after the post.", is_whole=True),
        "probability": Key(
            None, "probability", 0, 1, "That a follow passes it on (as the message)."
        ),
    }
    own_strategies: ClassVar[tuple[str, ...]] = ("greedy",)

    @property
    def is_chancy(self) -> bool:
        """Whether its follows are drawn beside those of the message."""
        probability = self.values["probability"]
        return probability is not None and 0 < probability < 1

    def choose(self, scene: Scene, budget: float, run: int, taken: Mask) -> Int32:
        """By the strategy, or by the marginal number saved."""
        if self.head != "greedy":
            return super().choose(scene, budget, run, taken)
        from graphres.interventions.greedy_blocking import choose_savers

        return choose_savers(
            scene,
            budget,
            scene.eligible & ~taken,
            delay=int(self.number("delay")),
            probability=self.values["probability"],
        )

    def apply(self, ground: Ground, chosen: Int32, scene: Scene) -> None:
        """Let them speak."""
        ground.speak(chosen, int(self.number("delay")), self.values["probability"])
