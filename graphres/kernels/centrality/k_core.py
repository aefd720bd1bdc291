"""Core numbers: how deep inside an account is tied."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=230, price=0.4)
def core_numbers(offsets: Any, targets: Any, left: Any, line: Any, place: Any, first: Any) -> None:
    """Turn ties into core numbers: the most ties k for which an account is in the k-core.

    ``left`` int32 (n,): ties, in the end core numbers. ``line`` int32 (n,): accounts, fewest ties
    first; ``place`` int32 (n,): where each stands in it; ``first`` int64 (most ties + 1,): where
    those with so many ties begin. All three are used up. Whoever stands first is done, and each of
    its ties that has more than it loses one: it changes places with the first of its kind, which
    then begins one later. Batagelj & Zaversnik 2003, arXiv:cs/0310049. O(n + m).
    """
    for i in range(len(line)):
        account = line[i]
        for j in range(offsets[account], offsets[account + 1]):
            other = targets[j]
            ties = left[other]
            if ties <= left[account]:
                continue
            ahead = line[first[ties]]
            line[place[other]] = ahead
            line[first[ties]] = other
            place[ahead] = place[other]
            place[other] = first[ties]
            first[ties] += 1
            left[other] = ties - 1
