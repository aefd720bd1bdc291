"""Which points of curves to draw: those without which the eye would see another curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from graphres.kernels.arrays import Float64
from graphres.report.charts.chart_spec import ChartLine

#: How far a straight line may pass by what it replaces, of the height: a fifth of a pixel.
_TOLERANCE = 0.0008


def thin(curve: ChartLine, height: float) -> ChartLine:
    """Return the line without points that nobody would miss; every point that is left is exact.

    Parameters
    ----------
    line : ChartLine
    height : float
        The length of the y axis, in its unit.
    """
    ends = [side for side in (curve.low, curve.high) if side is not None]
    places_left = choose_points(curve.x, [curve.y, *ends], _TOLERANCE * height)

    def at(values: Sequence[float]) -> list[float]:
        return [values[place] for place in places_left]

    low, high = (None if side is None else at(side) for side in (curve.low, curve.high))
    return replace(curve, x=at(curve.x), y=at(curve.y), low=low, high=high)


def choose_points(
    x: Sequence[float], curves: Sequence[Sequence[float]], tolerance: float
) -> list[int]:
    """Choose places so that lines drawn through them pass every curve within ``tolerance``.

    Of each stretch the point is kept where a curve is farthest from the straight line between the
    ends, until none is farther than allowed (Ramer 1972, doi:10.1016/S0146-664X(72)80017-0, with
    distances along y). A kink is such a point.

    Returns
    -------
    list of int
        Ascending, both ends among them. O(points · kept) at most.

    Examples
    --------
    >>> choose_points([0, 1, 2, 3, 4], [[4, 3, 2, 0, 0]], 0.1)
    [0, 2, 3, 4]
    """
    places = np.asarray(x, dtype=np.float64)
    values = np.asarray(curves, dtype=np.float64)
    places_left, open_stretches = {0, len(places) - 1}, [(0, len(places) - 1)]
    while open_stretches:
        first, last = open_stretches.pop()
        if last - first < 2:
            continue
        apart = _apart(places, values, first, last)
        farthest = int(np.argmax(apart))
        if apart[farthest] > tolerance:
            middle = first + 1 + farthest
            places_left.add(middle)
            open_stretches += [(first, middle), (middle, last)]
    return sorted(places_left)


def _apart(x: Float64, curves: Float64, first: int, last: int) -> Float64:
    """How far the points between two are from the straight line, whatever curve is farthest."""
    along = (x[first + 1 : last] - x[first]) / (x[last] - x[first])
    ends = curves[:, [first, last]]
    straight = ends[:, :1] + along * (ends[:, 1:] - ends[:, :1])
    distances: Float64 = np.abs(curves[:, first + 1 : last] - straight).max(axis=0)
    return distances
