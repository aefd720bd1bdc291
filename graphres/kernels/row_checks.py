"""What must hold of compressed rows before compiled code may follow them."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(interpret_ns_per_element=100, compile_seconds=0.2)
def check_offsets(offsets: Any, size: Any, wrong: Any) -> None:
    """Note in ``wrong`` the first row whose bounds are not within the targets.

    offsets int64 (n + 1,); size: number of targets; wrong int64 (1,): the row, n where the last
    offset is not ``size``, unchanged where all is well. O(n).
    """
    last = len(offsets) - 1
    if offsets[0] != 0:
        wrong[0] = 0
        return
    for row in range(last):
        if offsets[row + 1] < offsets[row] or offsets[row + 1] > size:
            wrong[0] = row
            return
    if offsets[last] != size:
        wrong[0] = last


@kernel(interpret_ns_per_element=100, compile_seconds=0.2)
def check_targets(offsets: Any, targets: Any, wrong: Any) -> None:
    """Note in ``wrong`` the first row that is not ascending, distinct and without itself.

    offsets int64 (n + 1,), seen to be sound; targets int32 (m,), each to lie in [0, n);
    wrong int64 (1,), unchanged where all is well. O(n + m).
    """
    n = len(offsets) - 1
    for row in range(n):
        last = -1
        for e in range(offsets[row], offsets[row + 1]):
            target = targets[e]
            if target <= last or target >= n or target == row:
                wrong[0] = row
                return
            last = target


@kernel(interpret_ns_per_element=300, compile_seconds=0.2)
def sum_follows(offsets: Any, targets: Any, sums: Any) -> None:
    """Sum one number a pair (row, target), and one a pair (target, row), over all targets.

    Rows and their transpose have these two sums the other way round. offsets int64 (n + 1,),
    targets int32 (m,); sums int64 (2,), zero. A number is 24 bits of a product of two linear
    forms modulo 2³¹, so that nothing overflows. O(n + m).
    """
    ahead = 0
    back = 0
    for row in range(len(offsets) - 1):
        for e in range(offsets[row], offsets[row + 1]):
            target = targets[e]
            a = (row * 1540483477 + target * 668265263) & 0x7FFFFFFF
            b = (target * 1540483477 + row * 668265263) & 0x7FFFFFFF
            ahead += ((a * (a ^ (a >> 13))) >> 20) & 0xFFFFFF
            back += ((b * (b ^ (b >> 13))) >> 20) & 0xFFFFFF
    sums[0] = ahead
    sums[1] = back
