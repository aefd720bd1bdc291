"""The giant under in-degree removal, with rustworkx: ``python rustworkx_collapse.py follows.csv``.

Node indices are the account numbers; rustworkx keeps them when nodes are removed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise

import rustworkx as rx
from follows import checkpoints, print_curve, read_follows, removal_order


def giant(graph: rx.PyGraph) -> int:
    """Accounts in the largest component."""
    return max(map(len, rx.connected_components(graph)), default=0)


def collapse(path: str) -> Iterator[tuple[int, int]]:
    """(k, giant) at every checkpoint."""
    n, follower, followed = read_follows(path)
    order = removal_order(n, followed).tolist()
    graph = rx.PyGraph(multigraph=True, node_count_hint=n, edge_count_hint=len(follower))
    graph.add_nodes_from(range(n))
    graph.add_edges_from_no_data(list(zip(follower.tolist(), followed.tolist(), strict=True)))
    yield 0, giant(graph)
    for before, k in pairwise(checkpoints(n)):
        graph.remove_nodes_from(order[before:k])
        yield k, giant(graph)


if __name__ == "__main__":
    print_curve(collapse(sys.argv[1]))
