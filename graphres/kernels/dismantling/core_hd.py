"""Decycling by degree in the 2-core: what hangs on it in trees holds nothing together."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel
from graphres.kernels.dismantling.adaptive_degree import open_bucket


@kernel(rent=500, price=0.9)
def core_degree_order(
    offsets: Any,
    targets: Any,
    left: Any,
    bucket: Any,
    link: Any,
    opened: Any,
    spare: Any,
    stack: Any,
    order: Any,
    scores: Any,
    done: Any,
) -> None:
    """Remove, again and again, the account with the most ties inside the 2-core that is left.

    ``left`` int32 (n,): ties, used up; in the end 0 outside the 2-core. ``bucket`` int32 (most ties
    + 1,), filled with -1; ``link``, ``opened``, ``spare`` int32 (c,): work, c accounts from the
    first may go; ``stack`` int32 (n,): work. Outputs ``order`` int32 (K,), ``scores`` int64 (K,),
    the ties of each in the 2-core when it goes, and ``done`` int64 (1,): how many went before no
    account that may go was in the 2-core.

    Ties in the core only fall, so accounts wait in buckets as in `adaptive_degree`. O(n + m), and
    sorting the members of each bucket.
    """
    find_core(offsets, targets, left, stack)
    for i in range(len(link)):
        if left[i] > 0:
            link[i] = bucket[left[i]]
            bucket[left[i]] = i
    gone = 0
    for ties in range(len(bucket) - 1, 1, -1):
        size = open_bucket(bucket[ties], link, opened, spare)
        for j in range(size):
            account = opened[j]
            now = left[account]
            if now < ties:
                if now > 0:
                    link[account] = bucket[now]
                    bucket[now] = account
                continue
            if gone == len(order):
                break
            order[gone] = account
            scores[gone] = ties
            gone += 1
            left[account] = 0
            stack[0] = account
            leave_core(offsets, targets, left, stack, 1)
    done[0] = gone


@kernel(rent=500, price=0.4)
def find_core(offsets: Any, targets: Any, left: Any, stack: Any) -> None:
    """Turn ties into ties inside the 2-core, 0 outside it. O(n + m)."""
    size = 0
    for account in range(len(left)):
        if left[account] == 1:
            stack[size] = account
            size += 1
        if left[account] < 2:
            left[account] = 0
    leave_core(offsets, targets, left, stack, size)


@kernel(rent=500, price=0.3)
def leave_core(offsets: Any, targets: Any, left: Any, stack: Any, size: Any) -> None:
    """Take out of the 2-core what falls out of it once the accounts on the stack have left."""
    while size > 0:
        size -= 1
        account = stack[size]
        for e in range(offsets[account], offsets[account + 1]):
            other = targets[e]
            if left[other] > 1:
                left[other] -= 1
                if left[other] == 1:
                    left[other] = 0
                    stack[size] = other
                    size += 1
