"""Accounts in buckets by a key that only falls, each bucket read in ascending order."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel


class Buckets(NamedTuple):
    """Lists of numbers from 0 to c − 1, by key."""

    first: Any  # int32 (largest key + 1,), -1: the first of each list
    link: Any  # int32 (c,): the next in the same list
    opened: Any  # int32 (c,): a list being read
    spare: Any  # int32 (c,): work


@kernel(interpret_ns_per_element=530, compile_seconds=0.3)
def fill_buckets(candidates: Any, key: Any, buckets: Buckets) -> None:
    """Put each candidate, by its number, into the bucket of its account's key. O(c)."""
    bucket, link = buckets.first, buckets.link
    for i in range(len(candidates)):
        link[i] = bucket[key[candidates[i]]]
        bucket[key[candidates[i]]] = i


@kernel(interpret_ns_per_element=530, compile_seconds=0.85)
def open_bucket(first: Any, buckets: Buckets) -> Any:
    """Write the numbers of the list that begins with ``first``, ascending; return how many.

    Lists are filled in ascending stretches and the last in stands first, so that read from the end
    most of a list is in order already.
    """
    link, opened, spare = buckets.link, buckets.opened, buckets.spare
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


@kernel(interpret_ns_per_element=530, compile_seconds=0.85)
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


@kernel(interpret_ns_per_element=530, compile_seconds=0.85)
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
