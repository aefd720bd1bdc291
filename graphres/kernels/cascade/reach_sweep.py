"""Messages in 64 worlds at once, while accounts come back.

A word holds 64 worlds, a bit each. ``live`` says in which worlds a follow passes a message on,
``reached`` in which worlds an account has been told one. As accounts come back words only gain
bits, so one sweep gives every world at every removal. What is told to an account that is still
away waits for it in ``reached``; nothing has to be looked up when it returns.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.cascade.bits import ONE, ZERO, place_of
from graphres.kernels.cascade.live_edges import LiveEdges, draw_row
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import FULL


class ReturnSweep(NamedTuple):
    """Who comes back when, who posts, and what is counted."""

    return_order: Any  # int32 (n,): accounts, first back first
    posted: Any  # uint64 (n,): the worlds in which an account posts; it does not count itself there
    group: Any  # int32 (n,): the row from 1 on of the counts that counts an account too, 0 for none
    checkpoints: Any  # int64 (P,): ascending numbers of removals at which every world is written
    last: Any  # K, the most removals that are counted


class Later(NamedTuple):
    """Accounts and bits to count besides at step i: row i. See `find_first_reached`."""

    offsets: Any  # int64 (n + 1,)
    account: Any  # int32
    bits: Any  # uint64


class MessageFlood(NamedTuple):
    """A message on its way, arrays of shape (n,), zero at first."""

    reached: Any  # uint64: the worlds in which an account has been told; in the end, of the graph
    holds: Any  # uint64: those in which it has something to pass on
    present: Any  # uint8: 1 for those back
    queue: Any  # int32: who has something to pass on


class Totals(NamedTuple):
    """What a sweep writes, zero at first; row 0 is for all accounts, further ones for groups."""

    total: Any  # int64 (groups + 1, K + 1): accounts reached, in all worlds together
    step_silenced: Any  # int64 (K + 1,): of what removal k takes away, what its posts reached
    step_removed: Any  # int64 (K + 1,): and the account itself, where it hears another
    by_world: Any  # int32 (groups + 1, P, 64): accounts reached in each world
    area: Any  # int64 (64,): a world's count summed over k = 1..K


@kernel(interpret_ns_per_element=2000, compile_seconds=2.5)
def sweep_reach(
    edges: LiveEdges,
    sweep: ReturnSweep,
    later: Later,
    flood: MessageFlood,
    counts: Any,
    totals: Totals,
) -> None:
    """Count, at every removal, the accounts that a message reaches in each of 64 worlds.

    ``counts`` int64 (groups + 1, 64), zero: work. O(followers of an account) each time it is told
    something new, at most 64 (n + m).
    """
    offsets, targets, drawn, live = edges.offsets, edges.targets, edges.drawn, edges.live
    return_order, posted, group, checkpoints, last = sweep
    later_offsets, later_account, later_bits = later
    reached, holds, present, queue = flood
    total, step_silenced, step_removed, by_world, area = totals
    n = len(return_order)
    next_checkpoint = len(checkpoints) - 1
    changed = 1
    for step in range(n + 1):
        away = n - step
        if away <= last:
            write_totals(counts, changed, away, total)
            changed = 0
            if next_checkpoint >= 0 and checkpoints[next_checkpoint] == away:
                write_worlds(counts, next_checkpoint, by_world)
                next_checkpoint -= 1
        if away == 0:
            break
        weight = min(away - 1, last)  # so many removals k = 1, 2, … see what is counted now
        account = return_order[step]
        present[account] = 1
        fresh = reached[account] & (posted[account] ^ FULL)
        if fresh != ZERO:
            changed = 1
            _count_account(fresh, group[account], weight, counts, area)
        for e in range(later_offsets[step], later_offsets[step + 1]):
            changed = 1
            _count_account(later_bits[e], group[later_account[e]], weight, counts, area)
        holds[account] = reached[account] | posted[account]
        if holds[account] == ZERO:
            continue
        head = 0
        waiting = 1
        queue[0] = account
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
                if news == ZERO:
                    continue
                reached[listener] = reached[listener] | news
                if present[listener] == 0:
                    continue
                news = news & (posted[listener] ^ FULL)
                if news == ZERO:
                    continue
                changed = 1
                _count_account(news, group[listener], weight, counts, area)
                if holds[listener] == ZERO:
                    tail = head + waiting
                    queue[tail if tail < n else tail - n] = listener
                    waiting += 1
                holds[listener] = holds[listener] | news
        if away <= last:
            _write_parts(account, away, reached, posted, counts, step_silenced, step_removed)


@kernel(interpret_ns_per_element=2000, compile_seconds=2.5)
def _write_parts(
    account: Any,
    away: Any,
    reached: Any,
    posted: Any,
    counts: Any,
    step_silenced: Any,
    step_removed: Any,
) -> None:
    """Write what an account that has come back is to reach by itself: as poster, as listener."""
    bits = reached[account] & (posted[account] ^ FULL)
    while bits != ZERO:
        bits = bits & (bits - ONE)
        step_removed[away] += 1
    bits = posted[account]
    while bits != ZERO:
        rest = bits & (bits - ONE)
        w = place_of(bits ^ rest)
        step_silenced[away] += counts[0, w]
        bits = rest


@kernel(interpret_ns_per_element=2000, compile_seconds=2.5)
def _count_account(bits: Any, group: Any, weight: Any, counts: Any, area: Any) -> None:
    """Count one account in the worlds of some bits."""
    while bits != ZERO:
        rest = bits & (bits - ONE)
        w = place_of(bits ^ rest)
        counts[0, w] += 1
        area[w] += weight
        if group > 0:
            counts[group, w] += 1
        bits = rest


@kernel(interpret_ns_per_element=2000, compile_seconds=0.5)
def write_totals(counts: Any, changed: Any, away: Any, total: Any) -> None:
    """Write the sums over worlds at one number of removals, the last ones if nothing changed."""
    for g in range(len(counts)):
        if changed == 0:
            total[g, away] = total[g, away + 1]
        else:
            for w in range(64):
                total[g, away] += counts[g, w]


@kernel(interpret_ns_per_element=2000, compile_seconds=0.5)
def write_worlds(counts: Any, place: Any, by_world: Any) -> None:
    """Write every world at one of the checkpoints."""
    for g in range(len(counts)):
        for w in range(64):
            by_world[g, place, w] = counts[g, w]


@kernel(interpret_ns_per_element=5000, compile_seconds=1.5)
def find_first_reached(
    edges: LiveEdges, return_order: Any, posted: Any, slot: Any, flood: MessageFlood, first: Any
) -> None:
    """Write for sources that do not post up to how many removals each hears of those that do.

    ``slot`` int32 (n,): a source's row of ``first``, -1 for all others. Output ``first`` int32
    (sources, 64): raised to the largest number of accounts away with which the source is told; -1
    stays where it never is. O(followers of an account) each time it is told something new.
    """
    offsets, targets, drawn, live = edges.offsets, edges.targets, edges.drawn, edges.live
    reached, holds, present, queue = flood
    n = len(return_order)
    for step in range(n):
        account = return_order[step]
        present[account] = 1
        holds[account] = reached[account] | posted[account]
        if slot[account] >= 0 and posted[account] == ZERO:
            _raise_first(reached[account], slot[account], n - step - 1, first)
        if holds[account] == ZERO:
            continue
        head = 0
        waiting = 1
        queue[0] = account
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
                listener = targets[e]
                news = message & live[e] & (reached[listener] ^ FULL) & (posted[listener] ^ FULL)
                if news == ZERO:
                    continue
                reached[listener] = reached[listener] | news
                if present[listener] == 0:
                    continue
                if slot[listener] >= 0:
                    _raise_first(news, slot[listener], n - step - 1, first)
                if holds[listener] == ZERO:
                    tail = head + waiting
                    queue[tail if tail < n else tail - n] = listener
                    waiting += 1
                holds[listener] = holds[listener] | news


@kernel(interpret_ns_per_element=2000, compile_seconds=1.5)
def _raise_first(bits: Any, row: Any, away: Any, first: Any) -> None:
    """Raise one source's entries in the worlds of some bits."""
    while bits != ZERO:
        rest = bits & (bits - ONE)
        w = place_of(bits ^ rest)
        first[row, w] = max(first[row, w], away)
        bits = rest


