"""Followers around a suspension: days counted from it, beside persons never suspended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graphres.campaigns.histories import History, Strata
from graphres.kernels.arrays import Float64, Int64
from graphres.kernels.campaign.aligning import (
    EventSums,
    PersonDays,
    SuspensionEvents,
    sum_around_events,
)

#: Days from the suspension.
OFFSETS = np.arange(-14, 31)

#: Suspensions of a person that are looked at, the first ones.
MOST_EVENTS = 8


@dataclass(frozen=True, eq=False)
class Aligned:
    """Sums over persons suspended for the k-th time, by days from that suspension.

    Parameters
    ----------
    groups : sequence of str
    persons, present, followers : ndarray of int64, shape (events, offsets, groups)
        Who is followed up so far, how many of them hold an account, and their followers.
    matched : ndarray of float64, shape (events, offsets, groups)
        Followers of as many persons never suspended, each with as many followers the evening
        before; NaN where nobody is left to set beside.
    """

    groups: Sequence[str]
    persons: Int64
    present: Int64
    followers: Int64
    matched: Float64


def align(own: History, strata: Strata) -> Aligned:
    """Line up a run of an arm on each person's first, second, … suspension.

    A person suspended on day t stands beside those of day 0 never suspended in the run whose
    followers on the evening of t − 1 are nearest to its own, the fewer where two are as near; of
    several the mean. All persons of day 0 have been there equally long as far as anybody knows.
    O(events · (never suspended + those alike · offsets)).
    """
    shape = (MOST_EVENTS, len(OFFSETS), len(strata.groups))
    counted, matched = np.zeros((3, *shape), dtype=np.int64), np.zeros(shape)
    never = np.flatnonzero(own.suspensions == 0)
    early, late = int(OFFSETS[0]), int(OFFSETS[-1])
    sums = np.zeros(len(OFFSETS), dtype=np.int64)
    histories = PersonDays(own.followers, own.present, never, strata.group)
    events, out = SuspensionEvents(*_events(own)), EventSums(counted, matched)
    sum_around_events(histories, events, early, late, np.nan, sums, out)
    persons, present, followers = counted
    return Aligned(strata.groups, persons, present, followers, matched)


def _events(own: History) -> tuple[Int64, Int64, Int64]:
    """Day, person, and which suspension of hers it was, from 0: of the first ones, day by day."""
    counts = [len(persons) for _, persons in own.struck]
    day = np.repeat(np.array([day for day, _ in own.struck], dtype=np.int64), counts)
    person = np.concatenate([np.zeros(0, np.int64), *(persons for _, persons in own.struck)])
    by = np.lexsort((day, person))
    day, person = day[by], person[by]
    place = _ranks(person)
    step = _ranks(person * (len(own.followers) + 1) + day)
    first = np.flatnonzero(place < MOST_EVENTS)
    by = first[np.lexsort((person[first], step[first], day[first]))]
    return day[by], person[by], place[by]


def _ranks(rising: Int64) -> Int64:
    """How many equal ones stand before each of rising numbers.

    Examples
    --------
    >>> _ranks(np.array([3, 3, 5, 5, 5])).tolist()
    [0, 1, 0, 1, 2]
    """
    ranks: Int64 = np.arange(len(rising)) - np.searchsorted(rising, rising)
    return ranks
