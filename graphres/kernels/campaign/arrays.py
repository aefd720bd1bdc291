"""The arrays of a campaign as kernels take them; `graphres.kernels.campaign.layout` names rows."""

from __future__ import annotations

from typing import Any, NamedTuple


class People(NamedTuple):
    """Persons and their accounts."""

    persons: Any  # int32 (PERSON_ROWS, n)
    accounts: Any  # int32 (ACCOUNT_ROWS, n · slots)
    slots: Any  # accounts that a person may have open


class FollowRows(NamedTuple):
    """Whom each person follows, and used to."""

    rows: Any  # int64 (2 n, ROW_COLUMNS)
    places: Any  # int64: entries of all rows
    homes: Any  # int64 (n,): from where in a row a person is looked for


class Room(NamedTuple):
    """What rows need in order to grow."""

    work: Any  # int64: holds any row
    used: Any  # int64 (2,): how much is used of ``places`` and of ``ends``


class Draws(NamedTuple):
    """What random draws of a day are hashed from, uint64."""

    keys: Any  # (n,): hashes of names
    salts: Any  # (EVENTS,): hashes of (seed, run, day, event)
    numbers: Any  # 0, 1, 2, …


class Waits(NamedTuple):
    """Geometric waits for the next success."""

    chances: Any  # float64 (k,): of a wait of 1, 2, …, k at the most
    guide: Any  # int32, see `graphres.kernels.campaign.draws.find_above`


class Endings(NamedTuple):
    """On which days interest ends."""

    ends: Any  # int32 (k, END_COLUMNS)
    first_end: Any  # int32 (days + 2,): the first of each day's
    chances: Any  # float64: that interest has ended by the evening of day 1, 2, …
    guide: Any  # int32, see `graphres.kernels.campaign.draws.find_above`
