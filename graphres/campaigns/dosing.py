"""Ordered doses: persons drawn by hash to be suspended 0, 1, 2, … times, on days spaced alike."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from graphres.campaigns.parameters import Parameters
from graphres.campaigns.scenario import Setting
from graphres.campaigns.state import World
from graphres.kernels.arrays import Int32, Int64
from graphres.kernels.hashing import hash_words, uniform

#: The dose of persons who take no part: protected, not targeted, or newcomers.
NOT_DRAWN = -1


def assign_doses(setting: Setting, run: int) -> Int32:
    """Draw a dose for every person, as many persons for each dose; those who may not go get none.

    Persons who may be suspended are put in the order of a hash of (seed, run, person) and cut into
    equal parts, the least dose first.

    Parameters
    ----------
    setting : Setting
    run : int

    Returns
    -------
    ndarray of int32, shape (capacity,)
        Times to be suspended; ``NOT_DRAWN`` for who takes no part.
    """
    offered = np.array(setting.parameters.dose, dtype=np.int32)
    drawn = np.flatnonzero(setting.may_be_suspended[: setting.n])
    words = hash_words(setting.seed, "campaign dose", run, setting.keys[drawn])
    order = drawn[np.argsort(words, kind="stable")]
    doses = np.full(setting.capacity, NOT_DRAWN, dtype=np.int32)
    doses[order] = offered[np.arange(len(order)) * len(offered) // max(len(order), 1)]
    return doses


def due_days(made: Parameters, dose: int, draw: float) -> list[int]:
    """Return the days on which somebody of a dose is to be suspended.

    Over a window of L days from ``from_day`` on, the j-th of k suspensions falls on its day
    ⌊j L/(k + 1)⌋ + ⌊(draw − 1/2) L/(K + 1)⌋, K being the greatest dose. With ``dose_last`` the
    window ends there, and the j-th falls L (k − j)/k + draw · L/K days before its last, rounded
    down each, so that all doses are equally recent.

    Parameters
    ----------
    made : Parameters
    dose : int
    draw : float
        In [0, 1), of the person and run.

    Examples
    --------
    >>> made = Parameters(days=15, dose=(0, 1, 2, 4))
    >>> [due_days(made, dose, 0.5) for dose in made.dose]
    [[], [8], [6, 11], [4, 7, 10, 13]]
    >>> made = Parameters(days=15, dose=(0, 1, 2, 4), dose_last=12)
    >>> [due_days(made, dose, 0.0) for dose in made.dose]
    [[], [12], [6, 12], [3, 6, 9, 12]]
    """
    most, window = made.dose[-1], made.dosed_days
    if made.dose_last is None:
        shift = math.floor((draw - 0.5) * (window / (most + 1)))
        return [made.from_day + j * window // (dose + 1) + shift for j in range(1, dose + 1)]
    shift = math.floor(draw * (window // max(most, 1)))
    return [made.dose_last - (dose - j) * window // dose - shift for j in range(1, dose + 1)]


@dataclass
class Doses:
    """What arm ``plan`` does in one run where doses are ordered.

    A person who is away on a day that is due is suspended on the first day it is back; all its
    open accounts go together, as one suspension.

    Parameters
    ----------
    setting : Setting
    """

    setting: Setting
    _due: list[list[int]] = field(default_factory=list, init=False)
    _owed: Int32 = field(default_factory=lambda: np.zeros(0, np.int32), init=False)
    _served: Int32 = field(default_factory=lambda: np.zeros(0, np.int32), init=False)

    def of_day(self, world: World) -> Int32:
        """Accounts to suspend today, by a hash of the day; those taken count as served."""
        self._begin(world.run)
        due = np.array(self._due[world.day], dtype=np.int32)
        self._owed[due] += 1
        persons = np.flatnonzero((self._owed > self._served) & (world.persons.open != 0))
        self._served[persons] += 1
        return self._accounts(world, persons)

    def at_once(self, world: World) -> Int32:
        """The accounts of everybody with a dose above 0."""
        persons = assign_doses(self.setting, world.run) > 0
        return self._accounts(world, np.flatnonzero(persons & (world.persons.open != 0)))

    def _begin(self, run: int) -> None:
        """Draw doses and days, at the first day of a run."""
        if self._due:
            return
        setting, made = self.setting, self.setting.parameters
        doses = assign_doses(setting, run)
        draws = uniform(setting.seed, "campaign dose day", run, setting.keys)
        self._due = [[] for _ in range(made.days + 1)]
        self._owed = np.zeros(setting.capacity, dtype=np.int32)
        self._served = np.zeros(setting.capacity, dtype=np.int32)
        for person in np.flatnonzero(doses > 0).tolist():
            for day in due_days(made, int(doses[person]), float(draws[person])):
                self._due[day].append(person)

    def _accounts(self, world: World, persons: Int64) -> Int32:
        is_due = np.zeros(self.setting.capacity, dtype=bool)
        is_due[persons] = True
        accounts = world.open_accounts
        accounts = accounts[is_due[accounts // world.slots]]
        keys = self.setting.keys[accounts // world.slots]
        words = hash_words(self.setting.seed, "campaign dose order", world.run, world.day, keys)
        return accounts[np.argsort(words, kind="stable")]
