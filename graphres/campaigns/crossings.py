"""Where a curve that is known only with noise crosses 1: a grid first, then bisection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.kernels.arrays import Float64
from graphres.stats.intervals import jackknife_ratio

#: How often a bracket is halved at most.
STEPS = 8

#: A bracket is small against the interval of its crossing at this share of the interval's width.
_SMALL = 0.25


class Crossing(NamedTuple):
    """Where the curve crosses 1.

    ``value`` is interpolated between its two nearest points; ``low`` and ``high`` bound it, None
    where an end of the curve's interval crosses beyond the grid or nowhere, and under five runs.
    ``rises`` tells whether the curve is at 1 or more above the crossing (else below it).
    """

    value: float
    low: float | None
    high: float | None
    rises: bool


class Curve:
    """Ratios of sums over runs at some values, all from the same runs.

    Parameters
    ----------
    values : sequence of float
        Ascending.
    over, under : array_like of float, shape (values, runs)
        Numerator and denominator of every run.
    """

    def __init__(self, values: Sequence[float], over: npt.ArrayLike, under: npt.ArrayLike) -> None:
        self.values = np.asarray(values, dtype=np.float64)
        over, under = np.asarray(over, dtype=np.float64), np.asarray(under, dtype=np.float64)
        pooled = [jackknife_ratio(*rows) for rows in zip(over, under, strict=True)]
        table = np.array(pooled, dtype=np.float64).reshape(len(pooled), 3)
        #: The curve, and both ends of its interval at every value; these are NaN under five runs.
        self.ratios, self.low, self.high = table.T

    def brackets(self) -> list[tuple[float, float]]:
        """Neighbouring values, the curve at 1 or more at one of them and below at the other."""
        places = _flips(self.ratios)
        return [(float(self.values[i]), float(self.values[i + 1])) for i in places]

    def crossings(self) -> list[Crossing]:
        """Return every crossing, ascending, with its interval: the values that may be crossings.

        Those are values at which the interval of the curve holds 1, so that the ends lie where the
        ends of that interval cross 1 in the same direction, each the nearest where it does so
        several times.
        """
        return [self._crossing(int(i)) for i in _flips(self.ratios)]

    def intervals(self) -> list[tuple[float | None, float | None]]:
        """Return the 95 % interval of the ratio at every value; None under five runs."""
        return [
            (_finite(low), _finite(high)) for low, high in zip(self.low, self.high, strict=True)
        ]

    def _crossing(self, place: int) -> Crossing:
        rises = bool(self.ratios[place + 1] >= 1)
        at = self._between(self.ratios, place)
        if np.isnan(self.low).any():
            return Crossing(at, None, None, rises)
        early, late = (self.high, self.low) if rises else (self.low, self.high)
        low, high = (self._nearest(end, at, rises) for end in (early, late))
        return Crossing(at, _finite(low), _finite(high), rises)

    def _between(self, ratios: Float64, place: int) -> float:
        left, right = ratios[place], ratios[place + 1]
        x, y = self.values[place], self.values[place + 1]
        return float(x + (y - x) * (1 - left) / (right - left))

    def _nearest(self, ratios: Float64, at: float, rises: bool) -> float:
        places = [i for i in _flips(ratios) if (ratios[i + 1] >= 1) == rises]
        if places:
            return min((self._between(ratios, i) for i in places), key=lambda x: abs(x - at))
        held_at_ends = ratios[0] >= 1, ratios[-1] >= 1
        return -np.inf if held_at_ends == (rises, rises) else np.inf


def bisected(
    measure: Callable[[list[float]], None], curve: Callable[[], Curve], grid: Sequence[float]
) -> Curve:
    """Measure a grid, then halve each bracket until it is small against its interval.

    A bracket is halved at most eight times; all brackets are halved in the same round.

    Parameters
    ----------
    measure : callable
        Measures the values that it is given.
    curve : callable
        The curve of all that is measured so far.
    grid : sequence of float
        Ascending.
    """
    measure(list(grid))
    for _ in range(STEPS):
        known = curve()
        middles = [
            (left + right) / 2
            for (left, right), crossing in zip(known.brackets(), known.crossings(), strict=True)
            if right - left > _SMALL * _width(crossing)
        ]
        if not middles:
            break
        measure(middles)
    return curve()


def _width(crossing: Crossing) -> float:
    """Width of the interval; nothing is small against one that has no end or is a point."""
    if crossing.low is None or crossing.high is None:
        return 0.0
    return crossing.high - crossing.low


def _flips(ratios: Float64) -> npt.NDArray[np.int64]:
    held = ratios >= 1
    return np.flatnonzero(held[1:] != held[:-1])


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
