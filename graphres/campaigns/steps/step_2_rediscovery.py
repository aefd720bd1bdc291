"""Step 2 of a day: former followers find the new accounts of whoever has come back."""

from __future__ import annotations

import numpy as np

from graphres.campaigns.state import World
from graphres.kernels.arrays import Float64, Int32
from graphres.kernels.campaign import layout as at
from graphres.kernels.campaign import rediscovery as finding


def rediscover(world: World) -> None:
    """Let every former follower look for new accounts, and follow those that it found."""
    if not world.persons[at.RETURNS].any():
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
        first = finding.follow_found(
            world.persons,
            world.accounts,
            world.follows.rows,
            world.follows.places,
            world.setting.homes,
            world.finders,
            world.slots,
            first,
            world.follows.work,
            world.follows.used,
            world.counts,
        )
        if first == world.setting.capacity:
            return
        world.follows.make_room_for_rows(world.persons)


def _decide(world: World) -> None:
    made = world.parameters
    assert made.refollow is not None
    finding.decide(
        world.persons,
        world.follows.rows,
        world.follows.places,
        world.setting.keys,
        world.salts[world.day],
        world.setting.numbers,
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
    finding.look_around(
        world.persons,
        world.follows.rows,
        world.follows.places,
        world.setting.keys,
        world.salts[world.day],
        world.setting.numbers,
        *waits,
        first,
        turns,
        world.setting.weariness,
        world.finders,
    )


def _find_by_contacts(world: World) -> None:
    if world.parameters.find_contact == 0 or world.setting.capacity == 0:
        return
    rows, places = world.follows.rows, world.follows.places
    heard = world.follows.room_to_hear()
    first = 0
    while first < world.setting.capacity:
        first = finding.listen(
            world.persons,
            rows,
            places,
            world.setting.keys,
            world.salts[world.day],
            world.setting.numbers,
            *world.setting.waits_to_hear,
            first,
            heard,
        )
        finding.hear_of(
            world.persons,
            rows,
            places,
            world.setting.homes,
            world.setting.keys,
            world.salts[world.day],
            world.setting.weariness,
            heard,
            world.follows.work,
            world.finders,
        )
