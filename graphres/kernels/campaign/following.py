"""What it does to counts that somebody follows, is away, or loses interest."""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign.arrays import Accounts, Endings, FollowRows, People, Persons, Room
from graphres.kernels.campaign.draws import find_above
from graphres.kernels.campaign.layout import (
    END_WHO,
    END_WHOM,
    ENDED,
    INCARNATION_BITS,
    N_ENDED,
    NEXT_END,
    PRESENT,
    SIZE,
    START,
    USED_ENDS,
    WHOM,
)
from graphres.kernels.campaign.rows import find_place, make_room, put
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import mix, uniform


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def count_followers(
    persons: Persons, accounts: Accounts, p: Any, above: Any, last_known: Any, step: Any, slots: Any
) -> None:
    """Add ``step`` to the followers of p's open accounts of incarnation above + 1 to last_known."""
    if slots == 1:
        accounts.followers[p] += step
        return
    for s in range(slots):
        a = p * slots + s
        if (persons.open[p] >> s) & 1 and above < accounts.incarnation[a] <= last_known:
            accounts.followers[a] += step


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def count_in_or_out(
    persons: Persons, accounts: Accounts, rows: Any, places: Any, f: Any, slots: Any, step: Any
) -> None:
    """Count person f in (step 1) or out (-1) wherever it follows. O(its rows)."""
    for i in range(rows[f, START], rows[f, START] + rows[f, SIZE]):
        e = places[i]
        if e < 0:
            continue
        p = e >> WHOM
        last_known = e & INCARNATION_BITS
        if last_known >= persons.oldest[p]:
            persons.followers[p] += step
            count_followers(persons, accounts, p, -1, last_known, step, slots)
        else:
            persons.lost[p] += step
    late = len(rows) // 2 + f
    for i in range(rows[late, START], rows[late, START] + rows[late, SIZE]):
        if places[i] >= 0:
            persons.lost[places[i] >> WHOM] += step


@kernel(interpret_ns_per_element=300, compile_seconds=0.4)
def follow_accounts(people: People, follows: FollowRows, f: Any, i: Any, room: Room) -> Any:
    """Let person f, present, follow every open account of the owner at place i of its rows.

    Returns 1, or 0 where ``places`` has no room left, and nothing is done. O(1) amortised.
    """
    persons, accounts, slots = people
    rows, places, homes = follows
    work, used = room
    p = places[i] >> WHOM
    last_known = places[i] & INCARNATION_BITS
    newest = persons.newest[p]
    if last_known >= newest:
        return 1
    late = rows[len(rows) // 2 + f, START]
    if late <= i < late + rows[len(rows) // 2 + f, SIZE]:
        if make_room(persons, rows, places, homes, f, work, used) == 0:
            return 0
        places[i] = ENDED
        put(rows, places, homes, f, p << WHOM | newest)
    else:
        places[i] = p << WHOM | newest
    if last_known < persons.oldest[p]:
        persons.followers[p] += 1
        persons.lost[p] -= 1
    count_followers(persons, accounts, p, last_known, newest, 1, slots)
    return 1


@kernel(interpret_ns_per_element=1500, compile_seconds=1.2)
def draw_ends(
    follower: Any,
    followed: Any,
    keys: Any,
    salts: Any,
    event: Any,
    chances: Any,
    guide: Any,
    out: Any,
) -> None:
    """Draw the last day, ``out`` int32 (m,), of the interest of every follow of the start.

    ``chances`` float64: that it has ended by the evening of day 1, 2, …; ``guide`` to them.
    """
    for i in range(len(follower)):
        state = mix(mix(salts[event], keys[followed[i]]), keys[follower[i]])
        out[i] = 1 + find_above(uniform(state), 1.0, chances, guide)


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def note_end(f: Any, p: Any, day: Any, ends: Any, first_end: Any, used: Any) -> None:
    """Keep that f's interest in p ends on the evening of ``day``, if that is ever."""
    if day >= len(first_end):
        return
    i = used[USED_ENDS]
    used[USED_ENDS] = i + 1
    ends[i, END_WHO] = f
    ends[i, END_WHOM] = p
    ends[i, NEXT_END] = first_end[day]
    first_end[day] = i


@kernel(interpret_ns_per_element=1, compile_seconds=0.5)
def end_interest(
    people: People, follows: FollowRows, endings: Endings, day: Any, counts: Any
) -> None:
    """End the follows whose last day this is."""
    persons, accounts, slots = people
    rows, places, homes = follows
    ends, first_end = endings.ends, endings.first_end
    k = first_end[day]
    while k >= 0:
        f = ends[k, END_WHO]
        p = ends[k, END_WHOM]
        k = ends[k, NEXT_END]
        i = find_place(rows, places, homes, f, p)
        if i < 0:  # one of the two is gone
            continue
        counts[N_ENDED] += 1
        if persons.status[f] == PRESENT:
            last_known = places[i] & INCARNATION_BITS
            if last_known >= persons.oldest[p]:
                persons.followers[p] -= 1
                count_followers(persons, accounts, p, -1, last_known, -1, slots)
            else:
                persons.lost[p] -= 1
        places[i] = ENDED
