"""Accounts numbered as they first appear."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(interpret_ns_per_element=100, compile_seconds=0.2)
def number_in_order(first: Any, second: Any, labels: Any, order: Any, size: Any) -> None:
    """Replace codes by numbers of first appearance: row by row, ``first`` before ``second``.

    ``first``, ``second`` int32 (rows,): codes, rewritten as numbers. ``labels`` int32 (codes,),
    filled with -1: the number of each code. Outputs ``order`` int32 (codes,): codes by number,
    and ``size`` int64 (1,): how many there are. O(rows).
    """
    count = 0
    for row in range(len(first)):
        code = first[row]
        label = labels[code]
        if label < 0:
            label = count
            labels[code] = label
            order[count] = code
            count += 1
        first[row] = label
        code = second[row]
        label = labels[code]
        if label < 0:
            label = count
            labels[code] = label
            order[count] = code
            count += 1
        second[row] = label
    size[0] = count
