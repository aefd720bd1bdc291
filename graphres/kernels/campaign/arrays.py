"""The arrays of a campaign as kernels take them; `graphres.kernels.campaign.layout` names rows."""

from __future__ import annotations

from typing import Any, NamedTuple


class Persons(NamedTuple):
    """What is known of each person, int32 (n,)."""

    status: Any  # ABSENT, PRESENT, AWAY or GONE
    open: Any  # bits of the slots that hold an open account
    suspensions: Any  # accounts lost so far
    returns: Any  # times come back so far
    waiting: Any  # suspended accounts that the owner will replace at the next return
    due: Any  # day of the next return, when the lag is fixed
    followers: Any  # distinct persons, present, who follow any open account
    lost: Any  # present persons who lost sight at a suspension, and still would follow
    first: Any  # day of the first suspension, or other act; 0 for never
    before: Any  # followers of the account suspended last
    oldest: Any  # least incarnation of an open account; NONE_OPEN without one
    newest: Any  # greatest incarnation of an open account that may be found; -1 without one


class Accounts(NamedTuple):
    """What is known of each account, int32: slot s of person p is entry p · slots + s."""

    birth: Any  # day of opening
    incarnation: Any  # 0 for a person's first, else the number of the return that opened it
    followers: Any
    previous: Any  # followers of the account that the owner had lost before
    peak: Any  # most followers so far
    at_1: Any  # followers at an age of 1, 7, 14, 30 days; -1 until then
    at_7: Any
    at_14: Any
    at_30: Any


class People(NamedTuple):
    """Persons and their accounts."""

    persons: Any  # `Persons`
    accounts: Any  # `Accounts`
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
