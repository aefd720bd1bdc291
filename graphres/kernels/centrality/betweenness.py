"""Betweenness of a component: trees that hang on its 2-core by arithmetic, the core by search."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows


class ComponentWalk(NamedTuple):
    """What a walk through one component writes: arrays by account, then by place in the walk."""

    stamp: Any  # int32 (n,): the mark of the last walk that met an account
    place: Any  # int32 (n,): -1 for those gone; in the end the place in the core, else -1
    members: Any  # int32 (n,): accounts
    degree: Any  # int32 (n,): neighbours that are not folded yet
    weight: Any  # int64 (n,): accounts folded into each, itself among them
    squares: Any  # int64 (n,): the sum of the squared sizes of the trees folded into it
    pairs: Any  # float64 (n,): ordered pairs that meet it and have an end in such a tree


class Core(NamedTuple):
    """The 2-core of a component, by place in it."""

    members: Any  # int32 (n,): the place in the walk
    offsets: Any  # int64 (n + 1,)
    targets: Any  # int32 (m,)


class PathSearch(NamedTuple):
    """What searches for shortest paths work in, arrays of shape (c,)."""

    steps: Any  # int32, -1: from the pivot; left as it was
    paths: Any  # float64: shortest ones from the pivot
    part: Any  # float64
    queue: Any  # int32


@kernel(interpret_ns_per_element=800, compile_seconds=1.5)
def fold_component(
    rows: CompressedRows, present: Any, start: Any, mark: Any, walk: ComponentWalk, core: Core
) -> Any:
    """Fold the trees that hang on a component's core into the accounts they hang on.

    ``present`` uint8 (n,): 0 for those gone; ``mark``: another one for every round. Returns the
    sizes of the component and of its core.

    Of N accounts, f folded into v in trees of f₁, f₂ … accounts, pairs with an end among the f that
    meet v are f² − Σ fᵢ² + 2 f (N − 1 − f). O(accounts and follows of the component).
    """
    offsets, targets = rows
    stamp, place, members, degree, weight, squares, pairs = walk
    core_members, core_offsets, core_targets = core
    members[0] = start
    stamp[start] = mark
    place[start] = 0
    size = 1
    i = 0
    leaves = 0
    while i < size:
        account = members[i]
        count = 0
        for e in range(offsets[account], offsets[account + 1]):
            neighbour = targets[e]
            if present[neighbour] == 0:
                continue
            count += 1
            if stamp[neighbour] != mark:
                stamp[neighbour] = mark
                place[neighbour] = size
                members[size] = neighbour
                size += 1
        degree[i] = count
        weight[i] = 1
        squares[i] = 0
        if count == 1:
            core_members[leaves] = i
            leaves += 1
        i += 1
    while leaves > 0:
        leaves -= 1
        leaf = core_members[leaves]
        if degree[leaf] != 1:
            continue
        degree[leaf] = -1
        account = members[leaf]
        for e in range(offsets[account], offsets[account + 1]):
            neighbour = targets[e]
            if present[neighbour] == 0 or degree[place[neighbour]] < 0:
                continue
            inner = place[neighbour]
            weight[inner] += weight[leaf]
            squares[inner] += weight[leaf] * weight[leaf]
            degree[inner] -= 1
            if degree[inner] == 1:
                core_members[leaves] = inner
                leaves += 1
    in_core = 0
    for i in range(size):
        folded = weight[i] - 1
        pairs[i] = folded * folded - squares[i] + 2 * folded * (size - 1 - folded)
        place[members[i]] = -1
        if degree[i] >= 0:
            core_members[in_core] = i
            place[members[i]] = in_core
            in_core += 1
    stored = 0
    core_offsets[0] = 0
    for i in range(in_core):
        account = members[core_members[i]]
        for e in range(offsets[account], offsets[account + 1]):
            there = place[targets[e]]
            if there >= 0:
                core_targets[stored] = there
                stored += 1
        core_offsets[i + 1] = stored
    return size, in_core


@kernel(interpret_ns_per_element=2000, compile_seconds=1.2)
def add_dependencies(
    rows: CompressedRows, weight: Any, pivots: Any, search: PathSearch, dependencies: Any
) -> None:
    """Add to ``dependencies`` float64 (c,) how much the pivots depend on each account of a core.

    The rows are those of a connected core; an account stands for ``weight`` int64 (c,) accounts.
    ``pivots`` int32: where searches begin.

    Brandes 2001, doi:10.1080/0022250X.2001.9990249: one breadth-first search a pivot, O(m) each.
    With ``paths`` σ from the pivot, account v has a dependency δ(v) = σ(v) Σ (weight(w) + δ(w)) /
    σ(w) over the w one step further; ``part`` holds what is summed. Nobody is further than the
    farthest, whose rows need not be looked at. In the sum zero is added for all others, since a
    processor guesses every other of such branches wrongly.
    """
    offsets, targets = rows
    steps, paths, part, queue = search
    count = len(steps)
    for p in range(len(pivots)):
        pivot = pivots[p]
        queue[0] = pivot
        steps[pivot] = 0
        paths[pivot] = 1.0
        size = 1
        inner = 0
        while size < count or steps[queue[inner]] < steps[queue[count - 1]]:
            account = queue[inner]
            inner += 1
            after = steps[account] + 1
            ways = paths[account]
            for e in range(offsets[account], offsets[account + 1]):
                neighbour = targets[e]
                if steps[neighbour] < 0:
                    steps[neighbour] = after
                    paths[neighbour] = ways
                    queue[size] = neighbour
                    size += 1
                elif steps[neighbour] == after:
                    paths[neighbour] += ways
        for i in range(count - 1, inner - 1, -1):
            account = queue[i]
            part[account] = weight[account] / paths[account]
        for i in range(inner - 1, 0, -1):
            account = queue[i]
            after = steps[account] + 1
            total = 0.0
            for e in range(offsets[account], offsets[account + 1]):
                adds = part[targets[e]]
                total += adds if steps[targets[e]] == after else 0.0
            share = paths[account] * total
            dependencies[account] += weight[pivot] * share
            part[account] = (weight[account] + share) / paths[account]
        for i in range(count):
            steps[i] = -1
