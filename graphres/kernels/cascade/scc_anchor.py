"""What one account stands for in worlds that come to it: the anchor of `certain_sweep`.

Two floods keep which accounts the anchor's message reaches (``behind``) and from which accounts a
message reaches it (``ahead``). Both only grow as accounts come back, and take every follow once.
What reaches an account that is away waits for it. Arguments: see `certain_sweep`.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=15, price=0.25)
def present_rows(
    offsets: Any, targets: Any, present: Any, kept_offsets: Any, kept_targets: Any
) -> None:
    """Rows of the follows between present accounts; ``kept_*`` as long as the rows given. O(m)."""
    count = 0
    kept_offsets[0] = 0
    for account in range(len(present)):
        if present[account] != 0:
            for e in range(offsets[account], offsets[account + 1]):
                if present[targets[e]] != 0:
                    kept_targets[count] = targets[e]
                    count += 1
        kept_offsets[account + 1] = count


@kernel(rent=40, price=1.3)
def take_anchor(
    followers_offsets: Any,
    followers_targets: Any,
    following_offsets: Any,
    following_targets: Any,
    anchor: Any,
    posted: Any,
    group: Any,
    words: Any,
    bit_of: Any,
    heard: Any,
    present: Any,
    behind: Any,
    ahead: Any,
    queue: Any,
    joined: Any,
    has_joined: Any,
    size: Any,
    shared: Any,
) -> None:
    """Start both floods at one present account; all as in `certain_sweep`, with no anchor before.

    O(n + m), and O(64 n) for what worlds have reached by themselves.
    """
    ahead[anchor] = 1
    widen_ahead(
        following_offsets,
        following_targets,
        anchor,
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
    behind[anchor] = 1
    widen_behind(
        followers_offsets,
        followers_targets,
        anchor,
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


@kernel(rent=40, price=1.3)
def widen_ahead(
    offsets: Any,
    targets: Any,
    start: Any,
    heard: Any,
    posted: Any,
    present: Any,
    ahead: Any,
    queue: Any,
    words: Any,
    bit_of: Any,
    joined: Any,
    has_joined: Any,
) -> None:
    """Whoever reaches ``start`` reaches the anchor; worlds that are there already join."""
    queue[0] = start
    waiting = 1
    while waiting > 0:
        waiting -= 1
        account = queue[waiting]
        join_worlds(heard[account] | posted[account], words, bit_of, joined, has_joined)
        for e in range(offsets[account], offsets[account + 1]):
            followed = targets[e]
            if ahead[followed] == 0:
                ahead[followed] = 1
                if present[followed] != 0:
                    queue[waiting] = followed
                    waiting += 1


@kernel(rent=40, price=1.3)
def widen_behind(
    offsets: Any,
    targets: Any,
    start: Any,
    heard: Any,
    posted: Any,
    present: Any,
    behind: Any,
    queue: Any,
    group: Any,
    words: Any,
    bit_of: Any,
    size: Any,
    shared: Any,
) -> None:
    """What ``start`` reaches is reached from the anchor: count it, and who of it is shared."""
    queue[0] = start
    waiting = 1
    while waiting > 0:
        waiting -= 1
        account = queue[waiting]
        size[0] += 1
        if group[account] > 0:
            size[group[account]] += 1
        add_in_worlds(heard[account] | posted[account], group[account], words, bit_of, shared)
        for e in range(offsets[account], offsets[account + 1]):
            listener = targets[e]
            if behind[listener] == 0:
                behind[listener] = 1
                if present[listener] != 0:
                    queue[waiting] = listener
                    waiting += 1


@kernel(rent=40, price=1.3)
def join_worlds(bits: Any, words: Any, bit_of: Any, joined: Any, has_joined: Any) -> None:
    """Have the worlds of some bits join that have not."""
    bits = bits & (joined[0] ^ words[3])
    joined[0] = joined[0] | bits
    while bits != words[8]:
        rest = bits & (bits - words[7])
        has_joined[bit_of[(((bits ^ rest) * words[10]) & words[3]) >> words[11]]] = 1
        bits = rest


@kernel(rent=40, price=1.3)
def add_in_worlds(bits: Any, group: Any, words: Any, bit_of: Any, counts: Any) -> None:
    """Count one account in the worlds of some bits."""
    while bits != words[8]:
        rest = bits & (bits - words[7])
        w = bit_of[(((bits ^ rest) * words[10]) & words[3]) >> words[11]]
        counts[0, w] += 1
        if group > 0:
            counts[group, w] += 1
        bits = rest
