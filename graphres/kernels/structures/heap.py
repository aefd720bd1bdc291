"""A heap of accounts by key, largest first, that knows where everybody is."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel


class PriorityQueue(NamedTuple):
    """A heap by key, largest first; kernels that keep one take it as a tuple."""

    heap: Any  # int32 (c,): numbers
    place: Any  # int32 (n,): where each is in the heap
    key: Any  # (n,)


@kernel(interpret_ns_per_element=700, compile_seconds=0.3)
def sink(heap: Any, place: Any, key: Any, size: Any, i: Any) -> None:
    """Move the account at position i down to where it belongs.

    ``heap`` int32: accounts, of which the first ``size`` are in the heap; ``place`` int32 (n,):
    the position of each; ``key`` int64 (n,). Of equal keys the smaller number is first. O(log c).
    """
    account = heap[i]
    while 2 * i + 1 < size:
        child = 2 * i + 1
        below = heap[child]
        if child + 1 < size:
            right = heap[child + 1]
            if key[right] > key[below] or (key[right] == key[below] and right < below):
                child += 1
                below = right
        if key[account] > key[below] or (key[account] == key[below] and account < below):
            break
        heap[i] = below
        place[below] = i
        i = child
    heap[i] = account
    place[account] = i


@kernel(interpret_ns_per_element=700, compile_seconds=0.3)
def rise(heap: Any, place: Any, key: Any, i: Any) -> None:
    """Move the account at position i up to where it belongs. O(log c)."""
    account = heap[i]
    while i > 0:
        up = (i - 1) // 2
        above = heap[up]
        if key[above] > key[account] or (key[above] == key[account] and above < account):
            break
        heap[i] = above
        place[above] = i
        i = up
    heap[i] = account
    place[account] = i


@kernel(interpret_ns_per_element=700, compile_seconds=0.4)
def make_heap(heap: Any, place: Any, key: Any, size: Any) -> None:
    """Order the first ``size`` accounts as a heap and write where each is. O(size)."""
    for i in range(size):
        place[heap[i]] = i
    for i in range(size // 2 - 1, -1, -1):
        sink(heap, place, key, size, i)


@kernel(interpret_ns_per_element=700, compile_seconds=0.4)
def drop_first(heap: Any, place: Any, key: Any, size: Any) -> None:
    """Take the first account out of a heap of ``size``. O(log size)."""
    place[heap[0]] = -1
    if size > 1:
        heap[0] = heap[size - 1]
        sink(heap, place, key, size - 1, 0)


@kernel(interpret_ns_per_element=700, compile_seconds=0.5)
def drop(heap: Any, place: Any, key: Any, size: Any, i: Any) -> None:
    """Take the account at position i out of a heap of ``size``. O(log size)."""
    account = heap[size - 1]
    place[heap[i]] = -1
    if i < size - 1:
        heap[i] = account
        place[account] = i
        rise(heap, place, key, i)
        sink(heap, place, key, size - 1, place[account])
