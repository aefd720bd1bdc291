"""Follows that come and go: the book-keeping of a campaign, one change at a time.

Arrays are those of `graphres.kernels.campaign_layout`. Links to a person hang together by NEXT_IN
from ``first_in``; those of a follower stand in ``out_links`` between its ``out_offsets``, each with
whom it leads to in row 1, and those made since the last packing hang on ``first_out`` by NEXT_OUT.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign_layout import (
    AT_1,
    AT_30,
    AWAY,
    BEFORE,
    BIRTH,
    DEAD,
    DUE,
    E_COME_BACK,
    E_QUIT,
    E_REPLACE,
    E_RETURN,
    FIRST,
    FOLLOWED,
    FOLLOWER,
    FOLLOWERS,
    FOLLOWING,
    GONE,
    HELD,
    INCARNATION,
    LOST,
    MASK,
    N_CAPPED,
    N_ENDED,
    N_FOUND,
    N_OPENED,
    N_QUIT,
    N_RETURNED,
    N_SUSPENDED,
    NEXT_END,
    NEXT_IN,
    NEXT_OUT,
    OPEN,
    PEAK,
    PENDING,
    PENDING_LINK,
    PRESENT,
    PREVIOUS,
    RETURNS,
    STATE,
    STATUS,
    SUSPENSIONS,
    WAITING,
)
from graphres.kernels.compiled import kernel
from graphres.kernels.draws import mix, uniform


@kernel(rent=300, price=0.3)
def next_out(
    i: Any, e: Any, f: Any, links: Any, out_offsets: Any, out_links: Any, first: Any
) -> Any:
    """The i-th link of follower f, -1 at the end; e is the one before."""
    packed = out_offsets[f + 1]
    if i < packed:
        return out_links[0, i]
    if i == packed:
        return first[f]
    return links[NEXT_OUT, e]


@kernel(rent=300, price=0.3)
def turn(
    persons: Any,
    accounts: Any,
    links: Any,
    out_offsets: Any,
    out_links: Any,
    first_out: Any,
    f: Any,
    slots: Any,
    step: Any,
) -> None:
    """Count person f in (step 1) or out (-1) wherever it follows. O(accounts followed)."""
    i = out_offsets[f]
    e = next_out(i, -1, f, links, out_offsets, out_links, first_out)
    while e >= 0:
        state = links[STATE, e]
        if state != DEAD:
            p = links[FOLLOWED, e]
            mask = links[MASK, e]
            if mask != 0:
                persons[FOLLOWERS, p] += step
                for s in range(slots):
                    if (mask >> s) & 1:
                        accounts[HELD, p * slots + s] += step
            elif state != FOLLOWING:
                persons[LOST, p] += step
        i += 1
        e = next_out(i, e, f, links, out_offsets, out_links, first_out)


@kernel(rent=300, price=0.3)
def cut_slot(
    persons: Any, accounts: Any, links: Any, first_in: Any, p: Any, s: Any, slots: Any
) -> None:
    """Take the account in slot s of person p from whoever follows it. O(followers)."""
    bit = 1 << s
    e = first_in[p]
    while e >= 0:
        if links[STATE, e] != DEAD and links[MASK, e] & bit:
            links[MASK, e] -= bit
            is_last = links[MASK, e] == 0
            if links[STATE, e] == FOLLOWING:
                links[STATE, e] = PENDING_LINK
                persons[PENDING, p] += 1
            if is_last and persons[STATUS, links[FOLLOWER, e]] == PRESENT:
                persons[FOLLOWERS, p] -= 1
                persons[LOST, p] += 1
        e = links[NEXT_IN, e]
    persons[OPEN, p] -= bit
    accounts[HELD, p * slots + s] = 0


@kernel(rent=300, price=1.5)
def suspend_accounts(
    persons: Any,
    accounts: Any,
    activity: Any,
    links: Any,
    first_in: Any,
    out_offsets: Any,
    out_links: Any,
    first_out: Any,
    keys: Any,
    salts: Any,
    numbers: Any,
    words: Any,
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
    O(followers and followed of the owners).
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
        cut_slot(persons, accounts, links, first_in, p, s, slots)
        which = numbers[min(persons[SUSPENSIONS, p], len(numbers) - 1)]
        if uniform(mix(mix(salts[E_QUIT], keys[p], words), which, words), words) < chances[1]:
            counts[N_QUIT] += 1
            for other in range(slots):
                if (persons[OPEN, p] >> other) & 1:
                    cut_slot(persons, accounts, links, first_in, p, other, slots)
            persons[WAITING, p] = 0
        elif (
            uniform(mix(mix(salts[E_COME_BACK], keys[p], words), which, words), words) < chances[0]
        ):
            persons[WAITING, p] += 1
            if persons[WAITING, p] == 1:
                persons[DUE, p] = day + lag
        if persons[OPEN, p] == 0:
            turn(persons, accounts, links, out_offsets, out_links, first_out, p, slots, -1)
            persons[STATUS, p] = AWAY if persons[WAITING, p] > 0 else GONE


@kernel(rent=300, price=1.5)
def bring_back(
    persons: Any,
    accounts: Any,
    links: Any,
    out_offsets: Any,
    out_links: Any,
    first_out: Any,
    keys: Any,
    salts: Any,
    words: Any,
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
        elif uniform(mix(salts[E_RETURN], keys[p], words), words) >= chance:
            continue
        wanted = replacements * persons[WAITING, p]
        persons[WAITING, p] = 0
        new = int(wanted)
        if uniform(mix(salts[E_REPLACE], keys[p], words), words) < wanted - new:
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
        if persons[STATUS, p] == AWAY:
            if persons[OPEN, p] == 0:
                persons[STATUS, p] = GONE
            else:
                persons[STATUS, p] = PRESENT
                turn(persons, accounts, links, out_offsets, out_links, first_out, p, slots, 1)


@kernel(rent=300, price=0.3)
def find(persons: Any, accounts: Any, links: Any, e: Any, slots: Any) -> None:
    """The follower of link e, who is present, now follows every open account of the other."""
    p = links[FOLLOWED, e]
    before = links[MASK, e]
    now = persons[OPEN, p]
    for s in range(slots):
        if (now >> s) & 1 and (before >> s) & 1 == 0:
            accounts[HELD, p * slots + s] += 1
    if links[STATE, e] == PENDING_LINK:
        persons[PENDING, p] -= 1
    if before == 0:
        persons[FOLLOWERS, p] += 1
        if links[STATE, e] != FOLLOWING:
            persons[LOST, p] -= 1
    links[STATE, e] = FOLLOWING
    links[MASK, e] = now


@kernel(rent=300, price=0.6)
def find_all(persons: Any, accounts: Any, links: Any, found: Any, slots: Any, counts: Any) -> None:
    """Let the first ``counts[N_FOUND]`` links of ``found`` int32 be followed again."""
    for i in range(counts[N_FOUND]):
        find(persons, accounts, links, found[i], slots)


@kernel(rent=300, price=0.6)
def end_interest(
    persons: Any, accounts: Any, links: Any, first_end: Any, slots: Any, day: Any, counts: Any
) -> None:
    """End the links whose last day this is; ``first_end`` int32 (days + 2,) heads each day's."""
    e = first_end[day]
    while e >= 0:
        if links[STATE, e] != DEAD:
            counts[N_ENDED] += 1
            p = links[FOLLOWED, e]
            mask = links[MASK, e]
            if links[STATE, e] == PENDING_LINK:
                persons[PENDING, p] -= 1
            if persons[STATUS, links[FOLLOWER, e]] == PRESENT:
                if mask != 0:
                    persons[FOLLOWERS, p] -= 1
                    for s in range(slots):
                        if (mask >> s) & 1:
                            accounts[HELD, p * slots + s] -= 1
                elif links[STATE, e] != FOLLOWING:
                    persons[LOST, p] -= 1
            links[STATE, e] = DEAD
            links[MASK, e] = 0
        e = links[NEXT_END, e]


@kernel(rent=100, price=0.6)
def largest_component(persons: Any, links: Any, used: Any, parent: Any, largest: Any) -> None:
    """Persons in the largest weak component of live links, by union-find. O(n + m α(n)).

    ``parent`` int32 (n,) is work; ``largest`` int64 (1,) the output.
    """
    best = 0
    for p in range(persons.shape[1]):
        parent[p] = -1
        if persons[STATUS, p] == PRESENT:
            best = 1
    for e in range(used):
        if links[MASK, e] == 0 or persons[STATUS, links[FOLLOWER, e]] != PRESENT:
            continue
        a = links[FOLLOWER, e]
        while parent[a] >= 0:
            if parent[parent[a]] >= 0:
                parent[a] = parent[parent[a]]
            a = parent[a]
        b = links[FOLLOWED, e]
        while parent[b] >= 0:
            if parent[parent[b]] >= 0:
                parent[b] = parent[parent[b]]
            b = parent[b]
        if a == b:
            continue
        if parent[a] > parent[b]:
            a, b = b, a
        parent[a] += parent[b]
        parent[b] = a
        best = max(best, -parent[a])
    largest[0] = best
