"""Decycling by degree in the 2-core: what hangs on it in trees holds nothing together."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows
from graphres.kernels.dismantling.removals import Removals
from graphres.kernels.structures.buckets import Buckets, open_bucket


@kernel(interpret_ns_per_element=500, compile_seconds=0.9)
def order_by_core_degree(
    rows: CompressedRows, left: Any, buckets: Buckets, stack: Any, removals: Removals
) -> None:
    """Remove, again and again, the account with the most neighbours inside the 2-core that is left.

    ``left`` int32 (n,): neighbours, used up; in the end 0 outside the 2-core. As many accounts from
    the first on may be removed as ``buckets`` has links. ``stack`` int32 (n,): work.
    ``removals.done`` is how many went before no account that may go was in the 2-core.

    Neighbours in the core only fall, so accounts wait in buckets as in `adaptive_degree`. O(n + m),
    and sorting the members of each bucket.
    """
    bucket, link, opened = buckets.first, buckets.link, buckets.opened
    order, scores, done = removals
    find_core(rows, left, stack)
    for i in range(len(link)):
        if left[i] > 0:
            link[i] = bucket[left[i]]
            bucket[left[i]] = i
    gone = 0
    for degree in range(len(bucket) - 1, 1, -1):
        size = open_bucket(bucket[degree], buckets)
        for j in range(size):
            account = opened[j]
            now = left[account]
            if now < degree:
                if now > 0:
                    link[account] = bucket[now]
                    bucket[now] = account
                continue
            if gone == len(order):
                break
            order[gone] = account
            scores[gone] = degree
            gone += 1
            left[account] = 0
            stack[0] = account
            leave_core(rows, left, stack, 1)
    done[0] = gone


@kernel(interpret_ns_per_element=500, compile_seconds=0.4)
def find_core(rows: CompressedRows, left: Any, stack: Any) -> None:
    """Turn numbers of neighbours into those inside the 2-core, 0 outside it. O(n + m)."""
    size = 0
    for account in range(len(left)):
        if left[account] == 1:
            stack[size] = account
            size += 1
        if left[account] < 2:
            left[account] = 0
    leave_core(rows, left, stack, size)


@kernel(interpret_ns_per_element=500, compile_seconds=0.3)
def leave_core(rows: CompressedRows, left: Any, stack: Any, size: Any) -> None:
    """Take out of the 2-core what falls out of it once the accounts on the stack have left."""
    offsets, targets = rows
    while size > 0:
        size -= 1
        account = stack[size]
        for e in range(offsets[account], offsets[account + 1]):
            neighbour = targets[e]
            if left[neighbour] > 1:
                left[neighbour] -= 1
                if left[neighbour] == 1:
                    left[neighbour] = 0
                    stack[size] = neighbour
                    size += 1
