"""From what a chart shows to an Altair chart. Colours are those of paper; a page restyles them."""

from __future__ import annotations

from typing import cast

import altair as alt

from graphres.errors import UnfinishedError
from graphres.report.charts.chart_spec import ChartSpec, DotPanel, Panel
from graphres.report.charts.draw_dots import dots_chart
from graphres.report.charts.draw_lines import lines_chart
from graphres.report.charts.palette import QUIET
from graphres.report.charts.theme import PLAIN, Names, Style, look, wrap_text


def draw_chart(spec: ChartSpec, style: Style = PLAIN) -> alt.VConcatChart:
    """Draw a chart, its panels one below the other.

    Raises
    ------
    UnfinishedError
        When there is no panel.
    """
    if not spec.panels:
        raise UnfinishedError("there is nothing to draw", do="see what was read: graphres info")
    *above, last = [_panel(panel, spec, style) for panel in spec.panels]
    last = last.properties(title=_source(spec.source, style))
    chart = alt.vconcat(*above, last, spacing=26, title=_title(spec, style))
    return cast(alt.VConcatChart, chart.configure(**look(style)))


def draw_panel(panel: Panel, spec: ChartSpec, style: Style) -> alt.LayerChart:
    """Draw one panel as a chart of its own, without words round it."""
    return cast(alt.LayerChart, _panel(panel, spec, style).configure(**look(style)))


def _panel(panel: Panel, spec: ChartSpec, style: Style) -> alt.LayerChart:
    if isinstance(panel, DotPanel):
        return dots_chart(panel, style)
    return lines_chart(panel, Names.of(spec, style))


def _title(spec: ChartSpec, style: Style) -> alt.TitleParams:
    remarks = [row for remark in spec.remarks for row in wrap_text(remark, style, 6.0)]
    title = wrap_text(spec.title, style, 8.6)
    return alt.TitleParams(text=title, subtitle=remarks, anchor="start", offset=14)


def _source(text: str, style: Style) -> alt.TitleParams:
    return alt.TitleParams(
        text=wrap_text(text, style, 5.6),
        orient="bottom",
        anchor="start",
        frame="bounds",
        fontSize=10.5,
        fontWeight="normal",
        color=QUIET,
        offset=10,
    )
