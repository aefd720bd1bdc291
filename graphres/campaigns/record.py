"""What is written down of one run of one arm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.campaigns.aligned import Aligned
from graphres.campaigns.histories import DAYS_OF_AGE, DoseDays, History, Strata
from graphres.campaigns.reaching import reach_share
from graphres.campaigns.world import World
from graphres.kernels import campaign_layout as at

__all__ = ["ACT_DAYS", "AGES", "DAYS", "PARTS", "RETURNS", "ArmRun", "Recorder", "act_days"]

Int32 = npt.NDArray[np.int32]

DAYS = (
    "day",
    "accounts",
    "persons_away",
    "suspended",
    "returned",
    "opened",
    "follows",
    "followers_mean",
    "followers_mean_persons",
    "followers_median",
    "followers_p90",
    "giant_share",
    "reach_share",
)

_NOBODY: Int32 = np.zeros(0, np.int32)

#: Further columns of days, where anything but suspensions is done.
ACT_DAYS = ("persons_private", "persons_limited")

#: Those beside them, by the kind of act that is done.
_MORE_DAYS = {
    "counter": "persons_speaking",
    "flood": "persons_flooded",
    "crowd": "suspended_in_error",
}

RETURNS = (
    "person",
    "incarnation",
    "day",
    "followers_before",
    "followers_1",
    "followers_7",
    "followers_14",
    "followers_30",
    "peak",
    "lifetime",
    "censored",
)

#: Into what the difference to arm ``none`` is split, person-day by person-day.
PARTS = ("away", "lost", "regrowth", "spill_over")

#: Days after which the followers of an account are noted, and in which row.
AGES = {1: at.AT_1, 7: at.AT_7, 14: at.AT_14, 30: at.AT_30}


def act_days(acts: Sequence[str]) -> tuple[str, ...]:
    """Columns of days that tell what acts other than suspensions have done.

    Examples
    --------
    >>> act_days(["counter:in-degree@2/day"])
    ('persons_private', 'persons_limited', 'persons_speaking')
    """
    kinds = {spec.partition(":")[0].partition("@")[0] for spec in acts}
    more = tuple(name for kind, name in _MORE_DAYS.items() if kind in kinds)
    return (ACT_DAYS if acts else ()) + more


@dataclass
class ArmRun:
    """One run of one arm: its days, its returns, sums over persons.

    ``audience`` is follower-days over the window by person of day 0; ``parts`` splits the
    difference to arm ``none`` in follower-days; ``last`` is followers on the last day, by person,
    ``hit``: ``followers`` and ``age`` of every account suspended;
    ``inside`` those of the person's own group; ``first`` is followers of newcomers never suspended
    at set ages; ``missed`` counts suspensions of a replayed log
    that found no account, by reason.
    """

    arm: str
    run: int
    days: dict[str, list[Any]]
    returns: dict[str, list[Any]]
    audience: npt.NDArray[np.int64]
    parts: dict[str, int]
    suspensions: Int32
    last: Int32
    inside: npt.NDArray[np.int64] | None
    first: dict[int, list[int]]
    held_late: float
    held_before: float
    daily: Int32 | None = field(default=None, repr=False)
    history: History | None = field(default=None, repr=False)
    by_dose: DoseDays | None = field(default=None, repr=False)
    aligned: Aligned | None = field(default=None, repr=False)
    strata: Strata | None = field(default=None, repr=False)
    missed: dict[str, int] | None = None
    hit: dict[str, Int32] = field(default_factory=dict, repr=False)


class Recorder:
    """Writes down a world day by day.

    Parameters
    ----------
    world : World
    reference : ndarray of int32, shape (days + 1, n), optional
        Followers by day and person in arm ``none`` of the same run.
    keep : bool
        Whether to keep such a table of this world.
    giant : bool
        Whether to measure the giant every day.
    track : bool
        Whether to keep a `History` of every person.
    """

    def __init__(
        self,
        world: World,
        *,
        reference: Int32 | None,
        keep: bool,
        giant: bool = True,
        track: bool = False,
    ) -> None:
        self.world = world
        self.reference = reference
        self.giant = giant
        n, days = world.setting.n, world.parameters.days
        names = DAYS + act_days(world.parameters.act)
        self.days: dict[str, list[Any]] = {name: [] for name in names}
        self.returns: dict[str, list[Any]] = {name: [] for name in RETURNS}
        self.audience = np.zeros(n, dtype=np.int64)
        self.parts = dict.fromkeys(PARTS, 0)
        self.daily = np.zeros((days + 1, n), dtype=np.int32) if keep else None
        self.history = History.of(days, n) if track else None
        self.first: dict[int, list[int]] = {age: [] for age in AGES}
        self.hit: dict[str, list[Int32]] = {"followers": [], "age": []}
        self.totals = np.zeros(days + 1, dtype=np.int64)

    def day(self) -> None:
        """Write down the day that is over."""
        world, n = self.world, self.world.setting.n
        followers = world.persons[at.FOLLOWERS, :n]
        self.totals[world.day] = followers.sum()
        if self.daily is not None:
            self.daily[world.day] = followers
        if self.history is not None:
            self.history.followers[world.day] = followers
            self.history.present[world.day] = world.persons[at.OPEN, :n] != 0
        if world.day >= world.parameters.from_day:
            self.audience += followers
            if self.reference is not None:
                self._split(self.reference[world.day] - followers)
        self._row()
        self._ages()

    def _row(self) -> None:
        world = self.world
        accounts = world.open_accounts
        held = world.accounts[at.HELD, accounts]
        status = world.persons[at.STATUS]
        known = len(held) > 0
        middle, high = np.quantile(held, [0.5, 0.9]).tolist() if known else (None, None)
        row = {
            "day": world.day,
            "accounts": len(accounts),
            "persons_away": int(np.count_nonzero(status == at.AWAY)),
            "suspended": int(world.counts[at.N_SUSPENDED]),
            "returned": int(world.counts[at.N_RETURNED]),
            "opened": int(world.counts[at.N_OPENED]),
            "follows": int(world.persons[at.FOLLOWERS].sum()),
            "followers_mean": float(held.mean()) if known else None,
            "followers_mean_persons": (
                float(self.totals[world.day] / world.setting.n) if world.setting.n else None
            ),
            "followers_median": middle,
            "followers_p90": high,
            "giant_share": (
                world.giant() / world.arrived if self.giant and world.arrived else None
            ),
            "reach_share": self._reach(),
            **world.standing.counted(world),
        }
        for name, column in self.days.items():
            column.append(row[name])

    def _reach(self) -> float | None:
        """On the days on which it is asked for."""
        setting = self.world.setting
        if setting.spread is None or self.world.day % setting.reach_every:
            return None
        return reach_share(self.world, setting.spread)

    def _split(self, missing: Int32) -> None:
        """Give every person-day's difference to exactly one part, or two that add up to it."""
        world, n = self.world, self.world.setting.n
        persons = world.persons[:, :n]
        struck = persons[at.FIRST] > 0
        here = persons[at.STATUS] == at.PRESENT
        lost = int(persons[at.LOST][struck & here].sum())
        self.parts["spill_over"] += int(missing[~struck].sum())
        self.parts["away"] += int(missing[struck & ~here].sum())
        self.parts["lost"] += lost
        self.parts["regrowth"] += int(missing[struck & here].sum()) - lost

    def _ages(self) -> None:
        """Keep peaks, and followers at set ages, of accounts opened at returns and by newcomers."""
        world = self.world
        accounts = world.open_accounts
        returned = accounts[world.accounts[at.INCARNATION, accounts] > 0]
        held, ages = world.accounts[at.HELD, returned], world.ages(returned)
        world.accounts[at.PEAK, returned] = np.maximum(world.accounts[at.PEAK, returned], held)
        for age, row in AGES.items():
            world.accounts[row, returned[ages == age]] = held[ages == age]
            if age in DAYS_OF_AGE:
                self._age(age, returned[ages == age] // world.slots, held[ages == age])
        if world.arrived > world.setting.n:
            self._newcomers(accounts[np.searchsorted(accounts, world.setting.n * world.slots) :])

    def _age(self, age: int, persons: Int32, held: Int32) -> None:
        """Add up followers of returned accounts at an age, by person of day 0."""
        if self.history is not None:
            early = persons < self.world.setting.n
            both = self.history.aged[age]
            np.add.at(both[0], persons[early], held[early])
            np.add.at(both[1], persons[early], 1)

    def _newcomers(self, accounts: Int32) -> None:
        """Note followers of those never suspended, beside whom returned accounts can stand."""
        world = self.world
        fresh = accounts[world.persons[at.SUSPENSIONS, accounts // world.slots] == 0]
        ages = world.ages(fresh)
        for age in AGES:
            self.first[age] += world.accounts[at.HELD, fresh[ages == age]].tolist()

    def closed(self, accounts: Int32, held: Int32) -> None:
        """Write down the returned accounts that were suspended today."""
        world = self.world
        peaks = np.maximum(world.accounts[at.PEAK, accounts], held)
        world.accounts[at.PEAK, accounts] = peaks
        self._add_returns(accounts, censored=False)
        self.hit["followers"].append(held)
        self.hit["age"].append(world.ages(accounts))
        if self.history is not None:
            persons = accounts // world.slots
            self.history.struck.append((world.day, persons[persons < world.setting.n]))

    def _add_returns(self, accounts: Int32, *, censored: bool) -> None:
        world = self.world
        accounts = accounts[world.accounts[at.INCARNATION, accounts] > 0]
        column = world.accounts[:, accounts]
        values = {
            "person": [world.setting.names[a // world.slots] for a in accounts],
            "incarnation": column[at.INCARNATION].tolist(),
            "day": column[at.BIRTH].tolist(),
            "followers_before": column[at.PREVIOUS].tolist(),
            "peak": column[at.PEAK].tolist(),
            "lifetime": (world.day - column[at.BIRTH]).tolist(),
            "censored": [censored] * len(accounts),
        }
        for age, row in AGES.items():
            values[f"followers_{age}"] = [None if v < 0 else v for v in column[row].tolist()]
        for name in RETURNS:
            self.returns[name] += values[name]

    def done(self, arm: str) -> ArmRun:
        """Everything, once the last day is over; accounts still open are censored."""
        world, n = self.world, self.world.setting.n
        self._add_returns(world.open_accounts, censored=True)
        before = world.parameters.from_day - 1
        return ArmRun(
            arm=arm,
            run=world.run,
            days=self.days,
            returns=self.returns,
            audience=self.audience,
            parts=self.parts,
            suspensions=world.persons[at.SUSPENSIONS, :n].copy(),
            last=world.persons[at.FOLLOWERS, :n].copy(),
            inside=self._inside(),
            first=self.first,
            held_late=float(self.totals[-30:].mean()),
            held_before=float(self.totals[before]),
            daily=self.daily,
            history=self.history,
            hit={name: np.concatenate([_NOBODY, *held]) for name, held in self.hit.items()},
        )

    def _inside(self) -> npt.NDArray[np.int64] | None:
        """Followers of each person's own group on the last day."""
        world, labels = self.world, self.world.setting.labels
        if labels is None:
            return None
        follower, followed = world.follows_today()
        same = labels[follower] == labels[followed]
        return np.bincount(followed[same], minlength=world.setting.n)[: world.setting.n]
