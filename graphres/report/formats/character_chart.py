"""A chart in characters: one marker a line, a thin diagonal behind, legible without colour."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from graphres.report.blocks import Chart, Series
from graphres.report.number_format import percent, printable

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
    places = _places(chart, columns)
    if chart.diagonal:
        _plot(grid, [1 - x for x in places], _DIAGONAL, joined=False)
    if chart.reference:
        _plot(grid, _heights(chart, chart.reference, places), _DIAGONAL, joined=False)
    for series, marker in reversed(list(zip(chart.series, _markers(chart), strict=True))):
        _plot(grid, _heights(chart, series, places), marker, joined=True)
    rows = [_label(row, height, chart) + "".join(cells).rstrip() for row, cells in enumerate(grid)]
    return [*rows, *_axis(chart, columns)]


def legend(chart: Chart, width: int) -> list[str]:
    """Say which marker is which line, in as many rows as that takes; no name is cut."""
    marks = [f"{m} {printable(s.name)}" for s, m in zip(chart.series, _markers(chart), strict=True)]
    for behind in (chart.diagonal, chart.reference.name if chart.reference else ""):
        if behind:
            marks.append(f"{_DIAGONAL} {printable(behind)}")
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


def _places(chart: Chart, columns: int) -> list[float]:
    wide = chart.last - chart.first
    return [chart.first + wide * i / (columns - 1) for i in range(columns)]


def _heights(chart: Chart, series: Series, places: Sequence[float]) -> list[float | None]:
    """Return the line at every place, as shares of the upper end."""
    values = (_at(series, x) for x in places)
    return [None if value is None else value / chart.top for value in values]


def _at(series: Series, x: float) -> float | None:
    """Return the value of the last point at or before x; None beyond the series' end."""
    place = bisect_right(series.x, x + 1e-12)
    if place == 0 or x > series.x[-1] + 1e-12:
        return None
    return series.y[place - 1]


def _plot(grid: Grid, values: Sequence[float | None], marker: str, *, joined: bool) -> None:
    """Mark every column's value; ``joined`` fills a fall or rise of more than one row."""
    bottom = len(grid) - 1
    above: int | None = None
    for column, value in enumerate(values):
        if value is None:
            above = None
            continue
        row = round((1 - value) * bottom)
        last = row
        if above is not None and joined and abs(row - above) > 1:
            last = above + (1 if row > above else -1)
        for between in range(min(row, last), max(row, last) + 1):
            grid[between][column] = marker
        above = row


def _label(row: int, height: int, chart: Chart) -> str:
    middle, bottom = (height - 1) / 2, height - 1
    share = {0: 1.0, middle: 0.5, bottom: 0.0}.get(row)
    form = ".1f" if chart.top < 1000 else ".0f"
    label = "" if share is None else f"{share * chart.top:{form}}"
    return f"{label:>{_MARGIN - 1}} " + ("┤" if label else "│")


def _axis(chart: Chart, columns: int) -> list[str]:
    """Draw the x axis: a tick each fifth of the way, or where asked for, and its label."""
    wide = chart.last - chart.first
    ticks_at = chart.ticks or [chart.first + wide * i / _TICKS for i in range(_TICKS + 1)]
    ticks_at = [x for x in ticks_at if chart.first <= x <= chart.last + 1e-9]
    ticks = [round((x - chart.first) / (wide or 1) * (columns - 1)) for x in ticks_at]
    rule = "".join("┴" if i in ticks else "─" for i in range(columns))
    labels = [" "] * (_MARGIN + 1 + columns + 4)
    places = 0 if chart.last >= 0.05 else 2
    for x, tick in zip(ticks_at, ticks, strict=True):
        text = percent(x, places) if chart.unit == "share" else f"{x:.0f}"
        end = min(_MARGIN + 1 + tick + (len(text) + 1) // 2, _MARGIN + 1 + columns)
        labels[end - len(text) : end] = text
    return [" " * _MARGIN + "└" + rule, "".join(labels).rstrip()]
