"""Growth: the slope of followers a person while the pressure lasts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graphres.campaigns.parameters import Parameters
from graphres.campaigns.record import ArmRun
from graphres.stats.intervals import t_interval


def slopes(
    own: Sequence[ArmRun], none: Sequence[ArmRun], parameters: Parameters
) -> dict[str, float | None]:
    """Mean slope of some runs of an arm, and its share of that of ``none``.

    The share is None where the slope of ``none`` touches 0: where its 95 % t-interval over runs, or
    of a single run that of its least squares line, holds 0.
    """
    lines = [_of(each, parameters) for each in own]
    known = [line for line in lines if line is not None]
    unpressed = [line for each in none if (line := _of(each, parameters)) is not None]
    if len(known) < len(lines) or not known:
        return {"slope": None, "slope_share": None}
    slope = float(np.mean([value for value, _ in known]))
    base = _away_from_zero(unpressed)
    return {"slope": slope, "slope_share": None if base is None else slope / base}


def line(values: Sequence[float]) -> tuple[float, float]:
    """Slope of the least squares line through values of successive days, and its standard error.

    Examples
    --------
    >>> line([1, 3, 5, 7])
    (2.0, 0.0)
    """
    y = np.asarray(values, dtype=np.float64)
    days = np.arange(len(y)) - (len(y) - 1) / 2
    spread = float(days @ days)
    slope = float(days @ y) / spread
    left = y - y.mean() - slope * days
    degrees = len(y) - 2
    return slope, float(np.sqrt(left @ left / degrees / spread)) if degrees else 0.0


def _of(own: ArmRun, parameters: Parameters) -> tuple[float, float] | None:
    first, last = parameters.from_day, parameters.last_pressed
    values = own.days["followers_mean_persons"][first : last + 1]
    return None if len(values) < 2 or None in values else line(values)


def _away_from_zero(lines: Sequence[tuple[float, float]]) -> float | None:
    """The mean slope, or None where it touches 0."""
    if not lines:
        return None
    mean = float(np.mean([slope for slope, _ in lines]))
    low, high = t_interval([slope for slope, _ in lines])
    if low is None or high is None:
        low, high = mean - 1.96 * lines[0][1], mean + 1.96 * lines[0][1]
    return None if low <= 0 <= high else mean
