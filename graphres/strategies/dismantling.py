"""What strategies that dismantle the giant weak component share.

They look at ties, a follow whichever way it runs, and at accounts by their place in tie order,
those that may be removed before all others. So the smaller place settles every tie, and an order
depends on names alone where ties are drawn.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from graphres.graph import Adjacency, FollowGraph
from graphres.graph.undirected import list_neighbours
from graphres.kernels.arrays import Float64, Int32, Words
from graphres.kernels.csr import number_by_walk, select_rows
from graphres.kernels.dismantling.adaptive_degree import order_by_degree_left
from graphres.kernels.dismantling.removals import Removals
from graphres.kernels.dismantling.tree_breaking import Pieces, TiePlaces, break_trees
from graphres.kernels.structures.buckets import Buckets
from graphres.strategies.base import Choice, Ranking, Scores, Strategy


@dataclass(frozen=True)
class DismantlingTask:
    """A graph as a dismantler sees it.

    Parameters
    ----------
    rows : Adjacency
        Row i: the places tied to place i.
    accounts : ndarray of int32, shape (n,)
        The account at every place.
    keys : ndarray of uint64, shape (n,)
        The hash of the name at every place.
    may_go : int
        The accounts at the first so many places may be removed.
    limit : int
        How many to remove at most.
    cost : ndarray of float64, shape (n,), optional
        What the account at every place costs; 0 where nobody knows, of whoever may not be removed.
    """

    rows: Adjacency
    accounts: Int32
    keys: Words
    may_go: int
    limit: int
    cost: Float64 | None = None

    @property
    def n(self) -> int:
        """Number of accounts."""
        return len(self.accounts)

    @classmethod
    def of(cls, graph: FollowGraph, choice: Choice) -> Self:
        """Make the task of a choice; protected accounts come last, by the hash of their names."""
        stays = np.ones(graph.n, dtype=bool)
        stays[choice.candidates] = False
        rest = np.flatnonzero(stays).astype(np.int32)
        rest = rest[np.argsort(graph.keys[rest], kind="stable")] if len(rest) else rest
        accounts = np.concatenate([choice.candidates, rest])
        keys = graph.keys[accounts]
        cost = None if choice.prices is None else np.nan_to_num(choice.prices.cost[accounts])
        rows = list_neighbours(graph, accounts)
        return cls(rows, accounts, keys, len(choice.candidates), choice.limit, cost)


class DismantlingStrategy(Strategy):
    """A strategy that takes the giant apart; where it has nothing to say, most ties left go."""

    sees_spread: ClassVar[bool] = False

    @abstractmethod
    def removals(self, task: DismantlingTask, choice: Choice) -> tuple[Int32, Scores]:
        """Return places in order of removal and their scores; it may stop early."""

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """Rank the removals, then those with the most neighbours left, counted again each time."""
        task = DismantlingTask.of(graph, choice)
        if choice.limit == 0:
            return Ranking(np.zeros(0, np.int32), np.zeros(0, np.int64))
        order, scores = self.removals(task, choice)
        more = _order_by_degree_left(task, order)
        none = np.zeros(len(more), dtype=scores.dtype)
        return Ranking(task.accounts[np.concatenate([order, more])], np.concatenate([scores, none]))


def start_removals(task: DismantlingTask) -> Removals:
    """Make room for as many removals as are allowed."""
    return Removals(
        np.zeros(task.limit, np.int32), np.zeros(task.limit, np.int64), np.zeros(1, np.int64)
    )


def halve_components(task: DismantlingTask, removed: Removals) -> None:
    """Go on where no cycle is left: halve the largest component, again and again."""
    if removed.done[0] == len(removed.order):
        return
    place = np.full(task.n, task.n, dtype=np.int32)
    place[removed.order[: removed.done[0]]] = -1
    n = int(np.count_nonzero(place + 1))
    accounts = np.zeros(n, dtype=np.int32)
    number_by_walk(*task.rows, place, accounts)
    offsets, targets = np.zeros(n + 1, dtype=np.int64), np.empty_like(task.rows.targets)
    select_rows(*task.rows, place, accounts, offsets, targets)
    rows = Adjacency(offsets, targets[: offsets[n]].copy())
    present = np.ones(n, dtype=np.uint8)
    buckets = Buckets(np.full(n + 1, -1, np.int32), *np.zeros((3, n), dtype=np.int32))
    queue, size = np.zeros((2, n), dtype=np.int32)
    pieces = Pieces(queue, np.full(n, -1, np.int32), size, np.zeros(2 * n, dtype=np.int64))
    break_trees(rows, TiePlaces(accounts, place), task.may_go, present, buckets, pieces, removed)


def _order_by_degree_left(task: DismantlingTask, order: Int32) -> Int32:
    """Rank the rest that may go, most neighbours left first, counted again each time."""
    count = min(task.limit, task.may_go) - len(order)
    gone = np.zeros(task.n, dtype=bool)
    gone[order] = True
    candidates = np.flatnonzero(~gone[: task.may_go]).astype(np.int32)
    if count <= 0:
        return candidates[:0]
    offsets, targets = task.rows
    into_gone = np.concatenate([[0], np.cumsum(gone[targets])])
    left = (np.diff(offsets) - np.diff(into_gone[offsets])).astype(np.int32)
    more, scores = np.zeros(count, np.int32), np.zeros(count, np.int64)
    bucket = np.full(int(left[candidates].max(initial=0)) + 1, -1, dtype=np.int32)
    buckets = Buckets(bucket, *np.zeros((3, len(candidates)), dtype=np.int32))
    none = Adjacency(np.zeros(task.n + 1, np.int64), np.zeros(0, np.int32))
    order_by_degree_left(task.rows, none, candidates, left, buckets, more, scores)
    return more
