"""Core numbers: how deep inside an account is tied."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(interpret_ns_per_element=230, compile_seconds=0.4)
def compute_core_numbers(
    offsets: Any, targets: Any, left: Any, accounts: Any, place: Any, first: Any
) -> None:
    """Turn degrees into core numbers: the largest k for which an account is in the k-core.

    ``left`` int32 (n,): degrees, in the end core numbers. ``accounts`` int32 (n,): lowest degree
    first; ``place`` int32 (n,): where each is in it; ``first`` int64 (largest degree + 1,): where
    those of a degree begin. All three are used up. The first account is done, and each of its
    neighbours of a higher degree loses one: it changes places with the first of its degree, which
    then begins one later. Batagelj & Zaversnik 2003, arXiv:cs/0310049. O(n + m).
    """
    for i in range(len(accounts)):
        account = accounts[i]
        for j in range(offsets[account], offsets[account + 1]):
            neighbour = targets[j]
            degree = left[neighbour]
            if degree <= left[account]:
                continue
            ahead = accounts[first[degree]]
            accounts[place[neighbour]] = ahead
            accounts[first[degree]] = neighbour
            place[ahead] = place[neighbour]
            place[neighbour] = first[degree]
            first[degree] += 1
            left[neighbour] = degree - 1
