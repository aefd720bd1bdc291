"""The follows of one run of one arm: rows that grow, and the days on which interest ends."""

from __future__ import annotations

import numpy as np

from graphres.campaigns.scenario import Setting
from graphres.kernels.arrays import Int32, Int64, Words
from graphres.kernels.campaign import layout as at
from graphres.kernels.campaign.arrays import Persons
from graphres.kernels.campaign.following import draw_ends
from graphres.kernels.campaign.rows import lay_rows, move_rows, tidy


class Follows:
    """Arrays of `graphres.kernels.campaign.layout`: ``rows``, ``places``, ``ends``, ``first_end``.

    Parameters
    ----------
    setting : Setting
    salts : ndarray of uint64
        Of the events of day 0.
    """

    def __init__(self, setting: Setting, salts: Words) -> None:
        follower, followed = setting.start
        self.used = np.zeros(2, dtype=np.int64)
        self.work = np.zeros(8 * setting.capacity + 64, dtype=np.int64)
        self._heard = np.zeros((2, 4096), dtype=np.int64)
        self._lay(setting, follower, followed)
        self._set_ends(setting, salts, follower, followed)

    def _lay(self, setting: Setting, follower: Int32, followed: Int32) -> None:
        """Two rows for every person, at most half of either taken."""
        counts = np.bincount(follower, minlength=2 * setting.capacity)
        sizes = np.full(len(counts), at.LEAST_SIZE, dtype=np.int64)
        while (small := sizes < 2 * (counts + 1)).any():
            sizes[small] *= 2
        self.rows = np.zeros((len(counts), at.ROW_COLUMNS), dtype=np.int64)
        self.rows[:, at.SIZE] = self.rows[:, at.ROOM] = sizes
        self.rows[:, at.START] = np.cumsum(sizes) - sizes
        used = int(sizes.sum())
        self.used[at.USED_PLACES] = used
        self.places = np.full(used + used // 2 + 64, at.EMPTY, dtype=np.int64)
        lay_rows(self.rows, self.places, setting.homes, follower, followed)

    def _set_ends(self, setting: Setting, salts: Words, follower: Int32, followed: Int32) -> None:
        """Draw the last day of every interest; those of a day hang one on the other."""
        last = np.zeros(len(follower), dtype=np.int32)
        chances, guide = setting.ended_by, setting.guide_to_ends
        draw_ends(follower, followed, setting.keys, salts, at.E_END, chances, guide, last)
        days = setting.parameters.days
        ending = np.flatnonzero(last <= days)
        by = ending[np.argsort(last[ending].astype(np.int16), kind="stable")]
        self.ends = np.zeros((len(by) + len(by) // 2 + 1000, at.END_COLUMNS), dtype=np.int32)
        self.ends[: len(by), at.END_WHO] = follower[by]
        self.ends[: len(by), at.END_WHOM] = followed[by]
        self.ends[: len(by), at.NEXT_END] = np.arange(1, len(by) + 1)
        stops = np.searchsorted(last[by], np.arange(days + 1), side="right")
        starts = np.concatenate([[0], stops[:-1]])
        has_any = stops > starts
        self.ends[stops[has_any] - 1, at.NEXT_END] = -1
        self.first_end = np.where(has_any, starts, -1).astype(np.int32)
        self.used[at.USED_ENDS] = len(by)

    def make_room_for_ends(self, count: int) -> None:
        """See that the ends of ``count`` more follows can be kept."""
        used = int(self.used[at.USED_ENDS])
        if used + count > len(self.ends):
            more = np.zeros((used + count + used // 2, at.END_COLUMNS), dtype=np.int32)
            more[:used] = self.ends[:used]
            self.ends = more

    def tidy(self, setting: Setting, persons: Persons, day: int) -> None:
        """Put what lost sight into second rows, for a sixteenth of all persons."""
        first = 0
        while True:
            first = tidy(
                persons,
                self.rows,
                self.places,
                setting.homes,
                day,
                first,
                self.work,
                self.used,
            )
            if first == setting.capacity:
                return
            self.make_room_for_rows(persons)

    def room_to_hear(self) -> Int64:
        """What `graphres.kernels.campaign.rediscovery.draw_contacts` writes to: any row fits."""
        longest = int(self.rows[:, at.SIZE].max())
        if longest >= self._heard.shape[1]:
            self._heard = np.zeros((2, longest + 1), dtype=np.int64)
        return self._heard

    def make_room_for_rows(self, persons: Persons) -> None:
        """Lay all rows side by side, with half as much room besides."""
        used = int(self.rows[:, at.SIZE].sum())
        places = np.empty(used + used // 2 + 4 * int(self.rows[:, at.SIZE].max()), dtype=np.int64)
        move_rows(persons, self.rows, self.places, places, self.used)
        self.places = places
