"""Weak components and follows: giant, second, components, susceptibility, follows."""

from __future__ import annotations

import numpy as np

from graphres.graph import Adjacency, FollowGraph
from graphres.graph.orders import reverse_order
from graphres.kernels.arrays import Float64, Int32, Mask
from graphres.kernels.components.weak import WeakSizes, sweep_weak_components
from graphres.measures.base import Family, Measure, MeasureSetting


def sides(graph: FollowGraph) -> tuple[Adjacency, Adjacency]:
    """Return both ends' rows of a directed graph; of an undirected one, rows and empty rows."""
    if graph.directed:
        return graph.followers, graph.following
    empty = np.zeros(graph.n + 1, dtype=np.int64), np.zeros(0, dtype=np.int32)
    for part in empty:
        part.setflags(write=False)
    return graph.followers, Adjacency(*empty)


def weak_curves(graph: FollowGraph, order: Int32, setting: MeasureSetting) -> dict[str, Float64]:
    """Measure all five curves by one reverse union-find sweep, O(n + m α(n)).

    Beside them ``giant_removed``: removed members of the first giant, over n.
    """
    n, rows = graph.n, len(order) + 1
    followers, following = sides(graph)
    sizes = WeakSizes(*(np.zeros(rows, np.int64) for _ in range(5)))
    parent = np.full(n, n, dtype=np.int32)
    of_size = np.zeros(n + 1, dtype=np.int32)
    sweep_weak_components(followers, following, reverse_order(n, order), parent, of_size, sizes)
    return {
        "giant": sizes.giant / n,
        "second": sizes.second / n,
        "components": sizes.components.astype(np.float64),
        "susceptibility": sizes.squares / n,
        "follows": sizes.follows / max(graph.m, 1),
        "giant_removed": np.concatenate([[0], np.cumsum(_first_giant(parent)[order])]) / n,
    }


def _first_giant(parent: Int32) -> Mask:
    """Mark the members of the largest component; of equals, of the one that comes first.

    ``parent`` as `sweep_weak_components` leaves it once every account is back.
    """
    accounts = np.arange(len(parent), dtype=np.int32)
    root = np.where(parent < 0, accounts, parent)
    while True:
        above = root[root]
        if np.array_equal(above, root):
            break
        root = above
    size = -parent[root]
    members: Mask = root == root[np.argmax(size)]
    return members


FAMILY = Family(
    measures=(
        Measure("giant", "accounts in the largest weak component, over n", True),
        Measure("second", "accounts in the second largest weak component, over n", False),
        Measure("components", "number of weak components", False),
        Measure("susceptibility", "sum of s² over components but one largest, over n", False),
        Measure("follows", "follows with both ends left, over m", True),
    ),
    compute=weak_curves,
    direction="follows as ties",
    cost="O(n + m α(n)), exact at every removal",
    reference="Newman & Ziff 2001, doi:10.1103/PhysRevE.64.016706",
    extra_columns=("giant_removed",),
)
