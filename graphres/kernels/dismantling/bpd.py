"""Belief propagation for the smallest set of accounts whose removal leaves no cycle."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=1500, price=1.2)
def pass_beliefs(
    offsets: Any,
    targets: Any,
    reverse: Any,
    left: Any,
    removed: Any,
    alone: Any,
    before: Any,
    weight: Any,
    rounds: Any,
) -> None:
    """Pass messages along the ties of the 2-core, account by account, so many rounds.

    ``reverse`` int64: the other direction of every tie. ``left`` int32 (n,): 0 outside the 2-core.
    ``removed`` and ``alone`` float64, a tie: without the other end, how probable it is that an
    account is removed, and that it is the root of its tree; rewritten. ``before`` float64, a tie:
    work. ``weight``: e to the power of what keeping an account is worth.

    With f = removed + alone of what comes in, z = 1 + weight (1 + Σ (1 − removed) / f) Π f, over
    all ties but the one written to; removed = 1 / z, alone = weight Π f / z. O(m) a round.
    """
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
                    kept = before[e] * product
                    product *= free
                    z = 1.0 + kept * (1.0 + total - (1.0 - removed[into]) / free)
                    removed[e] = 1.0 / z
                    alone[e] = kept / z


@kernel(rent=1500, price=0.6)
def weigh_beliefs(
    offsets: Any,
    targets: Any,
    reverse: Any,
    left: Any,
    removed: Any,
    alone: Any,
    weight: Any,
    marginal: Any,
) -> None:
    """Write how probable it is that each account is removed, float64 (n,); -1 outside the core."""
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
