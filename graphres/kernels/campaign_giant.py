"""The largest weak component of who follows whom today.

Nearly everybody belongs to it, so two follows of everybody nearly find it; then only the rest has
to be looked at, as in Afforest: Sutton, Ben-Nun & Barak 2018, doi:10.1109/IPDPS.2018.00012.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign_layout import (
    FOLLOWERS,
    KNOWN,
    OLDEST,
    PRESENT,
    SIZE,
    START,
    STATUS,
    WHOM,
)
from graphres.kernels.compiled import kernel
from graphres.kernels.forest import root_of

#: Follows of everybody that are looked at first.
FIRST = 2


@kernel(rent=100, price=0.3)
def unite_follows(persons: Any, rows: Any, places: Any, parent: Any, f: Any, most: Any) -> None:
    """Unite f with the first ``most`` persons that it follows now."""
    root = root_of(parent, f)
    for i in range(rows[f, START], rows[f, START] + rows[f, SIZE]):
        e = places[i]
        if e < 0 or (e & KNOWN) < persons[OLDEST, e >> WHOM]:
            continue
        if most == 0:
            break
        most -= 1
        if parent[e >> WHOM] == root:
            continue
        other = root_of(parent, e >> WHOM)
        if other == root:
            continue
        if parent[root] > parent[other]:
            root, other = other, root
        parent[root] += parent[other]
        parent[other] = root


@kernel(rent=60, price=2.5)
def largest_component(persons: Any, rows: Any, places: Any, parent: Any, largest: Any) -> None:
    """Persons in the largest weak component of live follows. O(n + places · α(n)) at the worst.

    ``parent`` int32 (n,) is work: of a root minus the size. ``largest`` int64 (1,) the output.
    """
    n = persons.shape[1]
    for p in range(n):
        parent[p] = -1
    for f in range(n):
        if persons[STATUS, f] == PRESENT:
            unite_follows(persons, rows, places, parent, f, FIRST)
    top = 0
    for p in range(n):
        if parent[p] < parent[top]:
            top = p
    for f in range(n):
        if persons[STATUS, f] == PRESENT and root_of(parent, f) != root_of(parent, top):
            unite_follows(persons, rows, places, parent, f, n)
    apart = 0
    for p in range(n):
        if persons[FOLLOWERS, p] > 0 and root_of(parent, p) != root_of(parent, top):
            apart += 1
    for f in range(n if apart > 0 else 0):
        if persons[STATUS, f] == PRESENT:
            unite_follows(persons, rows, places, parent, f, n)
    largest[0] = 0
    for p in range(n):
        if persons[STATUS, p] == PRESENT:
            largest[0] = max(largest[0], -parent[p])
