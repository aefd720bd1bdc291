"""Step 3 of a day: newcomers arrive, and everybody present may follow somebody new."""

from __future__ import annotations

import numpy as np

from graphres.campaigns.state import World
from graphres.kernels.arrays import Int32
from graphres.kernels.campaign import growth as growing
from graphres.kernels.campaign import layout as at


def grow(world: World) -> None:
    """Newcomers arrive, everybody present tries on the same state, and follows come of it.

    Rows are tidied first, when whoever could be found at once has been found: nothing tells such
    a row from one that never lost sight of anybody.
    """
    world.follows.tidy(world.setting, world.persons, world.day)
    arrived = world.setting.n + int(world.parameters.newcomers * world.day + 1e-9)
    world.welcome(world.arrived, arrived, world.day)
    world.arrived = arrived
    if world.parameters.follow_rate == 0 or world.arrived == 0:
        return
    asks = _asks(world)
    _attend(world, asks)
    world.follows.make_room_for_ends(int(world.counts[at.N_ASKED]))
    while True:
        _make_follows(world, asks)
        if world.counts[at.N_DONE] == world.counts[at.N_ASKED]:
            return
        world.follows.make_room_for_rows(world.persons)


def _attend(world: World, asks: Int32) -> None:
    """Where attention is lost, note whom attempts meet in arm ``none``; let others fall flat."""
    if world.meetings is None:
        return
    count = int(world.counts[at.N_ASKED])
    if world.is_without:
        world.meetings.note(world.day, asks, count)
    else:
        world.meetings.lose(world.day, asks, count, world.persons.status)


def _asks(world: World) -> Int32:
    """The attempts of the day, and whom each will follow."""
    made, setting, persons = world.parameters, world.setting, world.persons
    assert made.follow_rate is not None  # fitted to the graph
    arrived = world.arrived
    most = arrived * (int(made.follow_rate) + 1)
    asks = np.empty((at.ASK_ROWS, most), dtype=np.int32)
    looking = growing.Looking(np.empty(most, np.int32), *np.empty((2, most), np.int64))
    rows, draws = world.follow_rows, world.draws
    rate, ways = float(made.follow_rate), setting.ways
    growing.list_asks(persons, world.activity, draws, rate, ways, arrived, asks, world.counts)
    growing.meet_contacts(persons, rows, draws, asks, looking, world.counts)
    growing.meet_targets(persons, world.activity, rows, draws, asks, looking, world.counts)
    popularity = growing.Popularity(
        np.empty(setting.capacity, dtype=np.int64), np.empty(at.GUIDE + 1, dtype=np.int32)
    )
    growing.meet_anyone(persons, rows, draws, arrived, popularity, asks, world.counts)
    world.standing.overlook(world, asks)
    return asks


def _make_follows(world: World, asks: Int32) -> None:
    growing.make_follows(
        world.people,
        world.follow_rows,
        world.room,
        world.draws,
        world.endings,
        asks,
        world.day,
        world.counts,
    )
