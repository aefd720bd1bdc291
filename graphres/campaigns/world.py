"""The state of one run of one arm: persons, accounts, links, and how a day changes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graphres.campaigns.parameters import Discovery, Lag, Parameters
from graphres.graph import FollowGraph
from graphres.kernels import campaign_layout as at
from graphres.kernels.adjacency import count_rows, fill_rows
from graphres.kernels.campaign_finding import (
    choose_follows,
    count_announcers,
    draw_ends,
    make_follows,
    rediscover,
)
from graphres.kernels.campaign_links import (
    bring_back,
    end_interest,
    find_all,
    largest_component,
    suspend_accounts,
)
from graphres.kernels.draws import mixer_words
from graphres.kernels.hashing import Words, hash_words, text_word
from graphres.reading.suspensions import SuspensionLog

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Setting", "World"]

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_NUMBERS = np.arange(4096, dtype=np.uint64)


@dataclass(frozen=True, eq=False)
class Setting:
    """What all runs and arms share.

    Persons are numbered by the hash of their names, whatever the order of rows; newcomers follow.

    Parameters
    ----------
    graph : FollowGraph
    parameters : Parameters
    seed : int
    eligible : ndarray of bool, shape (n,), optional
        Which accounts of the graph, and their replacements, may be suspended; all when absent.
    announcers : ndarray of int32
        Accounts of the graph that announce the returned.
    group : ndarray of object, shape (n,), optional
        A label for every account of the graph.
    replay : SuspensionLog, optional
        In place of the plan's channels.
    """

    graph: FollowGraph
    parameters: Parameters
    seed: int = 0
    eligible: Mask | None = None
    announcers: Int32 | None = None
    group: npt.NDArray[np.object_] | None = None
    replay: SuspensionLog | None = None

    @property
    def n(self) -> int:
        """Persons at the start."""
        return self.graph.n

    @cached_property
    def order(self) -> Int64:
        """The account of the graph that each person had at the start."""
        return np.argsort(self.graph.keys, kind="stable")

    @cached_property
    def place(self) -> Int32:
        """The person of each account of the graph."""
        place = np.zeros(self.n, dtype=np.int32)
        place[self.order] = np.arange(self.n, dtype=np.int32)
        return place

    @cached_property
    def capacity(self) -> int:
        """Persons in all, newcomers of all days included."""
        return self.n + int(self.parameters.newcomers * self.parameters.days + 1e-9)

    @cached_property
    def keys(self) -> Words:
        """A word for every person; a newcomer's is a hash of its number."""
        late = np.arange(self.capacity - self.n, dtype=np.uint64)
        of_late = hash_words("newcomer", late) if len(late) else late
        return np.concatenate([self.graph.keys[self.order], of_late])

    @cached_property
    def may_be_suspended(self) -> Mask:
        """By person; newcomers always."""
        may = np.ones(self.capacity, dtype=bool)
        if self.eligible is not None:
            may[: self.n] = self.eligible[self.order]
        return may

    @cached_property
    def labels(self) -> npt.NDArray[np.object_] | None:
        """The group of every person; None for newcomers."""
        if self.group is None:
            return None
        labels = np.full(self.capacity, None, dtype=object)
        labels[: self.n] = self.group[self.order]
        return labels

    @cached_property
    def names(self) -> list[str]:
        """The name of every person."""
        known: list[str] = self.graph.ids.take(self.order).to_pylist()
        return known + [f"newcomer {i + 1}" for i in range(self.capacity - self.n)]

    @cached_property
    def attributes(self) -> pd.DataFrame | None:
        """The account table by person; what is not known of newcomers is missing."""
        if self.graph.attributes is None:
            return None
        table = self.graph.attributes.reset_index(drop=True).iloc[self.order]
        return table.reset_index(drop=True).reindex(range(self.capacity))

    @cached_property
    def start(self) -> tuple[Int32, Int32]:
        """Follower and followed of every follow of the graph, by followed, then follower."""
        rows = self.graph.followers
        followed = np.repeat(self.place, rows.lengths())
        follower = self.place[rows.targets]
        by = np.lexsort((follower, followed))
        return follower[by], followed[by]

    @cached_property
    def ended_by(self) -> Float64:
        """Probability that interest has ended by the evening of day 1, 2, … after it began."""
        days = np.arange(1, self.parameters.days + 2)
        return 1 - np.power(1 - self.parameters.unfollow, days.astype(np.float64))

    @cached_property
    def weariness(self) -> Float64:
        """What multiplies hazards at return 1, 2, …; from the 4096th on the same."""
        return np.power(self.parameters.weary, np.arange(len(_NUMBERS), dtype=np.float64))

    def salts(self, run: int) -> Words:
        """A hash of (seed, run, day, event) for every day and event."""
        days = np.arange(self.parameters.days + 1, dtype=np.uint64)[:, None]
        events = np.array([text_word(event) for event in at.EVENTS], dtype=np.uint64)[None, :]
        salts = hash_words(self.seed, "campaign", run, days, events)
        salts[:, at.E_DECIDE] = salts[0, at.E_DECIDE]
        return salts


