"""In which of 64 worlds a follow passes a message on: live edges, drawn by hashing.

Independent cascade: bit w of a follow is set with probability p. It compares w's own binary digits
— bit w of the hashes (…, followed, follower, 0), (…, 1), … — with the digits of p, and stops where
the last world is decided, after some eight digits whatever p is. Linear threshold, in the form that
Kempe, Kleinberg & Tardos 2003 (doi:10.1145/956750.956769) prove equal to it: in every world an
account listens to at most one of those it follows.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from graphres.kernels.cascade.bits import ONE, ZERO
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import FULL, mix, uniform

#: What is cut off a word to leave its first digit.
_ALL_BUT_ONE = np.uint64(63)


class LiveEdges(NamedTuple):
    """Follows in 64 worlds, as rows of followers; a row is drawn when it is first needed."""

    offsets: Any  # int64 (n + 1,): where rows begin
    targets: Any  # int32 (m,): followers
    keys: Any  # uint64 (n,): hashes of names
    chance: Any  # uint64: p as a fraction of 2⁶⁴, all ones standing for 1
    per: Any  # of what ``chance`` is: 0 all follows, 1 the follower, 2 the follow
    state: Any  # uint64: the hash of (seed, stream, block)
    drawn: Any  # uint8 (n,): 1 for the rows of ``live`` that are there
    live: Any  # uint64 (m,): the worlds in which a follow passes a message on


@kernel(interpret_ns_per_element=5000, compile_seconds=0.8)
def draw_row(edges: LiveEdges, followed: Any) -> None:
    """Draw in which worlds each follower of one account hears it. O(followers)."""
    targets, keys, chance = edges.targets, edges.keys, edges.chance
    per, live = edges.per, edges.live
    first = edges.offsets[followed]
    stop = edges.offsets[followed + 1]
    prefix = mix(edges.state, keys[followed])
    for e in range(first, stop):  # apart from the drawing, so that fetches overlap
        live[e] = keys[targets[e]]
    for e in range(first, stop):
        name = mix(prefix, live[e])
        digits = chance[0 if per == 0 else targets[e] if per == 1 else e]
        if digits == FULL:
            live[e] = FULL
            continue
        passes = ZERO
        undecided = FULL
        place = ZERO
        while digits != ZERO and undecided != ZERO:
            bits = mix(name, place)
            if digits >> _ALL_BUT_ONE != ZERO:
                passes = passes | (undecided & (bits ^ FULL))
                undecided = undecided & bits
            else:
                undecided = undecided & (bits ^ FULL)
            digits = (digits << ONE) & FULL
            place = place + ONE
        live[e] = passes


@kernel(interpret_ns_per_element=5000, compile_seconds=0.8)
def draw_rows(edges: LiveEdges) -> None:
    """Draw every row that is not there yet."""
    drawn = edges.drawn
    for followed in range(len(drawn)):
        if drawn[followed] == 0:
            drawn[followed] = 1
            draw_row(edges, followed)


@kernel(interpret_ns_per_element=100, compile_seconds=0.3)
def place_follows(offsets: Any, targets: Any, accounts: Any, heads: Any, places: Any) -> None:
    """List where the follows of every account are in the rows of followers.

    ``accounts`` int32 (n,): all, in the order in which the followed are listed; ``heads`` int64
    (n,): the offsets of the rows of following, used up; output ``places`` int64 (m,). O(n + m).
    """
    for i in range(len(accounts)):
        followed = accounts[i]
        for e in range(offsets[followed], offsets[followed + 1]):
            listener = targets[e]
            places[heads[listener]] = e
            heads[listener] += 1


@kernel(interpret_ns_per_element=6000, compile_seconds=0.8)
def draw_thresholds(
    listener_offsets: Any, places: Any, keys: Any, weight: Any, per: Any, state: Any, live: Any
) -> None:
    """Draw whom each account listens to in each of 64 worlds, with probabilities ``weight``.

    ``listener_offsets`` int64 (n + 1,) and ``places`` int64 (m,): see `place_follows`; the
    first followed whose running sum of weights exceeds the draw is listened to, the last one if the
    weights sum to 1 up to rounding. ``weight`` float64, ``per`` and ``state``: as ``chance`` and
    the others in `LiveEdges`, rows summing to 1 at most. Output ``live`` uint64 (m,), zero before.
    O(64 m).
    """
    for listener in range(len(listener_offsets) - 1):
        first = listener_offsets[listener]
        stop = listener_offsets[listener + 1]
        name = mix(state, keys[listener])
        world = ZERO
        bit = ONE
        for _ in range(64):
            drawn = uniform(mix(name, world))
            sum_so_far = 0.0
            for i in range(first, stop):
                e = places[i]
                sum_so_far += weight[0 if per == 0 else listener if per == 1 else e]
                if drawn < sum_so_far or (i == stop - 1 and sum_so_far > 0.999999999):
                    live[e] = live[e] | bit
                    break
            world = world + ONE
            bit = (bit << ONE) & FULL
