"""The panels of a chart as figures of a page: drawings, words, and numbers for the pointer."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from graphres.report.charts.chart_spec import ChartLine, ChartSpec, DotPanel, LinePanel, Panel
from graphres.report.charts.converting import convert_chart
from graphres.report.charts.draw import draw_panel
from graphres.report.charts.palette import DASHES, LIGHT
from graphres.report.charts.theme import Style
from graphres.report.formats.html.content import LegendRow, PlotFigure
from graphres.report.number_format import count, printable, significant, small_percent

_WIDE = Style(width=700, height=260, has_words=False)
_NARROW = Style(width=262, height=200, has_words=False)

#: Places that the pointer can be at.
_PLACES = 400
#: Where an axis of ratios turns into one of differences; that of the drawing.
_BEND = 0.1

_GROUP = re.compile(r'transform="translate\(([-\d.]+),([-\d.]+)\)"')


def figures_of(spec: ChartSpec) -> list[PlotFigure]:
    """Return a figure for each panel."""
    return [_figure(panel, spec) for panel in spec.panels]


def _figure(panel: Panel, spec: ChartSpec) -> PlotFigure:
    wide, narrow = (_svg(panel, spec, style) for style in (_WIDE, _NARROW))
    if isinstance(panel, DotPanel):
        return PlotFigure(panel.title, _describe_dots(panel), wide, narrow)
    lines = [*panel.lines, *([panel.reference] if panel.reference else [])]
    ends = [min(curve.x[0] for curve in lines), max(curve.x[-1] for curve in lines)]
    first, last = (_place(end, panel) for end in ends)
    names = spec.names
    return PlotFigure(
        panel.title,
        _describe_lines(panel, first, last),
        wide,
        narrow,
        [_legend_row(curve, panel, names, ends[1]) for curve in lines],
        panel.x_title,
        first,
        last,
        _data(panel, lines),
    )


def _svg(panel: Panel, spec: ChartSpec, style: Style) -> str:
    """Draw the panel, and say for the pointer where in it the lines are."""
    svg = convert_chart(draw_panel(panel, spec, style).to_dict(), "svg").decode("utf-8")
    group = _GROUP.search(svg)
    assert group is not None  # every drawing of the library begins with its group
    place = f'data-left="{group[1]}" data-top="{group[2]}" data-width="{style.width}"'
    place += f' data-height="{style.height}"'
    return svg.replace("<svg ", f'<svg aria-hidden="true" focusable="false" {place} ', 1)


def _legend_row(curve: ChartLine, panel: LinePanel, names: Sequence[str], last: float) -> LegendRow:
    is_line = curve in panel.lines
    place = names.index(curve.name) if is_line else -1
    dash = DASHES[place % len(DASHES)] if is_line else (2, 3)
    return LegendRow(
        place=place % len(LIGHT) if is_line else -1,
        dash=" ".join(map(str, dash)),
        name=printable(curve.name),
        first=_value(curve, 0, panel.y_format),
        last=_value(curve, len(curve.x) - 1, panel.y_format) if curve.x[-1] == last else "",
    )


def _value(curve: ChartLine, place: int, form: str) -> str:
    """Format what a line is at one of its points, with its interval."""
    text = _written(curve.y[place], form)
    if curve.low is None or curve.high is None or curve.low[place] == curve.high[place]:
        return text
    low, high = (_written(ends[place], form) for ends in (curve.low, curve.high))
    return f"{text} [{low}, {high}]"


def _written(value: float, form: str) -> str:
    """Format a number for a reader: shares in percent.

    Examples
    --------
    >>> _written(0.123456, ".0%"), _written(7.0, "d")
    ('12.3 %', '7')
    """
    if form.endswith("%"):
        return small_percent(value)
    return significant(value)


def _place(x: float, panel: LinePanel) -> str:
    """Format a place along x; what is counted is named."""
    noun = f"{panel.x_title.partition(':')[0]} " if panel.x_format == "d" else ""
    return noun + _written(x, panel.x_format)


def _data(panel: LinePanel, lines: Sequence[ChartLine]) -> dict[str, Any]:
    """Return where the pointer can be, as a share of the width; and there every line's numbers.

    ``at`` ascends; ``said`` is x in words; ``values[i][j]`` is line i at place j, null beyond it.
    """
    places = _thinned(sorted({x for curve in panel.lines for x in curve.x}))
    first, last = min(curve.x[0] for curve in lines), max(curve.x[-1] for curve in lines)
    scale = _ratios if panel.is_log else float
    start, end = scale(first), scale(last)
    width = (end - start) or 1.0
    return {
        "at": [round((scale(x) - start) / width, 5) for x in places],
        "said": [_place(x, panel) for x in places],
        "values": [[_at(curve, x, panel) for x in places] for curve in lines],
    }


def _thinned(places: list[float]) -> list[float]:
    if len(places) <= _PLACES:
        return places
    step = (len(places) - 1) / (_PLACES - 1)
    return [places[round(i * step)] for i in range(_PLACES)]


def _at(curve: ChartLine, x: float, panel: LinePanel) -> str | None:
    """Return a line's value at its last point at or before x; a reference is straight."""
    if x > curve.x[-1] + 1e-12 or x < curve.x[0]:
        return None
    if curve is panel.reference:
        share = (x - curve.x[0]) / ((curve.x[-1] - curve.x[0]) or 1.0)
        return _written(curve.y[0] + share * (curve.y[-1] - curve.y[0]), panel.y_format)
    return _value(curve, bisect_right(curve.x, x + 1e-12) - 1, panel.y_format)


def _ratios(x: float) -> float:
    return math.copysign(math.log1p(abs(x) / _BEND), x)


def _describe_lines(panel: LinePanel, first: str, last: str) -> str:
    over = panel.x_title.partition(":")[0]
    lines = (
        f"{printable(curve.name)} goes from {_written(curve.y[0], panel.y_format)} "
        f"to {_written(curve.y[-1], panel.y_format)}"
        for curve in panel.lines
    )
    return f"Line chart. {panel.title}, over {over} from {first} to {last}: {_joined(lines)}."


def _describe_dots(panel: DotPanel) -> str:
    values = (f"{printable(dot.name)} {_written(dot.value, panel.x_format)}" for dot in panel.dots)
    return f"Chart of points on their intervals. {panel.title}: {_joined(values)}."


def _joined(parts: Iterable[str]) -> str:
    """Join as many of them as one listens to."""
    every = list(parts)
    more = f"; and {count(len(every) - 12)} more" if len(every) > 12 else ""
    return "; ".join(every[:12]) + more
