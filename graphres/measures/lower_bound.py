"""How few removals could do: a proven lower bound beside the set that was found.

A set dismantles a graph to components of at most C accounts exactly when it meets every connected
group of C + 1 accounts. So the fewest accounts that meet some of these groups are a lower bound,
and so is what the linear relaxation of that needs. Groups that are not met yet are added until
none is found any more or enough has been tried.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphres.graph import Adjacency, FollowGraph
from graphres.graph.undirected import list_neighbours
from graphres.kernels.arrays import Float64

Group = tuple[int, ...]

#: Up to so many accounts the smallest set itself is looked for …
_EXACT = 40

#: … and groups, up to so many accounts, ties, and accounts a group.
_ACCOUNTS, _NEIGHBOURS, _GROUP = 10_000, 50_000, 50

#: Linear programs solved at most, seeds of groups for each; rounds on the way to the optimum.
_ROUNDS, _SEEDS, _CUTS = 12, 400, 400


@dataclass(frozen=True)
class LowerBound:
    """At least ``fewest`` removals are needed to bring the giant to a target.

    Parameters
    ----------
    target : float
        Share of the n accounts.
    fewest : int
        Proven: no set of fewer accounts does it.
    method : str
        ``optimum``, ``linear program``, ``disjoint groups`` or ``counting ties``.
    """

    target: float
    fewest: int
    method: str


def prove_lower_bound(graph: FollowGraph, target: float) -> LowerBound:
    """Prove how many removals it takes at least to bring the giant weak component to a share of n.

    Parameters
    ----------
    graph : FollowGraph
    target : float
        In [0, 1]. Whoever may not be removed is not considered: that could only raise the number.

    Returns
    -------
    LowerBound
        O(n log n + m) by counting ties; up to 10⁴ accounts disjoint groups beside, for groups of up
        to 50 accounts and 5·10⁴ ties some linear programs, up to 40 accounts the optimum.

    Examples
    --------
    >>> ring = [(str(i), str((i + 1) % 9)) for i in range(9)]
    >>> prove_lower_bound(FollowGraph.from_pairs(ring), 1 / 3)
    LowerBound(target=0.3333333333333333, fewest=3, method='optimum')
    """
    rows = list_neighbours(graph)
    size = int(target * graph.n + 1e-9)
    if graph.n == 0 or size >= graph.n:
        return LowerBound(target, 0, "counting ties")
    bound = LowerBound(target, count_needed(rows, size), "counting ties")
    if graph.n <= _EXACT:
        best = find_smallest_set(rows, size)
        if best is not None:
            return LowerBound(target, len(best), "optimum")
    if graph.n > _ACCOUNTS:
        return bound
    packed = _pack_groups(rows, size)
    if len(packed) > bound.fewest:
        bound = LowerBound(target, len(packed), "disjoint groups")
    if len(rows.targets) <= 2 * _NEIGHBOURS and size < _GROUP:
        relaxed = _solve_linear(rows, size, packed)
        if relaxed > bound.fewest:
            return LowerBound(target, relaxed, "linear program")
    return bound


def count_needed(rows: Adjacency, size: int) -> int:
    """Count removals needed because too many follows are left otherwise. O(n log n).

    An account left keeps at most min(k, C − 1) of its k ties, so with D removed
    m ≤ Σ_D k + ½ Σ_others min(k, C − 1). And it loses k − C + 1 of them at least, each to another
    of D: whoever has |D| + C ties or more is in D.
    """
    degree = np.diff(rows.offsets)
    if size == 0:
        return len(degree)
    remaining = np.minimum(degree, size - 1) / 2
    missing = degree.sum() / 2 - remaining.sum()
    gains = np.cumsum(np.sort(degree - remaining)[::-1])
    by_ties = 0 if missing <= 0 else int(np.searchsorted(gains, missing - 1e-9)) + 1
    highest = np.sort(degree)[::-1] - size
    by_losses = int(np.count_nonzero(highest >= np.arange(len(degree))))
    return max(by_ties, by_losses)


def find_smallest_set(
    rows: Adjacency, size: int, may_go: int | None = None, cost: Float64 | None = None
) -> list[int] | None:
    """Find the smallest, or cheapest, set whose removal leaves no component above a size.

    Of the first ``may_go`` accounts (all when None); None when there is no such set, or it was not
    found in so many rounds.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    n = len(rows.offsets) - 1
    upper = np.zeros(n)
    upper[: n if may_go is None else may_go] = 1
    groups: list[list[int]] = []
    members: set[int] = set()
    for _ in range(_CUTS):
        new = _find_groups(rows, size, members)
        if not new:
            return sorted(members)
        groups += new
        meets = LinearConstraint(_mark_members(groups, n), lb=1)
        solved = milp(
            np.ones(n) if cost is None else cost,
            integrality=np.ones(n),
            bounds=Bounds(0, upper),
            constraints=meets,
        )
        if not solved.success:
            return None
        members = set(np.flatnonzero(solved.x > 0.5).tolist())
    return None


