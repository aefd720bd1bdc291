"""Followers around a suspension: days counted from it, beside persons never suspended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphres.campaigns.histories import History, Strata

__all__ = ["MOST_EVENTS", "OFFSETS", "Aligned", "align"]

Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]

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
    O(events · offsets + days · never suspended · offsets).
    """
    shape = (MOST_EVENTS, len(OFFSETS), len(strata.groups))
    persons, present, followers = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    matched = np.zeros(shape)
    never = np.flatnonzero(own.suspensions == 0)
    for day, struck, place in _events(own):
        within = (day + OFFSETS >= 0) & (day + OFFSETS < len(own.followers))
        days = day + OFFSETS[within]
        beside = _beside(own, day, struck, never, days)
        for values, sums in (
            (np.ones((len(days), len(struck)), dtype=np.int64), persons),
            (own.present[days][:, struck], present),
            (own.followers[days][:, struck], followers),
            (beside, matched),
        ):
            at = np.flatnonzero(within)[:, None]
            np.add.at(sums, (place[None, :], at, strata.group[struck][None, :]), values)
    return Aligned(strata.groups, persons, present, followers, matched)


def _events(own: History) -> Iterator[tuple[int, Int64, Int64]]:
    """By day: who was suspended, once each, and which of their suspensions it was, from 0."""
    often = np.zeros(own.present.shape[1], dtype=np.int64)
    for day, struck in own.struck:
        persons, accounts = np.unique(struck.astype(np.int64), return_counts=True)
        for step in range(int(accounts.max(initial=0))):
            now = persons[(accounts > step) & (often[persons] + step < MOST_EVENTS)]
            if len(now):
                yield day, now, often[now] + step
        often[persons] += accounts


def _beside(own: History, day: int, struck: Int64, never: Int64, days: Int64) -> Float64:
    """Followers of those never suspended who had as many, by day and person suspended."""
    if len(never) == 0:
        return np.full((len(days), len(struck)), np.nan)
    before = own.followers[day - 1]
    levels, level, counts = np.unique(before[never], return_inverse=True, return_counts=True)
    order = np.argsort(level, kind="stable")
    starts = np.cumsum(counts) - counts
    sums = np.add.reduceat(own.followers[days][:, never[order]], starts, axis=1)
    means = sums.astype(np.float64) / counts
    return means[:, _nearest(levels.astype(np.int64), before[struck].astype(np.int64))]


def _nearest(levels: Int64, wanted: Int64) -> Int64:
    """The place of the level nearest to each wanted, the lower of two as near."""
    above = np.minimum(np.searchsorted(levels, wanted), len(levels) - 1)
    below = np.maximum(above - 1, 0)
    is_below = np.abs(wanted - levels[below]) <= np.abs(levels[above] - wanted)
    return np.where(is_below, below, above)
