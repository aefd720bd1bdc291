"""The slow, obvious twins of the dismantlers: everything counted again after every removal."""

from __future__ import annotations

import itertools
import math
from typing import Any

import networkx as nx

from graphres.graph import FollowGraph
from tests.reference.measures import as_networkx


def tied(graph: FollowGraph) -> nx.Graph:
    """Follows as ties, whichever way they run."""
    return nx.Graph(as_networkx(graph))


def largest(whole: nx.Graph) -> int:
    return max(map(len, nx.connected_components(whole)), default=0)


def by_ties(left: nx.Graph, may_go: list[int]) -> list[int]:
    """Most ties left first, counted again each time; the first of equals."""
    order = []
    while len(order) < len(may_go):
        order.append(max((v for v in may_go if v in left), key=lambda v: (left.degree[v], -v)))
        left.remove_node(order[-1])
    return order


def core_numbers(whole: nx.Graph) -> dict[int, int]:
    """The largest k for which accounts with fewer than k ties can be taken off, and it stays."""
    core = dict.fromkeys(whole, 0)
    left = whole.copy()
    for k in range(1, len(whole) + 1):
        while few := [v for v in left if left.degree[v] < k]:
            left.remove_nodes_from(few)
        core.update(dict.fromkeys(left, k))
    return core


def core_degree(graph: FollowGraph, may_go: list[int]) -> list[int]:
    """Most ties inside the 2-core first, as long as somebody who may go is in it."""
    left, order = tied(graph), []
    while core := set(may_go) & set((inner := nx.k_core(left, 2)).nodes):
        order.append(max(core, key=lambda v: (inner.degree[v], -v)))
        left.remove_node(order[-1])
    return order


def influence(left: nx.Graph, account: int, radius: int) -> int:
    steps = nx.single_source_shortest_path_length(left, account)
    return (left.degree[account] - 1) * sum(
        left.degree[v] - 1 for v, d in steps.items() if d == radius
    )


def by_influence(graph: FollowGraph, may_go: list[int], radius: int) -> list[int]:
    left, order = tied(graph), []
    candidates = set(may_go)
    while candidates:
        best = max(candidates, key=lambda v: (influence(left, v, radius), -v))
        if influence(left, best, radius) <= 0:
            break
        order.append(best)
        candidates.remove(best)
        left.remove_node(best)
    return order


def by_betweenness(graph: FollowGraph, may_go: list[int]) -> list[int]:
    left, order = tied(graph), []
    candidates = set(may_go)
    while candidates:
        score = nx.betweenness_centrality(left, normalized=False)
        best = max(candidates, key=lambda v: (float(f"{score[v]:.12g}"), -v))
        if score[best] <= 0:
            break
        order.append(best)
        candidates.remove(best)
        left.remove_node(best)
    return order


def bring_back(whole: nx.Graph, gone: list[int], away: list[int], size: int) -> list[int]:
    """Who has to stay away, in the reverse of the order in which they would come back."""
    out, back = list(away), []
    while out:

        def formed(v: int) -> int:
            left = whole.subgraph(set(whole) - set(gone) - set(out) | {v})
            return len(nx.node_connected_component(left, v))

        first = min(reversed(out), key=formed)  # of equals the one removed last
        if formed(first) > size:
            back.append(first)
        out.remove(first)
    return back[::-1]


def bring_back_priced(whole: nx.Graph, away: list[int], size: int, cost: Any) -> list[int]:
    """As `bring_back`, the smallest component per cost first; of equals the one removed last."""
    out, back = list(away), []
    for limit in (size, len(whole)):
        while True:

            def formed(v: int) -> int:
                left = whole.subgraph(set(whole) - set(out) | {v})
                return len(nx.node_connected_component(left, v))

            fits = [v for v in reversed(out) if formed(v) <= limit]
            if not fits:
                break
            free_last = {v: (cost[v] == 0, formed(v) / (cost[v] or 1)) for v in fits}
            first = min(fits, key=lambda v: free_last[v])
            out.remove(first)
            if limit > size:
                back.append(first)
    return back[::-1]


def fewest(whole: nx.Graph, may_go: list[int], size: int) -> int | None:
    """The fewest removals that leave no component above a size, by trying all; None: impossible."""
    for count in range(len(may_go) + 1):
        for gone in itertools.combinations(may_go, count):
            if largest(whole.subgraph(set(whole) - set(gone))) <= size:
                return count
    return None


def beliefs(whole: nx.Graph, weight: float, rounds: int) -> dict[int, float]:
    """How probable it is that each account of the 2-core is removed, messages by their formula."""
    core = nx.k_core(whole, 2)
    removed = {(u, v): 0.25 for a, b in core.edges for u, v in ((a, b), (b, a))}
    alone = dict(removed)

    def parts(account: int, but: int | None) -> tuple[float, float]:
        incoming = [(v, account) for v in sorted(core[account]) if v != but]
        free = [removed[i] + alone[i] for i in incoming]
        total = sum((1 - removed[i]) / f for i, f in zip(incoming, free, strict=True))
        return weight * math.prod(free), total

    for _ in range(rounds):
        for u in sorted(core):
            for v in sorted(core[u]):
                product, total = parts(u, v)
                z = 1 + product * (1 + total)
                removed[u, v], alone[u, v] = 1 / z, product / z
    marginal = {}
    for u in core:
        product, total = parts(u, None)
        marginal[u] = 1 / (1 + product * (1 + total))
    return marginal
