"""Collective influence, again after every removal."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows
from graphres.kernels.dismantling.removals import Removals
from graphres.kernels.structures.heap import PriorityQueue, drop_first, make_heap, rise, sink


class Ball(NamedTuple):
    """What walking a ball works in, int32 (n,)."""

    stamp: Any  # -1: the mark of the last walk that met an account
    queue: Any


@kernel(interpret_ns_per_element=3000, compile_seconds=2.5)
def order_by_influence(
    rows: CompressedRows,
    ends: Any,
    radius: Any,
    left: Any,
    waiting: PriorityQueue,
    ball: Ball,
    removals: Removals,
) -> None:
    """Remove, again and again, the account with the largest collective influence.

    ``rows.targets`` is used up, as is ``ends`` int64 (n,), where rows end: those gone leave the
    rows that are walked. ``left`` int32 (n,): neighbours left, used up, -1 in the end for those
    gone. ``waiting``: the accounts that may be removed, by at least their influence, int64 (n,).
    ``removals.done`` is how many went before nobody had any.

    Neighbours and frontiers only shrink, with one exception: at a radius of three, an account two
    steps away may come to be three steps away, and only the neighbours of the account removed can
    see that. They are counted again at once, all others when they are first in the heap, where an
    outdated key is at least the true one. So the order is exact.
    """
    offsets, targets = rows
    heap, place, key = waiting
    order, scores, done = removals
    size = len(heap)
    make_heap(heap, place, key, size)
    gone = 0
    mark = 0
    while gone < len(order) and size > 0:
        account = heap[0]
        now = compute_influence(rows, ends, radius, left, account, mark, ball)
        mark += 1
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
            neighbour = targets[e]
            if left[neighbour] < 0 or place[neighbour] < 0:
                continue
            key[neighbour] = compute_influence(rows, ends, radius, left, neighbour, mark, ball)
            mark += 1
            rise(heap, place, key, place[neighbour])
            sink(heap, place, key, size, place[neighbour])
    done[0] = gone


@kernel(interpret_ns_per_element=3000, compile_seconds=0.6)
def compute_influence(
    rows: CompressedRows, ends: Any, radius: Any, left: Any, account: Any, mark: Any, ball: Ball
) -> Any:
    """Return (k − 1) Σ (k' − 1) over the accounts exactly ``radius`` steps away.

    Rows that are walked lose those gone from them, and their ``ends`` move up. O(size of the ball).
    """
    offsets, targets = rows
    stamp, queue = ball
    if left[account] < 2:
        return 0
    queue[0] = account
    stamp[account] = mark
    first, stop = 0, 1
    total = 0
    for step in range(radius):
        size = stop
        for i in range(first, stop):
            inner = queue[i]
            end = offsets[inner]
            for e in range(offsets[inner], ends[inner]):
                neighbour = targets[e]
                degree = left[neighbour]
                if degree < 0:
                    continue
                targets[end] = neighbour
                end += 1
                if stamp[neighbour] == mark:
                    continue
                stamp[neighbour] = mark
                if step == radius - 1:
                    total += degree - 1
                else:
                    queue[size] = neighbour
                    size += 1
            ends[inner] = end
        first, stop = stop, size
    return (left[account] - 1) * total
