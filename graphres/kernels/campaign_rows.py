"""Rows of a campaign: whom each person follows, or used to, as small hash tables.

Linear probing from a place that the followed person's key gives, so that where she stands depends
on no order of events but for collisions. A row that is three quarters full moves to the end of
``places``, and half of it or more is empty then.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign_layout import (
    EMPTY,
    GONE,
    KNOWN,
    LEAST_SIZE,
    OLDEST,
    PRESENT,
    SIZE,
    START,
    STATUS,
    TAKEN,
    USED_PLACES,
    WHOM,
)
from graphres.kernels.compiled import kernel
from graphres.kernels.draws import mix, uniform


@kernel(rent=300, price=0.3)
def place_of(rows: Any, places: Any, homes: Any, f: Any, p: Any) -> Any:
    """Where in ``places`` f keeps its follow of p; -1 without one. O(1) in the mean."""
    start = rows[f, START]
    last = rows[f, SIZE] - 1
    i = homes[p] & last
    while places[start + i] != EMPTY:
        if places[start + i] >> WHOM == p:
            return start + i
        i = (i + 1) & last
    return -1


@kernel(rent=300, price=0.3)
def put(rows: Any, places: Any, homes: Any, f: Any, entry: Any) -> None:
    """Write a follow that f's row does not hold yet, where there is room for it."""
    start = rows[f, START]
    last = rows[f, SIZE] - 1
    i = homes[entry >> WHOM] & last
    while places[start + i] != EMPTY:
        i = (i + 1) & last
    places[start + i] = entry
    rows[f, TAKEN] += 1


@kernel(rent=300, price=0.4)
def make_room(persons: Any, rows: Any, places: Any, homes: Any, f: Any, used: Any) -> Any:
    """See that f's row takes one more follow: 1, or 0 where ``places`` has no room for it.

    A row that moves leaves behind what has ended and those who are gone. O(1) amortised.
    """
    if (rows[f, TAKEN] + 1) * 4 <= rows[f, SIZE] * 3:
        return 1
    start = rows[f, START]
    stop = start + rows[f, SIZE]
    kept = 0
    for i in range(start, stop):
        if places[i] >= 0 and persons[STATUS, places[i] >> WHOM] != GONE:
            kept += 1
    size = LEAST_SIZE
    while size < 2 * (kept + 1):
        size *= 2
    new = used[USED_PLACES]
    if new + size > len(places):
        return 0
    used[USED_PLACES] = new + size
    for i in range(new, new + size):
        places[i] = EMPTY
    rows[f, START] = new
    rows[f, SIZE] = size
    rows[f, TAKEN] = 0
    for i in range(start, stop):
        if places[i] >= 0 and persons[STATUS, places[i] >> WHOM] != GONE:
            put(rows, places, homes, f, places[i])
    return 1


@kernel(rent=300, price=0.4)
def lay_rows(rows: Any, places: Any, homes: Any, follower: Any, followed: Any) -> None:
    """Write the follows of the start, int32 (m,) each, in their order into empty rows. O(m)."""
    for i in range(len(follower)):
        put(rows, places, homes, follower[i], followed[i] << WHOM)


@kernel(rent=100, price=0.4)
def move_rows(persons: Any, rows: Any, places: Any, new: Any, used: Any) -> None:
    """Copy all rows side by side to ``new``; who is gone keeps an empty one. O(places)."""
    count = 0
    for f in range(len(rows)):
        start = rows[f, START]
        size = rows[f, SIZE]
        rows[f, START] = count
        if persons[STATUS, f] == GONE:
            rows[f, SIZE] = 1
            rows[f, TAKEN] = 0
            new[count] = EMPTY
            count += 1
            continue
        for i in range(size):
            new[count + i] = places[start + i]
        count += size
    used[USED_PLACES] = count


@kernel(rent=1000, price=0.3)
def drawn_place(rows: Any, f: Any, state: Any, words: Any) -> Any:
    """One of the places of f's row, each as likely, drawn by a hash.

    It is the 31 highest bits modulo the size: rows of two sizes agree as far as they can.
    """
    return rows[f, START] + (int(uniform(state, words) * 2147483648.0) & (rows[f, SIZE] - 1))


@kernel(rent=1000, price=0.4)
def next_drawn(i: Any, state: Any, number: Any, words: Any, chances: Any) -> Any:
    """The next number from i on, after a wait that is geometric: -1 - next where none is drawn yet.

    ``chances`` float64 (k,): of a wait of 1, 2, …, k at the most. Drawing each number by itself
    with probability ``chances[0]`` has the same law.
    """
    u = uniform(mix(state, number, words), words)
    low = 0
    high = len(chances)
    while low < high:
        middle = (low + high) // 2
        if u < chances[middle]:
            high = middle
        else:
            low = middle + 1
    if low == len(chances):
        return -1 - (i + low)
    return i + low


@kernel(rent=100, price=0.4)
def live_follows(
    persons: Any, rows: Any, places: Any, follower: Any, followed: Any, known: Any
) -> None:
    """Follower, followed and last known incarnation of every live follow, by row. O(places)."""
    count = 0
    for f in range(len(rows)):
        if persons[STATUS, f] != PRESENT:
            continue
        for i in range(rows[f, START], rows[f, START] + rows[f, SIZE]):
            e = places[i]
            if e >= 0 and (e & KNOWN) >= persons[OLDEST, e >> WHOM]:
                follower[count] = f
                followed[count] = e >> WHOM
                known[count] = e & KNOWN
                count += 1


@kernel(rent=100, price=0.6)
def largest_component(persons: Any, rows: Any, places: Any, parent: Any, largest: Any) -> None:
    """Persons in the largest weak component of live follows, by union-find. O(n + places · α(n)).

    ``parent`` int32 (n,) is work; ``largest`` int64 (1,) the output.
    """
    best = 0
    for p in range(len(rows)):
        parent[p] = -1
        if persons[STATUS, p] == PRESENT:
            best = 1
    for f in range(len(rows)):
        if persons[STATUS, f] != PRESENT:
            continue
        a = f
        while parent[a] >= 0:
            if parent[parent[a]] >= 0:
                parent[a] = parent[parent[a]]
            a = parent[a]
        for i in range(rows[f, START], rows[f, START] + rows[f, SIZE]):
            e = places[i]
            if e < 0 or (e & KNOWN) < persons[OLDEST, e >> WHOM]:
                continue
            b = e >> WHOM
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
