"""A message hop by hop in 64 worlds: who hears it when, and from whom."""

from __future__ import annotations

from typing import Any

from graphres.kernels.cascade.live_edges import draw_row
from graphres.kernels.compiled import kernel


@kernel(rent=5000, price=2.0)
def hop_sweep(
    offsets: Any,
    targets: Any,
    keys: Any,
    chance: Any,
    per: Any,
    words: Any,
    bit_of: Any,
    drawn: Any,
    live: Any,
    posted: Any,
    heard: Any,
    now: Any,
    following: Any,
    front: Any,
    touched: Any,
    first_heard: Any,
    carried: Any,
) -> None:
    """Spread a message level by level over a whole graph.

    As `graphres.kernels.cascade.reach_sweep.reach_sweep`, with nobody away. Work, zero: ``heard``,
    ``now``, ``following`` uint64 (n,); ``front``, ``touched`` int32 (n,). Outputs: ``first_heard``
    int64 (H, 64), accounts that first hear at hop h in each world, the poster at hop 0 left out;
    hops from H − 1 on share the last row; ``carried`` int64 (n,), in how many worlds an account
    tells somebody who has not heard before. ``heard`` ends as the worlds in which each account
    hears the message or posts it. O(followers of an account) for every hop at which it hears.
    """
    full = words[3]
    zero = words[8]
    size = 0
    for account in range(len(posted)):
        if posted[account] != zero:
            heard[account] = posted[account]
            now[account] = posted[account]
            front[size] = account
            size += 1
    hop = 0
    while size > 0:
        hop = min(hop + 1, len(first_heard) - 1)
        reached = 0
        for i in range(size):
            teller = front[i]
            told = now[teller]
            now[teller] = zero
            if drawn[teller] == 0:
                drawn[teller] = 1
                draw_row(offsets, targets, keys, chance, per, teller, words, live)
            passed = zero
            for e in range(offsets[teller], offsets[teller + 1]):
                listener = targets[e]
                news = told & live[e] & (heard[listener] ^ full)
                if news == zero:
                    continue
                passed = passed | news
                if following[listener] == zero:
                    touched[reached] = listener
                    reached += 1
                following[listener] = following[listener] | news
            while passed != zero:
                passed = passed & (passed - words[7])
                carried[teller] += 1
        for i in range(reached):
            listener = touched[i]
            news = following[listener]
            following[listener] = zero
            heard[listener] = heard[listener] | news
            now[listener] = news
            front[i] = listener
            while news != zero:
                rest = news & (news - words[7])
                w = bit_of[(((news ^ rest) * words[10]) & words[3]) >> words[11]]
                first_heard[hop, w] += 1
                news = rest
        size = reached
