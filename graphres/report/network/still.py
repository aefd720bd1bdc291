"""Still pictures of a scene: a file with words, or a drawing within a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import altair as alt

from graphres.report.charts.converting import convert_chart
from graphres.report.charts.palette import INK, QUIET
from graphres.report.charts.theme import Style, look, wrap_text
from graphres.report.network.drawing import Panel, choose_colours, draw_panel
from graphres.report.network.labels import measure_text
from graphres.report.network.scene import Removal, Scene
from graphres.report.network.state import find_state, find_whole_state
from graphres.report.network.words import PANEL_TITLES, explain_picture, tell_finding, tell_stop
from graphres.report.number_format import count, printable

_PAIR, _SINGLE, _ON_PAGE = 470, 760, 720
_GAP, _ROW = 24, 20


def draw_picture(scene: Scene, form: str, source: str) -> bytes:
    """Draw a scene: whole, and where it has a removal, after that as well.

    Parameters
    ----------
    scene : Scene
        Its first removal is shown.
    form : {'png', 'svg', 'pdf'}
    source : str
        The line below: which graph, which seed.
    """
    removal = scene.removals[0] if scene.removals else None
    is_pair = removal is not None and removal.suspended > 0
    panels = _pair(scene, removal) if is_pair and removal else [_whole(scene, _SINGLE)]
    width = _SINGLE if len(panels) == 1 else 2 * _PAIR + _GAP
    style = Style(width=width)
    legend, named = _legend(scene, width)
    pictures = alt.hconcat(*(panel.chart for panel in panels), spacing=_GAP)
    chart = alt.vconcat(
        pictures,
        legend.properties(title=_source(source, style)),
        spacing=8,
        title=_title(scene, style),
    )
    datasets = {name: rows for panel in panels for name, rows in panel.datasets.items()}
    spec = _spec(chart, {**datasets, **named}, style)
    return convert_chart(spec, form, scale=2)


def draw_for_page(scene: Scene) -> str:
    """Draw the scene after its first suspensions, as SVG without words around it."""
    removal = scene.removals[0] if scene.removals else None
    if removal is None:
        panel = _whole(scene, _ON_PAGE)
    else:
        panel = draw_panel(scene, find_state(scene, removal, removal.end), _ON_PAGE)
    spec = _spec(panel.chart, panel.datasets, Style(has_words=False))
    return convert_chart(spec, "svg").decode("utf-8")


def _spec(chart: alt.TopLevelMixin, datasets: Mapping[str, Any], style: Style) -> dict[str, Any]:
    return {**chart.to_dict(), "datasets": datasets, "config": look(style)}


def _whole(scene: Scene, width: int) -> Panel:
    return draw_panel(scene, find_whole_state(scene), width, "whole")


def _pair(scene: Scene, removal: Removal) -> list[Panel]:
    """Before and after, each with what it shows in words above it."""
    panels = []
    stops = (0, removal.end)
    narrow = Style(width=_PAIR)
    texts = [wrap_text(tell_stop(scene, removal, stop), narrow, 5.9) for stop in stops]
    rows = max(map(len, texts))
    for title, stop, words in zip(PANEL_TITLES, stops, texts, strict=True):
        panel = draw_panel(scene, find_state(scene, removal, stop), _PAIR, title.lower())
        above = alt.TitleParams(
            text=title,
            subtitle=words + [""] * (rows - len(words)),
            anchor="start",
            fontSize=13,
            frame="group",
            offset=6,
        )
        panels.append(Panel(panel.chart.properties(title=above), panel.datasets))
    return panels


def _title(scene: Scene, style: Style) -> alt.TitleParams:
    remarks = [row for remark in explain_picture(scene) for row in wrap_text(remark, style, 6.0)]
    return alt.TitleParams(
        text=wrap_text(tell_finding(scene), style, 8.6), subtitle=remarks, anchor="start", offset=16
    )


def _source(text: str, style: Style) -> alt.TitleParams:
    return alt.TitleParams(
        text=wrap_text(text, style, 5.6),
        orient="bottom",
        anchor="start",
        fontSize=10.5,
        fontWeight="normal",
        color=QUIET,
        offset=10,
    )


def _legend(scene: Scene, width: int) -> tuple[alt.LayerChart, dict[str, Any]]:
    """A swatch and a name for each group, in as many rows as they take."""
    rows = _legend_rows(scene, width)
    tall = _ROW * (1 + max((row["row"] for row in rows), default=0))
    base = alt.Chart(alt.NamedData(name="legend"))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[tall, 0], nice=False))

    def at(name: str) -> alt.X:
        return alt.X(name, axis=None, scale=alt.Scale(domain=[0, width], nice=False))

    fill = alt.Fill("fill:N", scale=None, legend=None)
    swatch = base.mark_point(shape="circle", filled=True, size=110, opacity=1, aria=False)
    text = base.mark_text(align="left", baseline="middle", fontSize=12, color=INK, limit=0)
    drawn = alt.layer(
        swatch.encode(x=at("x:Q"), y=y, fill=fill), text.encode(x=at("label:Q"), y=y, text="text:N")
    )
    return cast(alt.LayerChart, drawn.properties(width=width, height=tall)), {"legend": rows}


def _legend_rows(scene: Scene, width: int) -> list[dict[str, Any]]:
    rows, x, row = [], 6.0, 0
    for group, colour in zip(scene.groups, choose_colours(scene), strict=True):
        text = f"{printable(group.name)} ({count(group.accounts)})"
        needed = 30 + measure_text(text, 12)
        if x + needed > width and x > 6.0:
            x, row = 6.0, row + 1
        place = {"x": x, "label": x + 10, "row": row, "y": _ROW * (row + 0.5)}
        rows.append({**place, "text": text, "fill": colour})
        x += needed
    return rows
