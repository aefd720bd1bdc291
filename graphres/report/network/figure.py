"""A network on a page: a still picture for paper, and what the script draws in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphres.report.charts.palette import LIGHT
from graphres.report.network.discs import MARGIN, height_of, radii
from graphres.report.network.drawing import LABELLED, group_colours
from graphres.report.network.scene import Scene
from graphres.report.network.still import page_drawing
from graphres.report.network.words import finding, how_to_read, telling
from graphres.report.number_format import count, shown


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
    told : str
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
    told: str
    still: str
    legend: Sequence[Swatch]
    strategies: Sequence[str]
    noun: str
    height: float
    data: Mapping[str, Any]


def network_figure(held: Mapping[str, Any] | None) -> NetworkFigure | None:
    """The figure of a document's network; None where it has none."""
    if held is None or not held["nodes"]["id"]:
        return None
    scene = Scene.from_document(held)
    removal = scene.removals[0] if scene.removals else None
    told = telling(scene, removal, removal.end) if removal else f"{finding(scene)}."
    svg = page_drawing(scene)
    return NetworkFigure(
        caption="The network" if removal is None else "The network, as accounts are suspended",
        remarks=how_to_read(scene),
        told=told,
        still=svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1),
        legend=[
            Swatch(colour, shown(group.name), count(group.accounts))
            for group, colour in zip(scene.groups, _variables(scene), strict=True)
        ],
        strategies=[shown(each.name) for each in scene.removals],
        noun="follows" if scene.directed else "ties",
        height=height_of(scene, 1000) / 1000,
        data=_data(scene, held),
    )


def _variables(scene: Scene) -> list[str]:
    """The colour of each group as a variable of the page's style, light or dark."""
    return [
        f"--line-{LIGHT.index(colour)}" if colour in LIGHT else "--axis"
        for colour in group_colours(scene)
    ]


def _data(scene: Scene, held: Mapping[str, Any]) -> dict[str, Any]:
    """The document's network with what is drawn of it: radii in thousandths of the width."""
    nodes = {
        **held["nodes"],
        "id": [shown(name) for name in scene.ids],
        "radius": np.round(radii(scene, 1000), 2).tolist(),
    }
    return {
        **held,
        "nodes": nodes,
        "colours": _variables(scene),
        "labelled": LABELLED,
        "margin": MARGIN,
    }
