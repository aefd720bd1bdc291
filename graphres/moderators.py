"""Moderators who miss some of those they look for, and hit others by mistake."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphres.budgets import Errors
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.kernels.hashing import hash_words, uniform

__all__ = ["Moderator"]

Int32 = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Moderator:
    """How often a moderator errs.

    The moderator goes down an order. Each account is missed with probability ``miss``, and then
    nothing is spent on it: the next takes its place. Of all suspensions a share ``false_alarm`` is
    mistaken, each with that probability: it hits an account drawn from ``others`` that nobody
    intended, and is paid like any other. Before each account found there are j mistakes with
    probability (1 − f) f^j, which makes every suspension a mistake with probability f.

    Parameters
    ----------
    miss : float
        In [0, 1].
    false_alarm : float
        In [0, 1).
    others : ndarray of bool, shape (n,), optional
        Who may be hit by mistake; everyone when absent. Whoever is intended never is.
    """

    miss: float = 0.0
    false_alarm: float = 0.0
    others: Mask | None = None

    def __post_init__(self) -> None:
        """`UsageError` for a share that is none."""
        if not 0 <= self.miss <= 1:
            raise UsageError(f"a share missed is a number from 0 to 1, not {self.miss}")
        if not 0 <= self.false_alarm < 1:
            raise UsageError(f"a share of false alarms is under 1 from 0 on: {self.false_alarm}")

    @property
    def is_perfect(self) -> bool:
        """Whether nothing ever goes wrong."""
        return not self.miss and not self.false_alarm

    def errors(
        self, graph: FollowGraph, order: Int32, intended: Int32, *, seed: int, run: int
    ) -> Errors:
        """What goes wrong on the way down an order, O(n log n).

        Parameters
        ----------
        graph : FollowGraph
        order : ndarray of int32, shape (L,)
            Those looked for.
        intended : ndarray of int32
            Those that would be suspended without errors: no mistake hits them.
        seed, run : int
            Errors are hashes of these and of the accounts' names.
        """
        keys = graph.keys[order]
        missed = uniform(seed, "miss", run, keys) < self.miss
        if not self.false_alarm:
            return Errors(missed, np.zeros(len(order), np.int64), np.zeros(0, np.int32))
        # 1 − u is never 0. j mistakes or more: 1 − u ≤ f^j.
        drawn = np.log1p(-uniform(seed, "false alarm", run, keys)) / np.log(self.false_alarm)
        return Errors(missed, drawn.astype(np.int64), self._pool(graph, intended, seed, run))

    def _pool(self, graph: FollowGraph, intended: Int32, seed: int, run: int) -> Int32:
        may_be = np.ones(graph.n, dtype=bool) if self.others is None else self.others.copy()
        may_be[intended] = False
        pool = np.flatnonzero(may_be).astype(np.int32)
        if not len(pool) and len(intended):
            raise InputError(
                "a false alarm finds nobody to hit: every account is intended or protected",
                do="give --budget or --target-where",
            )
        return pool[np.argsort(hash_words(seed, "mistaken", run, graph.keys[pool]), kind="stable")]
