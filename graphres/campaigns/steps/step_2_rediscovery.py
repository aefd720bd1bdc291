"""Step 2 of a day: former followers find the new accounts of whoever has come back."""

from __future__ import annotations

import numpy as np

from graphres.campaigns.state import World
from graphres.kernels.arrays import Float64, Int32
from graphres.kernels.campaign import rediscovery as finding
from graphres.kernels.campaign.arrays import Waits


def rediscover(world: World) -> None:
    """Let every former follower look for new accounts, and follow those that it found."""
    if not world.persons.returns.any():
        return
    if world.parameters.refollow is not None:
        _decide(world)
    else:
        _find_alone(world)
        _find_by_announcers(world)
        _find_by_contacts(world)
    _follow_found(world)


def _follow_found(world: World) -> None:
    first = 0
    while True:
        first = finding.follow_marked(
            world.people, world.follow_rows, world.finders, first, world.room, world.counts
        )
        if first == world.setting.capacity:
            return
        world.follows.make_room_for_rows(world.persons)


def _decide(world: World) -> None:
    made = world.parameters
    assert made.refollow is not None
    finding.find_by_share(
        world.persons,
        world.follow_rows,
        world.draws,
        float(made.refollow),
        1 / (1 + made.refollow_after),
        world.setting.weariness,
        world.finders,
    )


def _find_alone(world: World) -> None:
    if world.parameters.find > 0:
        _look_around(world, world.setting.waits_to_find, 0, world.setting.once)


def _find_by_announcers(world: World) -> None:
    announces = world.setting.announces
    if announces is None or world.parameters.find_announcer == 0:
        return
    heard = np.zeros(world.setting.capacity, dtype=np.int32)
    finding.count_announcers(
        world.persons, world.follows.rows, world.follows.places, announces, heard
    )
    _look_around(world, world.setting.waits_to_be_told, 1, heard)


def _look_around(world: World, waits: tuple[Float64, Int32], first: int, turns: Int32) -> None:
    finding.find_alone(
        world.persons,
        world.follow_rows,
        world.draws,
        Waits(*waits),
        first,
        turns,
        world.setting.weariness,
        world.finders,
    )


def _find_by_contacts(world: World) -> None:
    if world.parameters.find_contact == 0 or world.setting.capacity == 0:
        return
    contacts = world.follows.room_to_hear()
    waits = Waits(*world.setting.waits_to_hear)
    rows, first = world.follow_rows, 0
    while first < world.setting.capacity:
        first = finding.draw_contacts(world.persons, rows, world.draws, waits, first, contacts)
        finding.find_through_contacts(
            world.persons,
            rows,
            world.draws,
            world.setting.weariness,
            contacts,
            world.follows.work,
            world.finders,
        )
