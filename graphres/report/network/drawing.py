"""A scene as a still picture by Altair: ties, discs and names, whole or after suspensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import numpy as np

from graphres.kernels.arrays import Int64
from graphres.report.charts.palette import GREY, INK, LIGHT, PAPER, QUIET
from graphres.report.network.discs import Disc, make_discs, measure_height, measure_radii, to_pixels
from graphres.report.network.labels import Box, Label, Spot, place_labels
from graphres.report.network.scene import Scene
from graphres.report.network.state import State
from graphres.report.number_format import printable

#: A colour for each of the groups that have one: the palette without its black; others are grey.
COLOURS = (*LIGHT[:4], LIGHT[5])
REST = GREY

#: Names written in a picture, and how large.
LABELLED, _LETTER = 20, 11
#: Names keep off nodes without one where there are no more nodes than this.
_AVOIDED = 200

#: Ties of one colour in so many strokes, so that they grow darker where many cross.
_STROKES = 10


@dataclass(frozen=True)
class Panel:
    """A layered chart whose data stand beside it, where Altair need not look through them."""

    chart: alt.LayerChart | alt.FacetChart
    datasets: Mapping[str, Any]


@dataclass
class _Layers:
    """The layers of one panel, and their data by name."""

    name: str
    width: int
    height: int
    layers: list[alt.Chart] = field(default_factory=list)
    datasets: dict[str, Any] = field(default_factory=dict)

    def chart_of(self, values: Any) -> alt.Chart:
        """A chart of data that are kept here."""
        name = f"{self.name}-{len(self.datasets)}"
        self.datasets[name] = values
        return alt.Chart(alt.NamedData(name=name))

    @property
    def at(self) -> dict[str, Any]:
        """Both places of a mark, which are pixels already."""
        return {
            "x": alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, self.width], nice=False)),
            "y": alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[self.height, 0], nice=False)),
        }


def choose_colours(scene: Scene) -> list[str]:
    """Return the colour of each group of a scene."""
    named = [*COLOURS, REST]
    return [named[min(i, len(COLOURS))] for i in range(len(scene.groups))]


def draw_panel(scene: Scene, state: State, width: int, name: str = "panel") -> Panel:
    """Draw one picture of a scene in a state.

    Parameters
    ----------
    scene : Scene
    state : State
        See `graphres.report.network.state.find_state`.
    width : int
        Of the picture, in pixels.
    name : str
        What its data are called; no two panels of a chart alike.
    """
    height = measure_height(scene, width)
    panel = _Layers(name, width, height)
    _add_ties(panel, scene, state)
    _add_discs(panel, scene, state)
    _add_names(panel, scene, state)
    chart = alt.layer(*panel.layers).properties(width=width, height=height)
    return Panel(chart, panel.datasets)


def _add_ties(panel: _Layers, scene: Scene, state: State) -> None:
    """Ties whose ends are both there: grey between groups, in the group's colour within."""
    if not len(scene.ties):
        return
    place, colours = to_pixels(scene, panel.width), choose_colours(scene)
    there = (state.present[scene.ties] > 0).all(axis=1)
    ties, strength = scene.ties[there], scene.strength[there]
    ends = scene.group[ties]
    group = np.where(ends[:, 0] == ends[:, 1], ends[:, 0], len(colours))
    opacity = min(0.6, max(0.12, 9 / len(scene.ties) ** 0.5))
    for number, colour in enumerate([*colours, GREY]):
        of_group = group == number
        for thick, stroke in _strokes(ties[of_group], strength[of_group], scene):
            lines = np.round(place[stroke], 1).tolist()
            shape = {"type": "MultiLineString", "coordinates": lines}
            chart = panel.chart_of([{"type": "Feature", "geometry": shape}])
            drawn = chart.mark_geoshape(
                filled=False,
                clip=False,
                stroke=colour,
                strokeOpacity=opacity,
                strokeWidth=thick,
                aria=False,
            )
            panel.layers.append(drawn.project(type="identity", scale=1, translate=[0, 0]))


