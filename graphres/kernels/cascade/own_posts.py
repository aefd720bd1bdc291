"""How far each account's own message travels when it is its turn to go, in 64 worlds at once."""

from __future__ import annotations

from typing import Any

from graphres.kernels.cascade.bits import ONE, ZERO, place_of
from graphres.kernels.cascade.live_edges import LiveEdges, draw_row
from graphres.kernels.cascade.reach_sweep import MessageFlood
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import FULL


@kernel(interpret_ns_per_element=2000, compile_seconds=2.0)
def spread_own_posts(
    edges: LiveEdges, order: Any, may_post: Any, flood: MessageFlood, touched: Any, counts: Any
) -> None:
    """Count whom every account of an order reaches just before it is removed, in all 64 worlds.

    ``order`` int32 (K,): first removed first; ``may_post`` uint8 (n,): whose messages are counted.
    ``flood.present`` is ones at first, what else ``flood`` holds zero; ``touched`` int32 (n,):
    work. Output ``counts`` int32 (K, 64), zero: accounts reached, the poster left out.
    O(followers of an account) for every time it is told something new, K times.
    """
    offsets, targets, drawn, live = edges.offsets, edges.targets, edges.drawn, edges.live
    reached, holds, present, queue = flood
    n = len(present)
    for k in range(len(order)):
        poster = order[k]
        size = 0
        waiting = 0
        if may_post[poster] != 0:
            reached[poster] = FULL
            holds[poster] = FULL
            queue[0] = poster
            waiting = 1
        head = 0
        while waiting > 0:
            teller = queue[head]
            head = head + 1 if head + 1 < n else 0
            waiting -= 1
            message = holds[teller]
            holds[teller] = ZERO
            if drawn[teller] == 0:
                drawn[teller] = 1
                draw_row(edges, teller)
            for e in range(offsets[teller], offsets[teller + 1]):
                news = message & live[e]
                if news == ZERO:
                    continue
                listener = targets[e]
                news = news & (reached[listener] ^ FULL)
                if news == ZERO or present[listener] == 0:
                    continue
                if reached[listener] == ZERO:
                    touched[size] = listener
                    size += 1
                reached[listener] = reached[listener] | news
                if holds[listener] == ZERO:
                    tail = head + waiting
                    queue[tail if tail < n else tail - n] = listener
                    waiting += 1
                holds[listener] = holds[listener] | news
        for i in range(size):
            listener = touched[i]
            bits = reached[listener]
            reached[listener] = ZERO
            while bits != ZERO:
                rest = bits & (bits - ONE)
                counts[k, place_of(bits ^ rest)] += 1
                bits = rest
        reached[poster] = ZERO
        present[poster] = 0
