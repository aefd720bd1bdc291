"""Moderators who miss some of those they look for, and hit others by mistake."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.graph.budgets import Errors
from graphres.kernels.arrays import Float64, Int32, Mask
from graphres.kernels.hashing import hash_words, uniform


@dataclass(frozen=True, eq=False)
class Moderator:
    """How often a moderator errs.

    The moderator goes down an order. Each account is missed with probability ``miss``, and then
    nothing is spent on it: the next takes its place. Of all suspensions a share ``false_alarm`` is
    mistaken, each with that probability: it hits an account drawn from ``others`` that nobody
    intended, and is paid like any other. Before each account found there are j mistakes with
    probability (1 − f) f^j, which makes every suspension a mistake with probability f.

    Where rates differ by account, both are those of the account looked for, and who is hit by
    mistake is drawn in proportion to the account's own rate of false alarms: a moderator who
    misjudges a language misjudges its bystanders too.

    Parameters
    ----------
    miss : float, or ndarray of float64, shape (n,)
        In [0, 1].
    false_alarm : float, or ndarray of float64, shape (n,)
        In [0, 1).
    others : ndarray of bool, shape (n,), optional
        Who may be hit by mistake; everyone when absent. Whoever is intended never is.
    """

    miss: float | Float64 = 0.0
    false_alarm: float | Float64 = 0.0
    others: Mask | None = None

    def __post_init__(self) -> None:
        """`UsageError` for a share that is none."""
        miss, alarm = np.asarray(self.miss), np.asarray(self.false_alarm)
        if not ((miss >= 0) & (miss <= 1)).all():
            raise UsageError(f"a share missed is a number from 0 to 1, not {self.miss}")
        if not ((alarm >= 0) & (alarm < 1)).all():
            raise UsageError(f"a share of false alarms is under 1 from 0 on: {self.false_alarm}")

    @property
    def is_perfect(self) -> bool:
        """Whether nothing ever goes wrong."""
        return not np.any(self.miss) and not np.any(self.false_alarm)

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
        missed = uniform(seed, "miss", run, keys) < _of(self.miss, order)
        if not np.any(self.false_alarm):
            return Errors(missed, np.zeros(len(order), np.int64), np.zeros(0, np.int32))
        mistakes = _mistakes(uniform(seed, "false alarm", run, keys), _of(self.false_alarm, order))
        return Errors(missed, mistakes, self._pool(graph, intended, seed, run))

    def _pool(self, graph: FollowGraph, intended: Int32, seed: int, run: int) -> Int32:
        may_be = np.ones(graph.n, dtype=bool) if self.others is None else self.others.copy()
        may_be[intended] = False
        may_be &= np.asarray(self.false_alarm) > 0
        pool = np.flatnonzero(may_be).astype(np.int32)
        if not len(pool) and len(intended):
            raise InputError(
                "a false alarm finds nobody to hit: every account is intended or protected",
                do="give --budget or --target-where",
            )
        words = hash_words(seed, "mistaken", run, graph.keys[pool])
        # As many exponential clocks as accounts, the faster the higher the rate (Efraimidis &
        # Spirakis 2006, doi:10.1016/j.ipl.2005.11.003); of equal rates the smaller word is first.
        share = np.ldexp((words >> np.uint64(11)).astype(np.float64), -53)
        with np.errstate(over="ignore"):  # the tiniest of rates ring never, in the words' order
            rings = -np.log1p(-share) / _of(self.false_alarm, pool)
        return pool[np.lexsort((words, rings))]


def _of(rate: float | Float64, accounts: Int32) -> Float64:
    """The rates of some accounts."""
    each = np.asarray(rate, dtype=np.float64)
    made: Float64 = each[accounts] if each.ndim else np.full(len(accounts), each)
    return made


def _mistakes(draws: Float64, rates: Float64) -> npt.NDArray[np.int64]:
    """How many mistakes come before each account: j or more where 1 − u ≤ f^j."""
    made = np.zeros(len(draws), np.int64)
    remaining = np.log1p(-draws)  # 1 − u is never 0
    for rate in np.unique(rates[rates > 0]):
        here = rates == rate
        made[here] = (remaining[here] / np.log(float(rate))).astype(np.int64)
    return made