class World:
    """Persons, accounts and links of one run of one arm, as they are on one day.

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
        self.persons = np.zeros((at.PERSON_ROWS, setting.capacity), dtype=np.int32)
        self.accounts = np.zeros((at.ACCOUNT_ROWS, setting.capacity * self.slots), dtype=np.int32)
        self.activity = np.ones(setting.capacity)
        self.came_back = np.zeros(setting.capacity, dtype=np.int32)
        self._work = np.zeros((4, setting.capacity), dtype=np.int32)
        self._first_end = np.full(self.parameters.days + 2, -1, dtype=np.int32)
        self._welcome(0, setting.n, at.LONG_AGO)
        self._lay_links()

    # The steps of a day.

    def begin(self, day: int) -> None:
        """Turn to the next day; counts are of one day."""
        self.day = day
        links = self.counts[at.N_LINKS]
        self.counts[:] = 0
        self.counts[at.N_LINKS] = links

    def come_back(self) -> None:
        """Step 1: persons who were suspended open new accounts."""
        lag = Lag.parse(self.parameters.return_after)
        bring_back(
            self.persons,
            self.accounts,
            self.links,
            *self._out,
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

    def rediscovery(self) -> None:
        """Step 2: former followers find the new accounts."""
        made = self.parameters
        heard, stamp = self._work[0], self._work[1]
        announcers = self.setting.announcers
        if announcers is not None and made.find_announcer > 0:
            count_announcers(
                self.persons, self.links, self._first_in, self.setting.place[announcers], heard
            )
        share = -1.0 if made.refollow is None else float(made.refollow)
        hazards = [made.find, made.find_contact, made.find_announcer, share]
        stamp[:] = 0
        rediscover(
            self.persons,
            self.links,
            self._first_in,
            *self._out,
            self.setting.keys,
            self.salts[self.day],
            _NUMBERS,
            self.words,
            np.array([*hazards, 1 / (1 + made.refollow_after)]),
            self.setting.weariness,
            heard,
            stamp,
            self._found,
            self.counts,
        )
        find_all(self.persons, self.accounts, self.links, self._found, self.slots, self.counts)

    def growth(self) -> None:
        """Step 3: newcomers arrive, and everybody present may follow somebody new."""
        made = self.parameters
        arrived = self.setting.n + int(made.newcomers * self.day + 1e-9)
        self._welcome(self.arrived, arrived, self.day)
        self.arrived = arrived
        if made.follow_rate == 0 or arrived == 0:
            return
        most = arrived * (int(made.follow_rate) + 1)
        self._make_room(most)
        chosen = np.empty((3, most), dtype=np.int32)
        shares = Discovery.parse(made.discovery)
        self._work[2:] = 0
        choose_follows(
            self.persons,
            self.activity,
            self.links,
            *self._out,
            self.setting.keys,
            self.salts[self.day],
            _NUMBERS,
            self.words,
            float(made.follow_rate),
            np.array([shares.exposure, shares.exposure + shares.popular]),
            arrived,
            np.cumsum(self.persons[at.FOLLOWERS], dtype=np.int64),
            self._work[2],
            self._work[3],
            chosen,
            self.counts,
        )
        make_follows(
            self.persons,
            self.accounts,
            self.links,
            self._first_in,
            self._out[2],
            self._first_end,
            self.setting.keys,
            self.salts[self.day],
            self.words,
            self.setting.ended_by,
            chosen,
            self.slots,
            self.day,
            self.counts,
        )

    def loss(self) -> None:
        """Step 4: interest ends, and discouragement heals."""
        end_interest(
            self.persons,
            self.accounts,
            self.links,
            self._first_end,
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
        suspend_accounts(
            self.persons,
            self.accounts,
            self.activity,
            self.links,
            self._first_in,
            *self._out,
            self.setting.keys,
            self.salts[self.day],
            _NUMBERS,
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

    def live(self) -> Int64:
        """Numbers of the live links."""
        links = self.links[:, : self.counts[at.N_LINKS]]
        present = self.persons[at.STATUS] == at.PRESENT
        return np.flatnonzero((links[at.MASK] != 0) & present[links[at.FOLLOWER]])

    def giant(self) -> int:
        """Persons in the largest weak component of who follows whom today."""
        largest = np.zeros(1, dtype=np.int64)
        used = int(self.counts[at.N_LINKS])
        parent = np.zeros(self.setting.capacity, dtype=np.int32)
        largest_component(self.persons, self.links, used, parent, largest)
        return int(largest[0])

    # Book-keeping.

    def _welcome(self, first: int, stop: int, birth: int) -> None:
        self.persons[at.STATUS, first:stop] = at.PRESENT
        self.persons[at.OPEN, first:stop] = 1
        self.accounts[at.BIRTH, first * self.slots : stop * self.slots : self.slots] = birth

    def _lay_links(self) -> None:
        """The follows of the graph as links, every one with the day on which interest ends."""
        follower, followed = self.setting.start
        links = np.zeros((at.LINK_ROWS, len(follower)), dtype=np.int32)
        links[at.FOLLOWER], links[at.FOLLOWED], links[at.MASK] = follower, followed, 1
        salts, chances = self.salts[0], self.setting.ended_by
        draw_ends(links, 0, len(follower), 0, self.setting.keys, salts, self.words, chances)
        self.persons[at.FOLLOWERS] = np.bincount(followed, minlength=self.setting.capacity)
        self.accounts[at.HELD, :: self.slots] = self.persons[at.FOLLOWERS]
        self._pack(links)

    def _make_room(self, most: int) -> None:
        """See that so many links can be made, and that most stand packed."""
        used = int(self.counts[at.N_LINKS])
        if used + most <= self.links.shape[1] and used - self._packed <= 1000 + self._packed // 8:
            return
        links = self.links[:, :used]
        gone = self.persons[at.STATUS] == at.GONE
        kept = links[at.STATE] != at.DEAD
        kept &= ~(gone[links[at.FOLLOWER]] | gone[links[at.FOLLOWED]])
        links = links[:, kept]
        self._pack(links[:, np.argsort(links[at.FOLLOWED], kind="stable")], most)

    def _pack(self, links: Int32, room: int = 0) -> None:
        """Lay links that are ordered by followed side by side, with room for more."""
        count, n = links.shape[1], self.setting.capacity
        self.links = np.zeros((at.LINK_ROWS, count + room + count // 8 + 1000), dtype=np.int32)
        self.links[:, :count] = links
        self.counts[at.N_LINKS] = self._packed = count
        offsets = np.zeros(n + 1, dtype=np.int64)
        count_rows(links[at.FOLLOWER].copy(), offsets)
        out = np.zeros(count, dtype=np.int32)
        numbers = np.arange(count, dtype=np.int32)
        fill_rows(links[at.FOLLOWER].copy(), numbers, offsets[:-1].copy(), out)
        out = np.stack([out, links[at.FOLLOWED, out]])
        self._out = (offsets, out, np.full(n, -1, dtype=np.int32))
        self._first_in = _chain(self.links[at.NEXT_IN], links[at.FOLLOWED], numbers, n)
        ends = np.minimum(links[at.END], self.parameters.days + 2)
        by_end = np.argsort(ends, kind="stable").astype(np.int32)
        heads = _chain(self.links[at.NEXT_END], ends[by_end], by_end, self.parameters.days + 3)
        self._first_end = heads[: self.parameters.days + 2].copy()
        self._found = np.zeros(self.links.shape[1], dtype=np.int32)


def _chain(following: Int32, rows: Int32, members: Int32, n: int) -> Int32:
    """Hang members, ordered by row, one on the other; the first of each row, -1 for none."""
    first = np.full(n, -1, dtype=np.int32)
    if len(rows) == 0:
        return first
    is_first = np.concatenate([[True], rows[1:] != rows[:-1]])
    first[rows[is_first]] = members[is_first]
    after = np.concatenate([members[1:], [-1]]).astype(np.int32)
    after[:-1][is_first[1:]] = -1
    following[members] = after
    return first
