"""Arms: the same dose of suspensions, spent in different ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, Protocol

import numpy as np

from graphres.campaigns.actions import parse_act
from graphres.campaigns.channels import Channel, Waves, parse_channel, parse_waves
from graphres.campaigns.dosing import Doses
from graphres.campaigns.parameters import Parameters
from graphres.campaigns.replay import Replay
from graphres.campaigns.scenario import Setting
from graphres.campaigns.state import World
from graphres.campaigns.targeting import (
    Carried,
    Picked,
    draws,
    eligible_accounts,
    plan_of_day,
    ranked,
)
from graphres.kernels.arrays import Float64, Int32, Int64
from graphres.kernels.campaign.matching import Candidates, WantedAccounts, match_alike

#: Gives, for a world on a day within the window, on whom to act, first to go first.
Decide = Callable[[World], Picked]


_CLOSE = Channel("", "", Fraction(0), Fraction(0))


class Ordered(Protocol):
    """Suspensions that are ordered by person and day."""

    def of_day(self, world: World) -> Int32:
        """Accounts to suspend today."""

    def at_once(self, world: World) -> Int32:
        """An account of everybody who is to be suspended at all."""


class Alike(NamedTuple):
    """How followed and how old each account was on which a channel acted."""

    channel: Channel
    followers: Int32
    ages: Int32


@dataclass
class PlanLog:
    """What the plan did: by day and channel how many, and how followed and old each was."""

    numbers: dict[int, list[int]] = field(default_factory=dict)
    followers: dict[int, Int32] = field(default_factory=dict)
    ages: dict[int, Int32] = field(default_factory=dict)
    acts: dict[int, list[Alike]] = field(default_factory=dict)

    def note(self, world: World, picked: Picked, numbers: list[int]) -> None:
        """Remember one day, before anything is done."""
        self.numbers[world.day] = numbers
        self.followers[world.day] = world.accounts.followers[picked.suspended].copy()
        self.ages[world.day] = world.ages(picked.suspended).copy()
        self.acts[world.day] = [
            Alike(channel, world.accounts.followers[chosen].copy(), world.ages(chosen).copy())
            for channel, chosen in picked.acts
        ]

    def total(self, day: int) -> int:
        """Accounts suspended on a day."""
        return len(self.followers.get(day, ()))


def channels_of(made: Parameters) -> tuple[list[Channel], Waves | None]:
    """The channels and waves of a plan, at a pressure of 1."""
    channels = [parse_channel(spec) for spec in made.suspend]
    channels += [parse_act(spec) for spec in made.act]
    return channels, None if made.waves is None else parse_waves(made.waves)


@dataclass
class Plan:
    """What arm ``plan`` does in one run, and what the other arms take from it."""

    setting: Setting
    log: PlanLog = field(default_factory=PlanLog)

    def __post_init__(self) -> None:
        setting = self.setting
        self.replay = None if setting.replay is None else Replay(setting, setting.replay)
        self.doses = Doses(setting) if setting.parameters.dose else None

    @property
    def missed(self) -> dict[str, int] | None:
        """Suspensions of a replayed log that found no account, by reason."""
        return None if self.replay is None else self.replay.missed

    @property
    def ordered(self) -> Ordered | None:
        """Where it is ordered by person whom to suspend when: a replayed log, or doses."""
        return self.doses if self.replay is None else self.replay

    def decide(self) -> Decide:
        """The plan itself, noted."""
        if self.ordered is not None:
            return ordered(self.ordered, self.setting.parameters, self.log)
        return scheduled(self.setting.parameters, self.log)

    def others(self) -> dict[str, Callable[[], Decide]]:
        """The arms that spend the dose of the plan, once it is known."""
        channels, _ = channels_of(self.setting.parameters)
        return {
            "all-at-once": lambda: all_at_once(channels, self.log, self.ordered),
            "random": lambda: random(self.log),
            "rotating": lambda: rotating(self.log),
        }


def planned(setting: Setting, log: PlanLog) -> Decide:
    """What arm ``plan`` of a setting does, noted in ``log``."""
    return Plan(setting, log).decide()


def nobody(world: World) -> Picked:
    """Arm ``none``."""
    return Picked(np.zeros(0, dtype=np.int32))


def scheduled(made: Parameters, log: PlanLog) -> Decide:
    """Arm ``plan``: what its channels choose at the pressure of the day, noted in ``log``."""
    channels, waves = channels_of(made)
    carried = [Carried() for _ in channels]

    def decide(world: World) -> Picked:
        factor = made.pressure_on(world.day)
        today = [channel.times(factor) for channel in channels]
        chosen = plan_of_day(world, today, waves and waves.times(factor), carried)
        picked = Picked.of(channels, chosen)
        log.note(world, picked, [len(each) for each in chosen])
        return picked

    return decide


def ordered(orders: Ordered, made: Parameters, log: PlanLog) -> Decide:
    """Arm ``plan`` of a replay or of doses: the suspensions of the day, then what channels do.

    Both are noted in ``log``.
    """
    channels, _ = channels_of(made)
    carried = [Carried() for _ in channels]

    def decide(world: World) -> Picked:
        closed = orders.of_day(world)
        factor = made.pressure_on(world.day)
        today = [channel.times(factor) for channel in channels]
        chosen = plan_of_day(world, today, None, carried, closed)
        picked = Picked.of(channels, chosen, closed)
        log.note(world, picked, [len(each) for each in chosen])
        return picked

    return decide


def all_at_once(channels: list[Channel], log: PlanLog, orders: Ordered | None = None) -> Decide:
    """Arm ``all-at-once``: each channel's total on the first day, as far as there are accounts.

    Where suspensions are ordered by person, everybody to be suspended at once, before them.
    """
    totals = np.sum([[0] * len(channels), *log.numbers.values()], axis=0) if channels else []

    def decide(world: World) -> Picked:
        if world.day != world.parameters.from_day:
            return nobody(world)
        closed = np.zeros(0, np.int32) if orders is None else orders.at_once(world)
        taken = np.zeros(len(world.accounts.birth), dtype=bool)
        taken[closed] = True
        chosen = []
        for number, channel in enumerate(channels):
            order = ranked(world, channel, number)
            picked = order[~taken[order]][: totals[number]]
            taken[picked] = True
            chosen.append(picked)
        return Picked.of(channels, chosen, closed)

    return decide


def random(log: PlanLog) -> Decide:
    """Arm ``random``: as many as in the plan, each open account as likely."""

    def take(world: World, accounts: Int32, like: Alike) -> Int32:
        order = np.argsort(draws(world, accounts, "random arm"), kind="stable")
        return accounts[order[: len(like.followers)]]

    return _alike(log, take)


def rotating(log: PlanLog) -> Decide:
    """Arm ``rotating``: for every account of the plan one that is alike, its owner fresh.

    Those least often acted on go first, so that nobody is suspended twice while others remain;
    among them the nearest by |log₂(1 + followers)| and |log₂(1 + age)| differences, summed.
    """

    def take(world: World, accounts: Int32, like: Alike) -> Int32:
        return accounts[matched(world, accounts, _scale(like.followers), _scale(like.ages))]

    return _alike(log, take)


def _alike(log: PlanLog, take: Callable[[World, Int32, Alike], Int32]) -> Decide:
    """As many as in the plan for every act; what one has taken the next ones pass over."""

    def decide(world: World) -> Picked:
        none = np.zeros(0, np.int32)
        likes, ages = (kept.get(world.day, none) for kept in (log.followers, log.ages))
        closed = take(world, eligible_accounts(world), Alike(_CLOSE, likes, ages))
        taken = np.zeros(len(world.accounts.birth), dtype=bool)
        taken[closed] = True
        acts = []
        for like in log.acts.get(world.day, ()):
            accounts = eligible_accounts(world, like.channel.act)
            acts.append((like.channel, take(world, accounts[~taken[accounts]], like)))
            taken[acts[-1][1]] = True
        return Picked(closed, tuple(acts))

    return decide


def matched(world: World, accounts: Int32, likes: Float64, ages: Float64) -> Int64:
    """Which of the accounts, by owner, arm ``rotating`` takes, one for each wanted, in turn."""
    luck = _inverse(np.argsort(draws(world, accounts, "spread arm"), kind="stable"))
    followers = _scale(world.accounts.followers[accounts])
    number = np.argsort(followers, kind="stable")
    place = _inverse(number)
    chosen = np.full(len(likes), -1, dtype=np.int64)
    candidates = Candidates(
        followers[number],
        _scale(world.ages(accounts))[number],
        luck[number],
        (accounts // world.slots)[number],
        number,
        place,
    )
    often = world.persons.suspensions + world.standing.acted
    left = np.zeros(len(accounts), dtype=np.int32)
    wanted = WantedAccounts(likes, ages, np.searchsorted(followers[number], likes))
    match_alike(candidates, often, left, wanted, chosen)
    return number[chosen[chosen >= 0]]


def _inverse(order: Int64) -> Int64:
    """The place of everybody in an order."""
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    return places


def _scale(values: Int32) -> Float64:
    scaled: Float64 = np.log2(1.0 + np.minimum(values, 1000))
    return scaled
