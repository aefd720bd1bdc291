"""Audience: who still follows a surviving source."""

from __future__ import annotations

import numpy as np

from graphres.graph import FollowGraph
from graphres.graph.orders import reverse_order
from graphres.kernels.arrays import Float64, Int32
from graphres.kernels.components.audience import sweep_audience
from graphres.measures.base import Family, Measure, MeasureSetting


def audience_curve(graph: FollowGraph, order: Int32, setting: MeasureSetting) -> dict[str, Float64]:
    """Count surviving accounts that follow at least one surviving source, over n. O(n + m)."""
    audience = np.zeros(len(order) + 1, dtype=np.int64)
    sweep_audience(
        graph.followers,
        graph.following,
        reverse_order(graph.n, order),
        setting.sources(graph).astype(np.uint8),
        np.zeros(graph.n, dtype=np.uint8),
        audience,
    )
    return {"audience": audience / graph.n}


FAMILY = Family(
    measures=(
        Measure("audience", "accounts left that follow at least one source left, over n", True),
    ),
    compute=audience_curve,
    direction="followers",
    cost="O(n + m), exact at every removal",
)
