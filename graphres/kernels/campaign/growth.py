"""How persons come to follow somebody new.

All choose on the same state and nothing is followed before. A draw among the live follows of a row
is a draw of a place, again and again until one is live; after LOOKS in vain the row is looked
through. Everybody draws once before anybody draws again: fetches from memory then overlap.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.campaign.arrays import Draws, Endings, FollowRows, People, Persons, Room
from graphres.kernels.campaign.draws import draw_place, find_above
from graphres.kernels.campaign.following import count_followers, follow_accounts, note_end
from graphres.kernels.campaign.layout import (
    ATTEMPT,
    BLOCK,
    CONTACT,
    E_CONTACT,
    E_END,
    E_PICK,
    E_RATE,
    E_SEEN,
    E_TARGET,
    E_WAY,
    EXPOSURE,
    INCARNATION_BITS,
    LOOKS,
    N_ASKED,
    N_DONE,
    NOBODY,
    POPULAR,
    PRESENT,
    RANDOM,
    SIZE,
    START,
    TARGET,
    TRIES,
    WHO,
    WHOM,
)
from graphres.kernels.campaign.rows import (
    find_first_place,
    find_place,
    find_place_in,
    make_room,
    put,
)
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import mix, uniform


class Looking(NamedTuple):
    """What drawing places for attempts works in, arrays of shape (k,)."""

    waiting: Any  # int32: attempts that have nobody yet
    entries: Any  # int64: what was drawn
    fetched: Any  # int64


class Popularity(NamedTuple):
    """What drawing persons by their followers works in, see `sum_followers`."""

    cumulated: Any  # int64 (n,)
    guide: Any  # int32


@kernel(interpret_ns_per_element=150, compile_seconds=0.7)
def list_asks(
    persons: Persons,
    activity: Any,
    draws: Draws,
    rate: Any,
    ways: Any,
    arrived: Any,
    asks: Any,
    counts: Any,
) -> None:
    """List the attempts of the day, and count them in counts[N_ASKED].

    ``asks`` int32 (ASK_ROWS, k). ``rate``: attempts a day at full activity. ``ways`` float64:
    shares of exposure and of exposure or popularity. ``arrived``: persons so far. O(n + attempts).
    """
    keys, salts, numbers = draws
    count = 0
    for f in range(arrived):
        if persons.status[f] != PRESENT:
            continue
        wanted = rate * activity[f]
        attempts = int(wanted)
        if uniform(mix(salts[E_RATE], keys[f])) < wanted - attempts:
            attempts += 1
        for j in range(attempts):
            way = uniform(mix(mix(salts[E_WAY], keys[f]), numbers[j]))
            asks[WHO, count] = f
            asks[ATTEMPT, count] = j
            asks[TARGET, count] = NOBODY
            if way < ways[0]:
                asks[CONTACT, count] = EXPOSURE
            elif way < ways[1]:
                asks[CONTACT, count] = POPULAR
            else:
                asks[CONTACT, count] = RANDOM
            count += 1
    counts[N_ASKED] = count


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def is_live(persons: Persons, e: Any) -> Any:
    """Return whether the place e is a follow of an open account."""
    return e >= 0 and (e & INCARNATION_BITS) >= persons.oldest[e >> WHOM]


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def is_new(persons: Persons, rows: Any, places: Any, homes: Any, f: Any, t: Any) -> Any:
    """Return whether f may begin to follow t."""
    if f == t:
        return False
    i = find_place_in(rows, places, homes, f, t)
    return i < 0 or (places[i] & INCARNATION_BITS) < persons.oldest[t]


@kernel(interpret_ns_per_element=35, compile_seconds=1.0)
def meet_contacts(
    persons: Persons, follows: FollowRows, draws: Draws, asks: Any, looking: Looking, counts: Any
) -> None:
    """Give every attempt by exposure one of those followed, each as likely; POPULAR without any.

    O(attempts) on average.
    """
    rows, places = follows.rows, follows.places
    keys, salts, numbers = draws
    waiting, entries = looking.waiting, looking.entries
    for begin in range(0, counts[N_ASKED], BLOCK):
        left = 0
        for i in range(begin, min(begin + BLOCK, counts[N_ASKED])):
            if asks[CONTACT, i] == EXPOSURE:
                waiting[left] = i
                left += 1
        for look in range(LOOKS):
            for w in range(left):
                f = asks[WHO, waiting[w]]
                state = mix(salts[E_CONTACT], keys[f])
                state = mix(state, numbers[asks[ATTEMPT, waiting[w]]])
                entries[w] = places[draw_place(rows, f, mix(state, numbers[look]))]
            remaining = 0
            for w in range(left):
                if is_live(persons, entries[w]):
                    asks[CONTACT, waiting[w]] = entries[w] >> WHOM
                else:
                    waiting[remaining] = waiting[w]
                    remaining += 1
            left = remaining
        for w in range(left):
            f = asks[WHO, waiting[w]]
            state = mix(salts[E_CONTACT], keys[f])
            state = mix(state, numbers[asks[ATTEMPT, waiting[w]]])
            u = uniform(mix(state, numbers[LOOKS]))
            asks[CONTACT, waiting[w]] = _draw_contact(persons, rows, places, f, u, entries)


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def _draw_contact(persons: Persons, rows: Any, places: Any, f: Any, u: Any, able: Any) -> Any:
    """Draw one of those whom f follows, from the full row; POPULAR where there is none.

    ``able`` int64 is work for as many as there are.
    """
    count = 0
    for i in range(rows[f, START], rows[f, START] + rows[f, SIZE]):
        if is_live(persons, places[i]):
            able[count] = places[i] >> WHOM
            count += 1
    return able[int(u * count)] if count > 0 else POPULAR


@kernel(interpret_ns_per_element=60, compile_seconds=1.3)
def meet_targets(
    persons: Persons,
    activity: Any,
    follows: FollowRows,
    draws: Draws,
    asks: Any,
    looking: Looking,
    counts: Any,
) -> None:
    """Give every attempt with a contact one of those that it follows and the follower does not.

    Each is as likely; then the target is noticed with probability its activity. O(attempts).
    """
    rows, places, homes = follows
    keys, salts, numbers = draws
    waiting, entries, fetched = looking
    for begin in range(0, counts[N_ASKED], BLOCK):
        left = 0
        for i in range(begin, min(begin + BLOCK, counts[N_ASKED])):
            if asks[CONTACT, i] >= 0:
                waiting[left] = i
                left += 1
        for look in range(LOOKS):
            for w in range(left):
                i = waiting[w]
                state = mix(salts[E_TARGET], keys[asks[WHO, i]])
                state = mix(state, numbers[asks[ATTEMPT, i]])
                state = mix(state, numbers[look])
                entries[w] = places[draw_place(rows, asks[CONTACT, i], state)]
            for w in range(left):
                t = max(0, entries[w]) >> WHOM
                fetched[w] = places[find_first_place(rows, homes, asks[WHO, waiting[w]], t)]
            remaining = 0
            for w in range(left):
                i = waiting[w]
                t = entries[w] >> WHOM
                if is_live(persons, entries[w]) and is_new(
                    persons, rows, places, homes, asks[WHO, i], t
                ):
                    asks[TARGET, i] = t
                else:
                    waiting[remaining] = i
                    remaining += 1
            left = remaining
        for w in range(left):
            i = waiting[w]
            state = mix(salts[E_TARGET], keys[asks[WHO, i]])
            state = mix(state, numbers[asks[ATTEMPT, i]])
            u = uniform(mix(state, numbers[LOOKS]))
            asks[TARGET, i] = _draw_target(
                persons, rows, places, homes, asks[WHO, i], asks[CONTACT, i], u, entries
            )
    for i in range(counts[N_ASKED]):
        t = asks[TARGET, i]
        if t == NOBODY or activity[t] == 1.0:
            continue
        state = mix(mix(salts[E_SEEN], keys[asks[WHO, i]]), keys[t])
        if uniform(mix(state, numbers[asks[ATTEMPT, i]])) >= activity[t]:
            asks[TARGET, i] = NOBODY


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def _draw_target(
    persons: Persons, rows: Any, places: Any, homes: Any, f: Any, g: Any, u: Any, able: Any
) -> Any:
    """Draw one of those whom g follows and f does not, from the full row; NOBODY for none.

    ``able`` int64 is work for as many as there are.
    """
    count = 0
    for i in range(rows[g, START], rows[g, START] + rows[g, SIZE]):
        e = places[i]
        if is_live(persons, e) and is_new(persons, rows, places, homes, f, e >> WHOM):
            able[count] = e >> WHOM
            count += 1
    return able[int(u * count)] if count > 0 else NOBODY


@kernel(interpret_ns_per_element=60, compile_seconds=0.4)
def sum_followers(persons: Persons, cumulated: Any, guide: Any) -> None:
    """Sum up followers in ``cumulated`` int64 (n,), with a ``guide`` as `find_above` takes it."""
    total = 0
    for p in range(len(cumulated)):
        total += persons.followers[p]
        cumulated[p] = total
    parts = len(guide) - 1
    i = 0
    for k in range(parts):
        while i < len(cumulated) and cumulated[i] <= k / parts * total:
            i += 1
        guide[k] = i
    guide[parts] = len(cumulated)


@kernel(interpret_ns_per_element=18, compile_seconds=0.5)
def meet_anyone(
    persons: Persons,
    follows: FollowRows,
    draws: Draws,
    arrived: Any,
    popularity: Popularity,
    asks: Any,
    counts: Any,
) -> None:
    """Give the remaining attempts a target, in proportion to followers or at random.

    O(n + attempts).
    """
    rows, places, homes = follows
    keys, salts, numbers = draws
    cumulated, guide = popularity
    sum_followers(persons, cumulated, guide)
    total = cumulated[len(cumulated) - 1]
    for i in range(counts[N_ASKED]):
        if asks[CONTACT, i] >= 0:
            continue
        f = asks[WHO, i]
        state = mix(salts[E_PICK], keys[f])
        state = mix(state, numbers[asks[ATTEMPT, i]])
        for k in range(TRIES):
            u = uniform(mix(state, numbers[k]))
            if asks[CONTACT, i] == POPULAR and total > 0:
                t = find_above(u, total, cumulated, guide)
            else:
                t = int(u * arrived)
            if persons.status[t] == PRESENT and is_new(persons, rows, places, homes, f, t):
                asks[TARGET, i] = t
                break


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def prefetch(rows: Any, places: Any, homes: Any, asks: Any, first: Any, stop: Any) -> Any:
    """Read where `make_follows` will look for attempts first, …, stop - 1, at once."""
    n = len(rows) // 2
    mixed = 0
    for i in range(first, stop):
        f = asks[WHO, i]
        p = max(0, asks[TARGET, i])
        mixed ^= places[find_first_place(rows, homes, f, p)]
        mixed ^= places[find_first_place(rows, homes, n + f, p)]
    return mixed


@kernel(interpret_ns_per_element=30, compile_seconds=2.7)
def make_follows(
    people: People,
    follows: FollowRows,
    room: Room,
    draws: Draws,
    endings: Endings,
    asks: Any,
    day: Any,
    counts: Any,
) -> None:
    """Do what the attempts came to: new follows, and former ones found again. O(attempts).

    Goes on after counts[N_DONE] attempts, and stops early where ``places`` has no room left.
    """
    persons, accounts, slots = people
    rows, places, homes = follows
    work, used = room
    keys, salts = draws.keys, draws.salts
    ends, first_end, chances, guide = endings
    for i in range(counts[N_DONE], counts[N_ASKED]):
        if i % BLOCK == 0:
            work[0] = prefetch(rows, places, homes, asks, i, min(i + BLOCK, counts[N_ASKED]))
        f = asks[WHO, i]
        p = asks[TARGET, i]
        if p != NOBODY:
            place = find_place(rows, places, homes, f, p)
            if place >= 0:
                if follow_accounts(people, follows, f, place, room) == 0:
                    return
            else:
                if make_room(persons, rows, places, homes, f, work, used) == 0:
                    return
                newest = persons.newest[p]
                put(rows, places, homes, f, p << WHOM | newest)
                persons.followers[p] += 1
                count_followers(persons, accounts, p, -1, newest, 1, slots)
                u = uniform(mix(mix(salts[E_END], keys[p]), keys[f]))
                last = day + find_above(u, 1.0, chances, guide)
                note_end(f, p, last, ends, first_end, used)
        counts[N_DONE] = i + 1
