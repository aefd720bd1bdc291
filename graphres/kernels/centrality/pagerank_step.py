"""One step of a random walk along follows."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(interpret_ns_per_element=150, compile_seconds=0.3)
def step_walk(
    offsets: Any, targets: Any, jumps: Any, spread: Any, share: Any, visits: Any, next_share: Any
) -> Any:
    """Move every walker one step: ``visits[v]`` = ``jumps`` + sum of ``share`` over row v.

    ``spread``, ``share``, ``visits``, ``next_share`` float64 (n,). Writes ``next_share`` =
    visits · spread, and returns the sum of absolute changes. O(n + m).
    """
    change = 0.0
    for v in range(len(visits)):
        total = jumps
        for e in range(offsets[v], offsets[v + 1]):
            total += share[targets[e]]
        change += abs(total - visits[v])
        visits[v] = total
        next_share[v] = total * spread[v]
    return change
