"""The table of days of one run of one arm: a row an evening, made into columns at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from graphres.campaigns.daily_reach import reach_share
from graphres.kernels.arrays import Int32, Int64
from graphres.kernels.campaign import evening as of
from graphres.kernels.campaign import layout as at

if TYPE_CHECKING:
    from graphres.campaigns.state import World


DAYS = (
    "day",
    "accounts",
    "persons_away",
    "suspended",
    "returned",
    "opened",
    "follows",
    "followers_mean",
    "followers_mean_persons",
    "followers_median",
    "followers_p90",
    "giant_share",
    "reach_share",
)

#: Further columns of days, where anything but suspensions is done.
ACT_DAYS = ("persons_private", "persons_limited")

#: Those beside them, by the kind of act that is done.
_MORE_DAYS = {
    "counter": "persons_speaking",
    "flood": "persons_flooded",
    "crowd": "suspended_in_error",
}


def act_days(acts: Sequence[str]) -> tuple[str, ...]:
    """Columns of days that tell what acts other than suspensions have done.

    Examples
    --------
    >>> act_days(["counter:in-degree@2/day"])
    ('persons_private', 'persons_limited', 'persons_speaking')
    """
    kinds = {spec.partition(":")[0].partition("@")[0] for spec in acts}
    more = tuple(name for kind, name in _MORE_DAYS.items() if kind in kinds)
    return (ACT_DAYS if acts else ()) + more


class Evenings:
    """Counts of every evening.

    Parameters
    ----------
    world : World
    giant : bool
        Whether to measure the giant every day.
    """

    def __init__(self, world: World, *, giant: bool) -> None:
        days = world.parameters.days
        self._world = world
        self._acts = act_days(world.parameters.act)
        self._giant = giant
        self.counted = np.zeros((days + 1, of.EVENING), dtype=np.int64)
        self._events = np.zeros((days + 1, at.COUNTS), dtype=np.int64)
        self._held = np.zeros(len(world.accounts.birth), dtype=np.int32)
        self._rows: list[tuple[Any, ...]] = []

    def note(self, aged: Int64) -> None:
        """Count the evening; ``aged`` as in `graphres.kernels.campaign.evening`."""
        world = self._world
        day = world.day
        counted, held = self.counted[day], self._held
        of.note_accounts(world.persons, world.accounts, world.slots, day, aged, held, counted)
        self._events[day] = world.counts
        ordered = np.sort(held[: counted[of.ACCOUNTS]])
        giant = world.giant() / world.arrived if self._giant and world.arrived else None
        done = world.standing.counted(world) if self._acts else {}
        acted = (done[name] for name in self._acts)
        quantiles = quantile(ordered, 0.5), quantile(ordered, 0.9)
        self._rows.append((*quantiles, giant, self._reach(), *acted))

    def _reach(self) -> float | None:
        """On the days on which it is asked for."""
        setting = self._world.setting
        if setting.spread is None or self._world.day % setting.reach_every:
            return None
        return reach_share(self._world, setting.spread)

    def columns(self) -> dict[str, list[Any]]:
        """The table, by column."""
        accounts, away, follows, of_start, held = self.counted.T.tolist()
        events = self._events.T.tolist()
        n = self._world.setting.n
        rest = [list(column) for column in zip(*self._rows, strict=True)]
        columns: list[list[Any]] = [
            list(range(len(accounts))),
            accounts,
            away,
            *(events[event] for event in (at.N_SUSPENDED, at.N_RETURNED, at.N_OPENED)),
            follows,
            [h / a if a else None for h, a in zip(held, accounts, strict=True)],
            [followers / n if n else None for followers in of_start],
            *rest,
        ]
        return dict(zip(DAYS + self._acts, columns, strict=True))


def quantile(ordered: Int32, share: float) -> float | None:
    """The quantile of rising values, interpolated as `numpy.quantile` does; None without any.

    Examples
    --------
    >>> quantile(np.array([1, 2, 4], dtype=np.int32), 0.9)
    3.6
    """
    if len(ordered) == 0:
        return None
    where = (len(ordered) - 1) * share
    place = int(where)
    below, above = int(ordered[place]), int(ordered[min(place + 1, len(ordered) - 1)])
    part = where - place
    apart = above - below
    return float(below + apart * part if part < 0.5 else above - apart * (1 - part))
