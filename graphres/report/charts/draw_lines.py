"""A panel of lines as an Altair layer: bands, lines, and what to hold them against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import altair as alt

from graphres.report.charts.chart_spec import ChartLine, LinePanel
from graphres.report.charts.phrases import share_format
from graphres.report.charts.theme import Names, Style
from graphres.report.charts.thinning import thin
from graphres.report.number_format import printable

#: Places on an axis of ratios that are told.
_RATIOS = (0, 0.1, 0.3, 1, 3, 10, 30, 100)


def lines_chart(panel: LinePanel, names: Names) -> alt.LayerChart:
    """Draw the panel, its lines looking as ``names`` says."""
    first, top = ends_of(panel)
    lines = panel.lines
    if not panel.has_points:
        lines = [thin(curve, top - first) for curve in lines]
    rows = [row for curve in lines for row in _rows(curve)]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=_x(panel, names.style), color=names.colour
    )
    y = _y(panel, "y", names.style)
    layers = []
    if any(curve.low is not None for curve in lines):
        ends = {"y": _y(panel, "low", names.style), "y2": alt.Y2(field="high")}
        layers.append(base.mark_area(opacity=0.22).encode(**ends))
    if panel.reference is not None:
        reference = alt.Chart(alt.InlineData(values=list(_rows(panel.reference))))
        x = _x(panel, names.style)
        look = {"color": names.colour, "strokeDash": names.dash}
        layers.append(reference.mark_line(strokeWidth=1.2).encode(x=x, y=y, **look))
    point = alt.OverlayMarkDef(size=42, filled=True) if panel.has_points else False
    curve = base.mark_line(strokeWidth=2, strokeJoin="round", point=point)
    layers.append(curve.encode(y=y, strokeDash=names.dash))
    if names.style.is_interactive:
        layers.append(_under_the_pointer(base.encode(y=y), panel))
    return alt.LayerChart(layer=layers, width=names.style.width, height=names.style.height)


def ends_of(panel: LinePanel) -> tuple[float, float]:
    """Both ends of the y axis, before they are rounded.

    It begins at 0 unless no line gets down to half of its upper end.
    """
    lines = [*panel.lines, *([panel.reference] if panel.reference else [])]
    lowest = min((min(curve.low or curve.y) for curve in lines), default=0.0)
    top = panel.y_last or max((max(curve.high or curve.y) for curve in lines), default=0.0) or 1.0
    return (lowest if top / 2 < lowest < top else 0.0), top


def _rows(curve: ChartLine) -> Iterator[dict[str, Any]]:
    low, high = curve.low or curve.y, curve.high or curve.y
    for x, y, least, most in zip(curve.x, curve.y, low, high, strict=True):
        yield {"name": printable(curve.name), "x": x, "y": y, "low": least, "high": most}


def _x(panel: LinePanel, style: Style) -> alt.X:
    first = min(curve.x[0] for curve in panel.lines)
    last = max(curve.x[-1] for curve in panel.lines)
    ticks: dict[str, Any] = {"tickMinStep": 1} if panel.x_format == "d" else {}
    scale: dict[str, Any] = {"domain": [first, last], "nice": False}
    if panel.is_log:
        scale |= {"type": "symlog", "constant": 0.1}
        places = [place for place in _RATIOS if first <= place <= last]
        ticks = {"values": places, "labelOverlap": False}
    count = 6 if style.width > 400 else 4
    axis = alt.Axis(format=panel.x_format, grid=False, tickCount=count, labelFlush=True, **ticks)
    title = panel.x_title if style.has_words else None
    return alt.X(field="x", type="quantitative", title=title, scale=alt.Scale(**scale), axis=axis)


def _tick_format(form: str, ends: tuple[float, float]) -> str:
    """Shares on an axis that doesn't begin at 0 need as many digits as their range does."""
    return share_format(ends[1] - ends[0]) if form.endswith("%") and ends[0] > 0 else form


def _y(panel: LinePanel, field: str, style: Style) -> alt.Y:
    """Return the y axis, its title lying above it."""
    ends = ends_of(panel)
    axis = alt.Axis(
        format=_tick_format(panel.y_format, ends),
        tickCount=5,
        domain=False,
        ticks=False,
        title=panel.title if style.has_words else None,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleX=0,
        titleY=-12,
        titleBaseline="bottom",
        titleLimit=style.width,
    )
    is_nice = panel.y_last is None or ends[0] > 0
    scale = alt.Scale(domain=list(ends), nice=is_nice, zero=False, clamp=True)
    return alt.Y(field=field, type="quantitative", scale=scale, axis=axis)


def _under_the_pointer(base: alt.Chart, panel: LinePanel) -> alt.Chart:
    """Show the nearest point that is drawn, with its numbers."""
    name = "near_" + "".join(filter(str.isalnum, panel.title))
    nearest = alt.selection_point(name=name, nearest=True, on="pointerover", empty=False)
    exact = ".4~f"
    numbers = [("x", panel.x_title.partition(":")[0]), ("y", panel.title.partition(":")[0])]
    numbers += [("low", "from"), ("high", "to")]
    tooltip = [alt.Tooltip(field="name", type="nominal", title="line")]
    tooltip += [
        alt.Tooltip(field=field, type="quantitative", title=title, format=exact)
        for field, title in numbers
    ]
    opacity = alt.condition(nearest, alt.value(1), alt.value(0))
    point = base.mark_point(size=70, filled=True).encode(opacity=opacity, tooltip=tooltip)
    return cast(alt.Chart, point.add_params(nearest))
