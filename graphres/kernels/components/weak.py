"""Weak components at every removal: add accounts back in reverse and unite what they touch."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows


class WeakSizes(NamedTuple):
    """What a sweep writes, int64 (K + 1,), row k for k accounts still away."""

    giant: Any  # the largest size
    second: Any  # the second largest
    components: Any  # their number
    squares: Any  # the sum of squared sizes over all components but one largest
    follows: Any  # those with both ends present


@kernel(interpret_ns_per_element=125, compile_seconds=0.6)
def sweep_weak_components(
    followers: CompressedRows,
    following: CompressedRows,
    return_order: Any,
    parent: Any,
    of_size: Any,
    sizes: WeakSizes,
) -> None:
    """Measure the weak components while accounts come back, by union-find.

    ``return_order`` int32 (n,): accounts, first back first. ``parent`` int32 (n,) filled with n,
    which marks an absent account; of a root it is minus the size of its component. ``of_size``
    int32 (n + 1,), zero: components by size. An undirected graph passes its rows once and empty
    rows as ``following``. O(n + m α(n)); following ``second`` down costs O(n log n) in all, since
    it only rises by uniting with at least as many accounts.
    """
    followers_offsets, followers_targets = followers
    following_offsets, following_targets = following
    giant, second, components, squares, follows = sizes
    n = len(return_order)
    last = len(giant) - 1
    largest = 0
    runner_up = 0
    count = 0
    sum_of_squares = 0
    present_follows = 0
    for step in range(n + 1):
        away = n - step
        if away <= last:
            giant[away] = largest
            second[away] = runner_up
            components[away] = count
            squares[away] = sum_of_squares - largest * largest
            follows[away] = present_follows
        if away == 0:
            break
        account = return_order[step]
        root = account
        size = 1
        parent[account] = -1
        count += 1
        sum_of_squares += 1
        for side in range(2):
            if side == 0:
                first, stop = followers_offsets[account], followers_offsets[account + 1]
            else:
                first, stop = following_offsets[account], following_offsets[account + 1]
            for e in range(first, stop):
                neighbour = followers_targets[e] if side == 0 else following_targets[e]
                up = parent[neighbour]
                if up == n:
                    continue
                present_follows += 1
                if up == root:
                    continue
                while up >= 0:  # climb to the root, halving the path
                    grand = parent[up]
                    if grand < 0:
                        neighbour = up
                        up = grand
                    else:
                        parent[neighbour] = grand
                        neighbour = grand
                        up = parent[neighbour]
                if neighbour == root:
                    continue
                joined = -up
                of_size[joined] -= 1
                count -= 1
                sum_of_squares += 2 * size * joined
                if joined > size:
                    parent[root] = neighbour
                    root = neighbour
                else:
                    parent[neighbour] = root
                size += joined
                parent[root] = -size
        if size > largest:
            runner_up = largest if of_size[largest] > 0 and largest > 0 else runner_up
            largest = size
        elif size > runner_up:
            runner_up = size
        of_size[size] += 1
        while runner_up > 0 and of_size[runner_up] <= (1 if runner_up == largest else 0):
            runner_up -= 1
