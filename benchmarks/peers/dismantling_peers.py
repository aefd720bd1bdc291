"""Adaptive degree and betweenness by one program: ``dismantling_peers.py WHO FOLLOWS PIVOTS``."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from follows import read_follows


def clocked(function: Callable[[], Any]) -> float:
    """Seconds of one call."""
    begun = time.perf_counter()
    function()
    return time.perf_counter() - begun


def by_graphres(path: str, pivots: int) -> dict[str, float]:
    """Kernels compiled by a first call."""
    from graphres import read_follows as read
    from graphres import strategy

    graph, _ = read(path, undirected=True)
    specs = {
        "adaptive degree": "degree:adaptive",
        f"betweenness, {pivots} pivots": f"betweenness:pivots={pivots}",
        "betweenness, exact": "betweenness",
    }
    times = {}
    for what, spec in specs.items():
        chosen = strategy(spec)
        chosen(graph)
        times[what] = clocked(lambda c=chosen: c(graph))
    return times


def by_networkx(path: str, pivots: int) -> dict[str, float]:
    """The plain loop; sampled betweenness as networkx has it."""
    import networkx as nx

    whole = nx.Graph(pairs(path))

    def adaptive() -> None:
        left = whole.copy()
        while left:
            left.remove_node(max(left.degree, key=lambda one: one[1])[0])

    return {
        "adaptive degree": clocked(adaptive),
        f"betweenness, {pivots} pivots": clocked(
            lambda: nx.betweenness_centrality(whole, k=pivots, seed=0)
        ),
    }


def by_igraph(path: str, pivots: int) -> dict[str, float]:
    """Exact betweenness in C."""
    import igraph

    whole = igraph.Graph.TupleList(pairs(path)).simplify()
    return {"betweenness, exact": clocked(whole.betweenness)}


def pairs(path: str) -> list[tuple[int, int]]:
    """Ties without self-follows."""
    _, follower, followed = read_follows(path)
    ends = zip(follower.tolist(), followed.tolist(), strict=True)
    return [(a, b) for a, b in ends if a != b]


WHO = {"graphres": by_graphres, "networkx": by_networkx, "igraph": by_igraph}

if __name__ == "__main__":
    print(json.dumps(WHO[sys.argv[1]](sys.argv[2], int(sys.argv[3]))))
