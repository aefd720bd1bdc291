"""Every pair of accounts equally likely: the graph to compare others with."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from graphres.data.generators.base import Drawn, share
from graphres.data.generators.pairs import add_returned_follows, draw_distinct_pairs, pairs_needed
from graphres.kernels.arrays import Int32, Int64

_LISTABLE = 10**7


@dataclass(frozen=True)
class Uniform:
    """Draw pairs of accounts evenly, give each a random direction, and return a share of them.

    The G(n, m) of Erdős & Rényi (1959), doi:10.5486/PMD.1959.6.3-4.12, with directions. Followers
    are close to Poisson.

    Parameters
    ----------
    reciprocity : float
        Share of the follows that are returned.

    Examples
    --------
    >>> drawn = Uniform(reciprocity=1.0).draw(np.random.default_rng(0), 5, 20)
    >>> len(set(zip(drawn.follower.tolist(), drawn.followed.tolist())))
    20
    """

    reciprocity: float = field(default=0.0, metadata={"help": "share of follows returned"})

    def __post_init__(self) -> None:
        """Check the option."""
        share("reciprocity", self.reciprocity)

    def draw(self, rng: np.random.Generator, n: int, follows: int) -> Drawn:
        """Draw exactly ``follows`` follows among n accounts. O(n + m log m)."""
        wanted, returned = pairs_needed(follows, self.reciprocity)
        ends = even_pairs(rng, n, wanted)
        return Drawn(*add_returned_follows(rng, *ends, returned), np.full(n, -1, np.int32))


def even_pairs(rng: np.random.Generator, n: int, wanted: int) -> tuple[Int32, Int32]:
    """Draw distinct pairs evenly: from the list of all where that is short, else by redrawing."""
    possible = n * (n - 1) // 2
    if wanted <= possible <= _LISTABLE and 3 * wanted > possible:
        return _from_list(rng, n, rng.choice(possible, wanted, replace=False))

    def draw(count: int) -> tuple[Int32, Int32]:
        return tuple(rng.integers(0, n, (2, count), dtype=np.int32))

    return draw_distinct_pairs(draw, wanted, n)


def _from_list(rng: np.random.Generator, n: int, places: Int64) -> tuple[Int32, Int32]:
    """Return the pairs with these numbers in the upper triangle, each in a random direction."""
    low, high = (end[places].astype(np.int32) for end in np.triu_indices(n, 1))
    turned = rng.random(len(places)) < 0.5
    return np.where(turned, high, low), np.where(turned, low, high)
