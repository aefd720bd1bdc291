"""What one account stands for in worlds that come to it: the anchor of `sweep_deterministic`.

Two floods keep which accounts the anchor's message reaches (``behind``) and from which accounts a
message reaches it (``ahead``). Both only grow as accounts come back, and take every follow once.
What reaches an account that is away waits for it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.cascade.bits import ONE, ZERO, place_of
from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows
from graphres.kernels.structures.draws import FULL


class AnchorFloods(NamedTuple):
    """What is reached from the anchor and what reaches it; zero at first and never reset."""

    reached: Any  # uint64 (n,): the worlds in which an account has been told by itself
    holds: Any  # uint64 (n,): those in which it has something to pass on
    present: Any  # uint8 (n,): 1 for those back
    behind: Any  # uint8 (n,): 1 for those the anchor reaches, back or not
    ahead: Any  # uint8 (n,): 1 for those that reach the anchor, back or not
    queue: Any  # int32 (n,)
    joined: Any  # uint64 (1,): the worlds that have joined
    has_joined: Any  # int64 (64,): 1 for them
    size: Any  # int64 (groups + 1,): accounts behind
    alone: Any  # int64 (groups + 1, 64): accounts in ``reached``
    shared: Any  # int64 (groups + 1, 64): of these and the posters, those behind


@kernel(interpret_ns_per_element=15, compile_seconds=0.25)
def write_present_rows(rows: CompressedRows, present: Any, out: CompressedRows) -> None:
    """Write the follows between present accounts; ``out`` is as long as the rows. O(m)."""
    offsets, targets = rows
    new_offsets, new_targets = out
    count = 0
    new_offsets[0] = 0
    for account in range(len(present)):
        if present[account] != 0:
            for e in range(offsets[account], offsets[account + 1]):
                if present[targets[e]] != 0:
                    new_targets[count] = targets[e]
                    count += 1
        new_offsets[account + 1] = count


@kernel(interpret_ns_per_element=40, compile_seconds=1.3)
def take_anchor(
    followers: CompressedRows,
    following: CompressedRows,
    anchor: Any,
    posted: Any,
    group: Any,
    floods: AnchorFloods,
) -> None:
    """Start both floods at one present account, with no anchor before.

    ``posted`` and ``group``: see `Sweep`. O(n + m), and O(64 n) for what worlds have reached by
    themselves.
    """
    behind, ahead = floods.behind, floods.ahead
    ahead[anchor] = 1
    widen_ahead(following, anchor, posted, floods)
    behind[anchor] = 1
    widen_behind(followers, anchor, posted, group, floods)


@kernel(interpret_ns_per_element=40, compile_seconds=1.3)
def widen_ahead(rows: CompressedRows, start: Any, posted: Any, floods: AnchorFloods) -> None:
    """Mark all that reach ``start``, and so the anchor; worlds that are there already join."""
    offsets, targets = rows
    reached, present, ahead, queue = floods.reached, floods.present, floods.ahead, floods.queue
    joined, has_joined = floods.joined, floods.has_joined
    queue[0] = start
    waiting = 1
    while waiting > 0:
        waiting -= 1
        account = queue[waiting]
        join_worlds(reached[account] | posted[account], joined, has_joined)
        for e in range(offsets[account], offsets[account + 1]):
            followed = targets[e]
            if ahead[followed] == 0:
                ahead[followed] = 1
                if present[followed] != 0:
                    queue[waiting] = followed
                    waiting += 1


@kernel(interpret_ns_per_element=40, compile_seconds=1.3)
def widen_behind(
    rows: CompressedRows, start: Any, posted: Any, group: Any, floods: AnchorFloods
) -> None:
    """Mark and count what ``start`` reaches, and so the anchor, and who of it is shared."""
    offsets, targets = rows
    reached, present, behind, queue = floods.reached, floods.present, floods.behind, floods.queue
    size, shared = floods.size, floods.shared
    queue[0] = start
    waiting = 1
    while waiting > 0:
        waiting -= 1
        account = queue[waiting]
        size[0] += 1
        if group[account] > 0:
            size[group[account]] += 1
        add_in_worlds(reached[account] | posted[account], group[account], shared)
        for e in range(offsets[account], offsets[account + 1]):
            listener = targets[e]
            if behind[listener] == 0:
                behind[listener] = 1
                if present[listener] != 0:
                    queue[waiting] = listener
                    waiting += 1


@kernel(interpret_ns_per_element=40, compile_seconds=1.3)
def join_worlds(bits: Any, joined: Any, has_joined: Any) -> None:
    """Let the worlds of some bits join that have not."""
    bits = bits & (joined[0] ^ FULL)
    joined[0] = joined[0] | bits
    while bits != ZERO:
        rest = bits & (bits - ONE)
        has_joined[place_of(bits ^ rest)] = 1
        bits = rest


@kernel(interpret_ns_per_element=40, compile_seconds=1.3)
def add_in_worlds(bits: Any, group: Any, counts: Any) -> None:
    """Count one account in the worlds of some bits."""
    while bits != ZERO:
        rest = bits & (bits - ONE)
        w = place_of(bits ^ rest)
        counts[0, w] += 1
        if group > 0:
            counts[group, w] += 1
        bits = rest
