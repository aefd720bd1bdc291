"""Where accounts stand in a picture: igraph's force-directed layout, piece by piece."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graphres.data.convert.communities import load_igraph, seed_igraph
from graphres.kernels.arrays import Float64, Int64, Words
from graphres.kernels.hashing import uniform
from graphres.report.network.packing import pack_circles

if TYPE_CHECKING:
    import igraph


#: Rounds of the layout, and how much less a tie between communities pulls than one within.
_ROUNDS, _BETWEEN = 250, 0.35
#: Room between pieces; the share of a piece that its circle holds before the rest is drawn in.
_GAP, _WITHIN = 0.9, 0.97
#: How far nodes are moved towards or from the middle, to where they would be evenly spread.
_EVEN = 0.4


class Ties(NamedTuple):
    """Undirected ties between nodes 0 … n − 1, int64 of shape (ties,), and how strong each is."""

    one: Int64
    other: Int64
    strength: Float64


def lay_out(keys: Words, ties: Ties, community: Int64, seed: int = 0) -> Float64:
    """Place nodes so that those with ties stand close, and communities apart from one another.

    Each weak component is laid out by itself, by Fruchterman and Reingold's forces (1991,
    doi:10.1002/spe.4380211102), in a circle whose area is proportional to its nodes; the circles
    are then packed around the largest.

    Parameters
    ----------
    keys : ndarray of uint64, shape (n,)
        A hash of each node's name, from which it starts: the order of nodes changes nothing.
    ties : Ties
    community : ndarray of int64, shape (n,)
        Ties between two communities pull less.
    seed : int

    Returns
    -------
    ndarray of float64, shape (n, 2)
        Within [0, 1]², the longer side filled, y from 0. O(n²) time for each round.
    """
    if len(keys) == 0:
        return np.zeros((0, 2))
    names = np.argsort(keys, kind="stable")
    network = _network(names, ties, community)
    by_name = np.empty((len(keys), 2))
    pieces = sorted(network.connected_components(), key=lambda piece: (-len(piece), piece[0]))
    centres = pack_circles(np.array([_GAP + math.sqrt(len(piece)) for piece in pieces]))
    start = _start(keys[names], community[names], seed)
    for piece, centre in zip(pieces, centres, strict=True):
        by_name[piece] = centre + _place_piece(network, piece, start[piece], seed)
    # Sums in the order of names, so that the last digits are the same too.
    place = np.empty_like(by_name)
    place[names] = _fit(by_name)
    return place


def _network(names: Int64, ties: Ties, community: Int64) -> igraph.Graph:
    """The ties among nodes numbered by name, each once, with their strengths."""
    number = np.empty(len(names), dtype=np.int64)
    number[names] = np.arange(len(names))
    is_within = community[ties.one] == community[ties.other]
    strength = ties.strength * np.where(is_within, 1.0, _BETWEEN)
    ends = np.sort(np.stack([number[ties.one], number[ties.other]], axis=1), axis=1)
    once, place = np.unique(ends, axis=0, return_inverse=True)
    weight = np.bincount(place.ravel(), weights=strength, minlength=len(once))
    network = load_igraph().Graph(n=len(names), edges=once, directed=False)
    network.es["weight"] = weight.tolist()
    return network


def _start(keys: Words, community: Int64, seed: int) -> Float64:
    """Members of a community near one another, communities around a circle."""
    angle = 2 * math.pi * uniform(seed, "layout", keys)
    radius = np.sqrt(uniform(seed, "layout radius", keys))
    own = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    turn = community * math.pi * (3 - math.sqrt(5))
    centre = np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(community + 0.5)[:, None]
    start: Float64 = own + 1.5 * centre
    return start


def _place_piece(network: igraph.Graph, piece: list[int], start: Float64, seed: int) -> Float64:
    """One component around (0, 0), in a circle with a radius of the root of its size."""
    if len(piece) == 1:
        return np.zeros((1, 2))
    part = network.induced_subgraph(piece)
    size = math.sqrt(len(piece))
    with seed_igraph(seed, "layout"):
        drawn = part.layout_fruchterman_reingold(
            weights="weight",
            niter=_ROUNDS,
            seed=(start * size).tolist(),
            start_temp=size,
            grid=False,
        )
    placed: Float64 = size * _fit_circle(np.array(drawn.coords, dtype=np.float64))
    return placed


def _fit_circle(place: Float64) -> Float64:
    """Within the unit circle; what lies far out is drawn in, and a crowded middle thinned out."""
    place = place - (place.min(axis=0) + place.max(axis=0)) / 2
    distance = np.linalg.norm(place, axis=1)
    reach = float(np.quantile(distance, _WITHIN)) or 1.0
    ratio = distance / reach
    rank = np.argsort(np.argsort(distance, kind="stable"), kind="stable")
    even = np.sqrt((rank + 0.5) / len(place))
    pulled = np.where(ratio > 1, 1 + np.log(np.maximum(ratio, 1)) / 2, ratio)
    pulled = (1 - _EVEN) * pulled + _EVEN * even
    scale = pulled / np.maximum(distance, 1e-12)
    placed: Float64 = place * scale[:, None] / max(1.0, float(pulled.max()))
    return placed


def _fit(place: Float64) -> Float64:
    """Turned so that it is widest from left to right, then scaled: x fills [0, 1], y from 0 on."""
    place = place - place.mean(axis=0)
    spread, axes = np.linalg.eigh(place.T @ place)
    if spread[1] > 1.02 * spread[0]:
        place = place @ axes[:, ::-1]
        # An axis has no direction of its own: the longer tail points to the right, and upwards.
        place = place * np.where((place**3).sum(axis=0) < 0, -1.0, 1.0)
    low, high = place.min(axis=0), place.max(axis=0)
    wide, tall = high - low
    side = max(float(wide), float(tall)) or 1.0
    fitted: Float64 = (place - low) / side + np.array([(1 - wide / side) / 2, 0.0])
    return fitted
