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
    met an account. ``place`` int32 (n,): -1 for those gone, in the end the place in the core, else
    -1. ``ties`` int32 (n,), ``squares`` int64 (n,): work. Outputs, by place in the walk:
    ``members`` int32, ``weight`` int64, accounts folded into each, itself among them, ``own``
    float64, ordered pairs that meet an account and have an end in a tree folded into it.
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
        place[members[i]] = -1
        if ties[i] >= 0:
            core[in_core] = i
            place[members[i]] = in_core
            in_core += 1
    stored = 0
    core_offsets[0] = 0
    for i in range(in_core):
        account = members[core[i]]
        for e in range(offsets[account], offsets[account + 1]):
            there = place[targets[e]]
            if there >= 0:
                core_targets[stored] = there
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
    part: Any,
    queue: Any,
    between: Any,
) -> None:
    """Add to ``between`` float64 (c,) how much the pivots depend on each account of a core.

    The rows are those of a connected core; an account stands for ``weight`` int64 (c,) accounts.
    ``pivots`` int32: where searches begin. ``steps`` int32 (c,), filled with -1; ``paths``,
    ``part`` float64 (c,), ``queue`` int32 (c,): work, ``steps`` left as it was found.

    Brandes 2001, doi:10.1080/0022250X.2001.9990249: one breadth-first search a pivot, O(m) each.
    With ``paths`` σ from the pivot, account v has a dependency δ(v) = σ(v) Σ (weight(w) + δ(w)) /
    σ(w) over the w one step further; ``part`` holds what is summed. Nobody is further than the
    farthest, whose rows need not be looked at. In the sum zero is added for all others, since a
    processor guesses every other of such branches wrongly.
    """
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
                other = targets[e]
                if steps[other] < 0:
                    steps[other] = after
                    paths[other] = ways
                    queue[size] = other
                    size += 1
                elif steps[other] == after:
                    paths[other] += ways
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
            between[account] += weight[pivot] * share
            part[account] = (weight[account] + share) / paths[account]
        for i in range(count):
            steps[i] = -1
