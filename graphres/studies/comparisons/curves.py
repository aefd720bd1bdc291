"""Two curves of one measure: their means, and where they are furthest apart."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from graphres.kernels.arrays import Float64
from graphres.stats.intervals import t_quantile
from graphres.studies.comparisons.estimates import Change, Estimate, compare_estimates
from graphres.studies.comparisons.rows import MeasureCurve

_EQUAL = 1e-12


class CurveChange(NamedTuple):
    """From one curve to another.

    Parameters
    ----------
    before, after : float
        Means over the places both have.
    mean : Change
        Of those.
    largest : float
        The largest difference at one place, after minus before.
    at : float
        Where, the first of equals.
    places, places_changed : int
        How many there are, and at how many the curves differ beyond noise, all places at once.
    """

    before: float
    after: float
    mean: Change
    largest: float
    at: float
    places: int
    places_changed: int | None

    @property
    def changed(self) -> bool | None:
        """Whether means or any place differ beyond noise; None where noise is unknown."""
        if self.mean.changed is None:
            return None
        return self.mean.changed or bool(self.places_changed)


def compare_curves(
    before: MeasureCurve, after: MeasureCurve, *, are_paired: bool
) -> CurveChange | None:
    """Compare two curves at the places that both have; None without any.

    At single places noise is told at the level 1 − 0.05/P for P places (Bonferroni), so that one
    in twenty curves of which nothing has changed shows a place that seems so.
    """
    at = sorted(set(before.at) & set(after.at))
    if not at:
        return None
    first, second = (_restrict(curve, at) for curve in (before, after))
    means = [_estimate(curve) for curve in (first, second)]
    mean = compare_estimates(*means, are_paired=are_paired)
    apart = np.mean(second.runs, axis=0) - np.mean(first.runs, axis=0)
    place = int(np.argmax(np.abs(apart)))
    noise = _noise(first, second, are_paired=are_paired)
    beyond = None if noise is None else int(np.count_nonzero(np.abs(apart) > noise + _EQUAL))
    was, now = (estimate.value or 0.0 for estimate in means)
    return CurveChange(was, now, mean, float(apart[place]), at[place], len(at), beyond)


def _restrict(curve: MeasureCurve, at: list[float]) -> MeasureCurve:
    """Return the curve at some of its places."""
    places = np.searchsorted(curve.at, at)

    def cut(rows: list[list[float]]) -> list[list[float]]:
        return [np.asarray(row, dtype=np.float64)[places].tolist() for row in rows]

    return MeasureCurve(at, cut(curve.runs), cut(curve.low), cut(curve.high), curve.is_exact)


def _estimate(curve: MeasureCurve) -> Estimate:
    """Average a curve over its places, with the interval of runs and worlds together."""
    runs = tuple(np.mean(curve.runs, axis=1).tolist())
    value = float(np.mean(runs))
    if not curve.low:
        return Estimate(value, runs=runs, is_exact=curve.is_exact)
    of_runs = _run_half([[mean] for mean in runs], 0.95)
    half = math.hypot(float(_world_half(curve).mean()), float(of_runs[0]))
    return Estimate(
        value, value - half, value + half, runs, is_exact=curve.is_exact, is_sampled=True
    )


def _world_half(curve: MeasureCurve) -> Float64:
    """Half the width of the intervals of single runs, at every place."""
    low, high = (np.array(rows, dtype=np.float64) for rows in (curve.low, curve.high))
    half: Float64 = np.nan_to_num((high - low) / 2).mean(axis=0)
    return half


def _run_half(runs: list[list[float]], level: float) -> Float64:
    """Half of Student's interval over runs, at every place; 0 for one run."""
    values = np.array(runs)
    if len(values) < 2:
        return np.zeros(values.shape[1])
    scale = t_quantile(len(values) - 1, level) / np.sqrt(len(values))
    half: Float64 = scale * values.std(axis=0, ddof=1)
    return half


def _noise(first: MeasureCurve, second: MeasureCurve, *, are_paired: bool) -> Float64 | None:
    """By how much the curves may differ at each place; None where it is not known."""
    places = len(first.at)
    level = 1 - 0.05 / places
    if are_paired and not first.low and len(first.runs) == len(second.runs) > 1:
        return _run_half(np.subtract(second.runs, first.runs).tolist(), level)
    halves = [_half(curve, level) for curve in (first, second)]
    if halves[0] is None or halves[1] is None:
        return None
    noise: Float64 = np.hypot(halves[0], halves[1])
    return noise


def _half(curve: MeasureCurve, level: float) -> Float64 | None:
    if curve.is_exact:
        return np.zeros(len(curve.at))
    of_runs = _run_half(curve.runs, level)
    if curve.low:
        # Worlds are many: their intervals widen as those of a normal mean do.
        wider = t_quantile(10**6, level) / t_quantile(10**6)
        half: Float64 = np.hypot(of_runs, wider * _world_half(curve))
        return half
    return of_runs if len(curve.runs) > 1 else None
