"""Who is acted on on a day: each channel puts the accounts it may choose from in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.campaigns.channels import Channel, Waves
from graphres.campaigns.daily_snapshot import graph_of_today
from graphres.campaigns.state import World
from graphres.interventions.crowd import report_chances
from graphres.kernels.arrays import Float64, Int32, Mask
from graphres.kernels.hashing import hash_words, uniform

_NOBODY: Int32 = np.zeros(0, np.int32)


class Picked(NamedTuple):
    """Accounts to suspend, first to go first, and those to which another channel does its act."""

    suspended: Int32
    acts: tuple[tuple[Channel, Int32], ...] = ()

    @classmethod
    def of(
        cls, channels: Sequence[Channel], chosen: Sequence[Int32], closed: Int32 = _NOBODY
    ) -> Picked:
        """Those to suspend anyhow, and what each channel has chosen."""
        pairs = list(zip(channels, chosen, strict=True))
        closing = [accounts for channel, accounts in pairs if channel.act == "suspend"]
        suspended = np.concatenate([closed, *closing]).astype(np.int32)
        return cls(suspended, tuple(pair for pair in pairs if pair[0].act != "suspend"))


class Carried:
    """Whole numbers out of fractional ones: what is left over is carried to the next day.

    Examples
    --------
    >>> carried = Carried()
    >>> [carried.whole(Fraction(2, 5)) for _ in range(5)]
    [0, 0, 1, 0, 1]
    """

    def __init__(self) -> None:
        self._left = Fraction(0)

    def whole(self, number: Fraction) -> int:
        """As many as are due by now."""
        self._left += number
        due = int(self._left)
        self._left -= due
        return due


def eligible_accounts(world: World, act: str = "suspend") -> Int32:
    """Open accounts that may be suspended at all.

    For another act, which is done to a person's accounts together, the first of each person to
    whom it has not been done.
    """
    accounts = world.open_accounts
    accounts = accounts[world.setting.may_be_suspended[accounts // world.slots]]
    if act == "suspend":
        return accounts
    persons = accounts // world.slots
    is_first = np.ones(len(persons), dtype=bool)
    is_first[1:] = persons[1:] != persons[:-1]
    return accounts[is_first & world.standing.is_free(act)[persons]]


def plan_of_day(
    world: World,
    channels: list[Channel],
    waves: Waves | None,
    carried: list[Carried],
    closed: Int32 = _NOBODY,
) -> list[Int32]:
    """The accounts on which each channel acts today, in its order.

    Channels act in the order given. All pass over who is ``closed`` already, by a log, and what one
    has taken the next ones pass over. Shares are of what a channel may choose from before any has
    acted.
    """
    from_day = world.parameters.from_day
    taken = np.zeros(len(world.accounts.birth), dtype=bool)
    taken[closed] = True
    chosen: list[Int32] = []
    for number, channel in enumerate(channels):
        order = ranked(world, channel, number)
        due = channel.share * len(order) + channel.count
        if number == 0 and waves is not None and waves.strike(world.day, from_day):
            due += waves.share * len(order)
        picked = order[~taken[order]][: carried[number].whole(due)]
        if channel.is_crowd:
            luck = partial(draws, world, number=f"reports {number}")
            picked = reported(world, channel, picked, taken, luck)
        taken[picked] = True
        chosen.append(picked)
    return chosen


def reported(
    world: World, channel: Channel, aimed: Int32, taken: Mask, luck: Callable[[Int32], Float64]
) -> Int32:
    """Whom a crowd closes: most of those it aims at, and a few that it does not.

    As the lever of the same name has it; others are all open accounts, and only those that may be
    suspended are ever closed.
    """
    accounts = world.open_accounts
    hit, error = report_chances(channel.values, len(aimed), len(accounts) - len(aimed))
    may = eligible_accounts(world)
    others = may[~taken[may] & ~np.isin(may, aimed)]
    right, wrong = aimed[luck(aimed) < hit], others[luck(others) < error]
    world.standing.note_errors(world.day, len(wrong))
    return np.concatenate([right, wrong]).astype(np.int32)


def ranked(world: World, channel: Channel, number: int) -> Int32:
    """Every account that a channel may choose from, first to go first.

    Equal scores go by the hash of (seed, run, day, channel, person), so that neither the order of
    rows nor what another arm did changes a draw.
    """
    accounts = eligible_accounts(world, channel.act)
    if channel.kind == "platform":
        accounts = accounts[_stands_on(world, accounts, channel.platform)]
    if channel.kind == "registry":
        return _by_registry(world, channel, accounts)
    if channel.kind == "returned":
        accounts = accounts[world.persons.suspensions[accounts // world.slots] > 0]
    if channel.kind == "young":
        accounts = accounts[world.ages(accounts) < channel.youth]
    luck = draws(world, accounts, number)
    if channel.kind == "in-degree":
        return accounts[np.lexsort((luck, -world.accounts.followers[accounts]))]
    if channel.kind == "soft":
        return accounts[_softly(world.accounts.followers[accounts], luck)]
    return accounts[np.argsort(luck, kind="stable")]


def _stands_on(world: World, accounts: Int32, platform: str) -> npt.NDArray[np.bool_]:
    """Which are accounts of the start on a platform: whoever has come back is elsewhere."""
    assert world.setting.platforms is not None
    here = world.setting.platforms[accounts // world.slots] == platform
    stands: npt.NDArray[np.bool_] = here & (world.accounts.incarnation[accounts] == 0)
    return stands


def draws(world: World, accounts: Int32, number: int | str) -> Float64:
    """A number in [0, 1) for every account, from (seed, run, day, channel, person and slot)."""
    if len(accounts) == 0:
        return np.zeros(0)
    keys = world.setting.keys[accounts // world.slots]
    slots = (accounts % world.slots).astype(np.uint64)
    return uniform(
        world.setting.seed, "campaign channel", world.run, world.day, number, keys, slots
    )


def _softly(scores: Int32, luck: Float64) -> npt.NDArray[np.int64]:
    """Draw without replacement, each next one in proportion to its score; zeros last.

    By keys −ln(1 − u) / score, least first: Efraimidis & Spirakis 2006,
    doi:10.1016/j.ipl.2005.11.003.
    """
    waiting = -np.log1p(-luck)
    keys = waiting / np.maximum(scores, 1)
    scored, rest = np.flatnonzero(scores > 0), np.flatnonzero(scores == 0)
    return np.concatenate([scored[_rising(keys[scored])], rest[_rising(keys[rest])]])


def _rising(keys: Float64) -> npt.NDArray[np.int64]:
    """A stable order; the faster sort that is none is as good where no two keys are equal."""
    order = np.argsort(keys)
    ordered = keys[order]
    return order if (ordered[1:] > ordered[:-1]).all() else np.argsort(keys, kind="stable")


def _by_registry(world: World, channel: Channel, accounts: Int32) -> Int32:
    """A strategy of the registry on today's graph; equal scores in an order drawn anew each day."""
    today, node_of, account_of = graph_of_today(world)
    may_go = np.zeros(today.n, dtype=bool)
    may_go[node_of[accounts]] = True
    seed = int(hash_words(world.setting.seed, "campaign day", world.run, world.day)[0] >> 1)
    assert channel.strategy is not None
    order = channel.strategy(today, eligible=may_go, seed=seed, run=world.run, ties="random")
    return account_of[order]
