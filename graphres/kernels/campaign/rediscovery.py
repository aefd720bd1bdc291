"""How former followers find the new accounts of whom they followed.

Whoever finds marks the place; nothing is followed before everybody has looked, so that all decide
on the morning's state. Instead of drawing for each former follow, a person draws which places of
its row it looks at: geometric waits from one to the next have the same law and touch nothing in
between.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign.draws import next_drawn
from graphres.kernels.campaign.following import find
from graphres.kernels.campaign.layout import (
    DECLINED,
    E_DECIDE,
    E_FIND,
    E_HEAR,
    E_WEARY,
    FOUND,
    KNOWN,
    N_FOUND,
    NEWEST,
    OLDEST,
    PRESENT,
    RETURNS,
    SIZE,
    START,
    STATUS,
    WHOM,
)
from graphres.kernels.campaign.rows import place_in
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import mix, uniform


@kernel(interpret_ns_per_element=30, compile_seconds=0.3)
def count_announcers(persons: Any, rows: Any, places: Any, announces: Any, heard: Any) -> None:
    """``heard`` int32 (n,): how many announcers each person follows now. O(places).

    ``announces`` uint8 (n,) marks the announcers.
    """
    for f in range(persons.shape[1]):
        heard[f] = 0
        if persons[STATUS, f] != PRESENT:
            continue
        for i in range(rows[f, START], rows[f, START] + rows[f, SIZE]):
            e = places[i]
            if e >= 0 and announces[e >> WHOM] and (e & KNOWN) >= persons[OLDEST, e >> WHOM]:
                heard[f] += 1


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def seeks(persons: Any, e: Any) -> Any:
    """Whether the place e is one whose follower would follow newer accounts, if it found them."""
    return e >= 0 and e & DECLINED == 0 and (e & KNOWN) < persons[NEWEST, e >> WHOM]


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def tired(persons: Any, keys: Any, weary: Any, p: Any, state: Any) -> Any:
    """Whether weariness of p's many returns keeps the follower from acting on what it found."""
    kept = weary[min(persons[RETURNS, p], len(weary)) - 1]
    return kept < 1.0 and uniform(mix(state, keys[p])) >= kept


@kernel(interpret_ns_per_element=65, compile_seconds=1.7)
def look_around(
    persons: Any,
    rows: Any,
    places: Any,
    keys: Any,
    salts: Any,
    numbers: Any,
    waits: Any,
    guide: Any,
    first: Any,
    turns: Any,
    weary: Any,
    finders: Any,
) -> None:
    """Find each former follow with one probability, ``turns`` int32 (n,) times over.

    ``waits`` float64: of a wait of 1, 2, … places at the most, with its ``guide``. ``first`` is the
    number of the first turn: 0 is looking by oneself, 1, 2, … are announcers. ``finders`` uint8
    (n,) gets 1 for who found. O(n + places looked at).
    """
    n = persons.shape[1]
    for f in range(n):
        if persons[STATUS, f] != PRESENT:
            continue
        state = mix(salts[E_FIND], keys[f])
        late = rows[n + f, SIZE]
        size = late + rows[f, SIZE]
        for turn in range(first, first + turns[f]):
            own = mix(state, numbers[turn])
            j = 0
            k = 0
            while j < size:
                j = next_drawn(j, own, numbers[k], waits, guide)
                k += 1
                if j < 0:
                    j = -1 - j
                    continue
                if j >= size:
                    break
                i = rows[n + f, START] + j if j < late else rows[f, START] + j - late
                j += 1
                if seeks(persons, places[i]):
                    wearies = mix(mix(salts[E_WEARY], keys[f]), numbers[turn])
                    if not tired(persons, keys, weary, places[i] >> WHOM, wearies):
                        places[i] |= FOUND
                        finders[f] = 1


@kernel(interpret_ns_per_element=50, compile_seconds=0.5)
def listen(
    persons: Any,
    rows: Any,
    places: Any,
    keys: Any,
    salts: Any,
    numbers: Any,
    waits: Any,
    guide: Any,
    first: Any,
    heard: Any,
) -> Any:
    """Whom the persons from ``first`` on hear today, among those they follow: who comes next.

    ``heard`` int64 (2, k) gets listener and contact, in its last column how many there are; it ends
    before a person whose row might not fit. O(persons + places looked at).
    """
    n = persons.shape[1]
    room = heard.shape[1] - 1
    count = 0
    f = first
    while f < n and count + rows[f, SIZE] <= room:
        if persons[STATUS, f] == PRESENT:
            state = mix(salts[E_HEAR], keys[f])
            j = 0
            k = 0
            while j < rows[f, SIZE]:
                j = next_drawn(j, state, numbers[k], waits, guide)
                k += 1
                if j < 0:
                    j = -1 - j
                elif j < rows[f, SIZE]:
                    heard[0, count] = f
                    heard[1, count] = rows[f, START] + j
                    count += 1
                    j += 1
        f += 1
    kept = 0
    for j in range(count):
        e = places[heard[1, j]]
        heard[0, kept] = heard[0, j]
        heard[1, kept] = e >> WHOM
        if e >= 0 and (e & KNOWN) >= persons[OLDEST, e >> WHOM]:
            kept += 1
    heard[0, room] = kept
    return f


