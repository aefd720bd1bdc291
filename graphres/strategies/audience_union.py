"""Greedy on distinct audience: who adds the most new listeners to those of the chosen."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from graphres.graph import FollowGraph
from graphres.kernels.union import union_order
from graphres.strategies.base import Choice, Ranking, Strategy

__all__ = ["FollowersUnion"]


class FollowersUnion(Strategy):
    """Next is the account whose followers add most to the union of followers of those chosen.

    F(B) = |∪ followers(v), v in B| is monotone and submodular, so that every prefix of the greedy
    order has at least 1 − 1/e of the largest union that as many accounts can have (Nemhauser,
    Wolsey & Fisher 1978, doi:10.1007/BF01588971). That holds of the union itself, not of reach or
    of what a removal does to the network. Gains only fall, and are looked at again only where they
    could be the largest (Minoux 1978, doi:10.1007/BFb0006528; Leskovec et al. 2007,
    doi:10.1145/1281192.1281239). The score of an account is what it added. When nothing is left to
    add, the rest follows in tie order.

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
        """Greedy with exact gains, equals in tie order."""
        order = np.zeros(choice.limit, dtype=np.int32)
        scores = np.zeros(choice.limit, dtype=np.int64)
        if choice.limit == 0:
            return Ranking(order, scores)
        gain = graph.in_degree.astype(np.int32)
        covered = np.zeros(graph.n, dtype=np.uint8)
        bucket = np.full(int(gain.max()) + 1, -1, dtype=np.int32)
        work = np.zeros((3, len(choice.line)), dtype=np.int32)
        union_order(
            *graph.followers, *graph.following, choice.line, gain, covered, bucket, *work,
            order, scores,
        )  # fmt: skip
        return Ranking(order, scores)
