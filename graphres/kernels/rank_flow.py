"""One step of a random walk along follows."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=100, price=0.2)
def gather_shares(offsets: Any, targets: Any, share: Any, out: Any) -> None:
    """``out[v]`` = sum of ``share`` over row v. share, out float64 (n,). O(n + m)."""
    for v in range(len(out)):
        total = 0.0
        for e in range(offsets[v], offsets[v + 1]):
            total += share[targets[e]]
        out[v] = total
