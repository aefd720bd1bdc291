"""In which of 64 worlds a follow passes a message on: live edges, drawn by hashing.

Independent cascade: bit w of a follow is set with probability p. It compares w's own binary digits
— bit w of the hashes (…, followed, follower, 0), (…, 1), … — with the digits of p, and stops where
the last world is decided, after some eight digits whatever p is. Linear threshold, in the form that
Kempe, Kleinberg & Tardos 2003 (doi:10.1145/956750.956769) prove equal to it: in every world an
account listens to at most one of those it follows.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=5000, price=0.8)
def draw_row(
    offsets: Any,
    targets: Any,
    keys: Any,
    chance: Any,
    per: Any,
    followed: Any,
    words: Any,
    live: Any,
) -> None:
    """Draw in which worlds each follower of one account hears it.

    ``words`` uint64 (13,): constants, and last the hash of (seed, stream, block); see
    `graphres.spread.constants`. ``keys`` uint64 (n,). ``chance`` uint64: p as a fraction of 2⁶⁴,
    all ones standing for 1; ``per`` says of what: 0 all follows, 1 the follower, 2 the follow.
    Output: the row of ``live`` uint64 (m,). O(followers).
    """
    full = words[3]
    one = words[7]
    zero = words[8]
    first = offsets[followed]
    stop = offsets[followed + 1]
    z = ((words[12] ^ keys[followed]) + words[0]) & full
    z = ((z ^ (z >> words[4])) * words[1]) & full
    z = ((z ^ (z >> words[5])) * words[2]) & full
    prefix = z ^ (z >> words[6])
    for e in range(first, stop):  # apart from the drawing, so that fetches overlap
        live[e] = keys[targets[e]]
    for e in range(first, stop):
        z = ((prefix ^ live[e]) + words[0]) & full
        z = ((z ^ (z >> words[4])) * words[1]) & full
        z = ((z ^ (z >> words[5])) * words[2]) & full
        name = z ^ (z >> words[6])
        digits = chance[0 if per == 0 else targets[e] if per == 1 else e]
        if digits == full:
            live[e] = full
            continue
        passes = zero
        undecided = full
        place = zero
        while digits != zero and undecided != zero:
            z = ((name ^ place) + words[0]) & full
            z = ((z ^ (z >> words[4])) * words[1]) & full
            z = ((z ^ (z >> words[5])) * words[2]) & full
            z = z ^ (z >> words[6])
            if digits >> words[9] != zero:
                passes = passes | (undecided & (z ^ full))
                undecided = undecided & z
            else:
                undecided = undecided & (z ^ full)
            digits = (digits << one) & full
            place = place + one
        live[e] = passes


@kernel(rent=5000, price=0.8)
def draw_rows(
    offsets: Any,
    targets: Any,
    keys: Any,
    chance: Any,
    per: Any,
    words: Any,
    drawn: Any,
    live: Any,
) -> None:
    """Draw every row that ``drawn`` uint8 (n,) does not mark, and mark it. As `draw_row`."""
    for followed in range(len(drawn)):
        if drawn[followed] == 0:
            drawn[followed] = 1
            draw_row(offsets, targets, keys, chance, per, followed, words, live)


@kernel(rent=100, price=0.3)
def follows_by_listener(offsets: Any, targets: Any, line: Any, heads: Any, places: Any) -> None:
    """For every account, the places of its follows in the rows of followers, followed as in line.

    ``line`` int32 (n,): all accounts; ``heads`` int64 (n,): the offsets of the rows of following,
    used up; output ``places`` int64 (m,). O(n + m).
    """
    for i in range(len(line)):
        followed = line[i]
        for e in range(offsets[followed], offsets[followed + 1]):
            listener = targets[e]
            places[heads[listener]] = e
            heads[listener] += 1


@kernel(rent=6000, price=0.8)
def draw_thresholds(
    listener_offsets: Any,
    places: Any,
    keys: Any,
    weight: Any,
    per: Any,
    words: Any,
    live: Any,
) -> None:
    """Draw whom each account listens to in each of 64 worlds, with probabilities ``weight``.

    ``listener_offsets`` int64 (n + 1,) and ``places`` int64 (m,): see `follows_by_listener`; the
    first followed whose running sum of weights exceeds the draw is listened to, the last one if the
    weights sum to 1 up to rounding. ``weight`` float64, ``per``: as ``chance`` in `draw_row`, rows
    summing to 1 at most. Output ``live`` uint64 (m,), zero before. O(64 m).
    """
    full = words[3]
    for listener in range(len(listener_offsets) - 1):
        first = listener_offsets[listener]
        stop = listener_offsets[listener + 1]
        z = ((words[12] ^ keys[listener]) + words[0]) & full
        z = ((z ^ (z >> words[4])) * words[1]) & full
        z = ((z ^ (z >> words[5])) * words[2]) & full
        name = z ^ (z >> words[6])
        world = words[8]
        bit = words[7]
        for _ in range(64):
            z = ((name ^ world) + words[0]) & full
            z = ((z ^ (z >> words[4])) * words[1]) & full
            z = ((z ^ (z >> words[5])) * words[2]) & full
            z = z ^ (z >> words[6])
            drawn = (z >> words[13]) * 1.1102230246251565e-16  # the first 53 bits, over 2^53
            sum_so_far = 0.0
            for i in range(first, stop):
                e = places[i]
                sum_so_far += weight[0 if per == 0 else listener if per == 1 else e]
                if drawn < sum_so_far or (i == stop - 1 and sum_so_far > 0.999999999):
                    live[e] = live[e] | bit
                    break
            world = world + words[7]
            bit = (bit << words[7]) & full
