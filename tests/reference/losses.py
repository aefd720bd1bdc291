"""Twins of the strategies that look at reach: remove, search again, count."""

from __future__ import annotations

import networkx as nx
import numpy as np

from graphres.graph import FollowGraph
from graphres.spread import Worlds

#: Whom each account of a world tells.
World = dict[int, list[int]]


def live_worlds(worlds: Worlds, present: np.ndarray) -> list[tuple[World, list[int]]]:
    """Every world: whom the present tell among themselves, and its posters left."""
    graph = worlds.graph
    teller = np.repeat(np.arange(graph.n), graph.in_degree)
    listener = graph.followers.targets
    both = (present[teller] != 0) & (present[listener] != 0)
    found = []
    for block in range(worlds.blocks):
        live, posted = worlds.drawn(block), worlds.posted(block)
        for w in range(64):
            if not int(worlds.used(block)) >> w & 1:
                continue
            passes = both & ((live >> np.uint64(w)) & np.uint64(1)).astype(bool)
            tells: World = {v: [] for v in np.flatnonzero(present).tolist()}
            for u, v in zip(teller[passes].tolist(), listener[passes].tolist(), strict=True):
                tells[u].append(v)
            posters = np.flatnonzero((posted >> np.uint64(w)) & np.uint64(1)).tolist()
            found.append((tells, [p for p in posters if present[p]]))
    return found


def heard(tells: World, posters: list[int], without: int = -1) -> set[int]:
    """Listeners, none of whom posts, that some poster reaches once one account is gone."""
    reached: set[int] = set()
    left = [p for p in posters if p != without]
    waiting = list(left)
    while waiting:
        for listener in tells[waiting.pop()]:
            if listener != without and listener not in reached and listener not in posters:
                reached.add(listener)
                waiting.append(listener)
    return reached


def losses(worlds: Worlds, present: np.ndarray) -> list[int]:
    """By removing every account in every world."""
    total = [0] * worlds.graph.n
    for tells, posters in live_worlds(worlds, present):
        before = heard(tells, posters)
        for v in before | set(posters):  # nothing goes with who is not reached
            total[v] += len(before) - len(heard(tells, posters, v))
    return total


def losses_by_networkx(worlds: Worlds, present: np.ndarray) -> list[int]:
    """Sizes of subtrees of networkx's dominator tree; worlds with one poster only."""
    total = [0] * worlds.graph.n
    for tells, posters in live_worlds(worlds, present):
        whole = nx.DiGraph([(u, v) for u in tells for v in tells[u]])
        whole.add_nodes_from(tells)
        for poster in posters:
            above = nx.immediate_dominators(whole, poster)
            for listener in above.keys() - {poster}:
                v = listener
                while v != poster:
                    total[v] += 1
                    v = above[v]
                total[poster] += 1
    return total


def best_of(worlds: Worlds, present: np.ndarray, line: list[int]) -> tuple[int, list[int]]:
    """The first in line of those whose removal takes most away, and what everyone's does."""
    lost = losses(worlds, present)
    left = [v for v in line if present[v]]
    return max(left, key=lambda v: (lost[v], -line.index(v)), default=-1), lost


def greedy_by_reach(worlds: Worlds, present: np.ndarray, line: list[int], limit: int) -> list[int]:
    """Try every removal again after each; stop when nothing is left to take away."""
    order: list[int] = []
    while len(order) < limit:
        best, lost = best_of(worlds, present, line)
        if best < 0 or lost[best] == 0:
            break
        order.append(best)
        present[best] = 0
    return order


def replace_by_reach(worlds: Worlds, line: list[int], limit: int) -> list[int]:
    """Greedy among followers of sources, then among all; last in is taken back while that pays."""
    graph = worlds.graph
    hears = {int(u) for s in worlds.sources for u in graph.followers.row(s)}
    present = np.ones(graph.n, dtype=np.uint8)
    order = greedy_by_reach(worlds, present, [v for v in line if v in hears], limit)
    order += greedy_by_reach(worlds, present, line, limit - len(order))
    better: list[int] = []
    for v in reversed(order.copy()):
        present[v] = 1
        best, lost = best_of(worlds, present, line)
        if lost[best] == lost[v]:
            break
        order.remove(v)
        better.append(best)
        present[best] = 0
    return order + better


def union_order(graph: FollowGraph, line: list[int]) -> tuple[list[int], list[int]]:
    """Count the union again with every candidate; the first in line of the largest goes."""
    covered: set[int] = set()
    order: list[int] = []
    gains: list[int] = []
    while len(order) < len(line):
        left = [v for v in line if v not in order]
        gain = {v: len(set(graph.followers.row(v).tolist()) - covered) for v in left}
        best = max(left, key=lambda v: (gain[v], -line.index(v)))
        covered |= set(graph.followers.row(best).tolist())
        order.append(best)
        gains.append(gain[best])
    return order, gains
