"""The panels of a chart as figures of a page: drawings, words, and numbers for the pointer."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from graphres.report.charts.chart_spec import ChartSpec, Dots, Line, Lines, Panel
from graphres.report.charts.converting import converted
from graphres.report.charts.draw import draw_panel
from graphres.report.charts.palette import DASHES, LIGHT
from graphres.report.charts.theme import Style
from graphres.report.formats.html.content import LegendRow, PlotFigure
from graphres.report.number_format import count, printable, small_percent

_WIDE = Style(width=700, height=260, has_words=False)
_NARROW = Style(width=262, height=200, has_words=False)

#: Places that the pointer can be at.
_PLACES = 400
#: Where an axis of ratios turns into one of differences; that of the drawing.
_BEND = 0.1

_GROUP = re.compile(r'transform="translate\(([-\d.]+),([-\d.]+)\)"')


def figures_of(spec: ChartSpec) -> list[PlotFigure]:
    """A figure a panel."""
    return [_figure(panel, spec) for panel in spec.panels]


def _figure(panel: Panel, spec: ChartSpec) -> PlotFigure:
    wide, narrow = (_svg(panel, spec, style) for style in (_WIDE, _NARROW))
    if isinstance(panel, Dots):
        return PlotFigure(panel.title, _dots_told(panel), wide, narrow)
    lines = [*panel.lines, *([panel.reference] if panel.reference else [])]
    ends = [min(line.x[0] for line in lines), max(line.x[-1] for line in lines)]
    first, last = (_place(end, panel) for end in ends)
    names = spec.names
    return PlotFigure(
        panel.title,
        _lines_told(panel, first, last),
        wide,
        narrow,
        [_legend_row(line, panel, names, ends[1]) for line in lines],
        panel.x_title,
        first,
        last,
        _data(panel, lines),
    )


def _svg(panel: Panel, spec: ChartSpec, style: Style) -> str:
    """The drawing; it says where in it the lines are, for the pointer."""
    svg = converted(draw_panel(panel, spec, style).to_dict(), "svg").decode("utf-8")
    found = _GROUP.search(svg)
    assert found is not None  # every drawing of the library begins with its group
    place = f'data-left="{found[1]}" data-top="{found[2]}" data-width="{style.width}"'
    place += f' data-height="{style.height}"'
    return svg.replace("<svg ", f'<svg aria-hidden="true" focusable="false" {place} ', 1)


def _legend_row(line: Line, panel: Lines, names: Sequence[str], last: float) -> LegendRow:
    is_line = line in panel.lines
    place = names.index(line.name) if is_line else -1
    dash = DASHES[place % len(DASHES)] if is_line else (2, 3)
    return LegendRow(
        place=place % len(LIGHT) if is_line else -1,
        dash=" ".join(map(str, dash)),
        name=printable(line.name),
        first=_value(line, 0, panel.y_format),
        last=_value(line, len(line.x) - 1, panel.y_format) if line.x[-1] == last else "",
    )


def _value(line: Line, place: int, form: str) -> str:
    """What a line is at one of its points, with its interval."""
    said = _written(line.y[place], form)
    if line.low is None or line.high is None or line.low[place] == line.high[place]:
        return said
    low, high = (_written(ends[place], form) for ends in (line.low, line.high))
    return f"{said} [{low}, {high}]"


def _written(value: float, form: str) -> str:
    """A number for a reader: shares in percent.

    Examples
    --------
    >>> _written(0.123456, ".0%"), _written(7.0, "d")
    ('12.3 %', '7')
    """
    if form.endswith("%"):
        return small_percent(value)
    return count(value) if float(value).is_integer() else f"{value:,.4g}"


def _place(x: float, panel: Lines) -> str:
    """A place along x in words; what is counted is named."""
    noun = f"{panel.x_title.partition(':')[0]} " if panel.x_format == "d" else ""
    return noun + _written(x, panel.x_format)


def _data(panel: Lines, lines: Sequence[Line]) -> dict[str, Any]:
    """Where the pointer can be, as a share of the width; and there every line's numbers.

    ``at`` ascends; ``said`` is x in words; ``values[i][j]`` is line i at place j, null beyond it.
    """
    places = _thinned(sorted({x for line in panel.lines for x in line.x}))
    first, last = min(line.x[0] for line in lines), max(line.x[-1] for line in lines)
    scale = _ratios if panel.is_log else float
    start, end = scale(first), scale(last)
    width = (end - start) or 1.0
    return {
        "at": [round((scale(x) - start) / width, 5) for x in places],
        "said": [_place(x, panel) for x in places],
        "values": [[_at(line, x, panel) for x in places] for line in lines],
    }


def _thinned(places: list[float]) -> list[float]:
    if len(places) <= _PLACES:
        return places
    step = (len(places) - 1) / (_PLACES - 1)
    return [places[round(i * step)] for i in range(_PLACES)]


def _at(line: Line, x: float, panel: Lines) -> str | None:
    """A line's value at its last point at or before x; what lines are held against is straight."""
    if x > line.x[-1] + 1e-12 or x < line.x[0]:
        return None
    if line is panel.reference:
        share = (x - line.x[0]) / ((line.x[-1] - line.x[0]) or 1.0)
        return _written(line.y[0] + share * (line.y[-1] - line.y[0]), panel.y_format)
    return _value(line, bisect_right(line.x, x + 1e-12) - 1, panel.y_format)


def _ratios(x: float) -> float:
    return math.copysign(math.log1p(abs(x) / _BEND), x)


def _lines_told(panel: Lines, first: str, last: str) -> str:
    over = panel.x_title.partition(":")[0]
    lines = (
        f"{printable(line.name)} goes from {_written(line.y[0], panel.y_format)} "
        f"to {_written(line.y[-1], panel.y_format)}"
        for line in panel.lines
    )
    return f"Line chart. {panel.title}, over {over} from {first} to {last}: {_joined(lines)}."


def _dots_told(panel: Dots) -> str:
    told = (f"{printable(dot.name)} {_written(dot.value, panel.x_format)}" for dot in panel.dots)
    return f"Chart of points on their intervals. {panel.title}: {_joined(told)}."


def _joined(parts: Iterable[str]) -> str:
    """So many of them as one listens to."""
    every = list(parts)
    more = f"; and {count(len(every) - 12)} more" if len(every) > 12 else ""
    return "; ".join(every[:12]) + more
