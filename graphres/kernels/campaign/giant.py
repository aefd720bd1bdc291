"""The largest weak component of who follows whom today.

Nearly everybody belongs to it, so two follows of everybody nearly find it; then only the rest has
to be looked at, as in Afforest: Sutton, Ben-Nun & Barak 2018, doi:10.1109/IPDPS.2018.00012. Whoever
is still apart then follows nobody outside its own component. One follow by a member of the giant
joins it; so few are left that their followers are looked up, row by row, not read through.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign.arrays import Persons
from graphres.kernels.campaign.layout import (
    INCARNATION_BITS,
    PRESENT,
    SIZE,
    START,
    WHOM,
)
from graphres.kernels.campaign.rows import find_place_in
from graphres.kernels.compiled import kernel
from graphres.kernels.components.forest import find_root

#: Follows of everybody that are looked at first.
FIRST = 2

#: Places that are read through in the time of one that is looked up.
READ = 4


@kernel(interpret_ns_per_element=300, compile_seconds=0.2)
def unite(parent: Any, root: Any, second: Any) -> Any:
    """Make one component of two, given by their roots; its root, that of the larger."""
    if second == root:
        return root
    if parent[root] > parent[second]:
        root, second = second, root
    parent[root] += parent[second]
    parent[second] = root
    return root


@kernel(interpret_ns_per_element=100, compile_seconds=0.3)
def unite_follows(persons: Persons, rows: Any, places: Any, parent: Any, f: Any, most: Any) -> None:
    """Unite f with the first ``most`` persons that it follows now."""
    root = find_root(parent, f)
    for i in range(rows[f, START], rows[f, START] + rows[f, SIZE]):
        e = places[i]
        if e < 0 or (e & INCARNATION_BITS) < persons.oldest[e >> WHOM]:
            continue
        if most == 0:
            break
        most -= 1
        if parent[e >> WHOM] != root:
            root = unite(parent, root, find_root(parent, e >> WHOM))


@kernel(interpret_ns_per_element=60, compile_seconds=0.3)
def find_largest_root(parent: Any) -> Any:
    """Return a person whose component is the largest, at its root."""
    top = 0
    for p in range(len(parent)):
        if parent[p] < parent[top]:
            top = p
    return top


@kernel(interpret_ns_per_element=60, compile_seconds=0.4)
def mark_apart(persons: Persons, parent: Any, top: Any, apart: Any) -> Any:
    """Mark in ``apart`` uint8 (n,) whoever has followers and is not with top; how many."""
    count = 0
    for p in range(len(parent)):
        apart[p] = 0
        if persons.followers[p] > 0 and find_root(parent, p) != find_root(parent, top):
            apart[p] = 1
            count += 1
    return count


@kernel(interpret_ns_per_element=60, compile_seconds=0.5)
def look_up(
    persons: Persons, rows: Any, places: Any, homes: Any, parent: Any, top: Any, apart: Any
) -> None:
    """Join whoever is apart to the giant where a member of it follows her. O(n · apart)."""
    n = len(parent)
    for p in range(n):
        if apart[p] == 0:
            continue
        for f in range(n):
            if persons.status[f] != PRESENT:
                continue
            i = find_place_in(rows, places, homes, f, p)
            if i < 0 or (places[i] & INCARNATION_BITS) < persons.oldest[p]:
                continue
            if find_root(parent, f) == find_root(parent, top):
                unite(parent, find_root(parent, f), find_root(parent, p))
                break


@kernel(interpret_ns_per_element=60, compile_seconds=0.5)
def read_through(
    persons: Persons, rows: Any, places: Any, parent: Any, top: Any, apart: Any, count: Any
) -> None:
    """Do the same by reading all rows, until none of the ``count`` apart is left. O(places)."""
    for f in range(len(parent)):
        if count == 0:
            break
        if persons.status[f] != PRESENT or find_root(parent, f) != find_root(parent, top):
            continue
        for i in range(rows[f, START], rows[f, START] + rows[f, SIZE]):
            e = places[i]
            if e < 0 or apart[e >> WHOM] == 0 or (e & INCARNATION_BITS) < persons.oldest[e >> WHOM]:
                continue
            unite(parent, find_root(parent, f), find_root(parent, e >> WHOM))
            apart[e >> WHOM] = 0
            count -= 1


@kernel(interpret_ns_per_element=60, compile_seconds=2.5)
def largest_component(
    persons: Persons, rows: Any, places: Any, homes: Any, parent: Any, apart: Any, largest: Any
) -> None:
    """Persons in the largest weak component of live follows. O(n + places · α(n)) at the worst.

    ``parent`` int32 (n,) is work: of a root minus the size; so is ``apart`` uint8 (n,).
    ``largest`` int64 (1,) the output.
    """
    n = len(persons.status)
    for p in range(n):
        parent[p] = -1
    for f in range(n):
        if persons.status[f] == PRESENT:
            unite_follows(persons, rows, places, parent, f, FIRST)
    top = find_largest_root(parent)
    for f in range(n):
        if persons.status[f] == PRESENT and find_root(parent, f) != find_root(parent, top):
            unite_follows(persons, rows, places, parent, f, n)
    count = mark_apart(persons, parent, top, apart)
    if count * READ * n <= len(places):
        look_up(persons, rows, places, homes, parent, top, apart)
    else:
        read_through(persons, rows, places, parent, top, apart, count)
    largest[0] = 0
    for p in range(n):
        if persons.status[p] == PRESENT:
            largest[0] = max(largest[0], -parent[p])
