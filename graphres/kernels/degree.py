"""Adaptive degree orders: the account with the most follows left goes next."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=530, price=0.85)
def adaptive_degree(
    first_offsets: Any,
    first_targets: Any,
    other_offsets: Any,
    other_targets: Any,
    line: Any,
    left: Any,
    bucket: Any,
    link: Any,
    opened: Any,
    order: Any,
    scores: Any,
) -> None:
    """Remove, again and again, the account whose degree is then the largest.

    Removing an account lowers ``left`` by one for every account in its row of ``first`` and of
    ``other`` (empty rows when a removal lowers one side alone). ``line`` int32 (c,): the accounts
    that may go, in tie order. ``left`` int32 (n,): degrees, used up; ``bucket`` int32 (largest
    degree + 1,), filled with -1; ``link``, ``opened`` int32 (c,): work. Outputs ``order`` int32
    (K,) and ``scores`` int64 (K,), the degree of each when it goes.

    Degrees only fall, so when the bucket of degree d is opened nobody can enter it any more: its
    members, sorted by place, go in turn unless they have fallen meanwhile. O(n + m), and sorting
    the members of each bucket.
    """
    fill_buckets(line, left, bucket, link)
    done = 0
    for degree in range(len(bucket) - 1, -1, -1):
        size = open_bucket(bucket[degree], link, opened)
        for j in range(size):
            i = opened[j]
            account = line[i]
            now = left[account]
            if now < degree:
                link[i] = bucket[now]
                bucket[now] = i
                continue
            if done == len(order):
                return
            order[done] = account
            scores[done] = degree
            done += 1
            left[account] = -1
            for e in range(first_offsets[account], first_offsets[account + 1]):
                left[first_targets[e]] -= 1
            for e in range(other_offsets[account], other_offsets[account + 1]):
                left[other_targets[e]] -= 1


@kernel(rent=530, price=0.3)
def fill_buckets(line: Any, key: Any, bucket: Any, link: Any) -> None:
    """Put each place of ``line`` into the bucket of its account's key, a list in ``link``. O(c)."""
    for i in range(len(line) - 1, -1, -1):
        link[i] = bucket[key[line[i]]]
        bucket[key[line[i]]] = i


@kernel(rent=530, price=0.85)
def open_bucket(first: Any, link: Any, opened: Any) -> Any:
    """Write the places of the list that begins with ``first``, ascending; how many there are."""
    size = 0
    ascending = True
    i = first
    while i >= 0:
        if size > 0 and i < opened[size - 1]:
            ascending = False
        opened[size] = i
        size += 1
        i = link[i]
    if not ascending:
        sort_ascending(opened, size)
    return size


@kernel(rent=530, price=0.85)
def sort_ascending(values: Any, size: Any) -> None:
    """Sort the first ``size`` values in place, by heap. O(size log size)."""
    for start in range(size // 2 - 1, -1, -1):
        _sift_down(values, start, size)
    for end in range(size - 1, 0, -1):
        values[0], values[end] = values[end], values[0]
        _sift_down(values, 0, end)


@kernel(rent=530, price=0.85)
def _sift_down(values: Any, top: Any, size: Any) -> None:
    value = values[top]
    child = 2 * top + 1
    while child < size:
        if child + 1 < size and values[child + 1] > values[child]:
            child += 1
        if values[child] <= value:
            break
        values[top] = values[child]
        top = child
        child = 2 * top + 1
    values[top] = value
