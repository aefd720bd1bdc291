"""Planted communities around an insular core.

A directed, degree-corrected planted partition: Karrer & Newman (2011),
doi:10.1103/PhysRevE.83.016107; being followed is drawn by a static fitness with a Pareto tail,
after Goh, Kahng & Kim (2001), doi:10.1103/PhysRevLett.87.278701.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphres.data.generators.base import MAX_ACCOUNTS, Drawn, more_than, share
from graphres.data.generators.pairs import (
    Draw,
    add_returned_follows,
    draw_distinct_pairs,
    pairs_needed,
)
from graphres.errors import UsageError
from graphres.kernels.arrays import Int32, Int64


class _FollowGroup(NamedTuple):
    """One kind of follow: how to draw it, and how many there are of it."""

    draw: Draw
    follows: int


@dataclass(frozen=True)
class Communities:
    """Draw follows that mostly stay inside communities, most of all inside the first, the core.

    Of the follows by the core, the share ``insularity`` stays in the core; of those by any other
    account, ``outer_insularity`` stays in its own community. The border of the core is crossed as
    often in either direction, where the others leave their communities often enough. Followers
    are drawn evenly, the followed in proportion to a fitness w with P(w) ~ w^-exponent.

    Parameters
    ----------
    communities : int
        How many, the core included; at least 2. Those beside the core are of equal size.
    core : float
        The core's share of the accounts.
    insularity, outer_insularity : float
        Share of follows that stay inside, for the core and for all others.
    exponent : float
        Tail of followers, above 2.
    reciprocity : float
        Share of the follows that are returned.

    Examples
    --------
    >>> model = Communities(communities=3, core=0.2, insularity=1.0)
    >>> drawn = model.draw(np.random.default_rng(0), 300, 1500)
    >>> by_core = drawn.community[drawn.follower] == 0
    >>> bool((drawn.community[drawn.followed][by_core] == 0).all())
    True
    """

    communities: int = field(default=8, metadata={"help": "communities, the core included"})
    core: float = field(default=0.1, metadata={"help": "the core's share of the accounts"})
    insularity: float = field(
        default=0.9, metadata={"help": "share of the core's follows that stay in the core"}
    )
    outer_insularity: float = field(
        default=0.6, metadata={"help": "the same for every other community"}
    )
    exponent: float = field(
        default=2.5, metadata={"help": "tail of followers, share with k followers ~ k^-exponent"}
    )
    reciprocity: float = field(default=0.3, metadata={"help": "share of follows returned"})

    def __post_init__(self) -> None:
        """Check the options."""
        if isinstance(self.communities, bool) or not isinstance(self.communities, int):
            raise UsageError(f"communities={self.communities} is no count", do="give 2 or more")
        more_than("communities", self.communities, 1)
        if self.communities > MAX_ACCOUNTS:
            raise UsageError(f"communities={self.communities} are too many", do="give fewer")
        for name in ("core", "insularity", "outer_insularity", "reciprocity"):
            share(name, getattr(self, name))
        more_than("exponent", self.exponent, 2)

    def draw(self, rng: np.random.Generator, n: int, follows: int) -> Drawn:
        """Draw exactly ``follows`` follows among n accounts, numbered in no order.

        O(n + m log m).
        """
        sampler = _EndSampler(rng, self._sizes(n), self.exponent)
        drawn = [self._drawn(part, rng, n) for part in self._parts(sampler, follows)]
        place = rng.permutation(n).astype(np.int32)
        community = np.empty(n, np.int32)
        community[place] = sampler.community
        follower, followed = (np.concatenate(ends) for ends in zip(*drawn, strict=True))
        return Drawn(place[follower], place[followed], community)

    def _sizes(self, n: int) -> Int64:
        core = round(self.core * n)
        others = self.communities - 1
        if n and self.communities > n:
            raise UsageError(f"{self.communities} communities of {n} accounts", do="lower them")
        rest = n - core
        sizes = np.array([core, *(rest // others + (at < rest % others) for at in range(others))])
        if n and sizes.min() < 2:
            raise UsageError(
                f"{self.communities} communities leave one of {sizes.min()} accounts",
                do="lower communities, change core, or raise n",
            )
        return sizes

    def _drawn(self, part: _FollowGroup, rng: np.random.Generator, n: int) -> tuple[Int32, Int32]:
        wanted, returned = pairs_needed(part.follows, self.reciprocity)
        return add_returned_follows(rng, *draw_distinct_pairs(part.draw, wanted, n), returned)

    def _parts(self, sampler: _EndSampler, follows: int) -> list[_FollowGroup]:
        """Split the follows into: core, border of the core, other communities, between them."""
        n, core = len(sampler.community), int(sampler.sizes[0])
        by_core = round(follows * core / max(n, 1))
        leaving_core = round(by_core * (1 - self.insularity))
        leaving = round((follows - by_core) * (1 - self.outer_insularity))
        entering = leaving if self.communities == 2 else min(leaving_core, leaving)
        outward = leaving_core / max(leaving_core + entering, 1)
        return [
            _FollowGroup(sampler.in_core, by_core - leaving_core),
            _FollowGroup(lambda count: sampler.across(count, outward), leaving_core + entering),
            _FollowGroup(sampler.in_own, follows - by_core - leaving),
            _FollowGroup(sampler.between, leaving - entering),
        ]


class _EndSampler:
    """Accounts in blocks, core first, and the ways to draw follows among them."""

    def __init__(self, rng: np.random.Generator, sizes: Int64, exponent: float) -> None:
        self._rng = rng
        self.sizes = sizes
        self.community = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        self._starts = np.cumsum(sizes) - sizes
        fitness = (1 - rng.random(len(self.community))) ** (-1 / (exponent - 1))
        of_block = np.bincount(self.community, fitness, minlength=len(sizes))
        self._fitness = fitness / of_block[self.community] * sizes[self.community]

    def in_core(self, count: int) -> tuple[Int32, Int32]:
        """Core accounts follow core accounts."""
        return self._even(0, self.sizes[0], count), self._fit(0, int(self.sizes[0]), count)

    def across(self, count: int, outward: float) -> tuple[Int32, Int32]:
        """Core accounts follow others, or others core accounts."""
        core, n = int(self.sizes[0]), len(self.community)
        out = int(self._rng.binomial(count, outward))
        follower = self._even(0, core, out), self._even(core, n, count - out)
        followed = self._fit(core, n, out), self._fit(0, core, count - out)
        return np.concatenate(follower), np.concatenate(followed)

    def in_own(self, count: int) -> tuple[Int32, Int32]:
        """Accounts outside the core follow accounts of their own community."""
        followed = self._fit(int(self.sizes[0]), len(self.community), count)
        block = self.community[followed]
        return self._even(self._starts[block], (self._starts + self.sizes)[block], count), followed

    def between(self, count: int) -> tuple[Int32, Int32]:
        """Accounts outside the core follow those of another community outside the core."""
        core, n = int(self.sizes[0]), len(self.community)
        followed = self._fit(core, n, count)
        block = self.community[followed]
        follower = self._even(core, n - self.sizes[block], count)
        follower += np.where(follower >= self._starts[block], self.sizes[block], 0)
        return follower, followed

    def _even(self, low: int | Int64, high: int | Int64, count: int) -> Int32:
        return self._rng.integers(low, high, count).astype(np.int32)

    def _fit(self, low: int, high: int, count: int) -> Int32:
        """Draw accounts of a range by fitness; they come in order, which no use here minds."""
        chance: NDArray[np.float64] = self._fitness[low:high] / self._fitness[low:high].sum()
        times = self._rng.multinomial(count, chance)
        return np.repeat(np.arange(low, high, dtype=np.int32), times)
