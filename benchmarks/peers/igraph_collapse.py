"""The giant under in-degree removal, with igraph: ``python igraph_collapse.py follows.csv``.

Vertices are numbered in removal order, so that the next to go are always the first ones left;
deleting them measured faster than inducing or building the smaller graph.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise

import igraph
import numpy as np
from follows import checkpoints, print_curve, read_follows, removal_times


def giant(graph: igraph.Graph) -> int:
    """Accounts in the largest component."""
    return max(graph.connected_components().sizes(), default=0)


def collapse(path: str) -> Iterator[tuple[int, int]]:
    """(k, giant) at every checkpoint."""
    n, follower, followed = read_follows(path)
    times = removal_times(n, followed)
    ends = np.column_stack([times[follower], times[followed]]).astype(np.int64)
    graph = igraph.Graph(n=n, edges=ends)
    yield 0, giant(graph)
    for before, k in pairwise(checkpoints(n)):
        graph.delete_vertices(range(k - before))
        yield k, giant(graph)


if __name__ == "__main__":
    print_curve(collapse(sys.argv[1]))
