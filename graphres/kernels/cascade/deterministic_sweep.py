"""Messages that every follow passes on, in 64 worlds at once, while accounts come back.

All worlds that reach a large strong component reach the same accounts from there on. One account of
it, the anchor, stands for it: two floods keep which accounts its message reaches (``behind``) and
from which accounts a message reaches it (``ahead``); both only grow and take every follow once. A
world *joins* once its poster, or an account that it has reached, is ahead: it then reaches all that
is behind, which is counted once for all worlds. What a world reaches besides is flooded by itself,
as `reach_sweep` does, and goes no further where a joined world meets what is behind.

A world's count is |alone| + |behind| − |alone ∩ behind| once joined, |alone| before, where alone
are those it has reached by itself. The anchor decides
how long it takes, never what comes out.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.cascade.bits import ONE, ZERO, place_of
from graphres.kernels.cascade.reach_sweep import ReturnSweep, Totals, write_totals, write_worlds
from graphres.kernels.cascade.scc_anchor import (
    AnchorFloods,
    add_in_worlds,
    widen_ahead,
    widen_behind,
)
from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows
from graphres.kernels.structures.draws import FULL


class Progress(NamedTuple):
    """How far a sweep has come, int64 of shape (1,) each."""

    next_step: Any
    left: Any  # how many checkpoints are still to be written
    changed: Any  # 1 if counts have changed since they were written
    looked: Any  # follows looked at in floods of single worlds


@kernel(interpret_ns_per_element=360, compile_seconds=5.0)
def sweep_deterministic(
    followers: CompressedRows,
    following: CompressedRows,
    sweep: ReturnSweep,
    floods: AnchorFloods,
    patience: Any,
    progress: Progress,
    counts: Any,
    totals: Totals,
) -> None:
    """Count as `reach_sweep` where all follows are live, until floods of single worlds take long.

    ``counts`` and ``totals``: as in `reach_sweep`. The kernel returns after a step that takes the
    follows looked at past ``patience``, or when it is done, with n + 1 as the next step. O(n + m)
    and O(64 groups) a step, besides floods of single worlds.
    """
    return_order, posted, group, checkpoints, last = sweep
    reached, present, behind, ahead = floods.reached, floods.present, floods.behind, floods.ahead
    joined, has_joined, holds = floods.joined, floods.has_joined, floods.holds
    size, alone, shared = floods.size, floods.alone, floods.shared
    total, step_silenced, step_removed, by_world, area = totals
    next_step, left, changed, looked = progress
    n = len(return_order)
    for step in range(next_step[0], n + 1):
        away = n - step
        next_step[0] = step + 1
        if away <= last:
            if changed[0] != 0:
                _recount(floods, away, counts, area)
            write_totals(counts, changed[0], away, total)
            changed[0] = 0
            if left[0] > 0 and checkpoints[left[0] - 1] == away:
                left[0] -= 1
                write_worlds(counts, left[0], by_world)
        if away == 0:
            break
        account = return_order[step]
        present[account] = 1
        message = reached[account] | posted[account]
        if message != ZERO or behind[account] != 0 or ahead[account] != 0:
            changed[0] = 1
        if ahead[account] != 0:
            widen_ahead(following, account, posted, floods)
        if behind[account] != 0:
            reached[account] = reached[account] & (joined[0] ^ FULL)
            widen_behind(followers, account, posted, group, floods)
        fresh = reached[account] & (posted[account] ^ FULL)
        add_in_worlds(fresh, group[account], alone)
        holds[account] = reached[account] | posted[account]
        if holds[account] != ZERO:
            looked[0] += _flood(followers, account, posted, group, floods)
        if away <= last:
            message = reached[account]
            if behind[account] != 0:
                message = message | joined[0]
            step_removed[away] = _count_bits(message & (posted[account] ^ FULL))
            bits = posted[account]
            while bits != ZERO:
                rest = bits & (bits - ONE)
                w = place_of(bits ^ rest)
                step_silenced[away] += _count_reached(0, w, alone, shared, size, has_joined)
                bits = rest
        if looked[0] > patience:
            break


@kernel(interpret_ns_per_element=360, compile_seconds=5.0)
def _flood(rows: CompressedRows, start: Any, posted: Any, group: Any, floods: AnchorFloods) -> Any:
    """Flood what ``start`` holds, except behind in joined worlds; return the follows looked at.

    No world joins on the way: an account that tells one ahead is ahead, and its worlds have joined.
    """
    offsets, targets = rows
    reached, present, behind, queue = floods.reached, floods.present, floods.behind, floods.queue
    joined, alone, shared, holds = floods.joined, floods.alone, floods.shared, floods.holds
    n = len(holds)
    looked = 0
    head = 0
    waiting = 1
    queue[0] = start
    while waiting > 0:
        teller = queue[head]
        head = head + 1 if head + 1 < n else 0
        waiting -= 1
        message = holds[teller]
        holds[teller] = ZERO
        if behind[teller] != 0:
            message = message & (joined[0] ^ FULL)
        if message == ZERO:
            continue
        looked += offsets[teller + 1] - offsets[teller]
        for e in range(offsets[teller], offsets[teller + 1]):
            listener = targets[e]
            news = message & (reached[listener] ^ FULL)
            if news == ZERO:
                continue
            if present[listener] == 0:
                reached[listener] = reached[listener] | news
                continue
            if behind[listener] != 0:
                news = news & (joined[0] ^ FULL)
            reached[listener] = reached[listener] | news
            news = news & (posted[listener] ^ FULL)
            if news == ZERO:
                continue
            add_in_worlds(news, group[listener], alone)
            if behind[listener] != 0:
                add_in_worlds(news, group[listener], shared)
            if holds[listener] == ZERO:
                tail = head + waiting
                queue[tail if tail < n else tail - n] = listener
                waiting += 1
            holds[listener] = holds[listener] | news
    return looked


@kernel(interpret_ns_per_element=360, compile_seconds=5.0)
def _count_bits(bits: Any) -> Any:
    """Return how many bits are set."""
    size = 0
    while bits != ZERO:
        bits = bits & (bits - ONE)
        size += 1
    return size


@kernel(interpret_ns_per_element=360, compile_seconds=5.0)
def _count_reached(g: Any, w: Any, alone: Any, shared: Any, size: Any, has_joined: Any) -> Any:
    """Return how many accounts of one group one world reaches."""
    return alone[g, w] + has_joined[w] * (size[g] - shared[g, w])


@kernel(interpret_ns_per_element=360, compile_seconds=5.0)
def _recount(floods: AnchorFloods, away: Any, counts: Any, area: Any) -> None:
    """Bring ``counts`` up to date, and ``area`` for the removals 1..away that see the change."""
    has_joined, size, alone, shared = floods.has_joined, floods.size, floods.alone, floods.shared
    for w in range(64):
        area[w] -= counts[0, w] * away
    for g in range(len(counts)):
        for w in range(64):
            counts[g, w] = _count_reached(g, w, alone, shared, size, has_joined)
    for w in range(64):
        area[w] += counts[0, w] * away
