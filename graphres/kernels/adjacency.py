"""Follows as compressed rows, built by counting sorts."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=100, price=0.2)
def count_rows(rows: Any, offsets: Any) -> None:
    """Turn row numbers into row offsets: ``offsets[i + 1] - offsets[i]`` = rows equal to i.

    rows int32 (m,), offsets int64 (n + 1,) and zero. O(n + m).
    """
    for e in range(len(rows)):
        offsets[rows[e] + 1] += 1
    for i in range(len(offsets) - 1):
        offsets[i + 1] += offsets[i]


@kernel(rent=100, price=0.2)
def fill_rows(rows: Any, values: Any, heads: Any, out: Any) -> None:
    """Put every value into its row, keeping the order of arrival within a row.

    rows, values int32 (m,); heads int64 (n,), the rows' offsets, is used up; out int32 (m,). O(m).
    """
    for e in range(len(rows)):
        row = rows[e]
        place = heads[row]
        out[place] = values[e]
        heads[row] = place + 1


@kernel(rent=100, price=0.2)
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


@kernel(rent=100, price=0.2)
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
