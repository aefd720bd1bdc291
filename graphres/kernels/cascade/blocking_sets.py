"""Who could save whom: accounts whose counter-message arrives in time, world by world."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=600, price=0.5)
def arrival_levels(
    offsets: Any,
    targets: Any,
    live: Any,
    posted: Any,
    words: Any,
    bit_of: Any,
    heard: Any,
    now: Any,
    coming: Any,
    front: Any,
    touched: Any,
    level: Any,
) -> None:
    """At which step each account takes a message, in each of 64 worlds.

    ``live`` uint64 (m,), all rows drawn; ``posted`` uint64 (n,). Work, zero: ``heard``, ``now``,
    ``coming`` uint64 (n,), ``front``, ``touched`` int32 (n,). Output ``level`` int32 (n, 64), -1
    before and where it never comes. O(n + m) for every step at which an account takes it.
    """
    zero = words[8]
    size = 0
    for account in range(len(posted)):
        if posted[account] != zero:
            coming[account] = posted[account]
            touched[size] = account
            size += 1
    step = 0
    while size > 0:
        for i in range(size):
            account = touched[i]
            news = coming[account]
            coming[account] = zero
            heard[account] = heard[account] | news
            now[account] = news
            front[i] = account
            while news != zero:
                rest = news & (news - words[7])
                w = bit_of[(((news ^ rest) * words[10]) & words[3]) >> words[11]]
                level[account, w] = step
                news = rest
        step += 1
        reached = 0
        for i in range(size):
            teller = front[i]
            told = now[teller]
            for e in range(offsets[teller], offsets[teller + 1]):
                listener = targets[e]
                news = told & live[e] & (heard[listener] ^ words[3])
                if news == zero:
                    continue
                if coming[listener] == zero:
                    touched[reached] = listener
                    reached += 1
                coming[listener] = coming[listener] | news
        size = reached


@kernel(rent=600, price=0.8)
def saver_sets(
    offsets: Any,
    followed: Any,
    places: Any,
    live: Any,
    words: Any,
    level: Any,
    account: Any,
    world: Any,
    late: Any,
    seen: Any,
    queue: Any,
    ends: Any,
    savers: Any,
) -> None:
    """Whose counter-message reaches an account before the message does, for each of some pairs.

    ``offsets``, ``followed``: rows of whom accounts follow; ``places`` int64 (m,): the place of
    each such follow in ``live``; ``level`` from `arrival_levels`; pairs ``account`` int32,
    ``world`` int64; ``late``: steps that the counter-message begins, or has to come, earlier.
    Work: ``seen`` int64 (n,), -1; ``queue`` int32 (n,). Outputs ``savers`` int32: one set after
    the other; ``ends`` int64 (pairs,): where each set ends, -1 from where there is no room. A set
    holds every v with d(v, u) + late <= level(u), the posters aside. O(follows looked at).
    """
    size = 0
    for pair in range(len(account)):
        start = account[pair]
        w = world[pair]
        depth = level[start, w] - late
        first = size
        if depth < 0:
            ends[pair] = size
            continue
        bit = words[7] << words[14 + w]
        seen[start] = pair
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
                    other = followed[i]
                    if seen[other] != pair and live[places[i]] & bit != words[8]:
                        seen[other] = pair
                        queue[tail] = other
                        tail += 1
            border = tail
            depth -= 1
        ends[pair] = max(first, size)
