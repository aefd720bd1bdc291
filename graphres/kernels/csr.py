"""Follows as compressed rows, built by counting sorts."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel


class CompressedRows(NamedTuple):
    """Compressed rows: row i is ``targets[offsets[i] : offsets[i + 1]]``."""

    offsets: Any  # int64 (n + 1,)
    targets: Any  # int32 (m,)


@kernel(interpret_ns_per_element=100, compile_seconds=0.2)
def count_rows(rows: Any, offsets: Any) -> None:
    """Turn row numbers into row offsets: ``offsets[i + 1] - offsets[i]`` = rows equal to i.

    rows int32 (m,), offsets int64 (n + 1,) and zero. O(n + m).
    """
    for e in range(len(rows)):
        offsets[rows[e] + 1] += 1
    for i in range(len(offsets) - 1):
        offsets[i + 1] += offsets[i]


@kernel(interpret_ns_per_element=100, compile_seconds=0.2)
def fill_rows(rows: Any, values: Any, heads: Any, out: Any) -> None:
    """Put every value into its row, keeping the order of arrival within a row.

    rows, values int32 (m,); heads int64 (n,), the rows' offsets, is used up; out int32 (m,). O(m).
    """
    for e in range(len(rows)):
        row = rows[e]
        place = heads[row]
        out[place] = values[e]
        heads[row] = place + 1


@kernel(interpret_ns_per_element=100, compile_seconds=0.2)
def transpose_rows(offsets: Any, targets: Any, heads: Any, out: Any) -> None:
    """Write the transpose of compressed rows; every new row comes out ascending.

    offsets int64 (n + 1,), targets int32 (m,); heads int64 (n,), the offsets of the new rows, is
    used up; out int32 (m,). O(n + m).
    """
    for row in range(len(offsets) - 1):
        for e in range(offsets[row], offsets[row + 1]):
            target = targets[e]
            place = heads[target]
            out[place] = row
            heads[target] = place + 1


@kernel(interpret_ns_per_element=100, compile_seconds=0.2)
def drop_repeats(offsets: Any, targets: Any, new_offsets: Any, counts: Any) -> None:
    """Keep each target of an ascending row once and never the row itself, in place.

    offsets int64 (n + 1,), targets int32 (m,) shortened in place, new_offsets int64 (n + 1,),
    counts int64 (2,): repeats and self-follows dropped. O(n + m).
    """
    write = 0
    for row in range(len(offsets) - 1):
        last = -1
        for e in range(offsets[row], offsets[row + 1]):
            target = targets[e]
            if target == last:
                counts[0] += 1
            elif target == row:
                counts[1] += 1
            else:
                targets[write] = target
                write += 1
            last = target
        new_offsets[row + 1] = write


@kernel(interpret_ns_per_element=150, compile_seconds=0.3)
def merge_rows(
    offsets: Any,
    targets: Any,
    other_offsets: Any,
    other_targets: Any,
    new_offsets: Any,
    merged: Any,
) -> None:
    """Unite two sets of ascending rows, row by row, keeping each target once.

    offsets, other_offsets int64 (n + 1,), targets int32 (m,), other_targets int32 (k,); new_offsets
    int64 (n + 1,), merged int32 (m + k,), filled as far as the last of new_offsets. O(n + m + k).
    """
    write = 0
    new_offsets[0] = 0
    for row in range(len(offsets) - 1):
        i, j = offsets[row], other_offsets[row]
        stop, other_stop = offsets[row + 1], other_offsets[row + 1]
        while i < stop and j < other_stop:
            target, second = targets[i], other_targets[j]
            if target <= second:
                i += 1
            if second <= target:
                j += 1
            merged[write] = min(target, second)
            write += 1
        while i < stop:
            merged[write] = targets[i]
            i += 1
            write += 1
        while j < other_stop:
            merged[write] = other_targets[j]
            j += 1
            write += 1
        new_offsets[row + 1] = write


@kernel(interpret_ns_per_element=150, compile_seconds=0.2)
def renumber_rows(
    offsets: Any, targets: Any, accounts: Any, place: Any, heads: Any, out: Any
) -> None:
    """Write symmetric rows by place in a line; every new row comes out ascending.

    offsets int64 (n + 1,), targets int32 (m,): in whose row a stands b stands in the row of a.
    ``accounts`` int32 (n,): the row at every place; ``place`` int32 (n,): the place of every row.
    heads int64 (n,), the offsets of the new rows, is used up; out int32 (m,). O(n + m).
    """
    for i in range(len(accounts)):
        for e in range(offsets[accounts[i]], offsets[accounts[i] + 1]):
            there = place[targets[e]]
            out[heads[there]] = i
            heads[there] += 1


@kernel(interpret_ns_per_element=150, compile_seconds=0.2)
def number_by_walk(offsets: Any, targets: Any, number: Any, accounts: Any) -> None:
    """Renumber accounts component by component, breadth first, so that walks stay close by.

    ``number`` int32 (n,): n for c accounts to be numbered, -1 for others, in the end the number of
    each. ``accounts`` int32 (c,): who bears which. O(n + m).
    """
    n = len(number)
    size = 0
    i = 0
    for start in range(n):
        if number[start] == n:
            number[start] = size
            accounts[size] = start
            size += 1
        while i < size:
            for e in range(offsets[accounts[i]], offsets[accounts[i] + 1]):
                neighbour = targets[e]
                if number[neighbour] == n:
                    number[neighbour] = size
                    accounts[size] = neighbour
                    size += 1
            i += 1


@kernel(interpret_ns_per_element=150, compile_seconds=0.2)
def select_rows(
    offsets: Any, targets: Any, number: Any, accounts: Any, new_offsets: Any, out: Any
) -> None:
    """Write the rows of the accounts in a line alone, by their places in it.

    offsets int64 (n + 1,), targets int32 (m,); ``accounts`` int32 (c,); ``number`` int32 (n,): the
    place of each in it, else -1. new_offsets int64 (c + 1,), out int32 (m,), filled as far as the
    last of new_offsets. O(n + m).
    """
    write = 0
    new_offsets[0] = 0
    for i in range(len(accounts)):
        for e in range(offsets[accounts[i]], offsets[accounts[i] + 1]):
            place = number[targets[e]]
            if place >= 0:
                out[write] = place
                write += 1
        new_offsets[i + 1] = write
