"""Followers of every person on every day, and their sums over persons of one group and dose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.campaigns.dosing import NOT_DRAWN, assign_doses
from graphres.campaigns.scenario import Setting
from graphres.kernels.arrays import Int32, Int64, Mask

#: What stands for either every group or every dose.
ALL = "all"

#: From how many suspensions on persons are counted together, where doses were not ordered.
_MANY = 4
_COUNTED = ("0", "1", "2", "3", "4+")
_NOT_DRAWN = "not drawn"

#: Ages of returned accounts, in days, at which their followers are told by dose.
DAYS_OF_AGE = (7, 30)


@dataclass
class History:
    """What became of the persons of day 0 in one run of one arm.

    Parameters
    ----------
    followers : ndarray of int32, shape (days + 1, n)
        Distinct followers in the evening; 0 while away.
    present : ndarray of bool, shape (days + 1, n)
        Whether the person holds an open account.
    struck : list of (int, ndarray of int32)
        Day, and the persons suspended on it, one entry an account.
    aged : dict of int to ndarray of int64, shape (2, n)
        By age: followers of the person's returned accounts at that age, summed, and how many.
    """

    followers: Int32
    present: Mask
    struck: list[tuple[int, Int32]] = field(default_factory=list)
    aged: dict[int, Int64] = field(default_factory=dict)

    @classmethod
    def of(cls, days: int, n: int) -> History:
        """An empty one."""
        return cls(
            np.zeros((days + 1, n), dtype=np.int32),
            np.zeros((days + 1, n), dtype=bool),
        )

    @property
    def suspensions(self) -> Int64:
        """Accounts lost, by person."""
        struck = np.concatenate([np.zeros(0, np.int32), *(persons for _, persons in self.struck)])
        return np.bincount(struck, minlength=self.present.shape[1])


class Strata(NamedTuple):
    """Which group and dose every person of day 0 belongs to.

    ``group`` and ``dose`` are places in ``groups`` and ``doses``.
    """

    groups: Sequence[str]
    doses: Sequence[str]
    group: Int64
    dose: Int64

    def sum(self, values: npt.NDArray[np.generic]) -> Int64:
        """Sums of values by person over those of a group and dose: (…, n) to (…, groups, doses)."""
        cells = len(self.groups) * len(self.doses)
        member = np.zeros((len(self.group), cells))
        member[np.arange(len(self.group)), self.group * len(self.doses) + self.dose] = 1
        # Sums of whole numbers below 2⁵³ are exact in any order.
        sums = np.asarray(values, dtype=np.float64) @ member
        shape = (*sums.shape[:-1], len(self.groups), len(self.doses))
        return sums.reshape(shape).astype(np.int64)


def strata_of(setting: Setting, arm: str, run: int, suspensions: Int64) -> Strata:
    """Who belongs together in one run of one arm.

    The dose is the one ordered where it was, in arm ``plan`` of a campaign with doses or with a
    replayed log; else how often the person was suspended in the end.
    """
    if arm == "plan" and setting.parameters.dose:
        doses, dose = _drawn(setting, run)
    else:
        if arm == "plan" and setting.replay is not None:
            suspensions = _logged(setting)
        doses, dose = _COUNTED, np.minimum(suspensions, _MANY)
    if setting.labels is None:
        return Strata((ALL,), doses, np.zeros(setting.n, dtype=np.int64), dose)
    groups, group = np.unique(setting.labels[: setting.n].astype(str), return_inverse=True)
    return Strata(groups.tolist(), doses, group.astype(np.int64), dose)


def _drawn(setting: Setting, run: int) -> tuple[Sequence[str], Int64]:
    drawn = assign_doses(setting, run)[: setting.n]
    offered = np.array(setting.parameters.dose)
    place = np.searchsorted(offered, drawn)
    place[drawn == NOT_DRAWN] = len(offered)
    names = [*map(str, setting.parameters.dose), _NOT_DRAWN]
    return names, place.astype(np.int64)


def _logged(setting: Setting) -> Int64:
    """How often a replayed log suspends each person by the last day of suspensions."""
    assert setting.replay is not None
    made = setting.parameters
    within = setting.replay.days + (made.from_day - 1) <= made.last_pressed
    persons = setting.place[setting.replay.accounts[within]]
    return np.bincount(persons, minlength=setting.n)


@dataclass(frozen=True, eq=False)
class DoseDays:
    """Sums over the persons of a group and dose, in one run of one arm.

    Parameters
    ----------
    groups, doses : sequence of str
    persons, suspensions : ndarray of int64, shape (groups, doses)
    present, followers, followers_none : ndarray of int64, shape (days + 1, groups, doses)
        ``followers_none``: of the same persons in arm ``none`` of the same run.
    aged : dict of int to ndarray of int64, shape (2, groups, doses)
        As in `History`.
    """

    groups: Sequence[str]
    doses: Sequence[str]
    persons: Int64
    suspensions: Int64
    present: Int64
    followers: Int64
    followers_none: Int64
    aged: dict[int, Int64]


def sum_by_dose(own: History, none: Int32, strata: Strata) -> DoseDays:
    """Sum a run of an arm, and of the same persons without suspensions, by group and dose.

    O(days · n · groups · doses).
    """
    return DoseDays(
        strata.groups,
        strata.doses,
        persons=strata.sum(np.ones(len(strata.group))),
        suspensions=strata.sum(own.suspensions),
        present=strata.sum(own.present),
        followers=strata.sum(own.followers),
        followers_none=strata.sum(none),
        aged={age: strata.sum(both) for age, both in own.aged.items()},
    )
