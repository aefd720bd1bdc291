"""A chart in characters: one marker a line, a thin diagonal behind, legible without colour."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from graphres.report.blocks import Chart, Series
from graphres.report.figures import percent, shown

__all__ = ["MARKERS", "draw", "legend"]

MARKERS = "●○■□▲△◆◇"
_DIAGONAL = "·"
_MARGIN = 6
_TICKS = 5

Grid = list[list[str]]


def draw(chart: Chart, width: int, height: int = 11) -> list[str]:
    """Draw the lines of a chart, first series on top.

    Parameters
    ----------
    chart : Chart
    width : int
        Columns in all, axis and labels included.
    height : int
        Rows of the plot itself; the top one is 1, the bottom one 0.

    Returns
    -------
    list of str
        ``height`` rows, the axis and its labels.
    """
    columns = width - _MARGIN - 1
    grid: Grid = [[" "] * columns for _ in range(height)]
    if chart.diagonal:
        _plot(grid, [1 - x for x in _places(chart.last, columns)], _DIAGONAL, joined=False)
    for series, marker in reversed(list(zip(chart.series, _markers(chart), strict=True))):
        _plot(grid, [_at(series, x) for x in _places(chart.last, columns)], marker, joined=True)
    rows = [_label(row, height) + "".join(cells).rstrip() for row, cells in enumerate(grid)]
    return [*rows, *_axis(chart.last, columns)]


def legend(chart: Chart, width: int) -> list[str]:
    """Which marker is which line, in as many rows as that takes; no name is cut."""
    marks = [f"{m} {shown(s.name)}" for s, m in zip(chart.series, _markers(chart), strict=True)]
    if chart.diagonal:
        marks.append(f"{_DIAGONAL} {chart.diagonal}")
    margin = " " * (_MARGIN + 1)
    rows: list[str] = []
    for mark in marks:
        if rows and len(rows[-1]) + 3 + len(mark) <= width:
            rows[-1] += "   " + mark
        else:
            rows.append(margin + mark)
    return rows


def _markers(chart: Chart) -> list[str]:
    return [MARKERS[i % len(MARKERS)] for i in range(len(chart.series))]


def _places(last: float, columns: int) -> list[float]:
    return [last * i / (columns - 1) for i in range(columns)]


def _at(series: Series, x: float) -> float | None:
    """The value at x: that of the last point at or before it; None beyond the series' end."""
    place = bisect_right(series.x, x + 1e-12)
    if place == 0 or x > series.x[-1] + 1e-12:
        return None
    return series.y[place - 1]


def _plot(grid: Grid, values: Sequence[float | None], marker: str, *, joined: bool) -> None:
    """Mark every column's value; ``joined`` fills a fall of more than one row."""
    bottom = len(grid) - 1
    above: int | None = None
    for column, value in enumerate(values):
        if value is None:
            above = None
            continue
        row = round((1 - value) * bottom)
        first = row if above is None or not joined else min(above + 1, row)
        for between in range(first, row + 1):
            grid[between][column] = marker
        above = row


def _label(row: int, height: int) -> str:
    middle, bottom = (height - 1) / 2, height - 1
    said = {0: "1.0", middle: "0.5", bottom: "0.0"}.get(row, "")
    return f"{said:>{_MARGIN - 1}} " + ("┤" if said else "│")


def _axis(last: float, columns: int) -> list[str]:
    """The x axis: a tick each fifth of the way and its share in percent."""
    ticks = [round(i * (columns - 1) / _TICKS) for i in range(_TICKS + 1)]
    line = "".join("┴" if i in ticks else "─" for i in range(columns))
    labels = [" "] * (_MARGIN + 1 + columns + 4)
    places = 0 if last >= 0.05 else 2
    for i, tick in enumerate(ticks):
        text = percent(last * i / _TICKS, places)
        end = min(_MARGIN + 1 + tick + (len(text) + 1) // 2, _MARGIN + 1 + columns)
        labels[end - len(text) : end] = text
    return [" " * _MARGIN + "└" + line, "".join(labels).rstrip()]
