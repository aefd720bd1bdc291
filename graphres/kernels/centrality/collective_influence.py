"""Collective influence, again after every removal."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel
from graphres.kernels.structures.heap import drop_first, make_heap, rise, sink


@kernel(rent=3000, price=2.5)
def influence_order(
    offsets: Any,
    targets: Any,
    ends: Any,
    radius: Any,
    left: Any,
    key: Any,
    heap: Any,
    place: Any,
    seen: Any,
    queue: Any,
    order: Any,
    scores: Any,
    done: Any,
) -> None:
    """Remove, again and again, the account with the largest collective influence.

    ``targets`` is used up, as is ``ends`` int64 (n,), where rows end: those gone leave the rows
    that are walked. ``left`` int32 (n,): ties, used up, -1 in the end for those gone. ``key`` int64
    (n,): at least every account's influence. ``heap`` int32 (c,): the accounts that may go;
    ``place`` and ``seen`` int32 (n,), filled with -1; ``queue`` int32 (n,): work. Outputs ``order``
    int32 (K,), ``scores`` int64 (K,) and ``done`` int64 (1,): how many went before nobody had any.

    Ties and frontiers only shrink, with one exception: at a radius of three, an account two steps
    away may come to be three steps away, and only the neighbours of the account removed can see
    that. They are counted again at once, all others when they are first in the heap, where an
    outdated key is at least the true one. So the order is exact.
    """
    size = len(heap)
    make_heap(heap, place, key, size)
    gone = 0
    stamp = 0
    while gone < len(order) and size > 0:
        account = heap[0]
        now = influence(offsets, targets, ends, radius, left, account, stamp, seen, queue)
        stamp += 1
        if now < key[account]:
            key[account] = now
            sink(heap, place, key, size, 0)
            continue
        if now <= 0:
            break
        order[gone] = account
        scores[gone] = now
        gone += 1
        drop_first(heap, place, key, size)
        size -= 1
        left[account] = -1
        for e in range(offsets[account], ends[account]):
            if left[targets[e]] > 0:
                left[targets[e]] -= 1
        if radius < 3:
            continue
        for e in range(offsets[account], ends[account]):
            other = targets[e]
            if left[other] < 0 or place[other] < 0:
                continue
            key[other] = influence(offsets, targets, ends, radius, left, other, stamp, seen, queue)
            stamp += 1
            rise(heap, place, key, place[other])
            sink(heap, place, key, size, place[other])
    done[0] = gone


@kernel(rent=3000, price=0.6)
def influence(
    offsets: Any,
    targets: Any,
    ends: Any,
    radius: Any,
    left: Any,
    account: Any,
    stamp: Any,
    seen: Any,
    queue: Any,
) -> Any:
    """(k − 1) Σ (k' − 1) over the accounts exactly ``radius`` steps away. O(size of the ball).

    Rows that are walked lose those gone from them, and their ``ends`` move up.
    """
    if left[account] < 2:
        return 0
    queue[0] = account
    seen[account] = stamp
    first, stop = 0, 1
    total = 0
    for step in range(radius):
        size = stop
        for i in range(first, stop):
            inner = queue[i]
            end = offsets[inner]
            for e in range(offsets[inner], ends[inner]):
                other = targets[e]
                ties = left[other]
                if ties < 0:
                    continue
                targets[end] = other
                end += 1
                if seen[other] == stamp:
                    continue
                seen[other] = stamp
                if step == radius - 1:
                    total += ties - 1
                else:
                    queue[size] = other
                    size += 1
            ends[inner] = end
        first, stop = stop, size
    return (left[account] - 1) * total
