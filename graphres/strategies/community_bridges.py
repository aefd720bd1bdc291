"""Between communities: the accounts whose ties hold communities together."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from graphres.graph import Adjacency
from graphres.kernels.arrays import Int32, Int64
from graphres.kernels.dismantling.adaptive_degree import order_by_degree_left
from graphres.kernels.structures.buckets import Buckets
from graphres.strategies.base import Choice, Scores
from graphres.strategies.dismantling import DismantlingStrategy, DismantlingTask, start_removals


class CommunityBridges(DismantlingStrategy):
    """The most ties to other communities first, counted again after every removal.

    Communities are those of networkx's Louvain method (Blondel et al. 2008,
    doi:10.1088/1742-5468/2008/10/P10008), of the whole graph, visited in an order drawn from the
    seed. Follows count as ties, whichever way they run. O(n + m) beside the communities.

    Examples
    --------
    >>> from graphres.graph import FollowGraph
    >>> sides = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("e", "f"), ("f", "d")]
    >>> graph = FollowGraph.from_pairs([*sides, ("c", "d")])
    >>> graph.ids.take(CommunityBridges()(graph, limit=1)).to_pylist()
    ['c']
    """

    name: ClassVar[str] = "community-bridges"
    summary: ClassVar[str] = "most ties to other communities first, counted again each time"
    direction: ClassVar[str] = "follows as ties"
    reference: ClassVar[str] = (
        "Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008 (communities)"
    )
    cost: ClassVar[str] = "O(n + m) beside networkx's Louvain communities; minutes over 10⁶ ties"
    takes_seed: bool = True

    def removals(self, task: DismantlingTask, choice: Choice) -> tuple[Int32, Scores]:
        """Remove by neighbours in other communities, until there are none."""
        rows = _rows_between(task.rows, find_communities(task.rows, choice.seed))
        removed = start_removals(task)
        left = np.diff(rows.offsets).astype(np.int32)
        candidates = np.arange(task.may_go, dtype=np.int32)
        bucket = np.full(int(left[candidates].max(initial=0)) + 1, -1, dtype=np.int32)
        none = Adjacency(np.zeros(task.n + 1, np.int64), np.zeros(0, np.int32))
        buckets = Buckets(bucket, *np.zeros((3, len(candidates)), dtype=np.int32))
        order_by_degree_left(rows, none, candidates, left, buckets, removed.order, removed.scores)
        stop = np.count_nonzero(removed.scores)
        return removed.order[:stop], removed.scores[:stop]


def find_communities(rows: Adjacency, seed: int) -> Int64:
    """Find the community of every place, by networkx's Louvain method."""
    import networkx as nx

    row = np.repeat(np.arange(len(rows.offsets) - 1), np.diff(rows.offsets))
    once = row < rows.targets
    graph = nx.Graph()
    graph.add_nodes_from(range(len(rows.offsets) - 1))
    graph.add_edges_from(zip(row[once].tolist(), rows.targets[once].tolist(), strict=True))
    label = np.zeros(len(graph), dtype=np.int64)
    if graph.number_of_edges():
        for number, members in enumerate(nx.community.louvain_communities(graph, seed=seed)):
            label[list(members)] = number
    return label


def _rows_between(rows: Adjacency, label: Int64) -> Adjacency:
    """Select the rows between communities."""
    row = np.repeat(np.arange(len(label)), np.diff(rows.offsets))
    apart = label[row] != label[rows.targets]
    offsets = np.concatenate([[0], np.cumsum(np.bincount(row[apart], minlength=len(label)))])
    return Adjacency(offsets.astype(np.int64), rows.targets[apart])
