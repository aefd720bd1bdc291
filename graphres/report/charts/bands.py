"""The runs of one name as one line with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from graphres.kernels.arrays import Float64
from graphres.report.charts.chart_spec import ChartLine
from graphres.report.document import Columns
from graphres.stats.intervals import mean_band


def lines_of(table: Columns, by: str, x: str, y: str, scale: float = 1.0) -> list[ChartLine]:
    """Return a line for each name in column ``by``: the mean of ``y`` over its runs, and a band.

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
    lines = []
    for name in dict.fromkeys(str(table[by][part.start]) for part in runs):
        parts = [part for part in runs if str(table[by][part.start]) == name]
        curve = _mean_line(name, table, parts, x, y, scale)
        if len(curve.x):
            lines.append(curve)
    return lines


def _runs(table: Columns, by: str) -> Iterator[slice]:
    """Yield the rows of every run; those of one run stand together."""
    keys = list(zip(table[by], table["run"], strict=True))
    first = 0
    for place in range(1, len(keys) + 1):
        if place == len(keys) or keys[place] != keys[first]:
            yield slice(first, place)
            first = place


def _mean_line(
    name: str, table: Columns, runs: Sequence[slice], x: str, y: str, scale: float
) -> ChartLine:
    """Return the mean at the places of the first run that all runs get to."""
    places = [_floats(table[x][part]) for part in runs]
    at = places[0][places[0] <= min(float(run[-1]) for run in places)]

    def values_of(column: str) -> Float64:
        """Return the values of every run there: that of the last row at or before a place."""
        rows = [_floats(table[column][part]) for part in runs]
        return np.stack(
            [
                values[np.searchsorted(removals, at, side="right") - 1]
                for removals, values in zip(places, rows, strict=True)
            ]
        )

    has_ends = f"{y}_low" in table
    ends = (values_of(f"{y}_low"), values_of(f"{y}_high")) if has_ends else (None, None)
    mean, low, high = mean_band(values_of(y), *ends)
    is_finite = np.isfinite(mean)
    x_values, mean, low, high = (end[is_finite] for end in (at / scale, mean, low, high))
    is_wide = bool(np.any(high > low))
    return ChartLine(
        name,
        x_values.tolist(),
        mean.tolist(),
        low.clip(min=0).tolist() if is_wide else None,
        high.tolist() if is_wide else None,
    )


def _floats(values: Sequence[float | None]) -> Float64:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
