"""Accounts that close and open: suspension, and return."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.campaign.arrays import Accounts, Draws, FollowRows, People, Persons
from graphres.kernels.campaign.following import count_in_or_out
from graphres.kernels.campaign.layout import (
    AWAY,
    E_COME_BACK,
    E_QUIT,
    E_REPLACE,
    E_RETURN,
    GONE,
    N_CAPPED,
    N_OPENED,
    N_QUIT,
    N_RETURNED,
    N_SUSPENDED,
    NONE_OPEN,
    PRESENT,
)
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import mix, uniform


class AccountsToClose(NamedTuple):
    """Accounts to close, in turn."""

    accounts: Any  # int32 (k,)
    is_done: Any  # uint8 (k,), zero: 1 for those that were open
    followers: Any  # int32 (k,), zero: of those


class Owners(NamedTuple):
    """What owners do when an account is closed."""

    lag: Any  # days until a fixed return
    come_back: Any  # with which probability they return
    quit: Any  # and with which they give up all their accounts
    discourage: Any  # by which factor their activity falls


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def note_open(persons: Persons, accounts: Accounts, p: Any, slots: Any) -> None:
    """Bring oldest, newest and followers of p in line with its open accounts. O(slots).

    Whoever follows a newer account follows all older ones that are open, so the oldest one has
    every follower.
    """
    oldest = NONE_OPEN
    newest = -1
    followers = 0
    for s in range(slots):
        if (persons.open[p] >> s) & 1:
            oldest = min(oldest, accounts.incarnation[p * slots + s])
            newest = max(newest, accounts.incarnation[p * slots + s])
            followers = max(followers, accounts.followers[p * slots + s])
    persons.oldest[p] = oldest
    persons.newest[p] = newest
    persons.lost[p] += persons.followers[p] - followers
    persons.followers[p] = followers


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def close(persons: Persons, accounts: Accounts, p: Any, s: Any, slots: Any) -> None:
    """Take the account in slot s of person p from whoever follows it. O(slots)."""
    persons.open[p] -= 1 << s
    accounts.followers[p * slots + s] = 0
    note_open(persons, accounts, p, slots)


@kernel(interpret_ns_per_element=9, compile_seconds=1.5)
def suspend_accounts(
    people: People,
    activity: Any,
    follows: FollowRows,
    draws: Draws,
    closing: AccountsToClose,
    day: Any,
    owners: Owners,
    counts: Any,
) -> None:
    """Close accounts in turn; their owners decide whether to return. O(follows of the owners)."""
    persons, accounts, slots = people
    rows, places = follows.rows, follows.places
    keys, salts, numbers = draws
    closed, is_done, followers = closing
    for i in range(len(closed)):
        p = closed[i] // slots
        s = closed[i] % slots
        if (persons.open[p] >> s) & 1 == 0:
            continue
        is_done[i] = 1
        followers[i] = accounts.followers[closed[i]]
        counts[N_SUSPENDED] += 1
        persons.before[p] = followers[i]
        persons.suspensions[p] += 1
        if persons.first[p] == 0:
            persons.first[p] = day
        activity[p] *= owners.discourage
        close(persons, accounts, p, s, slots)
        which = numbers[min(persons.suspensions[p], len(numbers) - 1)]
        if uniform(mix(mix(salts[E_QUIT], keys[p]), which)) < owners.quit:
            counts[N_QUIT] += 1
            for slot in range(slots):
                if (persons.open[p] >> slot) & 1:
                    close(persons, accounts, p, slot, slots)
            persons.waiting[p] = 0
        elif uniform(mix(mix(salts[E_COME_BACK], keys[p]), which)) < owners.come_back:
            persons.waiting[p] += 1
            if persons.waiting[p] == 1:
                persons.due[p] = day + owners.lag
        if persons.open[p] == 0:
            count_in_or_out(persons, accounts, rows, places, p, slots, -1)
            persons.status[p] = AWAY if persons.waiting[p] > 0 else GONE


@kernel(interpret_ns_per_element=0.5, compile_seconds=2.0)
def bring_back(
    people: People,
    follows: FollowRows,
    draws: Draws,
    day: Any,
    chance: Any,
    replacements: Any,
    returned: Any,
    counts: Any,
) -> None:
    """Bring back persons who are due, with new accounts that nobody follows yet.

    ``chance`` of a morning, 0 where the lag is fixed; ``replacements`` for an account lost, the
    fraction drawn. ``returned`` int32 (n,) gets 1 for persons who came back today. O(n) and the
    follows of those who return.
    """
    persons, accounts, slots = people
    rows, places = follows.rows, follows.places
    keys, salts = draws.keys, draws.salts
    for p in range(len(persons.status)):
        returned[p] = 0
        if persons.waiting[p] == 0:
            continue
        if chance == 0.0:
            if day < persons.due[p]:
                continue
        elif uniform(mix(salts[E_RETURN], keys[p])) >= chance:
            continue
        wanted = replacements * persons.waiting[p]
        persons.waiting[p] = 0
        new = int(wanted)
        if uniform(mix(salts[E_REPLACE], keys[p])) < wanted - new:
            new += 1
        if new > 0:
            persons.returns[p] += 1
            returned[p] = 1
            counts[N_RETURNED] += 1
        for s in range(slots):
            if new > 0 and (persons.open[p] >> s) & 1 == 0:
                new -= 1
                a = p * slots + s
                persons.open[p] += 1 << s
                counts[N_OPENED] += 1
                accounts.birth[a] = day
                accounts.incarnation[a] = persons.returns[p]
                accounts.previous[a] = persons.before[p]
                accounts.peak[a] = 0
                accounts.at_1[a] = -1
                accounts.at_7[a] = -1
                accounts.at_14[a] = -1
                accounts.at_30[a] = -1
        counts[N_CAPPED] += new
        note_open(persons, accounts, p, slots)
        if persons.status[p] == AWAY:
            if persons.open[p] == 0:
                persons.status[p] = GONE
            else:
                persons.status[p] = PRESENT
                count_in_or_out(persons, accounts, rows, places, p, slots, 1)
