"""Draws of campaigns: places of a row, waits, persons in proportion to a number."""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign.layout import SIZE, START
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import mix, uniform


@kernel(interpret_ns_per_element=1000, compile_seconds=0.3)
def drawn_place(rows: Any, r: Any, state: Any) -> Any:
    """One of the places of row r, each as likely, drawn by a hash.

    It is the 31 highest bits modulo the size: rows of two sizes agree as far as they can.
    """
    return rows[r, START] + (int(uniform(state) * 2147483648.0) & (rows[r, SIZE] - 1))


@kernel(interpret_ns_per_element=1000, compile_seconds=0.3)
def first_above(u: Any, whole: Any, values: Any, guide: Any) -> Any:
    """The first of the rising ``values`` above u · whole, their number if there is none.

    ``guide`` int32 (k + 1,): the first above whole · 0/k, 1/k, …; the last is len(values).
    """
    part = int(u * (len(guide) - 1))
    low = guide[part]
    high = guide[part + 1]
    x = u * whole
    while low < high:
        middle = (low + high) // 2
        if values[middle] > x:
            high = middle
        else:
            low = middle + 1
    return low


@kernel(interpret_ns_per_element=1000, compile_seconds=0.4)
def next_drawn(i: Any, state: Any, number: Any, waits: Any, guide: Any) -> Any:
    """The next number drawn from i on; -1 - j where none before j is.

    ``waits`` float64 (k,): of a geometric wait of 1, 2, …, k at the most. Drawing each number by
    itself with probability ``waits[0]`` has the same law.
    """
    wait = first_above(uniform(mix(state, number)), 1.0, waits, guide)
    return i + wait if wait < len(waits) else -1 - (i + wait)
