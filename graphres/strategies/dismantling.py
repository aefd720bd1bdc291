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
from graphres.graph.undirected import ties
from graphres.kernels.arrays import Float64, Int32, Words
from graphres.kernels.csr import keep_rows, walk_numbers
from graphres.kernels.dismantling.adaptive_degree import adaptive_degree
from graphres.kernels.dismantling.removals import Removals
from graphres.kernels.dismantling.tree_breaking import Pieces, Places, halving_order
from graphres.kernels.structures.buckets import Buckets
from graphres.strategies.base import Choice, Ranking, Scores, Strategy


@dataclass(frozen=True)
class Ground:
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
        """The ground of a choice; protected accounts follow by the hash of their names."""
        stays = np.ones(graph.n, dtype=bool)
        stays[choice.line] = False
        rest = np.flatnonzero(stays).astype(np.int32)
        rest = rest[np.argsort(graph.keys[rest], kind="stable")] if len(rest) else rest
        accounts = np.concatenate([choice.line, rest])
        keys = graph.keys[accounts]
        cost = None if choice.prices is None else np.nan_to_num(choice.prices.cost[accounts])
        rows = ties(graph, accounts)
        return cls(rows, accounts, keys, len(choice.line), choice.limit, cost)


class DismantlingStrategy(Strategy):
    """A strategy that takes the giant apart; where it has nothing to say, most ties left go."""

    sees_spread: ClassVar[bool] = False

    @abstractmethod
    def removals(self, ground: Ground, choice: Choice) -> tuple[Int32, Scores]:
        """Places in order of removal and their scores; it may stop early."""

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """The removals, and behind them those with the most ties left, counted again each time."""
        ground = Ground.of(graph, choice)
        if choice.limit == 0:
            return Ranking(np.zeros(0, np.int32), np.zeros(0, np.int64))
        order, scores = self.removals(ground, choice)
        more = _by_ties_left(ground, order)
        none = np.zeros(len(more), dtype=scores.dtype)
        return Ranking(
            ground.accounts[np.concatenate([order, more])], np.concatenate([scores, none])
        )


def start_removals(ground: Ground) -> Removals:
    """Room for as many removals as are allowed."""
    return Removals(
        np.zeros(ground.limit, np.int32), np.zeros(ground.limit, np.int64), np.zeros(1, np.int64)
    )


def halve_on(ground: Ground, removed: Removals) -> None:
    """Go on where no cycle is left: halve the largest component, again and again."""
    if removed.done[0] == len(removed.order):
        return
    number = np.full(ground.n, ground.n, dtype=np.int32)
    number[removed.order[: removed.done[0]]] = -1
    n = int(np.count_nonzero(number + 1))
    line = np.zeros(n, dtype=np.int32)
    walk_numbers(*ground.rows, number, line)
    offsets, targets = np.zeros(n + 1, dtype=np.int64), np.empty_like(ground.rows.targets)
    keep_rows(*ground.rows, number, line, offsets, targets)
    rows = Adjacency(offsets, targets[: offsets[n]].copy())
    present = np.ones(n, dtype=np.uint8)
    buckets = Buckets(np.full(n + 1, -1, np.int32), *np.zeros((3, n), dtype=np.int32))
    queue, size = np.zeros((2, n), dtype=np.int32)
    pieces = Pieces(queue, np.full(n, -1, np.int32), size, np.zeros(2 * n, dtype=np.int64))
    halving_order(rows, Places(line, number), ground.may_go, present, buckets, pieces, removed)


def _by_ties_left(ground: Ground, order: Int32) -> Int32:
    """Whoever else may go, most ties left first, counted again after every removal."""
    count = min(ground.limit, ground.may_go) - len(order)
    gone = np.zeros(ground.n, dtype=bool)
    gone[order] = True
    line = np.flatnonzero(~gone[: ground.may_go]).astype(np.int32)
    if count <= 0:
        return line[:0]
    offsets, targets = ground.rows
    into_gone = np.concatenate([[0], np.cumsum(gone[targets])])
    left = (np.diff(offsets) - np.diff(into_gone[offsets])).astype(np.int32)
    more, scores = np.zeros(count, np.int32), np.zeros(count, np.int64)
    bucket = np.full(int(left[line].max(initial=0)) + 1, -1, dtype=np.int32)
    buckets = Buckets(bucket, *np.zeros((3, len(line)), dtype=np.int32))
    none = Adjacency(np.zeros(ground.n + 1, np.int64), np.zeros(0, np.int32))
    adaptive_degree(ground.rows, none, line, left, buckets, more, scores)
    return more
