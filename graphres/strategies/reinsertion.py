"""Greedy reinsertion after any strategy: whoever need not be removed comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Self

import numpy as np

from graphres.errors import StrategyError
from graphres.graph import Adjacency, FollowGraph
from graphres.kernels.arrays import Float64, Int32, Int64
from graphres.kernels.components.forest import Forest
from graphres.kernels.dismantling.priced_return import Returns, return_by_cost, unite_present
from graphres.kernels.dismantling.reinsert import (
    Neighbours,
    Queue,
    State,
    Waiting,
    return_smallest_first,
)
from graphres.kernels.structures.heap import PriorityQueue
from graphres.kernels.structures.pairing_heap import Heaps
from graphres.measures.curves import collapse
from graphres.strategies.base import Choice, Ranking, Strategy
from graphres.strategies.dismantling import DismantlingTask
from graphres.strategies.time_limit import TimeLimit

_TARGET = 0.01


class Reinserted(Strategy):
    """Any strategy, then greedy reinsertion at a target share of the giant (``@``, else 0.01).

    Take the shortest prefix of the order that leaves the giant at or under the target. Of its
    accounts, again and again the one comes back whose return forms the smallest component, as long
    as that is not above the target. The accounts that stay away are removed in the reverse of the
    order in which they would come back after that. Behind them the rest of the order follows,
    treated alike at half the target, a quarter, and so on. Where the order never gets to the
    target it stays as it is. Scores are the sizes of the components that returns would form. Where
    accounts have a cost, sizes are counted per cost, so that the dear come back first.

    Braunstein et al. 2016, doi:10.1073/pnas.1605083113. O((n + m) log n) a level.

    Examples
    --------
    >>> from graphres.strategies import strategy
    >>> two_stars = [(f"fan {i}", f"hub {i % 2}") for i in range(8)]
    >>> graph = FollowGraph.from_pairs([("hub 1", "bridge"), ("bridge", "hub 0"), *two_stars])
    >>> graph.ids.take(strategy("in-degree+reinsert@0.5")(graph, limit=1)).to_pylist()
    ['hub 0']
    """

    name: ClassVar[str] = "reinsert"
    summary: ClassVar[str] = "after any strategy: those come back who keep the giant under a target"
    direction: ClassVar[str] = "follows as ties"
    reference: ClassVar[str] = "Braunstein et al. 2016, doi:10.1073/pnas.1605083113"
    cost: ClassVar[str] = "O((n + m) log n) a level beside the strategy"

    def __init__(self, base: Strategy, target: float = _TARGET) -> None:
        self.base = base
        self.target = target
        self.is_random = base.is_random
        self.takes_seed = base.takes_seed

    @classmethod
    def around(cls, base: Strategy, target: str) -> Self:
        """Make reinsertion after a strategy, at a target as typed (empty: 0.01)."""
        if not target:
            return cls(base)
        try:
            share = float(target)
        except ValueError:
            share = -1.0
        if not 0 < share < 1:
            raise StrategyError(
                f"+reinsert takes a share of the giant between 0 and 1, not {target!r}",
                do=f"write {base.spec}+reinsert@0.1",
            )
        return cls(base, share)

    @property
    def path(self) -> Path | None:
        """The file that the strategy within reads, if it reads one."""
        path: Path | None = getattr(self.base, "path", None)
        return path

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """Reinsert the full order of the inner strategy, then cut it to the limit."""
        unlimited = replace(choice, limit=len(choice.candidates))
        base = self.base.rank(graph, unlimited)
        task = DismantlingTask.of(graph, choice)
        place = np.empty(graph.n, dtype=np.int32)
        place[task.accounts] = np.arange(graph.n, dtype=np.int32)
        stop = choice.limit
        sizes = levels(self.target, graph.n)
        order, scores = reinsert(graph, task, place[base.order], sizes, enough=stop)
        return Ranking(task.accounts[order[:stop]], scores[:stop], base.claim)


def levels(target: float, n: int) -> list[int]:
    """List sizes of the giant at which to reinsert: the target, and halves of it down to two.

    Examples
    --------
    >>> levels(0.01, 1000)
    [10, 5, 2]
    """
    size = int(target * n + 1e-9)
    sizes = []
    while size > 1:
        sizes.append(size)
        size //= 2
    return sizes


def reinsert(
    graph: FollowGraph,
    task: DismantlingTask,
    order: Int32,
    sizes: Sequence[int],
    enough: int | None = None,
    time_limit: TimeLimit | None = None,
) -> tuple[Int32, Int64]:
    """Reinsert an order of places at each size of the giant in turn; return scores with it.

    What comes after the first ``enough``, or once patience is over, is left in any order.
    """
    front, scores, rest = order[:0], np.zeros(0, np.int64), order
    for size in sizes:
        if (enough is not None and len(front) >= enough) or (time_limit and time_limit.is_over):
            break
        places = np.concatenate([front, rest])
        giant = collapse(graph, task.accounts[places], measures=("giant",))["giant"]
        under = np.flatnonzero(np.rint(giant * graph.n) <= size)
        if len(under) == 0:
            break
        count = max(int(under[0]) - len(front), 0)
        away, formed = bring_back(task.rows, front, rest[:count], size, task.cost)
        stays = np.zeros(graph.n, dtype=bool)
        stays[away] = True
        front, scores = np.concatenate([front, away]), np.concatenate([scores, formed])
        rest = rest[~stays[rest]]
    none = np.zeros(len(rest), dtype=np.int64)
    return np.concatenate([front, rest]), np.concatenate([scores, none])


def bring_back(
    rows: Adjacency, gone: Int32, away: Int32, size: int, cost: Float64 | None = None
) -> tuple[Int32, Int64]:
    """Find who of ``away`` has to stay away, first removed first, and the components formed.

    ``gone`` are gone for good; nobody comes back who would form a component above ``size``. With
    costs, the smallest component per cost is next.
    """
    if cost is not None:
        return _bring_back_priced(rows, gone, away, size, cost)
    n, count = len(rows.offsets) - 1, len(away)
    last_first = away[::-1].copy()
    number, parent, after = np.full((3, n), -1, dtype=np.int32)
    number[last_first] = np.arange(count, dtype=np.int32)
    parent[gone] = n
    parent[away] = n
    forest = Forest(parent, after, np.arange(n, dtype=np.int32))
    ends = rows.offsets[1:].copy()
    neighbours = Neighbours(rows.offsets, rows.targets.copy(), ends, number, np.zeros(n, np.int64))
    bound, stamp = np.zeros((2, count), dtype=np.int32)
    heaps = Heaps(np.zeros(count, dtype=np.int64), *np.full((3, count), -1, dtype=np.int32))
    waiting = Waiting(last_first, bound, heaps, stamp)
    top, place = np.full((2, n + 1), -1, dtype=np.int32)
    queue = Queue(top, np.zeros(n + 1, np.int32), place, np.zeros(n + 1, np.int64))
    returned, sizes = np.zeros(count, dtype=np.int32), np.zeros(count, dtype=np.int64)
    state = State(*np.zeros((3, 1), np.int64))
    return_smallest_first(neighbours, forest, waiting, queue, state, returned, sizes)
    stays = sizes > size
    return last_first[returned[stays]][::-1].copy(), sizes[stays][::-1].copy()


def _bring_back_priced(
    rows: Adjacency, gone: Int32, away: Int32, size: int, cost: Float64
) -> tuple[Int32, Int64]:
    """Do as `bring_back`, the smallest component per cost first, then those who stay alike."""
    n = len(rows.offsets) - 1
    parent = np.full(n, -1, dtype=np.int32)
    parent[gone] = n
    parent[away] = n
    unite_present(rows, parent)
    away = away[::-1].copy()
    for limit in (size, n):
        count = len(away)
        returned, sizes = np.zeros(count, dtype=np.int32), np.zeros(count, dtype=np.int64)
        counted, place = np.full(n, -1, dtype=np.int32), np.zeros(count, dtype=np.int32)
        queue = PriorityQueue(np.arange(count, dtype=np.int32), place, np.zeros(count))
        returned_count = return_by_cost(
            rows, away, cost[away], limit, parent, counted, queue, Returns(returned, sizes)
        )
        if limit == size:
            away = np.delete(away, returned[:returned_count])
    return away[returned[:returned_count]][::-1].copy(), sizes[:returned_count][::-1].copy()
