"""A panel of figures one below the other: a name, below it a point on its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from graphres.report.charts.chart_spec import DotPanel
from graphres.report.charts.palette import GREY, INK, LIGHT
from graphres.report.charts.theme import Style
from graphres.report.number_format import printable

#: Colour, shape and filling by look; told apart in grey by the last two.
_LOOKS = {
    "plain": (LIGHT[0], "circle", True),
    "strong": (LIGHT[1], "circle", True),
    "weak": (GREY, "circle", False),
    "unknown": (GREY, "square", False),
}

#: Pixels a row takes, and how far from its middle name and point are.
_ROW, _ABOVE, _BELOW = 34, -8, 7


def dots_chart(panel: DotPanel, style: Style) -> alt.LayerChart:
    """Draw the panel, as high as it has rows."""
    rows = _rows(panel)
    every = [value for row in rows for value in (row["low"], row["high"], *row["each"])]
    every += [0.0, panel.reference or 0.0]
    ends = [min(every), max(every)] if max(every) > min(every) else [0.0, 1.0]
    scale = alt.Scale(domain=ends, nice=True)
    axis = alt.Axis(
        format=panel.x_format,
        tickCount=6,
        domain=False,
        ticks=False,
        title=panel.title if style.has_words else None,
        titleAlign="left",
        titleAnchor="start",
        titleX=0,
        labelFlush=True,
    )
    x = alt.X(field="value", type="quantitative", scale=scale, axis=axis)
    layers = []
    if panel.reference is not None:
        reference = alt.Chart(alt.InlineData(values=[{"value": panel.reference}]))
        layers.append(reference.mark_rule(color=GREY, strokeDash=[2, 3]).encode(x=x))
    low = alt.X(field="low", type="quantitative", scale=scale)
    for look in dict.fromkeys(row["look"] for row in rows):
        base = _base([row for row in rows if row["look"] == look], rows, style)
        colour, shape, is_filled = _LOOKS[look]
        interval = base.mark_rule(color=colour, strokeWidth=3, opacity=0.45, yOffset=_BELOW)
        dot = base.mark_point(
            color=colour, filled=is_filled, shape=shape, size=64, opacity=1, yOffset=_BELOW
        )
        layers += [interval.encode(x=low, x2=alt.X2(field="high")), dot.encode(x=x)]
    singles = [{**row, "one": value} for row in rows for value in row["each"]]
    if singles:
        tick = _base(singles, rows, style).mark_tick(
            color=INK, orient="vertical", size=9, thickness=1.2, yOffset=_BELOW
        )
        layers.append(tick.encode(x=alt.X(field="one", type="quantitative", scale=scale)))
    base = _base(rows, rows, style)
    name = base.mark_text(color=INK, align="left", baseline="middle", fontSize=11.5, yOffset=_ABOVE)
    text = alt.Text(field="name", type="nominal")
    layers.append(name.encode(text=text, x=alt.value(2)))
    return alt.LayerChart(layer=layers, width=style.width, height=alt.Step(_ROW))


def _rows(panel: DotPanel) -> list[dict[str, Any]]:
    return [
        {
            "place": place,
            "name": printable(dot.name),
            "value": dot.value,
            "low": dot.value if dot.low is None else dot.low,
            "high": dot.value if dot.high is None else dot.high,
            "look": dot.look,
            "each": list(dot.singles),
        }
        for place, dot in enumerate(panel.dots)
    ]


def _base(
    rows: Sequence[Mapping[str, Any]], every: Sequence[Mapping[str, Any]], style: Style
) -> alt.Chart:
    """Place some of all rows where they stand among them."""
    places = [row["place"] for row in every]
    scale = alt.Scale(domain=places, paddingInner=0.1, paddingOuter=0.1)
    y = alt.Y(field="place", type="ordinal", axis=None, scale=scale)
    chart = alt.Chart(alt.InlineData(values=list(rows))).encode(y=y)
    if not style.is_interactive:
        return chart
    numbers = [("value", "mean"), ("low", "from"), ("high", "to")]
    tooltip = [alt.Tooltip(field="name", type="nominal", title="of")]
    tooltip += [
        alt.Tooltip(field=field, type="quantitative", title=title, format=".4~f")
        for field, title in numbers
    ]
    return chart.encode(tooltip=tooltip)
