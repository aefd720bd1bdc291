"""Who finds whom in a campaign: former followers a new account, and anyone somebody new.

Both choose on the morning's state and change nothing but marks; what they choose is done after.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign_layout import (
    DEAD,
    DECLINED,
    E_CONTACT,
    E_DECIDE,
    E_END,
    E_FIND,
    E_PICK,
    E_RATE,
    E_SEEN,
    E_TARGET,
    E_WAY,
    END,
    FOLLOWED,
    FOLLOWER,
    FOLLOWERS,
    FOLLOWING,
    HELD,
    MASK,
    N_FOUND,
    N_LINKS,
    N_MADE,
    NEXT_END,
    NEXT_IN,
    NEXT_OUT,
    OPEN,
    PENDING,
    PENDING_LINK,
    PRESENT,
    RETURNS,
    STATE,
    STATUS,
    TRIES,
)
from graphres.kernels.campaign_links import find, next_out
from graphres.kernels.compiled import kernel
from graphres.kernels.draws import mix, uniform


@kernel(rent=300, price=0.5)
def count_announcers(persons: Any, links: Any, first_in: Any, announcers: Any, heard: Any) -> None:
    """``heard`` int32 (n,): how many of the ``announcers`` int32 (k,) each person follows now."""
    for f in range(len(heard)):
        heard[f] = 0
    for i in range(len(announcers)):
        e = first_in[announcers[i]]
        while e >= 0:
            f = links[FOLLOWER, e]
            if links[MASK, e] != 0 and persons[STATUS, f] == PRESENT:
                heard[f] += 1
            e = links[NEXT_IN, e]


@kernel(rent=300, price=1.5)
def rediscover(
    persons: Any,
    links: Any,
    first_in: Any,
    out_offsets: Any,
    out_links: Any,
    first_out: Any,
    keys: Any,
    salts: Any,
    numbers: Any,
    words: Any,
    hazards: Any,
    weary: Any,
    heard: Any,
    stamp: Any,
    found: Any,
    counts: Any,
) -> None:
    """Which former followers find the new accounts of whom they followed.

    ``hazards`` float64: η₀, η₁, η₂, φ (negative: hazards decide, not a fixed share), the chance of
    a day once decided. ``weary`` float64: what multiplies them at return 1, 2, …. ``stamp`` int32
    (n,) is work, 0. ``found`` int32 gets the links, their number goes to ``counts[N_FOUND]``.
    O(links to returned persons), and the follows of those whom only contacts can decide.
    """
    by_share = hazards[3] >= 0.0
    count = 0
    for p in range(persons.shape[1]):
        if persons[PENDING, p] == 0 or persons[STATUS, p] != PRESENT or persons[RETURNS, p] == 0:
            continue
        tired = weary[min(persons[RETURNS, p], len(weary)) - 1]
        live = persons[FOLLOWERS, p]
        if not by_share and hazards[1] > 0.0 and live > 0:
            e = first_in[p]
            while e >= 0:
                if links[MASK, e] != 0:
                    stamp[links[FOLLOWER, e]] = p + 1
                e = links[NEXT_IN, e]
        e = first_in[p]
        while e >= 0:
            f = links[FOLLOWER, e]
            if (
                links[STATE, e] == PENDING_LINK
                and persons[STATUS, f] == PRESENT
                and links[MASK, e] != persons[OPEN, p]
            ):
                u = uniform(mix(mix(salts[E_FIND], keys[p], words), keys[f], words), words)
                finds = False
                if by_share:
                    which = numbers[min(persons[RETURNS, p], len(numbers) - 1)]
                    decision = mix(mix(salts[E_DECIDE], keys[p], words), keys[f], words)
                    if uniform(mix(decision, which, words), words) < hazards[3] * tired:
                        finds = u < hazards[4]
                    else:
                        links[STATE, e] = DECLINED
                        persons[PENDING, p] -= 1
                else:
                    base = hazards[0] + hazards[2] * heard[f]
                    finds = u < base * tired
                    if not finds and live > 0 and u < (base + hazards[1] * live) * tired:
                        contacts = 0
                        for i in range(out_offsets[f], out_offsets[f + 1]):
                            g = out_links[1, i]
                            if (
                                stamp[g] == p + 1
                                and links[MASK, out_links[0, i]] != 0
                                and persons[STATUS, g] == PRESENT
                            ):
                                contacts += 1
                        other = first_out[f]
                        while other >= 0:
                            g = links[FOLLOWED, other]
                            if (
                                stamp[g] == p + 1
                                and links[MASK, other] != 0
                                and persons[STATUS, g] == PRESENT
                            ):
                                contacts += 1
                            other = links[NEXT_OUT, other]
                        finds = u < (base + hazards[1] * contacts) * tired
                if finds:
                    found[count] = e
                    count += 1
            e = links[NEXT_IN, e]
    counts[N_FOUND] = count


@kernel(rent=300, price=2.0)
def choose_follows(
    persons: Any,
    activity: Any,
    links: Any,
    out_offsets: Any,
    out_links: Any,
    first_out: Any,
    keys: Any,
    salts: Any,
    numbers: Any,
    words: Any,
    rate: Any,
    ways: Any,
    arrived: Any,
    cumulated: Any,
    mark: Any,
    at: Any,
    chosen: Any,
    counts: Any,
) -> None:
    """Whom every present person begins to follow today.

    ``rate``: attempts a day at full activity. ``ways`` float64: shares of exposure and of exposure
    or popularity. ``arrived``: persons so far. ``cumulated`` int64 (n,): followers summed up.
    ``mark``, ``at`` int32 (n,): work, 0. ``chosen`` int32 (3, k): follower, followed, the link
    between them if there was one or -1; their number goes to ``counts[N_MADE]``.
    O(n + attempts · follows of a person).
    """
    made = 0
    total = cumulated[len(cumulated) - 1]
    for f in range(arrived):
        if persons[STATUS, f] != PRESENT:
            continue
        wanted = rate * activity[f]
        attempts = int(wanted)
        if uniform(mix(salts[E_RATE], keys[f], words), words) < wanted - attempts:
            attempts += 1
        if attempts == 0:
            continue
        i = out_offsets[f]
        e = next_out(i, -1, f, links, out_offsets, out_links, first_out)
        follows = 0
        while e >= 0:
            if links[STATE, e] != DEAD:
                mark[links[FOLLOWED, e]] = f + 1
                at[links[FOLLOWED, e]] = e
                if links[MASK, e] != 0:
                    follows += 1
            i += 1
            e = next_out(i, e, f, links, out_offsets, out_links, first_out)
        mark[f] = f + 1
        at[f] = -1
        for j in range(attempts):
            way = uniform(mix(mix(salts[E_WAY], keys[f], words), numbers[j], words), words)
            target = -1
            if way < ways[0] and follows > 0:
                contact = _drawn_contact(
                    f, j, links, out_offsets, out_links, first_out, keys, salts, numbers, words
                )
                target = _drawn_target(
                    f,
                    contact,
                    j,
                    links,
                    out_offsets,
                    out_links,
                    first_out,
                    keys,
                    salts,
                    numbers,
                    words,
                    mark,
                    at,
                )
                if target >= 0:
                    seen = mix(mix(salts[E_SEEN], keys[f], words), keys[target], words)
                    if uniform(mix(seen, numbers[j], words), words) >= activity[target]:
                        target = -1
            else:
                by_followers = way < ways[1] and total > 0
                for k in range(TRIES):
                    draw = mix(mix(salts[E_PICK], keys[f], words), numbers[j], words)
                    u = uniform(mix(draw, numbers[k], words), words)
                    if by_followers:
                        t = _place_of(u * total, cumulated)
                    else:
                        t = int(u * arrived)
                    if persons[STATUS, t] == PRESENT and _is_new(f, t, links, mark, at):
                        target = t
                        break
            if target >= 0:
                chosen[0, made] = f
                chosen[1, made] = target
                chosen[2, made] = at[target] if mark[target] == f + 1 else -1
                made += 1
                mark[target] = f + 1
                at[target] = -1
    counts[N_MADE] = made


@kernel(rent=300, price=0.3)
def _is_new(f: Any, t: Any, links: Any, mark: Any, at: Any) -> Any:
    """Whether f, whose links are marked, may begin to follow t."""
    if mark[t] != f + 1:
        return True
    return at[t] >= 0 and links[MASK, at[t]] == 0


@kernel(rent=300, price=0.3)
def _drawn_contact(
    f: Any,
    j: Any,
    links: Any,
    out_offsets: Any,
    out_links: Any,
    first_out: Any,
    keys: Any,
    salts: Any,
    numbers: Any,
    words: Any,
) -> Any:
    """One of those whom f follows, each as likely: the one whose hash is least."""
    draw = mix(mix(salts[E_CONTACT], keys[f], words), numbers[j], words)
    best = -1
    least = draw
    i = out_offsets[f]
    e = next_out(i, -1, f, links, out_offsets, out_links, first_out)
    while e >= 0:
        if links[MASK, e] != 0:
            g = links[FOLLOWED, e]
            h = mix(draw, keys[g], words)
            if best < 0 or h < least:
                best = g
                least = h
        i += 1
        e = next_out(i, e, f, links, out_offsets, out_links, first_out)
    return best


@kernel(rent=300, price=0.3)
def _drawn_target(
    f: Any,
    contact: Any,
    j: Any,
    links: Any,
    out_offsets: Any,
    out_links: Any,
    first_out: Any,
    keys: Any,
    salts: Any,
    numbers: Any,
    words: Any,
    mark: Any,
    at: Any,
) -> Any:
    """One of those whom the contact follows and f does not, each as likely; -1 for none."""
    draw = mix(mix(salts[E_TARGET], keys[f], words), numbers[j], words)
    best = -1
    least = draw
    for i in range(out_offsets[contact], out_offsets[contact + 1]):
        t = out_links[1, i]
        if _is_new(f, t, links, mark, at) and links[MASK, out_links[0, i]] != 0:
            h = mix(draw, keys[t], words)
            if best < 0 or h < least:
                best = t
                least = h
    e = first_out[contact]
    while e >= 0:
        t = links[FOLLOWED, e]
        if _is_new(f, t, links, mark, at) and links[MASK, e] != 0:
            h = mix(draw, keys[t], words)
            if best < 0 or h < least:
                best = t
                least = h
        e = links[NEXT_OUT, e]
    return best


@kernel(rent=300, price=0.3)
def _place_of(x: Any, cumulated: Any) -> Any:
    """The first place whose sum is above x."""
    low = 0
    high = len(cumulated) - 1
    while low < high:
        middle = (low + high) // 2
        if cumulated[middle] > x:
            high = middle
        else:
            low = middle + 1
    return low


@kernel(rent=300, price=0.4)
def last_day(u: Any, base: Any, chances: Any) -> Any:
    """The day on whose evening interest ends, drawn by u; one beyond the last for never.

    ``chances`` float64 (days,): that it has ended by the evening of the 1st, 2nd, … day after
    ``base``.
    """
    low = 0
    high = len(chances)
    while low < high:
        middle = (low + high) // 2
        if u < chances[middle]:
            high = middle
        else:
            low = middle + 1
    return base + 1 + low


@kernel(rent=300, price=0.8)
def draw_ends(
    links: Any, first: Any, stop: Any, base: Any, keys: Any, salts: Any, words: Any, chances: Any
) -> None:
    """Draw the END of links first, …, stop - 1, all made on one day."""
    for e in range(first, stop):
        p = keys[links[FOLLOWED, e]]
        f = keys[links[FOLLOWER, e]]
        u = uniform(mix(mix(salts[E_END], p, words), f, words), words)
        links[END, e] = last_day(u, base, chances)


@kernel(rent=300, price=1.0)
def make_follows(
    persons: Any,
    accounts: Any,
    links: Any,
    first_in: Any,
    first_out: Any,
    first_end: Any,
    keys: Any,
    salts: Any,
    words: Any,
    chances: Any,
    chosen: Any,
    slots: Any,
    day: Any,
    counts: Any,
) -> None:
    """Do what `choose_follows` chose: new links, and former ones found again. O(chosen)."""
    for i in range(counts[N_MADE]):
        f = chosen[0, i]
        p = chosen[1, i]
        e = chosen[2, i]
        if e >= 0:
            find(persons, accounts, links, e, slots)
            continue
        e = counts[N_LINKS]
        counts[N_LINKS] += 1
        links[FOLLOWER, e] = f
        links[FOLLOWED, e] = p
        links[STATE, e] = FOLLOWING
        links[MASK, e] = persons[OPEN, p]
        links[NEXT_IN, e] = first_in[p]
        first_in[p] = e
        links[NEXT_OUT, e] = first_out[f]
        first_out[f] = e
        persons[FOLLOWERS, p] += 1
        for s in range(slots):
            if (persons[OPEN, p] >> s) & 1:
                accounts[HELD, p * slots + s] += 1
        u = uniform(mix(mix(salts[E_END], keys[p], words), keys[f], words), words)
        links[END, e] = last_day(u, day - 1, chances)
        links[NEXT_END, e] = -1
        if links[END, e] < len(first_end):
            links[NEXT_END, e] = first_end[links[END, e]]
            first_end[links[END, e]] = e
