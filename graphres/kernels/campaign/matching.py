"""For every account of a plan one that is alike: the matching of arm ``spread``."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def nearest(
    followers: Any, ages: Any, ranks: Any, left: Any, least: Any, like: Any, age: Any, start: Any
) -> Any:
    """The candidate with ``left`` = least that is nearest to (like, age); -1 without any.

    Looks to both sides of ``start``, as far as followers alone are no further away than the best.
    """
    best = -1
    apart = 0.0
    below = start - 1
    above = start
    while below >= 0 or above < len(followers):
        if below < 0:
            upward = True
        elif above == len(followers):
            upward = False
        else:
            upward = followers[above] - like < like - followers[below]
        i = above if upward else below
        aside = abs(followers[i] - like)
        if best >= 0 and aside > apart:
            break
        if left[i] == least:
            own = aside + abs(ages[i] - age)
            if best < 0 or own < apart or (own == apart and ranks[i] < ranks[best]):
                best = i
                apart = own
        if upward:
            above += 1
        else:
            below -= 1
    return best


@kernel(interpret_ns_per_element=700, compile_seconds=1.0)
def match_alike(
    followers: Any,
    ages: Any,
    ranks: Any,
    owners: Any,
    number: Any,
    place: Any,
    often: Any,
    left: Any,
    wanted: Any,
    wanted_ages: Any,
    starts: Any,
    chosen: Any,
) -> None:
    """Match every wanted account, in turn, with the nearest of those least often suspended.

    Candidates stand by rising ``followers`` float64 (n,), beside ``ages`` float64; the distance is
    the sum of absolute differences, equals go by ``ranks`` int64, least first. ``owners`` int32
    (n,); ``number`` int64 is each one's place in an order by owner, ``place`` int64 its inverse.
    ``often`` int32 by person: suspensions so far, counted on. ``left`` int32 (n,) is work.
    ``starts`` int64 (k,): before which candidate each of ``wanted`` float64 (k,) belongs.
    ``chosen`` int64 (k,) gets candidates, -1 once none is left. O(n) a day, and for each account
    wanted the candidates about as much followed.
    """
    n = len(followers)
    for i in range(n):
        left[i] = often[owners[i]]
    least = -1
    for w in range(len(wanted)):
        chosen[w] = -1
        if least >= 0:
            chosen[w] = nearest(
                followers, ages, ranks, left, least, wanted[w], wanted_ages[w], starts[w]
            )
        if chosen[w] < 0:
            least = -1
            for i in range(n):
                if left[i] >= 0 and (least < 0 or left[i] < least):
                    least = left[i]
            if least < 0:
                continue
            chosen[w] = nearest(
                followers, ages, ranks, left, least, wanted[w], wanted_ages[w], starts[w]
            )
        owner = owners[chosen[w]]
        left[chosen[w]] = -1
        often[owner] += 1
        for step in (-1, 1):  # what else the owner has open is one suspension further
            i = number[chosen[w]] + step
            while 0 <= i < n and owners[place[i]] == owner:
                if left[place[i]] >= 0:
                    left[place[i]] = often[owner]
                i += step
