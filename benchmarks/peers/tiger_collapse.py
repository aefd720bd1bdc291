"""The giant under in-degree removal, with graph-tiger: ``python tiger_collapse.py follows.csv``.

graph-tiger works on undirected networkx graphs. Its `Attack` knows no in-degree and measures after
every single removal (see tiger_attack.py), so the order is made here; only the measure is its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise

import networkx as nx
from follows import checkpoints, print_curve, read_follows, removal_order
from graph_tiger.measures import run_measure


def giant(graph: nx.Graph) -> int:
    """Accounts in the largest component."""
    return run_measure(graph, "largest_connected_component")


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