@kernel(interpret_ns_per_element=300, compile_seconds=0.4)
def list_sought(persons: Any, rows: Any, places: Any, f: Any, sought: Any) -> Any:
    """Write the places of f's rows that seek to ``sought`` int64, and give their number."""
    n = persons.shape[1]
    count = 0
    for side in range(2):
        r = f + n * side
        for i in range(rows[r, START], rows[r, START] + rows[r, SIZE]):
            e = max(0, places[i])
            is_behind = (e & KNOWN) < persons[NEWEST, e >> WHOM]
            sought[count] = i
            count += (places[i] >= 0) & (e & DECLINED == 0) & is_behind
    return count


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def fetch_row(rows: Any, places: Any, r: Any) -> Any:
    """Read a place of every line of memory of row r, so that later reads need not wait."""
    seen = 0
    for i in range(rows[r, START], rows[r, START] + rows[r, SIZE], 8):
        seen ^= places[i]
    return seen


@kernel(interpret_ns_per_element=22, compile_seconds=1.0)
def hear_of(
    persons: Any,
    rows: Any,
    places: Any,
    homes: Any,
    keys: Any,
    salts: Any,
    weary: Any,
    heard: Any,
    sought: Any,
    finders: Any,
) -> None:
    """Find whom those heard follow: ``heard`` as `listen` leaves it, ``sought`` int64 is work.

    O(rows of the listeners).
    """
    listener = -1
    count = 0
    for j in range(heard[0, heard.shape[1] - 1]):
        f = heard[0, j]
        g = heard[1, j]
        if f != listener:
            count = list_sought(persons, rows, places, f, sought)
            listener = f
        if 8 * count > rows[g, SIZE]:
            sought[count] = fetch_row(rows, places, g)
        for k in range(count):
            p = places[sought[k]] >> WHOM
            there = place_in(rows, places, homes, g, p)
            if there < 0 or (places[there] & KNOWN) < persons[OLDEST, p]:
                continue
            wearies = mix(mix(salts[E_WEARY], keys[f]), keys[g])
            if not tired(persons, keys, weary, p, wearies):
                places[sought[k]] |= FOUND
                finders[f] = 1


@kernel(interpret_ns_per_element=380, compile_seconds=0.5)
def decide(
    persons: Any,
    rows: Any,
    places: Any,
    keys: Any,
    salts: Any,
    numbers: Any,
    share: Any,
    daily: Any,
    weary: Any,
    finders: Any,
) -> None:
    """A fixed share finds instead: decides once a return, then with probability ``daily`` a day.

    O(places).
    """
    n = persons.shape[1]
    for r in range(len(rows)):
        f = r % n
        if persons[STATUS, f] != PRESENT:
            continue
        for i in range(rows[r, START], rows[r, START] + rows[r, SIZE]):
            e = places[i]
            if not seeks(persons, e):
                continue
            p = e >> WHOM
            which = numbers[min(persons[RETURNS, p], len(numbers) - 1)]
            decision = mix(mix(salts[E_DECIDE], keys[p]), keys[f])
            kept = weary[min(persons[RETURNS, p], len(weary)) - 1]
            if uniform(mix(decision, which)) >= share * kept:
                places[i] = e | DECLINED
            elif uniform(mix(mix(salts[E_FIND], keys[p]), keys[f])) < daily:
                places[i] = e | FOUND
                finders[f] = 1


@kernel(interpret_ns_per_element=3, compile_seconds=1.0)
def follow_found(
    persons: Any,
    accounts: Any,
    rows: Any,
    places: Any,
    homes: Any,
    finders: Any,
    slots: Any,
    first: Any,
    work: Any,
    used: Any,
    counts: Any,
) -> Any:
    """Let the ``finders`` uint8 (n,) from ``first`` on, 0 afterwards, follow what they found.

    Returns the person before whom ``places`` had no room left, n at the end. O(their rows).
    """
    n = persons.shape[1]
    for f in range(first, n):
        if finders[f] == 0:
            continue
        for side in range(2):
            r = f + side * n
            for i in range(rows[r, START], rows[r, START] + rows[r, SIZE]):
                if places[i] >= 0 and places[i] & FOUND:
                    if find(persons, accounts, rows, places, homes, f, i, slots, work, used) == 0:
                        return f
                    counts[N_FOUND] += 1
        finders[f] = 0
    return n