@kernel(interpret_ns_per_element=2000, compile_seconds=0.6)
def explain_losses(
    order: Any,
    reached: Any,
    posted: Any,
    at_start: Any,
    posters: Any,
    gone: Any,
    silenced: Any,
    removed: Any,
) -> None:
    """Split what 64 worlds have lost after every removal: poster gone, or listener gone.

    ``order`` int32 (K,); ``reached``, ``posted`` uint64 (n,): the worlds in which an account is
    reached before any removal, or posts; ``at_start`` int64 (64,): accounts reached then;
    ``posters`` int64 (64,): how many post, counted down; work ``gone`` int64 (64,), zero. Outputs
    int64 (K + 1,): ``silenced``, what was reached in worlds without a poster left; ``removed``,
    listeners reached at the start and removed since, in the other worlds. O(64 K).
    """
    all_silenced = 0
    all_removed = 0
    for k in range(len(order)):
        account = order[k]
        bits = reached[account]
        while bits != ZERO:
            rest = bits & (bits - ONE)
            w = place_of(bits ^ rest)
            gone[w] += 1
            if posters[w] > 0:
                all_removed += 1
            bits = rest
        bits = posted[account]
        while bits != ZERO:
            rest = bits & (bits - ONE)
            w = place_of(bits ^ rest)
            posters[w] -= 1
            if posters[w] == 0:
                all_silenced += at_start[w]
                all_removed -= gone[w]
            bits = rest
        silenced[k + 1] = all_silenced
        removed[k + 1] = all_removed
