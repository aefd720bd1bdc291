"""How former followers find the new accounts of whom they followed.

Whoever finds marks the place; nothing is followed before everybody has looked, so that all decide
on the morning's state. Instead of drawing for each former follow, a person draws which places of
its row it looks at: geometric waits from one to the next have the same law and touch nothing in
between.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign.arrays import Draws, FollowRows, People, Persons, Room, Waits
from graphres.kernels.campaign.draws import draw_next
from graphres.kernels.campaign.following import follow_accounts
from graphres.kernels.campaign.layout import (
    DECLINED,
    E_DECIDE,
    E_FIND,
    E_HEAR,
    E_WEARY,
    FOUND_TODAY,
    INCARNATION_BITS,
    N_FOUND,
    PRESENT,
    SIZE,
    START,
    WHOM,
)
from graphres.kernels.campaign.rows import find_place_in
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import mix, uniform


@kernel(interpret_ns_per_element=30, compile_seconds=0.3)
def count_announcers(
    persons: Persons, rows: Any, places: Any, announces: Any, announcers: Any
) -> None:
    """Count how many announcers each person follows now, ``announcers`` int32 (n,). O(places).

    ``announces`` uint8 (n,) marks the announcers.
    """
    for f in range(len(persons.status)):
        announcers[f] = 0
        if persons.status[f] != PRESENT:
            continue
        for i in range(rows[f, START], rows[f, START] + rows[f, SIZE]):
            e = places[i]
            if (
                e >= 0
                and announces[e >> WHOM]
                and (e & INCARNATION_BITS) >= persons.oldest[e >> WHOM]
            ):
                announcers[f] += 1


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def is_seeking(persons: Persons, e: Any) -> Any:
    """Return whether the follower at place e would follow newer accounts, if it found them."""
    return e >= 0 and e & DECLINED == 0 and (e & INCARNATION_BITS) < persons.newest[e >> WHOM]


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def is_tired(persons: Persons, keys: Any, weary: Any, p: Any, state: Any) -> Any:
    """Return whether weariness of p's many returns keeps the follower from acting."""
    willing = weary[min(persons.returns[p], len(weary)) - 1]
    return willing < 1.0 and uniform(mix(state, keys[p])) >= willing


@kernel(interpret_ns_per_element=65, compile_seconds=1.7)
def find_alone(
    persons: Persons,
    follows: FollowRows,
    draws: Draws,
    waits: Waits,
    first: Any,
    turns: Any,
    weary: Any,
    finders: Any,
) -> None:
    """Find each former follow with one probability, ``turns`` int32 (n,) times over.

    ``waits``: from one place looked at to the next. ``first`` is the number of the first turn: 0 is
    looking by oneself, 1, 2, … are announcers. ``finders`` uint8 (n,) gets 1 for persons who found
    somebody. O(n + places looked at).
    """
    rows, places = follows.rows, follows.places
    keys, salts, numbers = draws
    chances, guide = waits
    n = len(persons.status)
    for f in range(n):
        if persons.status[f] != PRESENT:
            continue
        state = mix(salts[E_FIND], keys[f])
        late = rows[n + f, SIZE]
        size = late + rows[f, SIZE]
        for turn in range(first, first + turns[f]):
            state_of_turn = mix(state, numbers[turn])
            j = 0
            k = 0
            while j < size:
                j = draw_next(j, state_of_turn, numbers[k], chances, guide)
                k += 1
                if j < 0:
                    j = -1 - j
                    continue
                if j >= size:
                    break
                i = rows[n + f, START] + j if j < late else rows[f, START] + j - late
                j += 1
                if is_seeking(persons, places[i]):
                    wearies = mix(mix(salts[E_WEARY], keys[f]), numbers[turn])
                    if not is_tired(persons, keys, weary, places[i] >> WHOM, wearies):
                        places[i] |= FOUND_TODAY
                        finders[f] = 1


@kernel(interpret_ns_per_element=50, compile_seconds=0.5)
def draw_contacts(
    persons: Persons, follows: FollowRows, draws: Draws, waits: Waits, first: Any, contacts: Any
) -> Any:
    """List whom the persons from ``first`` on hear today among those they follow.

    ``contacts`` int64 (2, k) gets listener and contact, in its last column how many there are; it
    ends before a person whose row might not fit, which is returned. O(persons + places looked at).
    """
    rows, places = follows.rows, follows.places
    keys, salts, numbers = draws
    chances, guide = waits
    n = len(persons.status)
    room = contacts.shape[1] - 1
    count = 0
    f = first
    while f < n and count + rows[f, SIZE] <= room:
        if persons.status[f] == PRESENT:
            state = mix(salts[E_HEAR], keys[f])
            j = 0
            k = 0
            while j < rows[f, SIZE]:
                j = draw_next(j, state, numbers[k], chances, guide)
                k += 1
                if j < 0:
                    j = -1 - j
                elif j < rows[f, SIZE]:
                    contacts[0, count] = f
                    contacts[1, count] = rows[f, START] + j
                    count += 1
                    j += 1
        f += 1
    live = 0
    for j in range(count):
        e = places[contacts[1, j]]
        contacts[0, live] = contacts[0, j]
        contacts[1, live] = e >> WHOM
        if e >= 0 and (e & INCARNATION_BITS) >= persons.oldest[e >> WHOM]:
            live += 1
    contacts[0, room] = live
    return f


