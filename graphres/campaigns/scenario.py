"""What all runs and arms of a campaign share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graphres.campaigns.fitting import fit_to_graph
from graphres.campaigns.parameters import Discovery, Lag, Parameters
from graphres.data.reading.suspensions import SuspensionLog
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64, Int32, Int64, Mask, Words
from graphres.kernels.campaign import layout as at
from graphres.kernels.hashing import hash_text, hash_words
from graphres.spread import Spread

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Setting:
    """What all runs and arms share.

    Persons are numbered by the hash of their names, whatever the order of rows; newcomers follow.

    Parameters
    ----------
    graph : FollowGraph
    parameters : Parameters
        Fitted to the graph where it leaves values to it.
    seed : int
    eligible : ndarray of bool, shape (n,), optional
        Which accounts of the graph, and their replacements, may be suspended; all when absent.
    announcers : ndarray of int32
        Accounts of the graph that announce the returned.
    group : ndarray of object, shape (n,), optional
        A label for every account of the graph.
    replay : SuspensionLog, optional
        In place of the plan's channels.
    spread : Spread, optional
        How a message travels; reach is not measured when absent.
    reach_every : int
        Days between measurements of reach.
    layer : ndarray of object, shape (n,), optional
        The platform of every account of the graph; None where it is not known.
    """

    graph: FollowGraph
    parameters: Parameters
    seed: int = 0
    eligible: Mask | None = None
    announcers: Int32 | None = None
    group: npt.NDArray[np.object_] | None = None
    replay: SuspensionLog | None = None
    spread: Spread | None = None
    reach_every: int = 1
    layer: npt.NDArray[np.object_] | None = None

    def __post_init__(self) -> None:
        fitted = fit_to_graph(self.parameters, self.graph.n, self.graph.m)
        object.__setattr__(self, "parameters", fitted)

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
    def announces(self) -> npt.NDArray[np.uint8] | None:
        """1 for persons who announce the returned; None without any."""
        if self.announcers is None or len(self.announcers) == 0:
            return None
        announces = np.zeros(self.capacity, dtype=np.uint8)
        announces[self.place[self.announcers]] = 1
        return announces

    @cached_property
    def labels(self) -> npt.NDArray[np.object_] | None:
        """The group of every person; None for newcomers."""
        if self.group is None:
            return None
        labels = np.full(self.capacity, None, dtype=object)
        labels[: self.n] = self.group[self.order]
        return labels

    @cached_property
    def platforms(self) -> npt.NDArray[np.object_] | None:
        """The platform of every person's first account; None for newcomers."""
        if self.layer is None:
            return None
        platforms = np.full(self.capacity, None, dtype=object)
        platforms[: self.n] = self.layer[self.order]
        return platforms

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
    def homes(self) -> Int32:
        """Where a person stands in rows, before the remainder by their size."""
        return (self.keys & np.uint64(0x7FFFFFFF)).astype(np.int32)

    @cached_property
    def start(self) -> tuple[Int32, Int32]:
        """Follower and followed of every follow of the graph, by follower, then followed."""
        rows = self.graph.following
        follower = np.repeat(self.place, rows.lengths())
        followed = self.place[rows.targets]
        by = np.argsort(follower.astype(np.int64) * self.n + followed)
        return follower[by], followed[by]

    @cached_property
    def ended_by(self) -> Float64:
        """Probability that interest has ended by the evening of day 1, 2, … after it began."""
        days = np.arange(1, self.parameters.days + 2)
        return 1 - np.power(1 - self.parameters.unfollow, days.astype(np.float64))

    @cached_property
    def guide_to_ends(self) -> Int32:
        """Where to look in `ended_by`."""
        return _guide_to(self.ended_by)

    @cached_property
    def ways(self) -> Float64:
        """Shares of attempts by exposure, and by exposure or popularity."""
        shares = Discovery.parse(self.parameters.discovery)
        return np.array([shares.exposure, shares.exposure + shares.popular])

    @cached_property
    def lag(self) -> Lag:
        """How long the suspended stay away."""
        return Lag.parse(self.parameters.return_after)

    @cached_property
    def once(self) -> Int32:
        """A turn for everybody."""
        return np.ones(self.capacity, dtype=np.int32)

    @cached_property
    def weariness(self) -> Float64:
        """What multiplies hazards at return 1, 2, …; from the 4096th on the same."""
        return np.power(self.parameters.weary, np.arange(4096, dtype=np.float64))

    @cached_property
    def numbers(self) -> Words:
        """Words for whatever is counted: attempts, looks, returns."""
        return np.arange(max(4096, 4 * self.capacity + 64), dtype=np.uint64)

    @cached_property
    def waits_to_find(self) -> tuple[Float64, Int32]:
        """That the wait until a place is looked at is at most 1, 2, … places, and a guide."""
        return _waits(self.parameters.find)

    @cached_property
    def waits_to_be_told(self) -> tuple[Float64, Int32]:
        """The same for what one announcer tells."""
        return _waits(self.parameters.find_announcer)

    @cached_property
    def waits_to_hear(self) -> tuple[Float64, Int32]:
        """The same for which contacts are heard."""
        return _waits(self.parameters.find_contact)

    def salts(self, run: int) -> Words:
        """A hash of (seed, run, day, event) for every day and event."""
        days = np.arange(self.parameters.days + 1, dtype=np.uint64)[:, None]
        events = np.array([hash_text(event) for event in at.EVENTS], dtype=np.uint64)[None, :]
        salts = hash_words(self.seed, "campaign", run, days, events)
        salts[:, at.E_DECIDE] = salts[0, at.E_DECIDE]
        return salts


def _guide_to(values: Float64) -> Int32:
    """Where in rising values the first above 0, 1/GUIDE, 2/GUIDE, … is."""
    starts = np.searchsorted(values, np.arange(at.GUIDE) / at.GUIDE, side="right")
    return np.append(starts, len(values)).astype(np.int32)


def _waits(chance: float) -> tuple[Float64, Int32]:
    """Distribution of a geometric wait, and a guide to it."""
    waits = 1 - np.power(1 - chance, np.arange(1, 1025, dtype=np.float64))
    return waits, _guide_to(waits)
