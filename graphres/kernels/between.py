"""Betweenness of a component: trees that hang on its 2-core by arithmetic, the core by search."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=800, price=1.5)
def fold_component(
    offsets: Any,
    targets: Any,
    present: Any,
    start: Any,
    stamp: Any,
    seen: Any,
    place: Any,
    members: Any,
    ties: Any,
    weight: Any,
    squares: Any,
    own: Any,
    core: Any,
    core_offsets: Any,
    core_targets: Any,
    sizes: Any,
) -> None:
    """Walk one component and fold the trees that hang on its core into the accounts they hang on.

    ``present`` uint8 (n,): 0 for those gone. ``seen`` int32 (n,): the stamp of the last walk that
    met an account. ``place``, ``ties`` int32 (n,), ``squares`` int64 (n,): work. Outputs, by place
    in the walk: ``members`` int32, ``weight`` int64, accounts folded into each, itself among them,
    ``own`` float64, ordered pairs that meet an account and have an end in a tree folded into it.
    Then, by place in the core: ``core`` int32, the place in the walk, and its rows,
    ``core_offsets`` int64 and ``core_targets`` int32. ``sizes`` int64 (2,): of the component, of
    its core.

    Of N accounts, f folded into v in trees of f₁, f₂ … accounts, pairs with an end among the f that
    meet v are f² − Σ fᵢ² + 2 f (N − 1 − f). O(accounts and ties of the component).
    """
    members[0] = start
    seen[start] = stamp
    place[start] = 0
    size = 1
    i = 0
    leaves = 0
    while i < size:
        account = members[i]
        count = 0
        for e in range(offsets[account], offsets[account + 1]):
            other = targets[e]
            if present[other] == 0:
                continue
            count += 1
            if seen[other] != stamp:
                seen[other] = stamp
                place[other] = size
                members[size] = other
                size += 1
        ties[i] = count
        weight[i] = 1
        squares[i] = 0
        if count == 1:
            core[leaves] = i
            leaves += 1
        i += 1
    while leaves > 0:
        leaves -= 1
        leaf = core[leaves]
        if ties[leaf] != 1:
            continue
        ties[leaf] = -1
        account = members[leaf]
        for e in range(offsets[account], offsets[account + 1]):
            other = targets[e]
            if present[other] == 0 or ties[place[other]] < 0:
                continue
            inner = place[other]
            weight[inner] += weight[leaf]
            squares[inner] += weight[leaf] * weight[leaf]
            ties[inner] -= 1
            if ties[inner] == 1:
                core[leaves] = inner
                leaves += 1
    in_core = 0
    for i in range(size):
        folded = weight[i] - 1
        own[i] = folded * folded - squares[i] + 2 * folded * (size - 1 - folded)
        if ties[i] >= 0:
            core[in_core] = i
            squares[i] = in_core
            in_core += 1
    stored = 0
    core_offsets[0] = 0
    for i in range(in_core):
        account = members[core[i]]
        for e in range(offsets[account], offsets[account + 1]):
            other = targets[e]
            if present[other] == 1 and ties[place[other]] >= 0:
                core_targets[stored] = squares[place[other]]
                stored += 1
        core_offsets[i + 1] = stored
    sizes[0] = size
    sizes[1] = in_core


@kernel(rent=2000, price=1.2)
def add_dependencies(
    offsets: Any,
    targets: Any,
    weight: Any,
    pivots: Any,
    steps: Any,
    paths: Any,
    share: Any,
    queue: Any,
    between: Any,
) -> None:
    """Add to ``between`` float64 (c,) how much the pivots depend on each account of a core.

    The rows are those of a connected core; an account stands for ``weight`` int64 (c,) accounts.
    ``pivots`` int32: where searches begin. ``steps`` int32 (c,), filled with -1; ``paths``,
    ``share`` float64 (c,), ``share`` zero; ``queue`` int32 (c,): work, left as it was found.
    Brandes 2001, doi:10.1080/0022250X.2001.9990249: one breadth-first search a pivot, O(m) each.
    """
    for p in range(len(pivots)):
        pivot = pivots[p]
        queue[0] = pivot
        steps[pivot] = 0
        paths[pivot] = 1.0
        size = 1
        i = 0
        while i < size:
            account = queue[i]
            i += 1
            after = steps[account] + 1
            ways = paths[account]
            for e in range(offsets[account], offsets[account + 1]):
                other = targets[e]
                if steps[other] < 0:
                    steps[other] = after
                    paths[other] = ways
                    queue[size] = other
                    size += 1
                elif steps[other] == after:
                    paths[other] += ways
        for i in range(size - 1, 0, -1):
            account = queue[i]
            before = steps[account] - 1
            part = (weight[account] + share[account]) / paths[account]
            for e in range(offsets[account], offsets[account + 1]):
                other = targets[e]
                if steps[other] == before:
                    share[other] += paths[other] * part
            between[account] += weight[pivot] * share[account]
        for i in range(size):
            steps[queue[i]] = -1
            share[queue[i]] = 0.0
