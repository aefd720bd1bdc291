"""The giant under in-degree removal, with networkx: ``python networkx_collapse.py follows.csv``.

The giant is a weak component, so an undirected graph is enough and half as dear.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise

import networkx as nx
from follows import checkpoints, print_curve, read_follows, removal_order


def giant(graph: nx.Graph) -> int:
    """Accounts in the largest component."""
    return max(map(len, nx.connected_components(graph)), default=0)


def collapse(path: str) -> Iterator[tuple[int, int]]:
    """(k, giant) at every checkpoint."""
    n, follower, followed = read_follows(path)
    order = removal_order(n, followed).tolist()
    graph = nx.Graph(zip(follower.tolist(), followed.tolist(), strict=True))
    yield 0, giant(graph)
    for before, k in pairwise(checkpoints(n)):
        graph.remove_nodes_from(order[before:k])
        yield k, giant(graph)


if __name__ == "__main__":
    print_curve(collapse(sys.argv[1]))
