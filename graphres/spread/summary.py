"""What sums up reach: columns beside its mean, and figures beside its area."""

from __future__ import annotations

import numpy as np

from graphres.kernels.arrays import Float64
from graphres.spread.curve import ReachCurve
from graphres.spread.sample import joint_mean
from graphres.stats.intervals import worlds_to_halve

Number = float | int | None


def reach_columns(curve: ReachCurve | None) -> dict[str, Float64]:
    """Columns beside ``reach``: both ends of its interval, and three for every group.

    ``reach[G]``, ``reach_low[G]`` and ``reach_high[G]`` for a group G. NaN without a curve, as
    there is none of an empty graph.
    """
    if curve is None:
        return {"reach_low": np.full(1, np.nan), "reach_high": np.full(1, np.nan)}
    columns = {"reach_low": curve.low, "reach_high": curve.high}
    for name, group in curve.groups.items():
        columns[f"reach[{name}]"] = group.mean
        columns[f"reach_low[{name}]"] = group.low
        columns[f"reach_high[{name}]"] = group.high
    return columns


def reach_summary(curve: ReachCurve | None) -> dict[str, Number]:
    """Figures of a curve of reach; all None when there is no curve.

    ``area_to_K_reach_low``, ``area_to_K_reach_high``: the interval of the mean over k = 1..K, and
    ``area_reach_low``, ``area_reach_high`` the same of an order that removes every account. The
    interval of the first and the last value. ``reach_cut_max``: the largest cut, with the share
    removed where it is reached first, and what was silenced and removed there. ``worlds``, and how
    many would halve the intervals.
    """
    if curve is None:
        return dict.fromkeys(_NAMES)
    removals = len(curve.mean) - 1
    area = _area_interval(curve, removals) if removals else (None, None)
    is_complete = removals == curve.n
    at = int(np.argmax(curve.cut))
    figures = (
        *(area if is_complete else (None, None)),
        *area,
        *(float(ends[k]) for k in (0, -1) for ends in (curve.low, curve.high)),
        *(float(curve.cut[at]), at / curve.n),
        *(float(curve.silenced[at]), float(curve.removed[at])),
        *(curve.worlds, None if curve.is_exact else worlds_to_halve(curve.worlds)),
    )
    return dict(zip(_NAMES, figures, strict=True))


_NAMES = (
    *("area_reach_low", "area_reach_high", "area_to_K_reach_low", "area_to_K_reach_high"),
    *("reach_start_low", "reach_start_high", "reach_end_low", "reach_end_high"),
    *("reach_cut_max", "reach_cut_max_at", "reach_cut_max_silenced", "reach_cut_max_removed"),
    *("worlds", "worlds_to_halve"),
)


def _area_interval(curve: ReachCurve, removals: int) -> tuple[float, float]:
    """The mean over k = 1..K with its interval over worlds."""
    exact = float(np.mean(curve.mean[1 : removals + 1]))
    mean, low, high = joint_mean([curve.sample.area()], is_exact=curve.is_exact)
    return max(exact - (mean - low), 0.0), exact + (high - mean)
