"""Reach on ground that something else has changed, such as a day of a campaign."""

from __future__ import annotations

from collections.abc import Callable

from graphres.graph import FollowGraph
from graphres.interventions.cascade import Assumptions, cascade, per_world
from graphres.interventions.diffusion_state import Ground
from graphres.spread import Spread, Worlds

_STREAM = "reach"


def reach_on(graph: FollowGraph, spread: Spread, change: Callable[[Ground], None]) -> float:
    """Mean share of accounts that a message reaches once ``change`` has been done to the ground.

    Parameters
    ----------
    graph : FollowGraph
    spread : Spread
        Not ``together``.
    change : callable
        Called with the `Ground` of every block of 64 worlds.

    Returns
    -------
    float
        The reach of `graphres.reach` on the same seed where nothing is changed and follows are left
        to chance; worlds are sampled even where they are not. O(n + m) a block and hop.

    Examples
    --------
    >>> import numpy as np
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")])
    >>> bob = np.array([1], dtype=np.int32)
    >>> reach_on(graph, Spread(1.0, worlds=64), lambda ground: ground.close(bob))
    0.0
    """
    worlds = Worlds(graph, spread, _STREAM, are_sampled=True)
    heard = 0
    for block in range(worlds.blocks):
        posted = worlds.posted(block)
        ground = Ground(graph, spread.seed, _STREAM, block)
        change(ground)
        taken = cascade(graph, worlds.live(block), posted, ground, Assumptions())
        heard += int(per_world(taken.message & ~posted).sum())
    return heard / (worlds.count * graph.n)
