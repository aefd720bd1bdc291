"""Draws of campaigns: places of a row, waits, persons in proportion to a number."""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign.layout import SIZE, START
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import mix, uniform


@kernel(interpret_ns_per_element=1000, compile_seconds=0.3)
def draw_place(rows: Any, r: Any, state: Any) -> Any:
    """Draw one of the places of row r, each as likely, by a hash.

    It is the 31 highest bits modulo the size: rows of two sizes agree as far as they can.
    """
    return rows[r, START] + (int(uniform(state) * 2147483648.0) & (rows[r, SIZE] - 1))


@kernel(interpret_ns_per_element=1000, compile_seconds=0.3)
def find_above(u: Any, total: Any, values: Any, guide: Any) -> Any:
    """Return the first of the rising ``values`` above u · total, their number if there is none.

    ``guide`` int32 (k + 1,): the first above total · 0/k, 1/k, …; the last is len(values).
    """
    part = int(u * (len(guide) - 1))
    low = guide[part]
    high = guide[part + 1]
    x = u * total
    while low < high:
        middle = (low + high) // 2
        if values[middle] > x:
            high = middle
        else:
            low = middle + 1
    return low


@kernel(interpret_ns_per_element=1000, compile_seconds=0.4)
def draw_next(i: Any, state: Any, number: Any, chances: Any, guide: Any) -> Any:
    """Return the next number drawn from i on; -1 - j where none before j is.

    ``chances`` float64 (k,): of a geometric wait of 1, 2, …, k at the most. Drawing each number by
    itself with probability ``chances[0]`` has the same law.
    """
    wait = find_above(uniform(mix(state, number)), 1.0, chances, guide)
    return i + wait if wait < len(chances) else -1 - (i + wait)
