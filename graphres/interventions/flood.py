"""Flooding: many answer an account's posts, and perhaps drive it private."""

from __future__ import annotations

from typing import ClassVar

from graphres.interventions.context import Lever, Scene
from graphres.interventions.diffusion_state import Ground
from graphres.interventions.keys import Key
from graphres.kernels.arrays import Int32

#: Participants for whom the probability of turning private is given.
_USUAL = 20


class Flood(Lever):
    """K participants answer; each is one more to be seen, and one more to drive it private.

    A follower takes in each answer with a probability a, and so sees a counter-message beside
    whatever the account posts or passes on with probability 1 − (1 − a)^K, whether or not the
    follow passes the message itself on. The account withstands each participant alike: where 20
    drive it private with probability q, K do with 1 − (1 − q)^(K/20).
    """

    kind: ClassVar[str] = "flood"
    summary: ClassVar[str] = "people answer accounts' posts; some accounts turn private"
    keys: ClassVar[dict[str, Key]] = {
        "participants": Key(20, "people", 0, 1e6, "Who answer each account.", is_whole=True),
        "private": Key(0.5, "probability", 0, 1, "That 20 participants drive it private."),
        "answer": Key(0.05, "probability", 0, 1, "That a follower takes in one answer."),
    }

    @property
    def is_chancy(self) -> bool:
        """Answers and turning private are drawn."""
        return True

    @property
    def beside(self) -> float:
        """1 − (1 − a)^K: that a follower sees some answer beside a post."""
        return seen_beside(self.number("answer"), int(self.number("participants")))

    @property
    def turning(self) -> float:
        """1 − (1 − q)^(K/20): that the participants drive an account private."""
        return turning_private(self.number("private"), int(self.number("participants")))

    def apply(self, ground: Ground, chosen: Int32, scene: Scene) -> None:
        """Show answers, and make some private."""
        ground.answer(chosen, self.beside)
        ground.make_private(chosen, self.turning)


def turning_private(of_usual: float, participants: int) -> float:
    """That so many drive an account private, where 20 do with a probability.

    Examples
    --------
    >>> [turning_private(0.5, participants) for participants in (0, 20, 40)]
    [0.0, 0.5, 0.75]
    """
    return float(1.0 - (1.0 - of_usual) ** (participants / _USUAL))


def seen_beside(answer: float, participants: int) -> float:
    """That a follower takes in at least one of so many answers.

    Examples
    --------
    >>> seen_beside(0.5, 2)
    0.75
    """
    return float(1.0 - (1.0 - answer) ** participants)
