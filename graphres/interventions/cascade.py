"""One block of 64 worlds on changed ground: who takes the message, who the counter-message."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from graphres.graph import FollowGraph
from graphres.interventions.diffusion_state import Ground
from graphres.interventions.random_bits import FULL, fraction
from graphres.kernels.arrays import Int32, Int64, Words
from graphres.kernels.cascade.competing_cascades import (
    Arriving,
    Channels,
    Passing,
    Seeds,
    Taken,
    Traits,
    count_worlds,
    sweep_competing,
)
from graphres.kernels.cascade.live_edges import LiveEdges, draw_rows
from graphres.kernels.hashing import hash_words

_NONE: Words = np.zeros(0, np.uint64)


class Assumptions(NamedTuple):
    """What a counter-message does to who hears it: assumptions, not findings.

    ``ties``: who wins where both messages arrive in one step, ``counter``, ``message`` or
    ``random``. ``immunity``: that who took the counter-message never takes the message.
    ``backlash``: that who hears the counter-message takes the message instead.
    """

    ties: str = "counter"
    immunity: float = 1.0
    backlash: float = 0.0

    @property
    def are_chancy(self) -> bool:
        """Whether anything of it is drawn."""
        return self.ties == "random" or 0 < self.immunity < 1 or 0 < self.backlash < 1


def cascade(
    graph: FollowGraph, live: LiveEdges, posted: Words, ground: Ground, assumed: Assumptions
) -> Taken:
    """Spread both messages; the live follows of the message are shared and drawn on."""
    n, stored = graph.n, len(graph.followers.targets)
    edges = _with_louder(graph, live, ground)
    probability = ground.counter_probability
    apart = probability is not None
    counter = edges._replace(
        chance=fraction(probability) if probability is not None else _NONE,
        per=0,
        drawn=np.zeros(n if apart else 0, np.uint8),
        live=np.empty(stored if apart else 0, np.uint64),
    )
    taken = Taken(*np.zeros((2, n), np.uint64))
    opened, spread, telling, saying = np.zeros((4, n), np.uint64)
    front, listed = np.zeros((2, n), np.int32)
    work = Passing(opened, spread, telling, saying, front, listed, np.zeros(n, np.uint8))
    sweep_competing(
        edges,
        counter,
        Channels(ground.follows(), ground.answers),
        Traits(posted, ground.gone, ground.private, *_reactions(ground, assumed)),
        Seeds(*ground.seeds()),
        taken,
        work,
        Arriving(*np.zeros((5, n), np.uint64)),
    )
    return taken


def _with_louder(graph: FollowGraph, live: LiveEdges, ground: Ground) -> LiveEdges:
    """Live follows of who posts A times as often: at least one of A posts is passed on.

    That is 1 − (1 − p)^A: what was live stays, and 1 − (1 − p)^(A − 1) is drawn besides.
    """
    if not ground.louder:
        return live
    follows, drawn = live.live.copy(), live.drawn.copy()
    quiet = np.bitwise_or.reduce([each.worlds for each in ground.louder]) == 0
    undrawn = (drawn | quiet).astype(np.uint8)
    draw_rows(live._replace(drawn=undrawn, live=follows))
    drawn[~quiet] = 1
    p = np.where(live.chance == FULL, 1.0, live.chance * 2.0**-64)
    for worlds, times, stream in ground.louder:
        state = hash_words(ground.seed, stream, ground.block)[0]
        more = np.zeros(len(follows), np.uint64)
        others = (worlds == 0).astype(np.uint8)
        chance = fraction(1 - (1 - p) ** (times - 1))
        draw_rows(live._replace(chance=chance, state=state, drawn=others, live=more))
        follows |= more & np.repeat(worlds, graph.in_degree)
    return live._replace(live=follows, drawn=drawn)


def _reactions(ground: Ground, assumed: Assumptions) -> tuple[Words, Words, Words]:
    """Worlds in which each account prefers the counter-message, is immune, is turned by it."""
    everywhere = np.full(ground.graph.n, FULL)
    prefers = {
        "counter": everywhere,
        "message": np.zeros_like(everywhere),
        "random": everywhere,
    }[assumed.ties]
    if assumed.ties == "random":
        prefers = ground.draw(0.5, "tie")
    return (
        prefers,
        ground.draw(assumed.immunity, "immunity"),
        ground.draw(assumed.backlash, "backlash"),
    )


def per_world(bits: Words, group: Int32 | None = None, groups: int = 0) -> Int64:
    """Accounts in each world, int64 (groups + 1, 64): of all, then of every group."""
    counts = np.zeros((groups + 1, 64), np.int64)
    numbers = np.zeros(len(bits), np.int32) if group is None else group + np.int32(1)
    count_worlds(bits, numbers, counts)
    return counts
