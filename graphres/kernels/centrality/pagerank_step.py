"""One step of a random walk along follows."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=150, price=0.3)
def walk_on(
    offsets: Any, targets: Any, jumps: Any, spread: Any, share: Any, visits: Any, handed: Any
) -> Any:
    """Move every walker one step: ``visits[v]`` = ``jumps`` + sum of ``share`` over row v.

    ``spread``, ``share``, ``visits``, ``handed`` float64 (n,). Writes ``handed`` = visits · spread,
    the share of the next step, and returns the sum of absolute changes. O(n + m).
    """
    change = 0.0
    for v in range(len(visits)):
        total = jumps
        for e in range(offsets[v], offsets[v + 1]):
            total += share[targets[e]]
        change += abs(total - visits[v])
        visits[v] = total
        handed[v] = total * spread[v]
    return change
