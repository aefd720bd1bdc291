"""Days around suspensions, summed up, beside persons never suspended who had as many followers."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def nearest_level(followers: Any, day: Any, never: Any, wanted: Any) -> Any:
    """Which number of followers of those ``never`` is nearest to wanted, the lower of two."""
    best = followers[day, never[0]]
    for i in range(len(never)):
        value = followers[day, never[i]]
        apart = abs(value - wanted) - abs(best - wanted)
        if apart < 0 or (apart == 0 and value < best):
            best = value
    return best


@kernel(interpret_ns_per_element=300, compile_seconds=0.5)
def sum_alike(
    followers: Any, day: Any, person: Any, never: Any, first: Any, stop: Any, sums: Any
) -> Any:
    """Sum up, by day in ``sums``, followers of those never suspended who are like person; how many.

    They had the number of followers on the evening before ``day`` that is nearest to the person's.
    O(never suspended, and of those alike their days).
    """
    level = nearest_level(followers, day - 1, never, followers[day - 1, person])
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
def line_up(
    followers: Any,
    present: Any,
    never: Any,
    group: Any,
    days: Any,
    persons: Any,
    places: Any,
    early: Any,
    late: Any,
    unmatched: Any,
    sums: Any,
    counted: Any,
    matched: Any,
) -> None:
    """Sum up what was around every event: person, day, and the how-manieth it was of hers.

    ``followers`` int32 and ``present`` bool (days + 1, n); ``never`` int64 (k,): who was never
    suspended; ``group`` int64 (n,). Events are int64 (e,); they take part from ``early`` to
    ``late`` days after. ``counted`` int64 (3, places, offsets, groups) gets persons, those
    present, and followers; ``matched`` float64 what those alike had, ``unmatched`` without any.
    ``sums`` int64 (offsets,) is work.
    """
    for e in range(len(days)):
        day = days[e]
        p = persons[e]
        k = places[e]
        g = group[p]
        first = max(0, day + early)
        stop = min(len(followers), day + late + 1)
        alike = 0
        if len(never) > 0:
            alike = sum_alike(followers, day, p, never, first, stop, sums)
        for i in range(first, stop):
            o = i - day - early
            counted[0, k, o, g] += 1
            counted[1, k, o, g] += present[i, p]
            counted[2, k, o, g] += followers[i, p]
            matched[k, o, g] += sums[i - first] / alike if alike > 0 else unmatched
