"""Flooding: many answer an account's posts, and perhaps drive it private."""

from __future__ import annotations

from typing import ClassVar

from graphres.interventions.base import Int32, Lever, Scene
from graphres.interventions.ground import Ground
from graphres.interventions.keys import Key

__all__ = ["Flood"]


class Flood(Lever):
    """Each of K answers beside a post is seen by each follower with a probability a.

    A follower so sees a counter-message beside whatever the account posts or passes on with
    probability 1 − (1 − a)^K, whether or not the follow passes the message itself on.
    """

    kind: ClassVar[str] = "flood"
    summary: ClassVar[str] = "people answer accounts' posts; some accounts turn private"
    keys: ClassVar[dict[str, Key]] = {
        "participants": Key(20, "people", 0, 1e6, "Who answer each account.", is_whole=True),
        "private": Key(0.5, "probability", 0, 1, "That an account turns private."),
        "answer": Key(0.05, "probability", 0, 1, "That a follower takes in one answer."),
    }

    @property
    def is_chancy(self) -> bool:
        """Answers and turning private are drawn."""
        return True

    @property
    def beside(self) -> float:
        """1 − (1 − a)^K: that a follower sees some answer beside a post."""
        return 1.0 - (1.0 - self.number("answer")) ** int(self.number("participants"))

    def apply(self, ground: Ground, chosen: Int32, scene: Scene) -> None:
        """Show answers, and make some private."""
        ground.answer(chosen, self.beside)
        ground.make_private(chosen, self.number("private"))
