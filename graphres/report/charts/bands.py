"""The runs of one name as one line with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from graphres.kernels.arrays import Float64
from graphres.report.charts.chart_spec import Line
from graphres.report.document import Columns
from graphres.stats.intervals import mean_band


def lines_of(table: Columns, by: str, x: str, y: str, scale: float = 1.0) -> list[Line]:
    """A line for each name in column ``by``: the mean of ``y`` over its runs, and its band.

    Parameters
    ----------
    table : mapping of str to list
        With the columns named, ``run``, and ``y_low`` and ``y_high`` where runs have intervals.
    by, x, y : str
        Columns.
    scale : float
        What x is divided by.
    """
    runs = list(_runs(table, by))
    found = []
    for name in dict.fromkeys(str(table[by][part.start]) for part in runs):
        own = [part for part in runs if str(table[by][part.start]) == name]
        line = _line(name, table, own, x, y, scale)
        if len(line.x):
            found.append(line)
    return found


def _runs(table: Columns, by: str) -> Iterator[slice]:
    """The rows of every run; those of one run stand together."""
    keys = list(zip(table[by], table["run"], strict=True))
    first = 0
    for place in range(1, len(keys) + 1):
        if place == len(keys) or keys[place] != keys[first]:
            yield slice(first, place)
            first = place


def _line(name: str, table: Columns, runs: Sequence[slice], x: str, y: str, scale: float) -> Line:
    """At the places of the first run that all runs get to."""
    places = [_floats(table[x][part]) for part in runs]
    at = places[0][places[0] <= min(float(each[-1]) for each in places)]

    def held(column: str) -> Float64:
        """The values of every run at those places: that of the last row there or before."""
        rows = [_floats(table[column][part]) for part in runs]
        return np.stack(
            [
                values[np.searchsorted(own, at, side="right") - 1]
                for own, values in zip(places, rows, strict=True)
            ]
        )

    has_ends = f"{y}_low" in table
    ends = (held(f"{y}_low"), held(f"{y}_high")) if has_ends else (None, None)
    mean, low, high = mean_band(held(y), *ends)
    known = np.isfinite(mean)
    where, mean, low, high = (each[known] for each in (at / scale, mean, low, high))
    is_wide = bool(np.any(high > low))
    return Line(
        name,
        where.tolist(),
        mean.tolist(),
        low.clip(min=0).tolist() if is_wide else None,
        high.tolist() if is_wide else None,
    )


def _floats(values: Sequence[float | None]) -> Float64:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
