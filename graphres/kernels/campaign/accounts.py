"""Accounts that close and open: suspension, and return."""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign.following import turn
from graphres.kernels.campaign.layout import (
    AT_1,
    AT_30,
    AWAY,
    BEFORE,
    BIRTH,
    DUE,
    E_COME_BACK,
    E_QUIT,
    E_REPLACE,
    E_RETURN,
    FIRST,
    FOLLOWERS,
    GONE,
    HELD,
    INCARNATION,
    LOST,
    N_CAPPED,
    N_OPENED,
    N_QUIT,
    N_RETURNED,
    N_SUSPENDED,
    NEWEST,
    NONE_OPEN,
    OLDEST,
    OPEN,
    PEAK,
    PRESENT,
    PREVIOUS,
    RETURNS,
    STATUS,
    SUSPENSIONS,
    WAITING,
)
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import mix, uniform


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def note_open(persons: Any, accounts: Any, p: Any, slots: Any) -> None:
    """Bring oldest, newest and followers of p in line with its open accounts. O(slots).

    Whoever follows a newer account follows all older ones that are open, so the oldest one has
    every follower.
    """
    oldest = NONE_OPEN
    newest = -1
    followers = 0
    for s in range(slots):
        if (persons[OPEN, p] >> s) & 1:
            oldest = min(oldest, accounts[INCARNATION, p * slots + s])
            newest = max(newest, accounts[INCARNATION, p * slots + s])
            followers = max(followers, accounts[HELD, p * slots + s])
    persons[OLDEST, p] = oldest
    persons[NEWEST, p] = newest
    persons[LOST, p] += persons[FOLLOWERS, p] - followers
    persons[FOLLOWERS, p] = followers


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def close(persons: Any, accounts: Any, p: Any, s: Any, slots: Any) -> None:
    """Take the account in slot s of person p from whoever follows it. O(slots)."""
    persons[OPEN, p] -= 1 << s
    accounts[HELD, p * slots + s] = 0
    note_open(persons, accounts, p, slots)


@kernel(interpret_ns_per_element=9, compile_seconds=1.5)
def suspend_accounts(
    persons: Any,
    accounts: Any,
    activity: Any,
    rows: Any,
    places: Any,
    keys: Any,
    salts: Any,
    numbers: Any,
    chosen: Any,
    done: Any,
    held: Any,
    slots: Any,
    day: Any,
    lag: Any,
    chances: Any,
    counts: Any,
) -> None:
    """Close the accounts ``chosen`` int32 (k,) in turn; their owners decide whether to come back.

    ``done`` uint8 (k,) marks those that were open; ``held`` int32 (k,) is what each was followed
    by. ``chances`` float64: return, quit, factor of activity. ``lag``: days until a fixed return.
    O(follows of the owners).
    """
    for i in range(len(chosen)):
        p = chosen[i] // slots
        s = chosen[i] % slots
        if (persons[OPEN, p] >> s) & 1 == 0:
            continue
        done[i] = 1
        held[i] = accounts[HELD, chosen[i]]
        counts[N_SUSPENDED] += 1
        persons[BEFORE, p] = held[i]
        persons[SUSPENSIONS, p] += 1
        if persons[FIRST, p] == 0:
            persons[FIRST, p] = day
        activity[p] *= chances[2]
        close(persons, accounts, p, s, slots)
        which = numbers[min(persons[SUSPENSIONS, p], len(numbers) - 1)]
        if uniform(mix(mix(salts[E_QUIT], keys[p]), which)) < chances[1]:
            counts[N_QUIT] += 1
            for other in range(slots):
                if (persons[OPEN, p] >> other) & 1:
                    close(persons, accounts, p, other, slots)
            persons[WAITING, p] = 0
        elif uniform(mix(mix(salts[E_COME_BACK], keys[p]), which)) < chances[0]:
            persons[WAITING, p] += 1
            if persons[WAITING, p] == 1:
                persons[DUE, p] = day + lag
        if persons[OPEN, p] == 0:
            turn(persons, accounts, rows, places, p, slots, -1)
            persons[STATUS, p] = AWAY if persons[WAITING, p] > 0 else GONE


@kernel(interpret_ns_per_element=0.5, compile_seconds=2.0)
def bring_back(
    persons: Any,
    accounts: Any,
    rows: Any,
    places: Any,
    keys: Any,
    salts: Any,
    slots: Any,
    day: Any,
    chance: Any,
    replacements: Any,
    returned: Any,
    counts: Any,
) -> None:
    """Bring back whoever is due, with new accounts that nobody follows yet.

    ``chance`` of a morning, 0 where the lag is fixed; ``replacements`` for an account lost, the
    fraction drawn. ``returned`` int32 (n,) gets 1 for persons who came back today. O(n) and the
    follows of those who return.
    """
    for p in range(persons.shape[1]):
        returned[p] = 0
        if persons[WAITING, p] == 0:
            continue
        if chance == 0.0:
            if day < persons[DUE, p]:
                continue
        elif uniform(mix(salts[E_RETURN], keys[p])) >= chance:
            continue
        wanted = replacements * persons[WAITING, p]
        persons[WAITING, p] = 0
        new = int(wanted)
        if uniform(mix(salts[E_REPLACE], keys[p])) < wanted - new:
            new += 1
        if new > 0:
            persons[RETURNS, p] += 1
            returned[p] = 1
            counts[N_RETURNED] += 1
        for s in range(slots):
            if new > 0 and (persons[OPEN, p] >> s) & 1 == 0:
                new -= 1
                a = p * slots + s
                persons[OPEN, p] += 1 << s
                counts[N_OPENED] += 1
                accounts[BIRTH, a] = day
                accounts[INCARNATION, a] = persons[RETURNS, p]
                accounts[PREVIOUS, a] = persons[BEFORE, p]
                accounts[PEAK, a] = 0
                for row in range(AT_1, AT_30 + 1):
                    accounts[row, a] = -1
        counts[N_CAPPED] += new
        note_open(persons, accounts, p, slots)
        if persons[STATUS, p] == AWAY:
            if persons[OPEN, p] == 0:
                persons[STATUS, p] = GONE
            else:
                persons[STATUS, p] = PRESENT
                turn(persons, accounts, rows, places, p, slots, 1)
