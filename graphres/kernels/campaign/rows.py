"""Rows of a campaign: whom each person follows, and used to, as small hash tables.

Linear probing from a place that the followed person's key gives, so that where she stands depends
on no order of events but for collisions. A row that is three quarters full is laid anew, larger
where it must be; so is one that has many places of follows that lost sight, when it is tidied.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign.arrays import Persons
from graphres.kernels.campaign.layout import (
    EMPTY,
    ENDED,
    GONE,
    INCARNATION_BITS,
    LEAST_SIZE,
    PRESENT,
    ROOM,
    SIZE,
    START,
    TAKEN,
    TIDY,
    USED_PLACES,
    WHOM,
)
from graphres.kernels.compiled import kernel


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def find_first_place(rows: Any, homes: Any, r: Any, p: Any) -> Any:
    """Return the place of row r where a follow of p is looked for first."""
    return rows[r, START] + (homes[p] & (rows[r, SIZE] - 1))


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def find_place_in(rows: Any, places: Any, homes: Any, r: Any, p: Any) -> Any:
    """Return where in ``places`` row r keeps its follow of p; -1 without one. O(1) on average."""
    start = rows[r, START]
    last = rows[r, SIZE] - 1
    i = homes[p] & last
    while places[start + i] != EMPTY:
        if places[start + i] >> WHOM == p:
            return start + i
        i = (i + 1) & last
    return -1


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def find_place(rows: Any, places: Any, homes: Any, f: Any, p: Any) -> Any:
    """Return where f's follow of p is, late or not; -1 without one."""
    i = find_place_in(rows, places, homes, len(rows) // 2 + f, p)
    return i if i >= 0 else find_place_in(rows, places, homes, f, p)


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def put(rows: Any, places: Any, homes: Any, r: Any, entry: Any) -> None:
    """Write a follow that row r does not hold yet, where there is room for it."""
    start = rows[r, START]
    last = rows[r, SIZE] - 1
    i = homes[entry >> WHOM] & last
    while places[start + i] != EMPTY:
        i = (i + 1) & last
    places[start + i] = entry
    rows[r, TAKEN] += 1


@kernel(interpret_ns_per_element=300, compile_seconds=0.4)
def rebuild_row(
    persons: Persons, rows: Any, places: Any, homes: Any, r: Any, more: Any, work: Any, used: Any
) -> Any:
    """Rebuild row r so that it takes ``more`` follows: 1, or 0 where ``places`` has no room.

    What has ended, and persons who are gone, are left behind; at least half of the places are empty
    then. ``work`` int64 holds any row. O(its row).
    """
    count = 0
    for i in range(rows[r, START], rows[r, START] + rows[r, SIZE]):
        if places[i] >= 0 and persons.status[places[i] >> WHOM] != GONE:
            work[count] = places[i]
            count += 1
    size = LEAST_SIZE
    while size < 2 * (count + more):
        size *= 2
    if size > rows[r, ROOM]:
        if used[USED_PLACES] + size > len(places):
            return 0
        rows[r, START] = used[USED_PLACES]
        rows[r, ROOM] = size
        used[USED_PLACES] += size
    rows[r, SIZE] = size
    rows[r, TAKEN] = 0
    for i in range(rows[r, START], rows[r, START] + size):
        places[i] = EMPTY
    for i in range(count):
        put(rows, places, homes, r, work[i])
    return 1


@kernel(interpret_ns_per_element=300, compile_seconds=0.4)
def make_room(
    persons: Persons, rows: Any, places: Any, homes: Any, r: Any, work: Any, used: Any
) -> Any:
    """See that row r takes one more follow: 1, or 0 for lack of ``places``. O(1) amortised."""
    if (rows[r, TAKEN] + 1) * 4 <= rows[r, SIZE] * 3:
        return 1
    return rebuild_row(persons, rows, places, homes, r, 1, work, used)


@kernel(interpret_ns_per_element=10, compile_seconds=2.5)
def tidy(
    persons: Persons,
    rows: Any,
    places: Any,
    homes: Any,
    day: Any,
    first: Any,
    work: Any,
    used: Any,
) -> Any:
    """Put what lost sight into second rows, for every sixteenth person from ``first`` on.

    A row is left as it is while seven eighths of its places that are not empty hold live follows.
    Returns the person before whom ``places`` had no room left, n at the end. O(rows / 16).
    """
    n = len(persons.status)
    for f in range(first, n):
        if f % TIDY != day % TIDY or persons.status[f] == GONE:
            continue
        stop = rows[f, START] + rows[f, SIZE]
        live = 0
        for i in range(rows[f, START], stop):
            e = max(0, places[i])
            live += (places[i] >= 0) & ((e & INCARNATION_BITS) >= persons.oldest[e >> WHOM])
        if 8 * (rows[f, TAKEN] - live) <= rows[f, TAKEN]:
            continue
        for i in range(rows[f, START], stop):
            e = places[i]
            if e < 0 or (e & INCARNATION_BITS) >= persons.oldest[e >> WHOM]:
                continue
            if make_room(persons, rows, places, homes, n + f, work, used) == 0:
                return f
            put(rows, places, homes, n + f, e)
            places[i] = ENDED
        rebuild_row(persons, rows, places, homes, f, 1, work, used)
    return n


@kernel(interpret_ns_per_element=150, compile_seconds=0.5)
def lay_rows(rows: Any, places: Any, homes: Any, follower: Any, followed: Any) -> None:
    """Write the follows of the start, int32 (m,) each, in their order into empty rows. O(m)."""
    for i in range(len(follower)):
        put(rows, places, homes, follower[i], followed[i] << WHOM)


@kernel(interpret_ns_per_element=100, compile_seconds=0.4)
def move_rows(persons: Persons, rows: Any, places: Any, new: Any, used: Any) -> None:
    """Copy all rows side by side to ``new``; who is gone keeps empty ones. O(places)."""
    n = len(persons.status)
    count = 0
    for r in range(len(rows)):
        start = rows[r, START]
        rows[r, START] = count
        if persons.status[r % n] == GONE:
            rows[r, SIZE] = 1
            rows[r, TAKEN] = 0
            new[count] = EMPTY
        else:
            for i in range(rows[r, SIZE]):
                new[count + i] = places[start + i]
        rows[r, ROOM] = rows[r, SIZE]
        count += rows[r, SIZE]
    used[USED_PLACES] = count


@kernel(interpret_ns_per_element=100, compile_seconds=0.4)
def list_live_follows(
    persons: Persons, rows: Any, places: Any, follower: Any, followed: Any, last_known: Any
) -> None:
    """Follower, followed and last known incarnation of every live follow, by row. O(places)."""
    count = 0
    for f in range(len(persons.status)):
        if persons.status[f] != PRESENT:
            continue
        for i in range(rows[f, START], rows[f, START] + rows[f, SIZE]):
            e = places[i]
            if e >= 0 and (e & INCARNATION_BITS) >= persons.oldest[e >> WHOM]:
                follower[count] = f
                followed[count] = e >> WHOM
                last_known[count] = e & INCARNATION_BITS
                count += 1