def _strokes(ties: Int64, strength: Int64, scene: Scene) -> Iterator[tuple[float, Int64]]:
    """Ties in a few strokes; those between communities the wider, the more follows they hold."""
    if not len(ties):
        return
    if not scene.has_communities:
        for part in np.array_split(ties, min(_STROKES, len(ties))):
            yield 0.6, part
        return
    share = np.sqrt(strength / max(int(scene.strength.max()), 1))
    step = np.minimum((share * 6).astype(np.int64), 5)
    for number in np.unique(step).tolist():
        yield 0.5 + number, ties[step == number]


def _add_discs(panel: _Layers, scene: Scene, state: State) -> None:
    colours = choose_colours(scene)
    discs = make_discs(scene, state, panel.width)
    rows = [_disc_row(disc, colours[scene.group[disc.node]]) for disc in discs]
    as_is: dict[str, Any] = {"scale": None, "legend": None}
    drawn = panel.chart_of(rows).mark_point(shape="circle", filled=True, aria=False, opacity=1)
    panel.layers.append(
        drawn.encode(
            **panel.at,
            size=alt.Size("size:Q", **as_is),
            fill=alt.Fill("fill:N", **as_is),
            fillOpacity=alt.FillOpacity("opacity:Q", **as_is),
            stroke=alt.Stroke("stroke:N", **as_is),
            strokeWidth=alt.StrokeWidth("width:Q", **as_is),
        )
    )


def _disc_row(disc: Disc, colour: str) -> dict[str, Any]:
    """A disc for Vega, to which size is an area."""
    fill, opacity, stroke, width = {
        "solid": (colour, 0.95, PAPER, 0.5),
        "pale": (colour, 0.25, colour, 0.7),
        "hollow": (PAPER, 0.0, QUIET, 0.8),
    }[disc.look]
    return {
        "x": round(disc.x, 1),
        "y": round(disc.y, 1),
        "size": round(np.pi * disc.radius**2, 1),
        "fill": fill,
        "opacity": opacity,
        "stroke": stroke,
        "width": width,
    }


def _add_names(panel: _Layers, scene: Scene, state: State) -> None:
    """Names with a halo, above all else, and thin lines to those that stand apart."""
    labels = _labels(scene, panel.width, panel.height)
    led = [
        {"x": label.led_from[0], "y": label.led_from[1], "x2": label.x, "y2": label.y}
        for label in labels
        if label.led_from is not None
    ]
    if led:
        rule = panel.chart_of(led).mark_rule(stroke=QUIET, strokeWidth=0.6, aria=False)
        panel.layers.append(rule.encode(**panel.at, x2="x2:Q", y2="y2:Q"))
    rows = [
        {
            "x": label.x,
            "y": label.y,
            "text": label.text,
            "ink": INK if state.present[label.node] else QUIET,
        }
        for label in labels
    ]
    style: dict[str, Any] = {"fontSize": _LETTER, "limit": 0, "aria": False, "baseline": "middle"}
    halo: dict[str, Any] = {
        "stroke": PAPER,
        "strokeWidth": 3,
        "strokeJoin": "round",
        "opacity": 0.85,
    }
    text = panel.chart_of(rows)
    for mark in (text.mark_text(**style, **halo), text.mark_text(**style)):
        ink = alt.Color("ink:N", scale=None, legend=None)
        panel.layers.append(mark.encode(**panel.at, text="text:N", color=ink))


def _labels(scene: Scene, width: int, height: int) -> Sequence[Label]:
    """Names of the largest nodes, which come first; the number of a community within it."""
    middle = [(float(x), float(y)) for x, y in to_pixels(scene, width)]
    radius = [float(each) for each in measure_radii(scene, width)]
    if scene.has_communities:
        return [
            Label(node, scene.ids[node].rpartition(" ")[2], *middle[node])
            for node in range(len(middle))
            if radius[node] > _LETTER * 0.7
        ]
    spots = [
        Spot(node, *middle[node], radius[node], printable(scene.ids[node]))
        for node in range(min(LABELLED, len(scene.ids)))
    ]
    unnamed = range(len(spots), len(middle)) if len(middle) <= _AVOIDED else ()
    obstacles = [Box.around(*middle[node], radius[node]) for node in unnamed]
    return place_labels(spots, Box(0, 0, width, height), _LETTER, obstacles)
