"""Collective influence: well connected, and so are those a few steps away."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from graphres.errors import StrategyError
from graphres.graph import Adjacency
from graphres.kernels.arrays import Int32, Int64
from graphres.kernels.centrality.collective_influence import Ball, order_by_influence
from graphres.kernels.structures.heap import PriorityQueue
from graphres.strategies.base import Choice, Scores
from graphres.strategies.dismantling import DismantlingStrategy, DismantlingTask, start_removals


class CollectiveInfluence(DismantlingStrategy):
    """The largest collective influence first, again after every removal.

    CI(i) = (k_i − 1) Σ (k_j − 1) over the accounts j exactly ``l`` steps from i, k being the ties
    left. Morone & Makse 2015, doi:10.1038/nature14604. Follows count as ties, whichever way they
    run. Few accounts are counted again after a removal: those that may be the next, and for l = 3
    the neighbours of the one removed.

    Examples
    --------
    >>> from graphres.graph import FollowGraph
    >>> chain = FollowGraph.from_pairs([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")])
    >>> chain.ids.take(CollectiveInfluence(1)(chain, limit=1)).to_pylist()
    ['c']
    """

    name: ClassVar[str] = "collective-influence"
    summary: ClassVar[str] = "largest collective influence within l steps, again each time"
    direction: ClassVar[str] = "follows as ties"
    reference: ClassVar[str] = "Morone & Makse 2015, doi:10.1038/nature14604"
    cost: ClassVar[str] = "O(n log n) and some ten balls of l steps a removal"
    usage: ClassVar[str] = "l=1 | l=2 | l=3"

    def __init__(self, radius: int = 2) -> None:
        self.radius = radius

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Parse nothing (``l=2``), or ``l=1`` to ``l=3``."""
        if not argument:
            return cls()
        key, _, value = argument.partition("=")
        if key.strip() != "l" or value.strip() not in ("1", "2", "3"):
            raise StrategyError(
                f"strategy {cls.name!r} takes l=1, l=2 or l=3, not {argument!r}",
                do=f"write {cls.name}:l=2",
            )
        return cls(int(value))

    def removals(self, task: DismantlingTask, choice: Choice) -> tuple[Int32, Scores]:
        """Remove by influence, until nobody has any."""
        removed = start_removals(task)
        left = np.diff(task.rows.offsets).astype(np.int32)
        key = _upper_bounds(task.rows, self.radius)
        heap = np.arange(task.may_go, dtype=np.int32)
        place, stamp = np.full((2, task.n), -1, dtype=np.int32)
        ball = Ball(stamp, np.zeros(task.n, dtype=np.int32))
        offsets, targets = task.rows
        rows, ends = Adjacency(offsets, targets.copy()), offsets[1:].copy()
        waiting = PriorityQueue(heap, place, key)
        order_by_influence(rows, ends, self.radius, left, waiting, ball, removed)
        stop = int(removed.done[0])
        return removed.order[:stop], removed.scores[:stop]


def _upper_bounds(rows: Adjacency, radius: int) -> Int64:
    """Bound the influence of every account: walks of ``radius`` steps instead of distances."""
    degree = np.diff(rows.offsets)
    row = np.repeat(np.arange(len(degree)), degree)
    beyond = np.maximum(degree - 1, 0).astype(np.float64)
    reached = beyond
    for _ in range(radius):
        reached = np.bincount(row, reached[rows.targets], minlength=len(degree))
    # Sums of floats may fall short in their last digits, which a bound must not.
    bound = np.minimum(beyond * reached * (1 + 1e-6), 2.0**62)
    rounded_up: Int64 = np.ceil(bound).astype(np.int64)
    return rounded_up
