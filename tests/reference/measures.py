"""The slow, obvious twin of every kernel, written from the definitions alone."""

from __future__ import annotations

import networkx as nx
import numpy as np

from graphres.graph import FollowGraph


def pairs(graph: FollowGraph) -> list[tuple[int, int]]:
    """(follower, followed) of every stored follow."""
    return [(u, int(v)) for u in range(graph.n) for v in graph.following.row(u)]


def probabilities(graph: FollowGraph) -> dict[tuple[int, int], float]:
    """Of every stored follow (follower, followed)."""
    assert graph.probability is not None
    follows = [(int(u), v) for v in range(graph.n) for u in graph.followers.row(v)]
    return dict(zip(follows, graph.probability.tolist(), strict=True))


def first_probability(
    rows: list[tuple[int, int, float]], *, directed: bool
) -> tuple[dict[tuple[int, int], float], int]:
    """What the first row of each follow says, and how many later rows say something else."""
    first: dict[tuple[int, int], float] = {}
    differing = 0
    for u, v, p in rows:
        if u != v:
            said = first.setdefault((u, v), p)
            differing += said != p
            if not directed:
                first[v, u] = said
    return first, differing


def as_networkx(graph: FollowGraph) -> nx.DiGraph:
    whole = nx.DiGraph()
    whole.add_nodes_from(range(graph.n))
    whole.add_edges_from(pairs(graph))
    return whole


def measures_after(graph: FollowGraph, removed: list[int], sources: set[int]) -> dict[str, float]:
    """Every measure of what is left once `removed` are gone, recomputed from nothing."""
    left = as_networkx(graph)
    left.remove_nodes_from(removed)
    weak = sorted((len(c) for c in nx.weakly_connected_components(left)), reverse=True)
    strong = max((len(c) for c in nx.strongly_connected_components(left)), default=0)
    ties = left.number_of_edges() / (1 if graph.directed else 2)
    audience = sum(any(v in sources for v in left.successors(u)) for u in left)
    return {
        "giant": [*weak, 0][0] / graph.n,
        "second": [*weak, 0, 0][1] / graph.n,
        "components": len(weak),
        "susceptibility": sum(s * s for s in weak[1:]) / graph.n,
        "strong": strong / graph.n,
        "follows": ties / max(graph.m, 1),
        "audience": audience / graph.n,
    }


def curve(graph: FollowGraph, order: list[int], sources: set[int]) -> dict[str, list[float]]:
    rows = [measures_after(graph, order[:k], sources) for k in range(len(order) + 1)]
    return {name: [row[name] for row in rows] for name in rows[0]}


def adaptive_order(graph: FollowGraph, kind: str, line: list[int]) -> list[int]:
    """Count all degrees again after every removal; the first in line of the largest goes."""
    left = as_networkx(graph)
    order: list[int] = []
    while len(order) < len(line):
        count = {
            "in-degree": left.in_degree,
            "out-degree": left.out_degree,
            "degree": left.degree,
        }[kind]
        candidates = [v for v in line if v not in set(order)]
        best = max(candidates, key=lambda v: (count[v], -line.index(v)))
        order.append(best)
        left.remove_node(best)
    return order


def first_giant(graph: FollowGraph) -> set[int]:
    """The largest weak component; of equals, the one whose account comes first."""
    components = nx.weakly_connected_components(as_networkx(graph))
    return max(components, key=lambda c: (len(c), -min(c)), default=set())


def hash_word(*words: int) -> int:
    """`hash_words` for plain integers, one step at a time."""
    mask = (1 << 64) - 1
    state = 0
    for word in words:
        state = ((state ^ word) + 0x9E3779B97F4A7C15) & mask
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & mask
        state ^= state >> 31
    return state


def shares(graph: FollowGraph, damping: float) -> np.ndarray:
    """PageRank by solving its linear equations."""
    n = graph.n
    walk = np.zeros((n, n))
    for u in range(n):
        row = graph.following.row(u)
        walk[row, u] = 1 / len(row) if len(row) else 0
        if not len(row):
            walk[:, u] = 1 / n
    return np.linalg.solve(np.eye(n) - damping * walk, np.full(n, (1 - damping) / n))
