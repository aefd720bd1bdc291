"""What is written down of one run of one arm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.campaigns.aligned import Aligned
from graphres.campaigns.evenings import Evenings
from graphres.campaigns.histories import DAYS_OF_AGE, DoseDays, History, Strata
from graphres.campaigns.state import World
from graphres.kernels.arrays import Int32, Mask
from graphres.kernels.campaign import evening as of
from graphres.kernels.campaign.arrays import Accounts

_NOBODY: Int32 = np.zeros(0, np.int32)

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

#: Days after which the followers of an account are noted.
AGES = (1, 7, 14, 30)


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


class Closing(NamedTuple):
    """Returned accounts that were closed on one day, or were still open at the end: censored.

    ``persons`` int32 (k,) are their owners, ``accounts`` of shape (k,) what was known.
    """

    day: int
    censored: bool
    persons: Int32
    accounts: Accounts


def _returns(closings: Sequence[Closing], names: Sequence[str]) -> dict[str, list[Any]]:
    """The table of returns, by column."""
    counts = [len(closing.persons) for closing in closings]
    columns = zip(*(closing.accounts for closing in closings), strict=True)
    column = Accounts(*map(np.concatenate, columns))
    persons = np.concatenate([closing.persons for closing in closings]).tolist()
    day = np.repeat([closing.day for closing in closings], counts)
    values = {
        "person": [names[person] for person in persons],
        "incarnation": column.incarnation.tolist(),
        "day": column.birth.tolist(),
        "followers_before": column.previous.tolist(),
        "peak": column.peak.tolist(),
        "lifetime": (day - column.birth).tolist(),
        "censored": np.repeat([closing.censored for closing in closings], counts).tolist(),
    }
    for age in AGES:
        noted = getattr(column, f"at_{age}").tolist()
        values[f"followers_{age}"] = [None if v < 0 else v for v in noted]
    return {name: values[name] for name in RETURNS}


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
        n, days = world.setting.n, world.parameters.days
        self.evenings = Evenings(world, giant=giant)
        self.closings: list[Closing] = []
        self.audience = np.zeros(n, dtype=np.int64)
        self.parts = np.zeros(of.PARTS, dtype=np.int64)
        self.daily = np.zeros((days + 1, n), dtype=np.int32) if keep else None
        self.history = History.of(days, n) if track else None
        self.aged = np.zeros((len(DAYS_OF_AGE), 2, n if track else 0), dtype=np.int64)
        self.first: dict[int, list[int]] = {age: [] for age in AGES}
        self.hit: dict[str, list[Int32]] = {"followers": [], "age": []}

    def day(self) -> None:
        """Write down the day that is over."""
        world, n = self.world, self.world.setting.n
        is_within = world.day >= world.parameters.from_day
        if self.daily is not None:
            self.daily[world.day] = world.persons.followers[:n]
        counted = self.evenings.counted[world.day]
        kept = self._history_of_today()
        of.count_evening(world.persons, self.audience, int(is_within), *kept, counted)
        if is_within and self.reference is not None:
            of.split_missing(world.persons, self.reference[world.day], self.parts)
        self.evenings.note(self.aged)
        if world.arrived > n:
            accounts = world.open_accounts
            self._newcomers(accounts[np.searchsorted(accounts, n * world.slots) :])

    def _history_of_today(self) -> tuple[Int32, Mask]:
        """Where followers and presence of the persons of day 0 are kept; nowhere without a need."""
        if self.history is None:
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=bool)
        return self.history.followers[self.world.day], self.history.present[self.world.day]

    def _newcomers(self, accounts: Int32) -> None:
        """Note followers of those never suspended, beside whom returned accounts can stand."""
        world = self.world
        fresh = accounts[world.persons.suspensions[accounts // world.slots] == 0]
        ages = world.ages(fresh)
        for age in AGES:
            self.first[age] += world.accounts.followers[fresh[ages == age]].tolist()

    def closed(self, accounts: Int32, held: Int32) -> None:
        """Write down the returned accounts that were suspended today."""
        world = self.world
        peaks = np.maximum(world.accounts.peak[accounts], held)
        world.accounts.peak[accounts] = peaks
        self._note_closing(accounts, censored=False)
        self.hit["followers"].append(held)
        self.hit["age"].append(world.ages(accounts))
        if self.history is not None:
            persons = accounts // world.slots
            self.history.struck.append((world.day, persons[persons < world.setting.n]))

    def _note_closing(self, accounts: Int32, *, censored: bool) -> None:
        world = self.world
        accounts = accounts[world.accounts.incarnation[accounts] > 0]
        known = Accounts(*(column[accounts] for column in world.accounts))
        closing = Closing(world.day, censored, accounts // world.slots, known)
        self.closings.append(closing)

    def done(self, arm: str) -> ArmRun:
        """Everything, once the last day is over; accounts still open are censored."""
        world, n = self.world, self.world.setting.n
        self._note_closing(world.open_accounts, censored=True)
        totals = self.evenings.counted[:, of.OF_START]
        if self.history is not None:
            self.history.aged.update(zip(DAYS_OF_AGE, self.aged, strict=True))
        return ArmRun(
            arm=arm,
            run=world.run,
            days=self.evenings.columns(),
            returns=_returns(self.closings, world.setting.names),
            audience=self.audience,
            parts=dict(zip(PARTS, self.parts.tolist(), strict=True)),
            suspensions=world.persons.suspensions[:n].copy(),
            last=world.persons.followers[:n].copy(),
            inside=self._inside(),
            first=self.first,
            held_late=float(totals[-30:].mean()),
            held_before=float(totals[world.parameters.from_day - 1]),
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
