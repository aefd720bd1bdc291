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
    spare: Any,
    order: Any,
    scores: Any,
) -> None:
    """Remove, again and again, the account whose degree is then the largest.

    Removing an account lowers ``left`` by one for every account in its row of ``first`` and of
    ``other`` (empty rows when a removal lowers one side alone). ``line`` int32 (c,): the accounts
    that may go, in tie order. ``left`` int32 (n,): degrees, used up; ``bucket`` int32 (largest
    degree + 1,), filled with -1; ``link``, ``opened``, ``spare`` int32 (c,): work. Outputs
    ``order`` int32 (K,) and ``scores`` int64 (K,), the degree of each when it goes.

    Degrees only fall, so when the bucket of degree d is opened nobody can enter it any more: its
    members, sorted by place, go in turn unless they have fallen meanwhile. O(n + m), and sorting
    the members of each bucket.
    """
    fill_buckets(line, left, bucket, link)
    done = 0
    for degree in range(len(bucket) - 1, -1, -1):
        size = open_bucket(bucket[degree], link, opened, spare)
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
    for i in range(len(line)):
        link[i] = bucket[key[line[i]]]
        bucket[key[line[i]]] = i


@kernel(rent=530, price=0.85)
def open_bucket(first: Any, link: Any, opened: Any, spare: Any) -> Any:
    """Write the places of the list that begins with ``first``, ascending; how many there are.

    Lists are filled in ascending stretches and the last in stands first, so that read from the end
    most of a list is in order already.
    """
    size = 0
    i = first
    while i >= 0:
        opened[size] = i
        size += 1
        i = link[i]
    for i in range(size // 2):
        opened[i], opened[size - 1 - i] = opened[size - 1 - i], opened[i]
    sort_ascending(opened, spare, size)
    return size


@kernel(rent=530, price=0.85)
def sort_ascending(values: Any, spare: Any, size: Any) -> None:
    """Sort the first ``size`` values by merging; neighbours in order cost nothing.

    ``spare`` holds half as many at least. O(size log size), O(size) where they are sorted already.
    """
    width = 1
    while width < size:
        for start in range(0, size - width, 2 * width):
            middle = start + width
            if values[middle - 1] > values[middle]:
                _merge(values, spare, start, middle, min(middle + width, size))
        width *= 2


@kernel(rent=530, price=0.85)
def _merge(values: Any, spare: Any, start: Any, middle: Any, stop: Any) -> None:
    """Merge two sorted stretches, one behind the other."""
    for i in range(start, middle):
        spare[i - start] = values[i]
    left, right, write = 0, middle, start
    while left < middle - start and right < stop:
        if spare[left] <= values[right]:
            values[write] = spare[left]
            left += 1
        else:
            values[write] = values[right]
            right += 1
        write += 1
    while left < middle - start:
        values[write] = spare[left]
        left += 1
        write += 1
