"""A message hop by hop in 64 worlds: who hears it when, and from whom."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.cascade.bits import ONE, ZERO, place_of
from graphres.kernels.cascade.live_edges import LiveEdges, draw_row
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import FULL


class MessageWave(NamedTuple):
    """A message that travels step by step, arrays of shape (n,), zero at first."""

    reached: Any  # uint64: the worlds in which an account has been reached, or posts
    now: Any  # uint64: those in which it passes the message on in this step
    coming: Any  # uint64: those in which it is reached in this step
    front: Any  # int32: who passes it on
    touched: Any  # int32: who is reached


@kernel(interpret_ns_per_element=5000, compile_seconds=2.0)
def sweep_hops(edges: LiveEdges, posted: Any, wave: MessageWave, by_hop: Any, carried: Any) -> None:
    """Spread a message level by level over a whole graph.

    ``posted`` uint64 (n,): the worlds in which an account posts. Outputs, zero: ``by_hop`` int64
    (H, 64), accounts first reached at hop h in each world, the poster at hop 0 left out; hops from
    H − 1 on share the last row; ``carried`` int64 (n,), in how many worlds an account tells
    somebody who has not heard before. O(followers of an account) for every hop at which it hears.
    """
    offsets, targets, drawn, live = edges.offsets, edges.targets, edges.drawn, edges.live
    reached, now, coming, front, touched = wave
    size = 0
    for account in range(len(posted)):
        if posted[account] != ZERO:
            reached[account] = posted[account]
            now[account] = posted[account]
            front[size] = account
            size += 1
    hop = 0
    while size > 0:
        hop = min(hop + 1, len(by_hop) - 1)
        arrivals = 0
        for i in range(size):
            teller = front[i]
            message = now[teller]
            now[teller] = ZERO
            if drawn[teller] == 0:
                drawn[teller] = 1
                draw_row(edges, teller)
            passed = ZERO
            for e in range(offsets[teller], offsets[teller + 1]):
                listener = targets[e]
                news = message & live[e] & (reached[listener] ^ FULL)
                if news == ZERO:
                    continue
                passed = passed | news
                if coming[listener] == ZERO:
                    touched[arrivals] = listener
                    arrivals += 1
                coming[listener] = coming[listener] | news
            while passed != ZERO:
                passed = passed & (passed - ONE)
                carried[teller] += 1
        for i in range(arrivals):
            listener = touched[i]
            news = coming[listener]
            coming[listener] = ZERO
            reached[listener] = reached[listener] | news
            now[listener] = news
            front[i] = listener
            while news != ZERO:
                rest = news & (news - ONE)
                w = place_of(news ^ rest)
                by_hop[hop, w] += 1
                news = rest
        size = arrivals
