"""What interventions change in how messages travel, in one block of 64 worlds.

Every method can be called at any time and in any order; together they are all that a lever can do,
in a static comparison as on one day of a campaign.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.graph.layers import Layers
from graphres.interventions.random_bits import FULL, chance_words, fraction
from graphres.kernels.arrays import Float64, Int32, Words
from graphres.kernels.cascade.live_edges import LiveEdges, draw_rows
from graphres.kernels.hashing import hash_words

_NO_WORDS: Words = np.zeros(0, np.uint64)


class Louder(NamedTuple):
    """Worlds, uint64 (n,), in which each account posts ``times`` as often, and a stream for it."""

    worlds: Words
    times: float
    stream: str


@dataclass
class Ground:
    """Who is gone, private or speaks against a message, and which follows pass it on.

    Parameters
    ----------
    graph : FollowGraph
    seed, stream, block
        What its draws are hashed from, beside accounts.
    layers : Layers, optional
        On which platforms follows stand.
    gone, private : ndarray of uint64, shape (n,)
        Worlds in which an account is closed; in which it is private.
    passing : ndarray of uint64, shape (stored follows,)
        Worlds in which a follow is there at all; empty for all.
    answers : ndarray of uint64, shape (stored follows,)
        Worlds in which the follower sees answers beside what it is shown; empty for none.
    begins : dict of int to int
        Accounts that begin to spread the counter-message, and at which step.
    louder : list of Louder
        Accounts that post more than before.
    counter_probability : float, optional
        That a follow passes the counter-message on; that of the message when absent.
    """

    graph: FollowGraph
    seed: int
    stream: str
    block: int
    layers: Layers | None = None
    gone: Words = field(init=False)
    private: Words = field(init=False)
    passing: Words = field(default_factory=lambda: _NO_WORDS)
    answers: Words = field(default_factory=lambda: _NO_WORDS)
    begins: dict[int, int] = field(default_factory=dict)
    louder: list[Louder] = field(default_factory=list)
    counter_probability: float | None = None
    _carried: Words | None = None
    _lost: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.gone, self.private = np.zeros((2, self.graph.n), np.uint64)

    def draw(self, probability: npt.ArrayLike, what: str) -> Words:
        """In which worlds something happens to every account; uint64 (n,)."""
        keys = self.graph.keys
        return chance_words(probability, keys, self.seed, self.stream, what, self.block)

    def close(self, accounts: Int32) -> None:
        """Close accounts in every world: they post, hear and pass on nothing."""
        self.gone[accounts] = FULL

    def close_where(self, probability: Float64, what: str) -> Words:
        """Close each account with its probability; the worlds in which it was drawn."""
        drawn = self.draw(probability, what)
        self.gone |= drawn
        return drawn

    def close_home(self, accounts: Int32) -> None:
        """Close the account on the platform where it has most followers; all without platforms."""
        if self.layers is None:
            self.close(accounts)
            return
        carried = self._platforms(self.layers)
        homes = self.layers.homes(self.graph)
        chosen = np.zeros(self.graph.n, dtype=bool)
        chosen[accounts] = True
        followed, follower = self._ends()
        for place in range(len(carried)):
            here = chosen & (homes == place)
            carried[place, here[followed] | here[follower]] = 0

    def make_private(self, accounts: Int32, probability: float = 1.0) -> None:
        """Let what accounts say go no further than their followers, with a probability."""
        drawn = self.draw(probability, "private")
        self.private[accounts] |= drawn[accounts]

    def limit(self, accounts: Int32, factor: float) -> None:
        """Pass on what accounts say with a factor of the probability."""
        if len(self.passing) == 0:
            self.passing = np.full(len(self.graph.followers.targets), FULL)
        drawn = self._rows_of(accounts, factor, "limit", fill=FULL)
        self.passing = self.passing & drawn

    def answer(self, accounts: Int32, probability: float) -> None:
        """Show answers beside what accounts say, to each follower with a probability."""
        drawn = self._rows_of(accounts, probability, "answers", fill=np.uint64(0))
        self.answers = drawn if len(self.answers) == 0 else self.answers | drawn

    def speak(self, accounts: Int32, delay: int, probability: float | None) -> None:
        """Let accounts begin to spread the counter-message at a step."""
        if self.begins and probability != self.counter_probability:
            raise UsageError(
                "two counter-messages of different probability", do="give them one probability="
            )
        self.counter_probability = probability
        for account in accounts.tolist():
            self.begins[account] = min(delay, self.begins.get(account, delay))

    def lose_platform(self, place: int, migrate: float, activity: float = 1.0) -> None:
        """Take a platform away; a share of its accounts moves, with followers they keep.

        An account followed there moves with probability ``migrate`` to one of the platforms left,
        each as likely. A follow on the lost platform is kept where the followed has moved, and the
        follower has moved too or has follows on a platform left. Who has moved posts ``activity``
        times as often. O(m) for every platform.
        """
        assert self.layers is not None
        carried = self._platforms(self.layers)
        self._lost.add(place)
        moving = carried[place].copy()
        carried[place] = 0
        left = [other for other in range(len(carried)) if other not in self._lost]
        if not left or migrate == 0:
            return
        name = self.layers.names[place]
        moved = self.draw(migrate, f"moves from {name}")
        there = self.layers.by_account(self.graph)
        if activity > 1:
            louder = np.where(there[place], moved, np.uint64(0))
            self.louder.append(Louder(louder, activity, f"{self.stream} louder {name}"))
        elsewhere = there[left].any(axis=0)
        follows_along = np.where(elsewhere, FULL, moved)
        followed, follower = self._ends()
        moving &= moved[followed] & follows_along[follower]
        rest = np.full(self.graph.n, FULL)
        for count, other in enumerate(left):
            last = count == len(left) - 1
            share = 1.0 if last else 1 / (len(left) - count)
            here = rest & self.draw(share, f"from {name} to {self.layers.names[other]}")
            rest &= ~here
            carried[other] |= moving & here[followed]

    def follows(self) -> Words:
        """Worlds in which each follow is there, uint64 (m,); empty for all."""
        if self._carried is None:
            return self.passing
        there: Words = np.bitwise_or.reduce(self._carried, axis=0)
        return there if len(self.passing) == 0 else there & self.passing

    def seeds(self) -> tuple[Int32, npt.NDArray[np.int64]]:
        """Who begins to spread the counter-message, and when, the earliest first."""
        pairs = sorted((delay, account) for account, delay in self.begins.items())
        accounts = np.array([account for _, account in pairs], dtype=np.int32)
        return accounts, np.array([delay for delay, _ in pairs], dtype=np.int64)

    def _platforms(self, layers: Layers) -> Words:
        if self._carried is None:
            self._carried = layers.carried()
        return self._carried

    def _ends(self) -> tuple[Int32, Int32]:
        """Followed and follower of every stored follow."""
        followed = np.repeat(np.arange(self.graph.n, dtype=np.int32), self.graph.in_degree)
        return followed, self.graph.followers.targets

    def _rows_of(self, accounts: Int32, probability: float, what: str, *, fill: np.uint64) -> Words:
        """Draws for the follows of some accounts, the fill elsewhere; uint64 (m,)."""
        live = np.full(len(self.graph.followers.targets), fill)
        drawn = np.ones(self.graph.n, np.uint8)
        drawn[accounts] = 0
        state = hash_words(self.seed, self.stream, what, self.block)[0]
        rows = *self.graph.followers, self.graph.keys
        draw_rows(LiveEdges(*rows, fraction(probability), 0, state, drawn, live))
        return live
