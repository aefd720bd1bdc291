"""Decycling: once no cycle is left, what remains are trees, and trees fall apart easily."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from graphres.kernels.arrays import Int32
from graphres.kernels.dismantling.core_hd import order_by_core_degree
from graphres.kernels.structures.buckets import Buckets
from graphres.strategies.base import Choice, Scores
from graphres.strategies.dismantling import (
    DismantlingStrategy,
    DismantlingTask,
    halve_components,
    start_removals,
)


class CoreHD(DismantlingStrategy):
    """The most ties inside the 2-core first, again after every removal; then trees are halved.

    Zdeborová, Zhang & Zhou 2016, doi:10.1038/srep37954. The 2-core is what is left when accounts
    with fewer than two ties are taken off until there are none: all cycles, and the paths between
    them. Follows count as ties, whichever way they run. O(n log n + m), and sorting equals.

    Examples
    --------
    >>> from graphres.graph import FollowGraph
    >>> kite = FollowGraph.from_pairs([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e")])
    >>> kite.ids.take(CoreHD()(kite, limit=2)).to_pylist()
    ['a', 'c']
    """

    name: ClassVar[str] = "core-hd"
    summary: ClassVar[str] = "most ties within the 2-core first, then trees are halved"
    direction: ClassVar[str] = "follows as ties"
    reference: ClassVar[str] = "Zdeborová, Zhang & Zhou 2016, doi:10.1038/srep37954"
    cost: ClassVar[str] = "O(n log n + m), and sorting equals"

    def removals(self, task: DismantlingTask, choice: Choice) -> tuple[Int32, Scores]:
        """Remove by neighbours in the 2-core, then halve components."""
        removed = start_removals(task)
        left = np.diff(task.rows.offsets).astype(np.int32)
        bucket = np.full(int(left.max(initial=0)) + 1, -1, dtype=np.int32)
        buckets = Buckets(bucket, *np.zeros((3, task.may_go), dtype=np.int32))
        stack = np.zeros(task.n, dtype=np.int32)
        order_by_core_degree(task.rows, left, buckets, stack, removed)
        removed.scores[removed.done[0] :] = 0
        in_core = int(removed.done[0])
        halve_components(task, removed)
        removed.scores[in_core:] = 0
        stop = int(removed.done[0])
        return removed.order[:stop], removed.scores[:stop]
