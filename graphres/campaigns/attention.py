"""Attention that is lost: attempts that would have met somebody who is suspended fall flat."""

from __future__ import annotations

import numpy as np

from graphres.kernels.arrays import Int32, Int64
from graphres.kernels.campaign import layout as at

#: What becomes of the attention that the suspended would have had.
ATTENTION = {
    "conserved": "every attempt meets somebody who is there",
    "lost": "an attempt that meets a suspended person in arm none comes to nothing",
}

#: More than the attempts of a person a day.
_MOST_ATTEMPTS = 128


class Meetings:
    """Whom every attempt of a run meets in arm ``none``, by day.

    An attempt is the same in two arms when the follower and its number of the day are.
    """

    def __init__(self) -> None:
        self._attempts: dict[int, Int64] = {}
        self._met: dict[int, Int32] = {}

    def note(self, day: int, asks: Int32, count: int) -> None:
        """Keep the attempts of a day of arm ``none``."""
        attempts = _numbered(asks[:, :count])
        order = np.argsort(attempts, kind="stable")
        self._attempts[day] = attempts[order]
        self._met[day] = asks[at.TARGET, :count][order].copy()

    def lose(self, day: int, asks: Int32, count: int, status: Int32) -> None:
        """Take the target from attempts that meet somebody now away or gone in arm ``none``.

        O(attempts · log attempts).
        """
        known, met = self._attempts[day], self._met[day]
        if len(known) == 0:
            return
        attempts = _numbered(asks[:, :count])
        place = np.minimum(np.searchsorted(known, attempts), len(known) - 1)
        target = np.where(known[place] == attempts, met[place], at.NOBODY)
        is_out = (target != at.NOBODY) & np.isin(status[target], (at.AWAY, at.GONE))
        asks[at.TARGET, :count][is_out] = at.NOBODY


def _numbered(asks: Int32) -> Int64:
    """A number for the follower and attempt of every column."""
    numbered: Int64 = asks[at.WHO].astype(np.int64) * _MOST_ATTEMPTS + asks[at.ATTEMPT]
    return numbered
