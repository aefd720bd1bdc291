"""Messages that every follow passes on, in 64 worlds at once, while accounts come back.

All worlds that reach a large strong component reach the same accounts from there on. One account of
it, the anchor, stands for it: two floods keep which accounts its message reaches (``behind``) and
from which accounts a message reaches it (``ahead``); both only grow and take every follow once. A
world *joins* once its poster, or an account that it has reached, is ahead: it then reaches all that
is behind, which is counted once for all worlds. What a world reaches besides is flooded by itself,
as `reach_sweep` does, and goes no further where a joined world meets what is behind.

A world's count is |own| + |behind| − |own ∩ behind| once joined, |own| before. The anchor decides
how long it takes, never what comes out.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.cascade.reach_sweep import write_totals, write_worlds
from graphres.kernels.cascade.scc_anchor import add_in_worlds, widen_ahead, widen_behind
from graphres.kernels.compiled import kernel


@kernel(rent=360, price=5.0)
def certain_sweep(
    followers_offsets: Any,
    followers_targets: Any,
    following_offsets: Any,
    following_targets: Any,
    back: Any,
    posted: Any,
    group: Any,
    words: Any,
    bit_of: Any,
    heard: Any,
    holds: Any,
    present: Any,
    behind: Any,
    ahead: Any,
    queue: Any,
    joined: Any,
    has_joined: Any,
    size: Any,
    own: Any,
    shared: Any,
    kept: Any,
    last: Any,
    patience: Any,
    state: Any,
    counts: Any,
    total: Any,
    step_silenced: Any,
    step_removed: Any,
    by_world: Any,
    area: Any,
) -> None:
    """Count as `reach_sweep` where all follows are live, until private floods took too long.

    Rows of followers and following; ``back``, ``posted``, ``group``, ``words``, ``bit_of``,
    ``kept``, ``last``, ``counts`` and the outputs: see `reach_sweep`.

    Work, zero at first and kept from call to call: ``heard`` uint64 (n,), the worlds in which an
    account has been told by itself; ``holds`` uint64 (n,); ``present``, ``behind``, ``ahead`` uint8
    (n,), where what reaches an account that is away waits for it; ``joined`` uint64 (1,) and
    ``has_joined`` int64 (64,), the worlds that have joined; ``size`` int64 (groups + 1,), accounts
    behind; ``own``, ``shared`` int64 (groups + 1, 64), accounts in ``heard``, and of these and the
    posters those behind. ``queue`` int32 (n,). ``state`` int64 (4,): the next step, how many of
    ``kept`` are left, whether counts changed, follows looked at in private floods; the kernel
    returns after a step that takes the last past ``patience``, or when it is done, at step n + 1.

    O(n + m) and O(64 groups) a step, beside private floods.
    """
    n = len(back)
    zero = words[8]
    for step in range(state[0], n + 1):
        away = n - step
        state[0] = step + 1
        if away <= last:
            if state[2] != 0:
                _recount(own, shared, size, has_joined, away, counts, area)
            write_totals(counts, state[2], away, total)
            state[2] = 0
            if state[1] > 0 and kept[state[1] - 1] == away:
                state[1] -= 1
                write_worlds(counts, state[1], by_world)
        if away == 0:
            break
        account = back[step]
        present[account] = 1
        told = heard[account] | posted[account]
        if told != zero or behind[account] != 0 or ahead[account] != 0:
            state[2] = 1
        if ahead[account] != 0:
            widen_ahead(
                following_offsets,
                following_targets,
                account,
                heard,
                posted,
                present,
                ahead,
                queue,
                words,
                bit_of,
                joined,
                has_joined,
            )
        if behind[account] != 0:
            heard[account] = heard[account] & (joined[0] ^ words[3])
            widen_behind(
                followers_offsets,
                followers_targets,
                account,
                heard,
                posted,
                present,
                behind,
                queue,
                group,
                words,
                bit_of,
                size,
                shared,
            )
        fresh = heard[account] & (posted[account] ^ words[3])
        add_in_worlds(fresh, group[account], words, bit_of, own)
        holds[account] = heard[account] | posted[account]
        if holds[account] != zero:
            state[3] += _tell(
                followers_offsets,
                followers_targets,
                account,
                heard,
                holds,
                posted,
                present,
                behind,
                queue,
                group,
                words,
                bit_of,
                joined,
                own,
                shared,
            )
        if away <= last:
            told = heard[account]
            if behind[account] != 0:
                told = told | joined[0]
            step_removed[away] = _size_of(told & (posted[account] ^ words[3]), words)
            bits = posted[account]
            while bits != zero:
                rest = bits & (bits - words[7])
                w = bit_of[(((bits ^ rest) * words[10]) & words[3]) >> words[11]]
                step_silenced[away] += _count_of(0, w, own, shared, size, has_joined)
                bits = rest
        if state[3] > patience:
            break


@kernel(rent=360, price=5.0)
def _tell(
    offsets: Any,
    targets: Any,
    start: Any,
    heard: Any,
    holds: Any,
    posted: Any,
    present: Any,
    behind: Any,
    queue: Any,
    group: Any,
    words: Any,
    bit_of: Any,
    joined: Any,
    own: Any,
    shared: Any,
) -> Any:
    """Flood what ``start`` holds, except behind in worlds that have joined; follows looked at.

    No world joins on the way: whoever tells an account ahead is ahead, and its worlds have joined.
    """
    n = len(holds)
    full = words[3]
    zero = words[8]
    looked = 0
    head = 0
    waiting = 1
    queue[0] = start
    while waiting > 0:
        teller = queue[head]
        head = head + 1 if head + 1 < n else 0
        waiting -= 1
        told = holds[teller]
        holds[teller] = zero
        if behind[teller] != 0:
            told = told & (joined[0] ^ full)
        if told == zero:
            continue
        looked += offsets[teller + 1] - offsets[teller]
        for e in range(offsets[teller], offsets[teller + 1]):
            listener = targets[e]
            news = told & (heard[listener] ^ full)
            if news == zero:
                continue
            if present[listener] == 0:
                heard[listener] = heard[listener] | news
                continue
            if behind[listener] != 0:
                news = news & (joined[0] ^ full)
            heard[listener] = heard[listener] | news
            news = news & (posted[listener] ^ full)
            if news == zero:
                continue
            add_in_worlds(news, group[listener], words, bit_of, own)
            if behind[listener] != 0:
                add_in_worlds(news, group[listener], words, bit_of, shared)
            if holds[listener] == zero:
                tail = head + waiting
                queue[tail if tail < n else tail - n] = listener
                waiting += 1
            holds[listener] = holds[listener] | news
    return looked


@kernel(rent=360, price=5.0)
def _size_of(bits: Any, words: Any) -> Any:
    """How many bits are set."""
    size = 0
    while bits != words[8]:
        bits = bits & (bits - words[7])
        size += 1
    return size


@kernel(rent=360, price=5.0)
def _count_of(g: Any, w: Any, own: Any, shared: Any, size: Any, has_joined: Any) -> Any:
    """Accounts of one group that one world reaches."""
    return own[g, w] + has_joined[w] * (size[g] - shared[g, w])


@kernel(rent=360, price=5.0)
def _recount(
    own: Any, shared: Any, size: Any, has_joined: Any, away: Any, counts: Any, area: Any
) -> None:
    """Bring ``counts`` up to date, and ``area`` for the removals 1..away that see what is new."""
    for w in range(64):
        area[w] -= counts[0, w] * away
    for g in range(len(counts)):
        for w in range(64):
            counts[g, w] = _count_of(g, w, own, shared, size, has_joined)
    for w in range(64):
        area[w] += counts[0, w] * away
