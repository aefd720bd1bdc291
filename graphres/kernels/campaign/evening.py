"""What an evening is like: counts of persons and accounts, and what is noted of each account."""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign.arrays import Accounts, Persons
from graphres.kernels.campaign.layout import (
    AWAY,
    PRESENT,
)
from graphres.kernels.compiled import kernel

# Places in the array of what is counted in an evening.
ACCOUNTS = 0  # open ones
PERSONS_AWAY = 1
FOLLOWS = 2
OF_START = 3  # followers of the persons of day 0
HELD_BY_ALL = 4  # followers of all open accounts
EVENING = 5

# Places in the array of parts: into what the difference to arm ``none`` is split.
PART_AWAY = 0
PART_LOST = 1
PART_REGROWTH = 2
PART_SPILL_OVER = 3
PARTS = 4


@kernel(interpret_ns_per_element=300, compile_seconds=0.4)
def note_age(accounts: Accounts, a: Any, age: Any, p: Any, aged: Any) -> None:
    """Keep the followers of a returned account at set ages; add them up by person of day 0."""
    followers = accounts.followers[a]
    accounts.peak[a] = max(accounts.peak[a], followers)
    if age == 1:
        accounts.at_1[a] = followers
    elif age == 7:
        accounts.at_7[a] = followers
    elif age == 14:
        accounts.at_14[a] = followers
    elif age == 30:
        accounts.at_30[a] = followers
    if (age == 7 or age == 30) and p < aged.shape[2]:
        i = 0 if age == 7 else 1
        aged[i, 0, p] += followers
        aged[i, 1, p] += 1


@kernel(interpret_ns_per_element=300, compile_seconds=0.6)
def note_accounts(
    persons: Persons,
    accounts: Accounts,
    slots: Any,
    day: Any,
    aged: Any,
    followers: Any,
    evening: Any,
) -> None:
    """Note open accounts: ages of the returned, and the followers of all, ``followers`` int32 (k,).

    ``aged`` int64 (2, 2, n): at ages 7 and 30, followers of returned accounts and how many, by
    person of day 0.
    """
    count = 0
    total = 0
    for p in range(len(persons.status)):
        if persons.open[p] == 0:
            continue
        for s in range(slots):
            if (persons.open[p] >> s) & 1:
                a = p * slots + s
                followers[count] = accounts.followers[a]
                total += accounts.followers[a]
                count += 1
                if accounts.incarnation[a] > 0:
                    note_age(accounts, a, day - accounts.birth[a], p, aged)
    evening[ACCOUNTS] = count
    evening[HELD_BY_ALL] = total


@kernel(interpret_ns_per_element=100, compile_seconds=0.6)
def count_evening(
    persons: Persons, audience: Any, is_within: Any, followers: Any, present: Any, evening: Any
) -> None:
    """Count persons, and keep ``followers`` int32 and ``present`` bool (n,) of those of day 0.

    ``audience`` int64 (n,): their followers are added where ``is_within`` is 1. O(n).
    """
    away = 0
    follows = 0
    of_start = 0
    n = len(audience)
    for p in range(len(persons.status)):
        away += persons.status[p] == AWAY
        follows += persons.followers[p]
        if p < n:
            of_start += persons.followers[p]
            audience[p] += is_within * persons.followers[p]
    for p in range(len(followers)):
        followers[p] = persons.followers[p]
        present[p] = persons.open[p] != 0
    evening[PERSONS_AWAY] = away
    evening[FOLLOWS] = follows
    evening[OF_START] = of_start


@kernel(interpret_ns_per_element=200, compile_seconds=0.5)
def split_missing(persons: Persons, none: Any, parts: Any) -> None:
    """Give every person-day's difference to one part, or two that add up to it, in ``parts``.

    ``none`` int32 (n,): followers of the same evening in arm ``none``. O(n).
    """
    for p in range(len(none)):
        missing = none[p] - persons.followers[p]
        if persons.first[p] == 0:
            parts[PART_SPILL_OVER] += missing
        elif persons.status[p] != PRESENT:
            parts[PART_AWAY] += missing
        else:
            parts[PART_LOST] += persons.lost[p]
            parts[PART_REGROWTH] += missing - persons.lost[p]
