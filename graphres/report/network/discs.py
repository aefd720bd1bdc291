"""A scene in pixels: discs for its nodes, in the look that says what has become of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from graphres.kernels.arrays import Float64
from graphres.report.network.scene import Scene
from graphres.report.network.state import State

#: ``hollow``: suspended; ``pale``: there, but broken off; ``solid``: connected.
Look = Literal["hollow", "pale", "solid"]

#: Room around the drawing, as a share of its width.
_MARGIN, _COMMUNITY_MARGIN = 0.05, 0.09
#: The least height of a picture, as a share of its width.
_FLATTEST = 0.5


class Disc(NamedTuple):
    """A disc around a node."""

    node: int
    x: float
    y: float
    radius: float
    look: Look


def choose_margin(scene: Scene) -> float:
    """Return the room around the drawing, as a share of its width."""
    return _COMMUNITY_MARGIN if scene.has_communities else _MARGIN


def measure_height(scene: Scene, width: float) -> int:
    """Return the height of a picture in pixels: never flat, never higher than wide."""
    tall = float(scene.place[:, 1].max()) if len(scene.ids) else 0.0
    margin = choose_margin(scene)
    return round(width * min(1.0, max(_FLATTEST, 2 * margin + (1 - 2 * margin) * tall)))


def to_pixels(scene: Scene, width: float) -> Float64:
    """Return the middles of the nodes in a picture so wide, float64 of shape (nodes, 2)."""
    margin = choose_margin(scene)
    placed: Float64 = width * (margin + (1 - 2 * margin) * scene.place)
    if len(placed):
        placed[:, 1] += (measure_height(scene, width) - placed[:, 1].min() - placed[:, 1].max()) / 2
    return placed


def measure_radii(scene: Scene, width: float) -> Float64:
    """Return the radii of whole nodes: areas grow with followers or members, float64."""
    if not len(scene.ids):
        return np.zeros(0)
    share = np.sqrt(scene.size / max(int(scene.size.max()), 1))
    room = width * (1 - 2 * choose_margin(scene)) / math.sqrt(len(scene.ids))
    if scene.has_communities:
        return np.maximum(share * min(0.55 * room * _spread(share), 0.075 * width), 1.2)
    least = min(max(0.14 * room, 1.2), 0.011 * width)
    largest: Float64 = least + (min(4.5 * least, 0.032 * width) - least) * share
    return largest


def _spread(share: Float64) -> float:
    """How much larger the largest may be where most are small."""
    return float(1 / max(np.sqrt(np.mean(share**2)), 0.1))


def make_discs(scene: Scene, state: State, width: float) -> list[Disc]:
    """Return every disc to draw, the lowest first.

    The most followed accounts are above the others, but small communities above large ones.
    """
    place, radius = to_pixels(scene, width), measure_radii(scene, width)
    whole = scene.size if scene.has_communities else np.ones(len(scene.ids), dtype=np.int64)
    discs = []
    for node in np.argsort(-radius if scene.has_communities else radius, kind="stable").tolist():
        shares = _shares(int(whole[node]), int(state.present[node]), int(state.connected[node]))
        for look, share in shares:
            x, y = place[node].tolist()
            discs.append(Disc(node, x, y, float(radius[node]) * math.sqrt(share), look))
    return discs


def _shares(whole: int, present: int, connected: int) -> Sequence[tuple[Look, float]]:
    """The discs of a node one in another, each as a share of the area of the whole one."""
    discs: list[tuple[Look, float]] = []
    if present < whole:
        discs.append(("hollow", 1.0))
    if connected < present:
        discs.append(("pale", present / whole))
    if connected:
        discs.append(("solid", connected / whole))
    return discs
