"""Greedy on distinct audience: who adds the most new listeners to those of the chosen."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from graphres.graph import FollowGraph
from graphres.graph.budgets import Budget
from graphres.kernels.arrays import Float64, Int32
from graphres.kernels.dismantling.budget_walk import Purses
from graphres.kernels.dismantling.budgeted_coverage import cover_per_cost
from graphres.kernels.dismantling.max_coverage import Coverage, order_by_coverage
from graphres.kernels.dismantling.removals import Removals
from graphres.kernels.structures.buckets import Buckets
from graphres.kernels.structures.heap import PriorityQueue
from graphres.strategies.base import Choice, Ranking, Strategy


class FollowersUnion(Strategy):
    """Next is the account whose followers add most to the union of followers of those chosen.

    F(B) = |∪ followers(v), v in B| is monotone and submodular, so that every prefix of the greedy
    order has at least 1 − 1/e of the largest union that as many accounts can have (Nemhauser,
    Wolsey & Fisher 1978, doi:10.1007/BF01588971). That holds of the union itself, not of reach or
    of what a removal does to the network. Gains only fall, and are looked at again only where they
    could be the largest (Minoux 1978, doi:10.1007/BFb0006528; Leskovec et al. 2007,
    doi:10.1145/1281192.1281239). The score of an account is what it added. When nothing is left to
    add, the rest follows in tie order.

    Where accounts have a cost, next is who adds most per cost and can be paid for; with a budget in
    cost the greedy by what is added alone runs too, and the larger union counts. What is chosen has
    at least 1 − 1/√e, 39 %, of the largest union that one budget buys, since the second starts with
    the best single account (Khuller, Moss & Naor 1999, doi:10.1016/S0020-0190(99)00031-9). Behind
    it come those too dear for what is left.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs(
    ...     [("ann", "bob"), ("cem", "bob"), ("dan", "bob"),
    ...      ("cem", "eva"), ("dan", "eva"), ("gil", "ann")]
    ... )
    >>> graph.ids.take(FollowersUnion()(graph, limit=3)).to_pylist()  # eva's two are bob's
    ['bob', 'ann', 'cem']
    """

    name: ClassVar[str] = "followers-union"
    summary: ClassVar[str] = "who adds most to the distinct followers of those chosen before"
    direction: ClassVar[str] = "followers"
    reference: ClassVar[str] = "Nemhauser, Wolsey & Fisher 1978, doi:10.1007/BF01588971"
    cost: ClassVar[str] = "O(n + m), and sorting equal gains"

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """Rank greedily by exact gains, equals in tie order; per cost where there are prices."""
        if choice.prices is not None:
            return _compare_greedies(graph, choice, choice.prices)
        order = np.zeros(choice.limit, dtype=np.int32)
        scores = np.zeros(choice.limit, dtype=np.int64)
        if choice.limit == 0:
            return Ranking(order, scores)
        gain = graph.in_degree.astype(np.int32)
        coverage = Coverage(gain, np.zeros(graph.n, dtype=np.uint8))
        bucket = np.full(int(gain.max()) + 1, -1, dtype=np.int32)
        buckets = Buckets(bucket, *np.zeros((3, len(choice.candidates)), dtype=np.int32))
        order_by_coverage(
            graph.followers, graph.following, choice.candidates, coverage, buckets, order, scores
        )
        return Ranking(order, scores)


def _compare_greedies(graph: FollowGraph, choice: Choice, prices: Budget) -> Ranking:
    """Take by gain per cost, or by gain alone where that covers more for the budget."""
    per_cost = _Union(graph, choice, prices).spend(per_cost=True)
    if not prices.is_limited:
        return per_cost.rest()
    alone = _Union(graph, choice, prices).spend(per_cost=False)
    better = alone if alone.scores.sum() > per_cost.scores.sum() else per_cost
    return better.rest()


class _Union:
    """A union that grows by accounts that purses pay for."""

    def __init__(self, graph: FollowGraph, choice: Choice, prices: Budget) -> None:
        self.graph = graph
        self.candidates = choice.candidates
        self.prices = prices
        self.order = np.zeros(choice.limit, dtype=np.int32)
        self.scores = np.zeros(choice.limit, dtype=np.int64)
        self._removals = Removals(self.order, self.scores, np.zeros(1, dtype=np.int64))
        gain = graph.in_degree.astype(np.int32)
        self._coverage = Coverage(gain, np.zeros(graph.n, dtype=np.uint8))

    def spend(self, *, per_cost: bool) -> Self:
        """Take whom the purses pay for, those who are free first."""
        spent = np.zeros(len(self.prices.limits))
        purses = Purses(self.prices.cost, self.prices.purse, self.prices.most, spent)
        cost = self.prices.cost[self.candidates]
        if per_cost:
            self._take(self.candidates[cost == 0], np.ones(np.count_nonzero(cost == 0)), purses)
            self._take(self.candidates[cost > 0], cost[cost > 0], purses)
        else:
            priced = self.candidates[~np.isnan(cost)]
            self._take(priced, np.ones(len(priced)), purses)
        return self

    def rest(self) -> Ranking:
        """Rank those paid for, then accounts too dear, per cost, as if there were no end."""
        left = np.ones(self.graph.n, dtype=bool)
        left[self.order[: self._removals.done[0]]] = False
        candidates = self.candidates[left[self.candidates]]
        n = self.graph.n
        endless = Purses(np.zeros(n), np.zeros(n, dtype=np.int32), np.full(1, np.inf), np.zeros(1))
        cost = self.prices.cost[candidates]
        self._take(candidates[cost > 0], cost[cost > 0], endless)
        others = candidates[~(cost > 0)]
        self._take(others, np.ones(len(others)), endless)
        return Ranking(self.order, self.scores)

    def _take(self, candidates: Int32, divisor: Float64, purses: Purses) -> None:
        count = len(candidates)
        if count == 0:
            return
        heap, place = np.arange(count, dtype=np.int32), np.zeros(count, dtype=np.int32)
        cover_per_cost(
            self.graph.followers,
            self.graph.following,
            candidates,
            divisor,
            purses,
            self._coverage,
            PriorityQueue(heap, place, np.zeros(count)),
            self._removals,
        )
