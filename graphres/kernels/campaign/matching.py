"""For every account of a plan one that is alike: the matching of arm ``spread``."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel


class Candidates(NamedTuple):
    """Accounts by rising number of followers, arrays of shape (n,)."""

    followers: Any  # float64
    ages: Any  # float64
    ranks: Any  # int64: of equals the least goes first
    owners: Any  # int32
    number: Any  # int64: the place of each in an order by owner
    place: Any  # int64: its inverse


class WantedAccounts(NamedTuple):
    """The accounts to be matched, arrays of shape (k,)."""

    followers: Any  # float64
    ages: Any  # float64
    starts: Any  # int64: before which candidate each belongs


@kernel(interpret_ns_per_element=300, compile_seconds=0.3)
def find_nearest(
    candidates: Candidates, left: Any, least: Any, like: Any, age: Any, start: Any
) -> Any:
    """Return the candidate with ``left`` = least that is nearest to (like, age); -1 without any.

    Looks to both sides of ``start``, as far as followers alone are no further away than the best.
    """
    followers, ages, ranks = candidates.followers, candidates.ages, candidates.ranks
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
            distance = aside + abs(ages[i] - age)
            if best < 0 or distance < apart or (distance == apart and ranks[i] < ranks[best]):
                best = i
                apart = distance
        if upward:
            above += 1
        else:
            below -= 1
    return best


@kernel(interpret_ns_per_element=700, compile_seconds=1.0)
def match_alike(
    candidates: Candidates, often: Any, left: Any, accounts: WantedAccounts, matches: Any
) -> None:
    """Match every wanted account, in turn, with the nearest of those least often suspended.

    The distance is the sum of absolute differences. ``often`` int32 by person: suspensions so far,
    counted on. ``left`` int32 (n,) is work. ``matches`` int64 (k,) gets candidates, -1 once none is
    left. O(n) a day, and for each account wanted the candidates about as much followed.
    """
    followers, owners, number, place = (
        candidates.followers,
        candidates.owners,
        candidates.number,
        candidates.place,
    )
    wanted, wanted_ages, starts = accounts
    n = len(followers)
    for i in range(n):
        left[i] = often[owners[i]]
    least = -1
    for w in range(len(wanted)):
        matches[w] = -1
        if least >= 0:
            matches[w] = find_nearest(candidates, left, least, wanted[w], wanted_ages[w], starts[w])
        if matches[w] < 0:
            least = -1
            for i in range(n):
                if left[i] >= 0 and (least < 0 or left[i] < least):
                    least = left[i]
            if least < 0:
                continue
            matches[w] = find_nearest(candidates, left, least, wanted[w], wanted_ages[w], starts[w])
        owner = owners[matches[w]]
        left[matches[w]] = -1
        often[owner] += 1
        for step in (-1, 1):  # what else the owner has open is one suspension further
            i = number[matches[w]] + step
            while 0 <= i < n and owners[place[i]] == owner:
                if left[place[i]] >= 0:
                    left[place[i]] = often[owner]
                i += step
