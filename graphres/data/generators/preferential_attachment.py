"""Directed preferential attachment: who has followers gets more.

The process of Bollobás, Borgs, Chayes & Riordan (2003), "Directed scale-free graphs", SODA,
pages 132-139, https://dl.acm.org/doi/10.5555/644108.644133, in which every newcomer follows
somebody; its followers' tail is that of Price (1976), doi:10.1002/asi.4630270505.

No loop runs over the follows. To choose an account in proportion to its followers is to copy the
followed end of an earlier follow chosen evenly; so every draw is a pointer to an earlier draw or
a fresh account, and pointer doubling resolves all of them in O(log m) passes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphres.data.generators.base import Drawn, more_than, share
from graphres.data.generators.pairs import add_returned_follows, draw_distinct_pairs, pairs_needed
from graphres.kernels.arrays import Int32, Int64


@dataclass(frozen=True)
class Preferential:
    """Grow a graph follow by follow; the followed have been followed, the busy are busy.

    At each step, with probability α = n/M (M: steps) a newcomer follows an account, else an account
    present follows another. The followed is chosen with probability proportional to
    ``followers + a``, the follower (unless it is the newcomer) to ``following + b``. The shares of
    accounts with k followers and k followed fall as k^-γ and k^-γ' with::

        γ  = 2 + α a,                   so a = (γ - 2) / α
        γ' = 1 + (1 + α b) / (1 - α),   so b = ((γ' - 1)(1 - α) - 1) / α, and at least 0

    Repeats and self-follows are replaced by further steps without newcomers. Then pairs chosen
    at random are returned until the share ``reciprocity`` of the follows is.

    Parameters
    ----------
    exponent : float
        γ, above 2. Lower is more unequal; most social networks lie between 2 and 3.
    following_exponent : float, optional
        γ', above 2; by default ``exponent + 1``. With few follows an account the model can't
        reach low values and b = 0. Returned follows carry each tail over to the other side.
    reciprocity : float
        Share of the follows that are returned.

    Examples
    --------
    >>> drawn = Preferential(exponent=2.2).draw(np.random.default_rng(0), 100, 400)
    >>> len(drawn.follower)
    400
    """

    exponent: float = field(
        default=2.5, metadata={"help": "tail of followers, share with k followers ~ k^-exponent"}
    )
    following_exponent: float | None = field(
        default=None, metadata={"help": "tail of accounts followed (exponent + 1)"}
    )
    reciprocity: float = field(default=0.2, metadata={"help": "share of follows returned"})

    def __post_init__(self) -> None:
        """Check the options."""
        more_than("exponent", self.exponent, 2)
        if self.following_exponent is not None:
            more_than("following_exponent", self.following_exponent, 2)
        share("reciprocity", self.reciprocity)

    def draw(self, rng: np.random.Generator, n: int, follows: int) -> Drawn:
        """Draw exactly ``follows`` follows among n accounts, numbered in order of joining.

        O(n + m log m). With fewer follows than accounts the last accounts stay isolated.
        """
        wanted, returned = pairs_needed(follows, self.reciprocity)
        growth = _Growth(rng, min(n, wanted + 1), *self._fresh_weights(n, wanted))
        ends = draw_distinct_pairs(growth.steps, wanted, n)
        community = np.full(n, -1, np.int32)
        return Drawn(*add_returned_follows(rng, *ends, returned), community)

    def _fresh_weights(self, n: int, steps: int) -> tuple[float, float]:
        """Return a and b, the weights of an account beyond what it has drawn so far."""
        newcomers = min(max(n, 1) / max(steps, 1), 1.0)
        following = self.following_exponent or self.exponent + 1
        a = (self.exponent - 2) / newcomers
        b = ((following - 1) * (1 - newcomers) - 1) / newcomers
        return a, max(b, 0.0)


class _Growth:
    """The process, some steps at a time: all accounts are born in the first call of `steps`."""

    def __init__(self, rng: np.random.Generator, n: int, a: float, b: float) -> None:
        self._rng = rng
        self._n = n
        self._a, self._b = a, b
        self._follower = self._followed = np.empty(0, np.int32)

    def steps(self, count: int) -> tuple[Int32, Int32]:
        """Go on for ``count`` steps; return follower and followed of each."""
        before = len(self._follower)
        newcomer = np.zeros(count, bool) if before else self._births(count)
        present = (1 if not before else self._n) + np.cumsum(newcomer) - newcomer
        self._followed = attach(
            self._rng, self._followed, present, self._a, np.full(count, -1, np.int32)
        )
        entering = np.where(newcomer, present, -1).astype(np.int32)
        self._follower = attach(self._rng, self._follower, present, self._b, entering)
        return self._follower[before:], self._followed[before:]

    def _births(self, count: int) -> NDArray[np.bool_]:
        """Mark the steps at which an account joins: the first, and others evenly at random."""
        newcomer = np.zeros(count, bool)
        newcomer[:1] = True
        newcomer[1 + self._rng.choice(count - 1, self._n - 2, replace=False)] = True
        return newcomer


def attach(
    rng: np.random.Generator, earlier: Int32, present: Int64, weight: float, preset: Int32
) -> Int32:
    """Continue a sequence in which accounts recur in proportion to ``times so far + weight``.

    Parameters
    ----------
    rng : numpy.random.Generator
    earlier : ndarray of int32, shape (t,)
        The sequence so far.
    present : ndarray of int64, shape (k,)
        How many accounts, numbered from 0, there are at each new step.
    weight : float
        What every account present has beyond its count.
    preset : ndarray of int32, shape (k,)
        Steps whose account is fixed; -1 elsewhere.

    Returns
    -------
    ndarray of int32, shape (t + k,)
        ``earlier`` and the new steps. O((t + k) log(t + k)) at worst.

    Notes
    -----
    At step s a number x is drawn evenly from [0, s + weight * present). Below s it points to an
    earlier step, whose account is copied; above, it falls on a fresh account.
    """
    start, count = len(earlier), len(present)
    step = np.arange(start, start + count, dtype=np.float64)
    x = rng.random(count) * (step + weight * present)
    copied = np.flatnonzero((x < step) & (preset < 0))
    fresh = (x - step) / weight if weight > 0 else np.zeros(count)
    targets = np.where(preset < 0, np.minimum(fresh, present - 1), preset).astype(np.int32)
    origin = np.arange(start + count, dtype=np.int32 if start + count < 2**31 else np.int64)
    origin[start + copied] = x[copied]
    _resolve(origin, start + copied)
    sequence: Int32 = np.concatenate([earlier, targets])
    sequence[start:] = sequence[origin[start:]]
    return sequence


def _resolve(origin: NDArray[Any], open_: Int64) -> None:
    """Follow every pointer to where it ends; each pass doubles how far all of them see."""
    while len(open_):
        ahead = origin[origin[open_]]
        origin[open_] = ahead
        open_ = open_[origin[ahead] != ahead]
