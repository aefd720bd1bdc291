"""The state of one run of one arm: persons, accounts, follows, and how a day changes them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.campaigns.follows import Follows
from graphres.campaigns.growth import grow
from graphres.campaigns.parameters import Lag
from graphres.campaigns.rediscovery import rediscover
from graphres.campaigns.setting import Setting
from graphres.campaigns.standing import Standing
from graphres.kernels import campaign_accounts as accounting
from graphres.kernels import campaign_layout as at
from graphres.kernels.campaign_following import end_interest
from graphres.kernels.campaign_giant import largest_component
from graphres.kernels.campaign_rows import live_follows
from graphres.kernels.draws import mixer_words

__all__ = ["Setting", "World"]

Int32 = npt.NDArray[np.int32]


class World:
    """Persons, accounts and follows of one run of one arm, as they are on one day.

    Each of `come_back`, `rediscovery`, `growth`, `loss` and `suspend` is a step of the day.
    """

    def __init__(self, setting: Setting, run: int) -> None:
        self.setting = setting
        self.parameters = setting.parameters
        self.run = run
        self.slots = self.parameters.slots
        self.day = 0
        self.arrived = setting.n
        self.salts = setting.salts(run)
        self.words = mixer_words()
        self.counts = np.zeros(at.COUNTS, dtype=np.int64)
        capacity = setting.capacity
        self.persons = np.zeros((at.PERSON_ROWS, capacity), dtype=np.int32)
        self.persons[at.OLDEST], self.persons[at.NEWEST] = at.NONE_OPEN, -1
        self.accounts = np.zeros((at.ACCOUNT_ROWS, capacity * self.slots), dtype=np.int32)
        self.activity = np.ones(capacity)
        self.came_back = np.zeros(capacity, dtype=np.int32)
        self.standing = Standing(capacity)
        self.finders = np.zeros(capacity, dtype=np.uint8)
        self._welcome(0, setting.n, at.LONG_AGO)
        self.follows = Follows(setting, self.salts[0])
        followers = np.bincount(setting.start[1], minlength=capacity)
        self.persons[at.FOLLOWERS] = followers
        self.accounts[at.HELD, :: self.slots] = followers

    # The steps of a day.

    def begin(self, day: int) -> None:
        """Turn to the next day; counts are of one day."""
        self.day = day
        self.counts[:] = 0

    def come_back(self) -> None:
        """Step 1: persons who were suspended open new accounts."""
        lag = Lag.parse(self.parameters.return_after)
        accounting.bring_back(
            self.persons,
            self.accounts,
            self.follows.rows,
            self.follows.places,
            self.setting.keys,
            self.salts[self.day],
            self.words,
            self.slots,
            self.day,
            0.0 if lag.fixed else 1 / lag.mean,
            float(self.parameters.replacements),
            self.came_back,
            self.counts,
        )
        self.standing.end_with_return(self)

    def rediscovery(self) -> None:
        """Step 2: former followers find the new accounts."""
        rediscover(self)

    def growth(self) -> None:
        """Step 3: newcomers arrive, and everybody present may follow somebody new.

        Rows are tidied first, when whoever could be found at once has been found: nothing tells
        such a row from one that never lost sight of anybody.
        """
        self.follows.tidy(self.setting, self.persons, self.day)
        arrived = self.setting.n + int(self.parameters.newcomers * self.day + 1e-9)
        self._welcome(self.arrived, arrived, self.day)
        self.arrived = arrived
        grow(self)

    def loss(self) -> None:
        """Step 4: interest ends, and discouragement heals."""
        end_interest(
            self.persons,
            self.accounts,
            self.follows.rows,
            self.follows.places,
            self.setting.homes,
            self.follows.ends,
            self.follows.first_end,
            self.slots,
            self.day,
            self.counts,
        )
        if self.parameters.heal is not None:
            self.activity += (1 - self.activity) * (1 - 2 ** (-1 / self.parameters.heal))

    def suspend(self, chosen: Int32) -> tuple[Int32, Int32]:
        """Step 5: close accounts in turn; those that were open, and what each was followed by."""
        done = np.zeros(len(chosen), dtype=np.uint8)
        held = np.zeros(len(chosen), dtype=np.int32)
        if len(chosen) == 0:
            return chosen, held
        made = self.parameters
        accounting.suspend_accounts(
            self.persons,
            self.accounts,
            self.activity,
            self.follows.rows,
            self.follows.places,
            self.setting.keys,
            self.salts[self.day],
            self.setting.numbers,
            self.words,
            chosen,
            done,
            held,
            self.slots,
            self.day,
            Lag.parse(made.return_after).fixed,
            np.array([made.come_back, made.quit, made.discourage]),
            self.counts,
        )
        self.standing.close_to_finders(self)
        return chosen[done == 1], held[done == 1]

    # What there is to see.

    @property
    def open_accounts(self) -> Int32:
        """Columns of the open accounts, by person and slot."""
        if self.slots == 1:
            return np.flatnonzero(self.persons[at.OPEN]).astype(np.int32)
        bits = (self.persons[at.OPEN][:, None] >> np.arange(self.slots)) & 1
        return np.flatnonzero(bits.ravel()).astype(np.int32)

    def ages(self, accounts: Int32) -> Int32:
        """Days since accounts were opened."""
        ages: Int32 = self.day - self.accounts[at.BIRTH, accounts]
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
        is_open = (self.persons[at.OPEN, followed][:, None] >> np.arange(self.slots)) & 1
        row, slot = np.nonzero(
            (is_open == 1) & (self.accounts[at.INCARNATION][accounts] <= known[:, None])
        )
        return follower[row], accounts[row, slot].astype(np.int32)

    def giant(self) -> int:
        """Persons in the largest weak component of who follows whom today."""
        largest = np.zeros(1, dtype=np.int64)
        parent = np.zeros(self.setting.capacity, dtype=np.int32)
        largest_component(self.persons, self.follows.rows, self.follows.places, parent, largest)
        return int(largest[0])

    # Book-keeping.

    def _live(self) -> tuple[Int32, Int32, Int32]:
        count = int(self.persons[at.FOLLOWERS].sum())
        follower, followed, known = (np.empty(count, dtype=np.int32) for _ in range(3))
        live_follows(
            self.persons, self.follows.rows, self.follows.places, follower, followed, known
        )
        return follower, followed, known

    def _welcome(self, first: int, stop: int, birth: int) -> None:
        self.persons[at.STATUS, first:stop] = at.PRESENT
        self.persons[at.OPEN, first:stop] = 1
        self.persons[at.OLDEST : at.NEWEST + 1, first:stop] = 0
        self.accounts[at.BIRTH, first * self.slots : stop * self.slots : self.slots] = birth
