"""Reach: who still hears a message."""

from __future__ import annotations

from typing import Any

from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32
from graphres.measures.base import Family, Measure, MeasureSetting
from graphres.spread import reach_curve


def reach_values(graph: FollowGraph, order: Int32, setting: MeasureSetting) -> dict[str, Any]:
    """Measure mean reach with its interval, that of each group, and all as ``reach_curve``."""
    curve = reach_curve(
        graph,
        order,
        setting.spread,
        groups=setting.groups,
        kept=setting.checkpoints,
        jobs=setting.jobs,
        on_progress=setting.on_progress,
    )
    return {"reach": curve.mean, "reach_curve": curve}


FAMILY = Family(
    measures=(
        Measure(
            "reach", "accounts that hear a message of a source left, over n, in the mean", True
        ),
    ),
    compute=reach_values,
    direction="from followed to follower, as messages travel",
    cost="64 worlds: O(n + m) for every time an account is told something new; at every removal",
    reference="Kempe, Kleinberg & Tardos 2003, doi:10.1145/956750.956769",
    extra_columns=("reach_curve",),
)
