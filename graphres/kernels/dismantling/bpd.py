"""Belief propagation for the smallest set of accounts whose removal leaves no cycle."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows


class Beliefs(NamedTuple):
    """What an account tells a neighbour it is, were the neighbour not there; float64 (m,)."""

    removed: Any  # how probable it is that it is removed
    alone: Any  # and that it is the root of its tree
    before: Any  # work


@kernel(interpret_ns_per_element=1500, compile_seconds=1.2)
def pass_beliefs(
    rows: CompressedRows, reverse: Any, left: Any, beliefs: Beliefs, weight: Any, rounds: Any
) -> None:
    """Pass messages along the rows of the 2-core, account by account, so many rounds.

    ``reverse`` int64 (m,): the other direction of every entry. ``left`` int32 (n,): 0 outside the
    2-core. ``weight``: e to the power of what keeping an account is worth.

    With f = removed + alone of what comes in, z = 1 + weight (1 + Σ (1 − removed) / f) Π f, over
    all neighbours but the one written to; removed = 1 / z, alone = weight Π f / z. O(m) a round.
    """
    offsets, targets = rows
    removed, alone, before = beliefs
    for _ in range(rounds):
        for account in range(len(left)):
            if left[account] == 0:
                continue
            first, stop = offsets[account], offsets[account + 1]
            product = 1.0
            total = 0.0
            for e in range(first, stop):
                if left[targets[e]] > 0:
                    into = reverse[e]
                    free = removed[into] + alone[into]
                    before[e] = product
                    product *= free
                    total += (1.0 - removed[into]) / free
            product = weight
            for e in range(stop - 1, first - 1, -1):
                if left[targets[e]] > 0:
                    into = reverse[e]
                    free = removed[into] + alone[into]
                    product_of_others = before[e] * product
                    product *= free
                    z = 1.0 + product_of_others * (1.0 + total - (1.0 - removed[into]) / free)
                    removed[e] = 1.0 / z
                    alone[e] = product_of_others / z


@kernel(interpret_ns_per_element=1500, compile_seconds=0.6)
def weigh_beliefs(
    rows: CompressedRows, reverse: Any, left: Any, beliefs: Beliefs, weight: Any, marginal: Any
) -> None:
    """Write how probable it is that each account is removed, float64 (n,); -1 outside the core."""
    offsets, targets = rows
    removed, alone = beliefs.removed, beliefs.alone
    for account in range(len(left)):
        marginal[account] = -1.0
        if left[account] == 0:
            continue
        product = weight
        total = 1.0
        for e in range(offsets[account], offsets[account + 1]):
            if left[targets[e]] > 0:
                into = reverse[e]
                free = removed[into] + alone[into]
                product *= free
                total += (1.0 - removed[into]) / free
        marginal[account] = 1.0 / (1.0 + product * total)
