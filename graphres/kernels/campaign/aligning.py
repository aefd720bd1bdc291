"""Days around suspensions, summed up, beside persons never suspended who had as many followers."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel


class PersonDays(NamedTuple):
    """Persons of day 0 on every evening."""

    followers: Any  # int32 (days + 1, n)
    present: Any  # bool (days + 1, n)
    never: Any  # int64 (k,): who was never suspended
    group: Any  # int64 (n,)


class SuspensionEvents(NamedTuple):
    """Suspensions, int64 (e,)."""

    days: Any
    persons: Any
    places: Any  # which suspension of the person it was, from 0


class EventSums(NamedTuple):
    """Sums by suspension of a person, day from it and group."""

    counted: Any  # int64 (3, places, offsets, groups): persons, those present, and followers
    matched: Any  # float64 (places, offsets, groups): what similar persons had


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def find_level(followers: Any, day: Any, never: Any, wanted: Any) -> Any:
    """Return the number of followers of those ``never`` nearest to wanted, the lower of two."""
    best = followers[day, never[0]]
    for i in range(len(never)):
        value = followers[day, never[i]]
        apart = abs(value - wanted) - abs(best - wanted)
        if apart < 0 or (apart == 0 and value < best):
            best = value
    return best


@kernel(interpret_ns_per_element=300, compile_seconds=0.5)
def sum_similar(
    followers: Any, day: Any, person: Any, never: Any, first: Any, stop: Any, sums: Any
) -> Any:
    """Sum up, by day in ``sums``, followers of similar persons never suspended; return how many.

    They had the number of followers on the evening before ``day`` that is nearest to the person's.
    O(never suspended, and of those similar their days).
    """
    level = find_level(followers, day - 1, never, followers[day - 1, person])
    count = 0
    for i in range(first, stop):
        sums[i - first] = 0
    for j in range(len(never)):
        if followers[day - 1, never[j]] == level:
            count += 1
            for i in range(first, stop):
                sums[i - first] += followers[i, never[j]]
    return count


@kernel(interpret_ns_per_element=20, compile_seconds=1.0)
def sum_around_events(
    histories: PersonDays,
    events: SuspensionEvents,
    early: Any,
    late: Any,
    unmatched: Any,
    sums: Any,
    out: EventSums,
) -> None:
    """Sum up the days around every event, from ``early`` to ``late`` days after it.

    ``unmatched`` stands where nobody similar is left. ``sums`` int64 (offsets,) is work.
    """
    followers, present, never, group = histories
    days, persons, places = events
    counted, matched = out
    for e in range(len(days)):
        day = days[e]
        p = persons[e]
        k = places[e]
        g = group[p]
        first = max(0, day + early)
        stop = min(len(followers), day + late + 1)
        alike = 0
        if len(never) > 0:
            alike = sum_similar(followers, day, p, never, first, stop, sums)
        for i in range(first, stop):
            o = i - day - early
            counted[0, k, o, g] += 1
            counted[1, k, o, g] += present[i, p]
            counted[2, k, o, g] += followers[i, p]
            matched[k, o, g] += sums[i - first] / alike if alike > 0 else unmatched
