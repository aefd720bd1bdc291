"""Probabilities at which a message reaches a share of whom it can, searched for on the graph."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from graphres.graph import FollowGraph
from graphres.spread.blocks import by_block
from graphres.spread.hops import count_hops
from graphres.spread.model import Spread
from graphres.spread.worlds import Worlds

#: Shares of whom a message can reach: hardly any, some, half.
SHARES = (0.05, 0.15, 0.5)

#: A stream of worlds that neither chooses nor judges, and how many of them.
_STREAM = "levels"
_WORLDS = 256

#: How near to its share a level has to come, the least probability tried, the most steps to it.
_NEAR = 0.05
_LEAST = 1e-6
_STEPS = 40


class Level(NamedTuple):
    """A probability, the share of whom it can reach that a message is to reach, and does."""

    share: float
    probability: float
    reached: float


def find_levels(
    graph: FollowGraph, spread: Spread, *, shares: Sequence[float] = SHARES, jobs: int = 1
) -> tuple[Level, ...]:
    """Find probabilities at which a message of the sources reaches these shares of whom it can.

    Whom it can reach is who hears it where every follow passes it on. A follow is live exactly if
    its hash is below p, so that reach grows with p in every world, and halving log p finds the
    level. Probabilities have three digits; the same graph, seed and sources give the same.

    Parameters
    ----------
    graph : FollowGraph
        With at least one account.
    spread : Spread
        Who posts, and by which model; its probability has no part in it.
    shares : sequence of float
        Ascending.
    jobs : int
        Threads.

    Returns
    -------
    tuple of Level
        With distinct probabilities. Where nobody can be reached, the shares themselves. Some eight
        spreads in 256 worlds of their own for each.

    Raises
    ------
    InputError
        When nobody may post.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("bob", "ann"), ("cem", "ann"), ("dee", "ann")])
    >>> [abs(level.reached / level.share - 1) <= 0.05 for level in find_levels(graph, Spread())]
    [True, True, True]
    """
    tried: dict[float, float] = {}

    def reach_at(probability: float) -> float:
        if probability not in tried:
            tried[probability] = _mean_reach(graph, spread, probability, jobs)
        return tried[probability]

    most = reach_at(1.0)
    if most == 0:
        return tuple(Level(share, share, 0.0) for share in shares)
    found: dict[float, Level] = {}
    for share in shares:
        p = _search(reach_at, share * most)
        found.setdefault(p, Level(share, p, reach_at(p) / most))
    return tuple(found.values())


def _search(reach_at: Callable[[float], float], wanted: float) -> float:
    """Halve log p until the reach is near enough, or there is no number between."""
    low, high = _LEAST, 1.0
    for _ in range(_STEPS):
        middle = _three_digits(math.sqrt(low * high))
        if middle in (low, high):
            break
        reached = reach_at(middle)
        if abs(reached - wanted) <= _NEAR * wanted:
            return middle
        low, high = (middle, high) if reached < wanted else (low, middle)
    return high


def _three_digits(probability: float) -> float:
    return float(f"{probability:.3g}")


def _mean_reach(graph: FollowGraph, spread: Spread, probability: float, jobs: int) -> float:
    """Accounts that hear a message, in the mean over worlds; posters aside."""
    asked = replace(spread, probability=probability, worlds=_WORLDS)
    worlds = Worlds(graph, asked, _STREAM, are_sampled=True)
    counted = by_block(
        lambda block: int(count_hops(worlds, block).hops[1:].sum()),
        worlds.blocks,
        jobs=jobs,
        on_progress=None,
    )
    return sum(counted) / _WORLDS


def middle(levels: Sequence[Level]) -> Level:
    """Return the level that stands for all where one has to."""
    return levels[len(levels) // 2]
