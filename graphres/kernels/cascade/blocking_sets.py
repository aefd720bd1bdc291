"""Who could save whom: accounts whose counter-message arrives in time, world by world."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.cascade.bits import ONE, ZERO, place_of
from graphres.kernels.cascade.hops import MessageWave
from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows
from graphres.kernels.structures.draws import FULL


class Pairs(NamedTuple):
    """Accounts, each in one world."""

    account: Any  # int32
    world: Any  # int64


class Search(NamedTuple):
    """What a search works in."""

    stamp: Any  # int64 (n,): -1, the last pair that met an account
    queue: Any  # int32 (n,)


class SaverSets(NamedTuple):
    """One set of accounts a pair, one after the other."""

    ends: Any  # int64 (pairs,): where each set ends, -1 from where there is no room
    savers: Any  # int32


@kernel(interpret_ns_per_element=600, compile_seconds=0.5)
def find_arrival_levels(
    rows: CompressedRows, live: Any, posted: Any, wave: MessageWave, level: Any
) -> None:
    """Write at which step each account takes a message, in each of 64 worlds.

    ``live`` uint64 (m,), all rows drawn; ``posted`` uint64 (n,): the worlds in which an account
    posts. Output ``level`` int32 (n, 64), -1 before and where the message never comes. O(n + m) for
    every step at which an account takes it.
    """
    offsets, targets = rows
    reached, now, coming, front, touched = wave
    size = 0
    for account in range(len(posted)):
        if posted[account] != ZERO:
            coming[account] = posted[account]
            touched[size] = account
            size += 1
    step = 0
    while size > 0:
        for i in range(size):
            account = touched[i]
            news = coming[account]
            coming[account] = ZERO
            reached[account] = reached[account] | news
            now[account] = news
            front[i] = account
            while news != ZERO:
                rest = news & (news - ONE)
                w = place_of(news ^ rest)
                level[account, w] = step
                news = rest
        step += 1
        arrivals = 0
        for i in range(size):
            teller = front[i]
            message = now[teller]
            for e in range(offsets[teller], offsets[teller + 1]):
                listener = targets[e]
                news = message & live[e] & (reached[listener] ^ FULL)
                if news == ZERO:
                    continue
                if coming[listener] == ZERO:
                    touched[arrivals] = listener
                    arrivals += 1
                coming[listener] = coming[listener] | news
        size = arrivals


@kernel(interpret_ns_per_element=600, compile_seconds=0.8)
def list_savers(
    following: CompressedRows,
    places: Any,
    live: Any,
    level: Any,
    pairs: Pairs,
    late: Any,
    search: Search,
    sets: SaverSets,
) -> None:
    """List for every pair whose counter-message reaches the account before the message does.

    ``places`` int64 (m,): where each follow of ``following`` is in ``live``; ``level`` from
    `find_arrival_levels`; ``late``: steps that the counter-message begins, or has to come, earlier.
    A set holds every v with d(v, u) + late <= level(u), except the posters. O(follows looked at).
    """
    offsets, followed = following
    account, world = pairs
    stamp, queue = search
    ends, savers = sets
    size = 0
    for pair in range(len(account)):
        start = account[pair]
        w = world[pair]
        depth = level[start, w] - late
        first = size
        if depth < 0:
            ends[pair] = size
            continue
        bit = ONE << w
        stamp[start] = pair
        queue[0] = start
        head = 0
        tail = 1
        border = 1
        while head < tail and depth >= 0:
            while head < border:
                here = queue[head]
                head += 1
                if level[here, w] != 0:
                    if size == len(savers):
                        for rest in range(pair, len(account)):
                            ends[rest] = -1
                        return
                    savers[size] = here
                    size += 1
                if depth == 0:
                    continue
                for i in range(offsets[here], offsets[here + 1]):
                    account_followed = followed[i]
                    if stamp[account_followed] != pair and live[places[i]] & bit != ZERO:
                        stamp[account_followed] = pair
                        queue[tail] = account_followed
                        tail += 1
            border = tail
            depth -= 1
        ends[pair] = max(first, size)
