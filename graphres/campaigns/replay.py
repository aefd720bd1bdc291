"""A log of real suspensions in place of the channels of a plan."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from graphres.campaigns.scenario import Setting
from graphres.campaigns.state import World
from graphres.data.reading.suspensions import SuspensionLog
from graphres.errors import InputError, UsageError
from graphres.kernels.arrays import Int32
from graphres.kernels.campaign import layout as at

#: Why a suspension of the log found no account to close.
MISSES = {
    "away": "suspended already, and not back",
    "gone": "gone for good",
    "closed_today": "all accounts closed earlier that day",
    "protected": "protected",
    "too_late": "after the last day of suspensions",
}


@dataclass
class Replay:
    """The log of a setting by day, and what became of its suspensions in one run.

    The log's day 1 is the first day of suspensions. A suspension closes the account that its person
    holds that day, the first of several.

    Parameters
    ----------
    setting : Setting
    log : SuspensionLog
    """

    setting: Setting
    log: SuspensionLog
    missed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MISSES, 0))

    def __post_init__(self) -> None:
        made = self.setting.parameters
        if made.suspend or made.waves is not None or made.pressure != 1:
            raise UsageError(
                "a replay takes the place of channels, waves and pressure",
                do="leave those out",
            )
        days = self.log.days + (made.from_day - 1)
        persons = self.setting.place[self.log.accounts]
        # By day, then person, so that the order of the log's rows is no matter.
        by = np.lexsort((persons, days))
        self._days, self._persons = days[by], persons[by]
        self.missed["too_late"] = int(np.count_nonzero(days > made.last_pressed))
        if len(days) and self.missed["too_late"] == len(days):
            raise InputError(
                f"every suspension is after day {made.last_pressed}, the last one",
                where=self.log.source or None,
                do="give more --days, or an earlier --replay-from",
            )

    def persons(self, day: int) -> Int32:
        """Persons whom the log suspends on a day, as often as it does."""
        first, stop = np.searchsorted(self._days, [day, day + 1])
        return self._persons[first:stop]

    def everybody(self) -> Int32:
        """Every person of the log once, first suspended first."""
        last = int(self.setting.parameters.last_pressed)
        within = self._persons[: np.searchsorted(self._days, last + 1)]
        _, first = np.unique(within, return_index=True)
        return within[np.sort(first)]

    def of_day(self, world: World) -> Int32:
        """Accounts to suspend today; what finds none is counted."""
        chosen = []
        taken: dict[int, int] = {}
        for person in self.persons(world.day).tolist():
            slots = taken.get(person, int(world.persons.open[person]))
            reason = self._reason(world, person, slots)
            if reason:
                self.missed[reason] += 1
                continue
            lowest = slots & -slots
            taken[person] = slots ^ lowest
            chosen.append(person * world.slots + lowest.bit_length() - 1)
        return np.array(chosen, dtype=np.int32)

    def at_once(self, world: World) -> Int32:
        """An account of everybody in the log, as far as they have one."""
        persons = self.everybody()
        persons = persons[self.setting.may_be_suspended[persons]]
        slots = world.persons.open[persons]
        persons, slots = persons[slots > 0], slots[slots > 0]
        lowest = np.log2(slots & -slots).astype(np.int32)
        accounts: Int32 = (persons * world.slots + lowest).astype(np.int32)
        return accounts

    def _reason(self, world: World, person: int, slots: int) -> str:
        status = world.persons.status[person]
        if not self.setting.may_be_suspended[person]:
            return "protected"
        if status == at.AWAY:
            return "away"
        if status == at.GONE:
            return "gone"
        return "" if slots else "closed_today"
