"""How far each account's own message travels when it is its turn to go, in 64 worlds at once."""

from __future__ import annotations

from typing import Any

from graphres.kernels.cascade.live_edges import draw_row
from graphres.kernels.compiled import kernel


@kernel(rent=2000, price=2.0)
def spread_own_posts(
    offsets: Any,
    targets: Any,
    keys: Any,
    chance: Any,
    per: Any,
    words: Any,
    bit_of: Any,
    drawn: Any,
    live: Any,
    order: Any,
    may_post: Any,
    present: Any,
    heard: Any,
    holds: Any,
    queue: Any,
    touched: Any,
    reached: Any,
) -> None:
    """Count whom every account of an order reaches just before it is removed, in all 64 worlds.

    As `graphres.kernels.cascade.reach_sweep.reach_sweep`. ``order`` int32 (K,): first removed
    first; ``may_post`` uint8 (n,): whose messages are counted. Work: ``present`` uint8 (n,), ones;
    ``heard``, ``holds`` uint64 (n,), zero; ``queue``, ``touched`` int32 (n,). Output ``reached``
    int32 (K, 64), zero: accounts reached, the poster left out. O(followers of an account) for every
    time it is told something new, K times.
    """
    n = len(present)
    full = words[3]
    zero = words[8]
    for k in range(len(order)):
        poster = order[k]
        size = 0
        waiting = 0
        if may_post[poster] != 0:
            heard[poster] = full
            holds[poster] = full
            queue[0] = poster
            waiting = 1
        head = 0
        while waiting > 0:
            teller = queue[head]
            head = head + 1 if head + 1 < n else 0
            waiting -= 1
            told = holds[teller]
            holds[teller] = zero
            if drawn[teller] == 0:
                drawn[teller] = 1
                draw_row(offsets, targets, keys, chance, per, teller, words, live)
            for e in range(offsets[teller], offsets[teller + 1]):
                news = told & live[e]
                if news == zero:
                    continue
                listener = targets[e]
                news = news & (heard[listener] ^ full)
                if news == zero or present[listener] == 0:
                    continue
                if heard[listener] == zero:
                    touched[size] = listener
                    size += 1
                heard[listener] = heard[listener] | news
                if holds[listener] == zero:
                    tail = head + waiting
                    queue[tail if tail < n else tail - n] = listener
                    waiting += 1
                holds[listener] = holds[listener] | news
        for i in range(size):
            listener = touched[i]
            bits = heard[listener]
            heard[listener] = zero
            while bits != zero:
                rest = bits & (bits - words[7])
                reached[k, bit_of[(((bits ^ rest) * words[10]) & full) >> words[11]]] += 1
                bits = rest
        heard[poster] = zero
        present[poster] = 0
