"""The state of one run of one arm: persons, accounts, follows."""

from __future__ import annotations

import numpy as np

from graphres.campaigns.attention import Meetings
from graphres.campaigns.follows import Follows
from graphres.campaigns.restrictions import Standing
from graphres.campaigns.scenario import Setting
from graphres.kernels.arrays import Int32
from graphres.kernels.campaign import layout as at
from graphres.kernels.campaign.arrays import (
    Accounts,
    Draws,
    Endings,
    FollowRows,
    People,
    Persons,
    Room,
)
from graphres.kernels.campaign.giant import largest_component
from graphres.kernels.campaign.rows import list_live_follows


class World:
    """Persons, accounts and follows of one run of one arm, as they are on one day.

    `graphres.campaigns.steps` changes it, step by step of the day.
    """

    def __init__(self, setting: Setting, run: int) -> None:
        self.setting = setting
        self.parameters = setting.parameters
        self.run = run
        self.slots = self.parameters.slots
        self.day = 0
        self.arrived = setting.n
        self.salts = setting.salts(run)
        self.counts = np.zeros(at.COUNTS, dtype=np.int64)
        capacity = setting.capacity
        self.persons = Persons(*np.zeros((len(Persons._fields), capacity), dtype=np.int32))
        self.persons.oldest[:], self.persons.newest[:] = at.NONE_OPEN, -1
        columns = len(Accounts._fields), capacity * self.slots
        self.accounts = Accounts(*np.zeros(columns, dtype=np.int32))
        self.activity = np.ones(capacity)
        self.came_back = np.zeros(capacity, dtype=np.int32)
        self.standing = Standing(capacity)
        self.meetings: Meetings | None = None
        self.is_without = False
        self.finders = np.zeros(capacity, dtype=np.uint8)
        self._parent = np.zeros(capacity, dtype=np.int32)
        self._apart = np.zeros(capacity, dtype=np.uint8)
        self.welcome(0, setting.n, at.LONG_AGO)
        self.follows = Follows(setting, self.salts[0])
        followers = np.bincount(setting.start[1], minlength=capacity)
        self.persons.followers[:] = followers
        self.accounts.followers[:: self.slots] = followers

    def begin(self, day: int) -> None:
        """Turn to the next day; counts are of one day."""
        self.day = day
        self.counts[:] = 0

    # What kernels take.

    @property
    def people(self) -> People:
        """Persons and their accounts."""
        return People(self.persons, self.accounts, self.slots)

    @property
    def follow_rows(self) -> FollowRows:
        """Whom each person follows; to be taken again once rows have moved."""
        return FollowRows(self.follows.rows, self.follows.places, self.setting.homes)

    @property
    def room(self) -> Room:
        """What rows need in order to grow."""
        return Room(self.follows.work, self.follows.used)

    @property
    def draws(self) -> Draws:
        """What draws of the day are hashed from."""
        return Draws(self.setting.keys, self.salts[self.day], self.setting.numbers)

    @property
    def endings(self) -> Endings:
        """On which days interest ends."""
        chances, guide = self.setting.ended_by, self.setting.guide_to_ends
        return Endings(self.follows.ends, self.follows.first_end, chances, guide)

    # What there is to see.

    @property
    def open_accounts(self) -> Int32:
        """Columns of the open accounts, by person and slot."""
        if self.slots == 1:
            return np.flatnonzero(self.persons.open).astype(np.int32)
        bits = (self.persons.open[:, None] >> np.arange(self.slots)) & 1
        return np.flatnonzero(bits.ravel()).astype(np.int32)

    def ages(self, accounts: Int32) -> Int32:
        """Days since accounts were opened."""
        ages: Int32 = self.day - self.accounts.birth[accounts]
        return ages

    def follows_today(self) -> tuple[Int32, Int32]:
        """Follower and followed, as persons, of every live follow."""
        follower, followed, _ = self._live()
        return follower, followed

    def accounts_followed(self) -> tuple[Int32, Int32]:
        """Follower, a person, and account, a column, of every follow of an open account."""
        follower, followed, known = self._live()
        if self.slots == 1:
            return follower, followed
        slots = np.arange(self.slots, dtype=np.int32)
        accounts = followed[:, None].astype(np.int32) * np.int32(self.slots) + slots
        is_open = (self.persons.open[followed][:, None] >> np.arange(self.slots)) & 1
        row, slot = np.nonzero(
            (is_open == 1) & (self.accounts.incarnation[accounts] <= known[:, None])
        )
        return follower[row], accounts[row, slot].astype(np.int32)

    def giant(self) -> int:
        """Persons in the largest weak component of who follows whom today."""
        largest = np.zeros(1, dtype=np.int64)
        parent, apart = self._parent, self._apart
        rows, places, homes = self.follows.rows, self.follows.places, self.setting.homes
        largest_component(self.persons, rows, places, homes, parent, apart, largest)
        return int(largest[0])

    # Book-keeping.

    def _live(self) -> tuple[Int32, Int32, Int32]:
        count = int(self.persons.followers.sum())
        follower, followed, known = (np.empty(count, dtype=np.int32) for _ in range(3))
        list_live_follows(
            self.persons, self.follows.rows, self.follows.places, follower, followed, known
        )
        return follower, followed, known

    def welcome(self, first: int, stop: int, birth: int) -> None:
        """Persons first, …, stop - 1 arrive with an account each."""
        self.persons.status[first:stop] = at.PRESENT
        self.persons.open[first:stop] = 1
        self.persons.oldest[first:stop] = self.persons.newest[first:stop] = 0
        self.accounts.birth[first * self.slots : stop * self.slots : self.slots] = birth