def _find_groups(rows: Adjacency, size: int, gone: set[int]) -> list[list[int]]:
    """Find a connected group of size + 1 accounts around each account that has one left."""
    n = len(rows.offsets) - 1
    cost = np.zeros(n)
    cost[list(gone)] = np.inf
    groups = {
        tuple(sorted(g)) for v in range(n) if (g := _grow_group(rows, size, v, cost)) is not None
    }
    return [list(group) for group in sorted(groups)]


def _grow_group(rows: Adjacency, size: int, seed: int, cost: Float64) -> list[int] | None:
    """Grow a connected group of size + 1 accounts by the least cost; None above a cost of one."""
    total, reached = 0.0, {seed}
    group: list[int] = []
    edge = [(float(cost[seed]), seed)]
    while edge and len(group) <= size:
        least, account = heapq.heappop(edge)
        total += least
        if total >= 1 - 1e-6:
            return None
        group.append(account)
        for neighbour in rows.row(account).tolist():
            if neighbour not in reached:
                reached.add(neighbour)
                heapq.heappush(edge, (float(cost[neighbour]), neighbour))
    return group if len(group) == size + 1 else None


def _solve_linear(rows: Adjacency, size: int, packed: list[Group]) -> int:
    """Return what the linear relaxation needs to meet all groups, rounded up."""
    from scipy.optimize import linprog

    n = len(rows.offsets) - 1
    cost, groups, best = np.zeros(n), dict.fromkeys(packed), 0
    for turn in range(_ROUNDS):
        seeds = range(turn % max(1, n // _SEEDS), n, max(1, n // _SEEDS))
        grown = (_grow_group(rows, size, v, cost) for v in seeds)
        new = {tuple(sorted(group)) for group in grown if group is not None} - groups.keys()
        if turn and not new:
            break
        groups.update(dict.fromkeys(sorted(new)))
        if not groups:
            return 0
        meets = -_mark_members(list(map(list, groups)), n)
        solved = linprog(np.ones(n), A_ub=meets, b_ub=-np.ones(len(groups)), bounds=(0, 1))
        if not solved.success:
            break
        cost = np.clip(solved.x, 0, 1)
        best = max(best, math.ceil(_bound_by_dual(meets, solved.ineqlin.marginals) - 1e-6))
    return best


def _bound_by_dual(meets: Any, marginals: Float64) -> float:
    """Return a bound that holds whatever the solver's rounding: a feasible packing of groups."""
    weight = np.maximum(-np.asarray(marginals), 0.0)
    load = np.asarray(-(meets.T @ weight)).ravel()
    return float(weight.sum() / max(1.0, float(load.max(initial=0.0))))


def _pack_groups(rows: Adjacency, size: int) -> list[Group]:
    """Find groups that share no account, greedily: each needs a removal of its own."""
    cost, packed = np.zeros(len(rows.offsets) - 1), []
    for seed in np.argsort(np.diff(rows.offsets), kind="stable").tolist():
        group = None if cost[seed] else _grow_group(rows, size, seed, cost)
        if group is not None:
            packed.append(tuple(sorted(group)))
            cost[group] = np.inf
    return packed


def _mark_members(groups: list[list[int]], n: int) -> Any:
    """Mark the accounts of each group in a sparse matrix."""
    from scipy.sparse import csr_array

    sizes = [len(group) for group in groups]
    columns = np.concatenate([np.array(group) for group in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return csr_array((np.ones(len(columns)), columns, starts), shape=(len(groups), n))