@kernel(interpret_ns_per_element=300, compile_seconds=0.4)
def list_sought(persons: Persons, rows: Any, places: Any, f: Any, sought: Any) -> Any:
    """Write the places of f's rows that seek to ``sought`` int64, and give their number."""
    n = len(persons.status)
    count = 0
    for side in range(2):
        r = f + n * side
        for i in range(rows[r, START], rows[r, START] + rows[r, SIZE]):
            e = max(0, places[i])
            is_behind = (e & INCARNATION_BITS) < persons.newest[e >> WHOM]
            sought[count] = i
            count += (places[i] >= 0) & (e & DECLINED == 0) & is_behind
    return count


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def fetch_row(rows: Any, places: Any, r: Any) -> Any:
    """Read a place of every line of memory of row r, so that later reads need not wait."""
    mixed = 0
    for i in range(rows[r, START], rows[r, START] + rows[r, SIZE], 8):
        mixed ^= places[i]
    return mixed


@kernel(interpret_ns_per_element=22, compile_seconds=1.0)
def find_through_contacts(
    persons: Persons,
    follows: FollowRows,
    draws: Draws,
    weary: Any,
    contacts: Any,
    sought: Any,
    finders: Any,
) -> None:
    """Find whom contacts follow. O(rows of the listeners).

    ``contacts`` as `draw_contacts` leaves it; ``sought`` int64 is work.
    """
    rows, places, homes = follows
    keys, salts = draws.keys, draws.salts
    listener = -1
    count = 0
    for j in range(contacts[0, contacts.shape[1] - 1]):
        f = contacts[0, j]
        g = contacts[1, j]
        if f != listener:
            count = list_sought(persons, rows, places, f, sought)
            listener = f
        if 8 * count > rows[g, SIZE]:
            sought[count] = fetch_row(rows, places, g)
        for k in range(count):
            p = places[sought[k]] >> WHOM
            there = find_place_in(rows, places, homes, g, p)
            if there < 0 or (places[there] & INCARNATION_BITS) < persons.oldest[p]:
                continue
            wearies = mix(mix(salts[E_WEARY], keys[f]), keys[g])
            if not is_tired(persons, keys, weary, p, wearies):
                places[sought[k]] |= FOUND_TODAY
                finders[f] = 1


@kernel(interpret_ns_per_element=380, compile_seconds=0.5)
def find_by_share(
    persons: Persons,
    follows: FollowRows,
    draws: Draws,
    share: Any,
    daily: Any,
    weary: Any,
    finders: Any,
) -> None:
    """Let a fixed share find: each decides once a return, then with probability ``daily`` a day.

    O(places).
    """
    rows, places = follows.rows, follows.places
    keys, salts, numbers = draws
    n = len(persons.status)
    for r in range(len(rows)):
        f = r % n
        if persons.status[f] != PRESENT:
            continue
        for i in range(rows[r, START], rows[r, START] + rows[r, SIZE]):
            e = places[i]
            if not is_seeking(persons, e):
                continue
            p = e >> WHOM
            which = numbers[min(persons.returns[p], len(numbers) - 1)]
            decision = mix(mix(salts[E_DECIDE], keys[p]), keys[f])
            willing = weary[min(persons.returns[p], len(weary)) - 1]
            if uniform(mix(decision, which)) >= share * willing:
                places[i] = e | DECLINED
            elif uniform(mix(mix(salts[E_FIND], keys[p]), keys[f])) < daily:
                places[i] = e | FOUND_TODAY
                finders[f] = 1


@kernel(interpret_ns_per_element=3, compile_seconds=1.0)
def follow_marked(
    people: People, follows: FollowRows, finders: Any, first: Any, room: Room, counts: Any
) -> Any:
    """Let the ``finders`` uint8 (n,) from ``first`` on, 0 afterwards, follow what they found.

    Returns the person before whom ``places`` had no room left, n at the end. O(their rows).
    """
    persons = people.persons
    rows, places = follows.rows, follows.places
    n = len(persons.status)
    for f in range(first, n):
        if finders[f] == 0:
            continue
        for side in range(2):
            r = f + side * n
            for i in range(rows[r, START], rows[r, START] + rows[r, SIZE]):
                if places[i] >= 0 and places[i] & FOUND_TODAY:
                    if follow_accounts(people, follows, f, i, room) == 0:
                        return f
                    counts[N_FOUND] += 1
        finders[f] = 0
    return n
