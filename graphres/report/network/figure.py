"""A network on a page: a still picture for paper, and what the script draws in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphres.report.charts.palette import LIGHT
from graphres.report.network.discs import choose_margin, measure_height, measure_radii
from graphres.report.network.drawing import LABELLED, choose_colours
from graphres.report.network.scene import Scene
from graphres.report.network.still import draw_for_page
from graphres.report.network.words import explain_picture, tell_finding, tell_stop
from graphres.report.number_format import count, printable


@dataclass(frozen=True)
class Swatch:
    """A group in the legend: its colour in the page's style, its name, its accounts."""

    colour: str
    name: str
    accounts: str


@dataclass(frozen=True)
class NetworkFigure:
    """A network as a page shows it.

    Parameters
    ----------
    caption : str
        What the picture is of.
    remarks : sequence of str
        How to read it.
    alternative : str
        The still picture in words.
    still : str
        The picture after the first suspensions, as SVG.
    legend : sequence of Swatch
    strategies : sequence of str
        Whose orders the slider can follow.
    noun : str
        What lines are called: follows or ties.
    height : float
        Of the picture, as a share of its width.
    data : mapping
        For the script.
    """

    caption: str
    remarks: Sequence[str]
    alternative: str
    still: str
    legend: Sequence[Swatch]
    strategies: Sequence[str]
    noun: str
    height: float
    data: Mapping[str, Any]


def make_figure(document: Mapping[str, Any] | None) -> NetworkFigure | None:
    """Make the figure of a document's network; None where it has none."""
    if document is None or not document["nodes"]["id"]:
        return None
    scene = Scene.from_document(document)
    removal = scene.removals[0] if scene.removals else None
    alternative = tell_stop(scene, removal, removal.end) if removal else f"{tell_finding(scene)}."
    svg = draw_for_page(scene)
    return NetworkFigure(
        caption="The network" if removal is None else "The network, as accounts are suspended",
        remarks=explain_picture(scene),
        alternative=alternative,
        still=svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1),
        legend=[
            Swatch(colour, printable(group.name), count(group.accounts))
            for group, colour in zip(scene.groups, _variables(scene), strict=True)
        ],
        strategies=[printable(each.name) for each in scene.removals],
        noun="follows" if scene.directed else "ties",
        height=measure_height(scene, 1000) / 1000,
        data=_data(scene, document),
    )


def _variables(scene: Scene) -> list[str]:
    """The colour of each group as a variable of the page's style, light or dark."""
    return [
        f"--line-{LIGHT.index(colour)}" if colour in LIGHT else "--axis"
        for colour in choose_colours(scene)
    ]


def _data(scene: Scene, document: Mapping[str, Any]) -> dict[str, Any]:
    """The document's network with what is drawn of it: radii in thousandths of the width."""
    nodes = {
        **document["nodes"],
        "id": [printable(name) for name in scene.ids],
        "radius": np.round(measure_radii(scene, 1000), 2).tolist(),
    }
    return {
        **document,
        "nodes": nodes,
        "colours": _variables(scene),
        "labelled": LABELLED,
        "margin": choose_margin(scene),
    }
