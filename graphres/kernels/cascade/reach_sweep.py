"""Messages in 64 worlds at once, while accounts come back.

A word holds 64 worlds, a bit each. ``live`` says in which worlds a follow passes a message on,
``heard`` in which worlds an account has been told one. As accounts come back words only gain bits,
so one sweep gives every world at every removal. What is told to an account that is still away
waits for it in ``heard``; nothing has to be asked for when it returns.
"""

from __future__ import annotations

from typing import Any

from graphres.kernels.cascade.live_edges import draw_row
from graphres.kernels.compiled import kernel


@kernel(rent=2000, price=2.5)
def reach_sweep(
    offsets: Any,
    targets: Any,
    keys: Any,
    chance: Any,
    per: Any,
    words: Any,
    bit_of: Any,
    drawn: Any,
    live: Any,
    back: Any,
    posted: Any,
    later_offsets: Any,
    later_account: Any,
    later_bits: Any,
    group: Any,
    kept: Any,
    last: Any,
    heard: Any,
    holds: Any,
    present: Any,
    queue: Any,
    counts: Any,
    total: Any,
    step_silenced: Any,
    step_removed: Any,
    by_world: Any,
    area: Any,
) -> None:
    """Count, at every removal, the accounts that a message reaches in each of 64 worlds.

    ``offsets``, ``targets``: rows of followers. ``keys``, ``chance``, ``per``, ``words``, ``live``:
    see `draw_row`; ``drawn`` uint8 (n,) marks the rows of ``live`` that are there. ``bit_of`` int64
    (64,): the place of a lone bit by its de Bruijn hash. ``back`` int32 (n,): accounts in the order
    in which they return. ``posted`` uint64 (n,): the worlds in which an account posts; it does not
    count itself there. ``later_*``: accounts and bits to count beside at step i, row i of
    ``later_offsets`` int64 (n + 1,) (see `first_heard`). ``group`` int32 (n,): the row from 1 on of
    the outputs that counts an account too, 0 for none. ``kept`` int64 (P,): ascending numbers of
    removals at which worlds are kept one by one; ``last``: K.

    Work, zero: ``heard``, ``holds`` uint64 (n,), ``present`` uint8 (n,), ``counts`` int64
    (groups + 1, 64); ``queue`` int32 (n,). Outputs, zero, row 0 for all accounts: ``total`` int64
    (groups + 1, K + 1), accounts reached in all worlds together; ``by_world`` int32
    (groups + 1, P, 64), in each; ``step_silenced``, ``step_removed`` int64 (K + 1,): of what
    removal k takes away, what was reached in worlds where the account posts, and the account itself
    where it hears another; ``area`` int64 (64,), a world's count summed over k = 1..K. ``heard``
    ends as the worlds of the whole graph.

    O(followers of an account) each time it is told something new, at most 64 (n + m).
    """
    n = len(back)
    full = words[3]
    zero = words[8]
    next_kept = len(kept) - 1
    changed = 1
    for step in range(n + 1):
        away = n - step
        if away <= last:
            write_totals(counts, changed, away, total)
            changed = 0
            if next_kept >= 0 and kept[next_kept] == away:
                write_worlds(counts, next_kept, by_world)
                next_kept -= 1
        if away == 0:
            break
        weight = min(away - 1, last)  # so many removals k = 1, 2, … see what is counted now
        account = back[step]
        present[account] = 1
        fresh = heard[account] & (posted[account] ^ full)
        if fresh != zero:
            changed = 1
            _tally(fresh, group[account], weight, words, bit_of, counts, area)
        for e in range(later_offsets[step], later_offsets[step + 1]):
            changed = 1
            _tally(later_bits[e], group[later_account[e]], weight, words, bit_of, counts, area)
        holds[account] = heard[account] | posted[account]
        if holds[account] == zero:
            continue
        head = 0
        waiting = 1
        queue[0] = account
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
                if news == zero:
                    continue
                heard[listener] = heard[listener] | news
                if present[listener] == 0:
                    continue
                news = news & (posted[listener] ^ full)
                if news == zero:
                    continue
                changed = 1
                _tally(news, group[listener], weight, words, bit_of, counts, area)
                if holds[listener] == zero:
                    tail = head + waiting
                    queue[tail if tail < n else tail - n] = listener
                    waiting += 1
                holds[listener] = holds[listener] | news
        if away <= last:
            _own_part(
                account, away, heard, posted, words, bit_of, counts, step_silenced, step_removed
            )


@kernel(rent=2000, price=2.5)
def _own_part(
    account: Any,
    away: Any,
    heard: Any,
    posted: Any,
    words: Any,
    bit_of: Any,
    counts: Any,
    step_silenced: Any,
    step_removed: Any,
) -> None:
    """Write what an account that has come back is to reach by itself: as poster, as listener."""
    bits = heard[account] & (posted[account] ^ words[3])
    while bits != words[8]:
        bits = bits & (bits - words[7])
        step_removed[away] += 1
    bits = posted[account]
    while bits != words[8]:
        rest = bits & (bits - words[7])
        w = bit_of[(((bits ^ rest) * words[10]) & words[3]) >> words[11]]
        step_silenced[away] += counts[0, w]
        bits = rest


@kernel(rent=2000, price=2.5)
def _tally(
    bits: Any, group: Any, weight: Any, words: Any, bit_of: Any, counts: Any, area: Any
) -> None:
    """Count one account in the worlds of some bits."""
    while bits != words[8]:
        rest = bits & (bits - words[7])
        w = bit_of[(((bits ^ rest) * words[10]) & words[3]) >> words[11]]
        counts[0, w] += 1
        area[w] += weight
        if group > 0:
            counts[group, w] += 1
        bits = rest


@kernel(rent=2000, price=0.5)
def write_totals(counts: Any, changed: Any, away: Any, total: Any) -> None:
    """Write the sums over worlds at one number of removals, the last ones if nothing changed."""
    for g in range(len(counts)):
        if changed == 0:
            total[g, away] = total[g, away + 1]
        else:
            for w in range(64):
                total[g, away] += counts[g, w]


@kernel(rent=2000, price=0.5)
def write_worlds(counts: Any, place: Any, by_world: Any) -> None:
    """Write every world at one of the places kept."""
    for g in range(len(counts)):
        for w in range(64):
            by_world[g, place, w] = counts[g, w]


@kernel(rent=5000, price=1.5)
def first_heard(
    offsets: Any,
    targets: Any,
    keys: Any,
    chance: Any,
    per: Any,
    words: Any,
    bit_of: Any,
    drawn: Any,
    live: Any,
    back: Any,
    posted: Any,
    slot: Any,
    heard: Any,
    holds: Any,
    present: Any,
    queue: Any,
    first: Any,
) -> None:
    """For sources that do not post: up to how many removals each hears of those that do.

    As `reach_sweep`. ``slot`` int32 (n,): a source's row of ``first``, -1 for who is none. Output
    ``first`` int32 (sources, 64): raised to the largest number of accounts away with which the
    source is told; -1 stays where it never is.
    """
    n = len(back)
    full = words[3]
    zero = words[8]
    for step in range(n):
        account = back[step]
        present[account] = 1
        holds[account] = heard[account] | posted[account]
        if slot[account] >= 0 and posted[account] == zero:
            _note(heard[account], slot[account], n - step - 1, words, bit_of, first)
        if holds[account] == zero:
            continue
        head = 0
        waiting = 1
        queue[0] = account
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
                listener = targets[e]
                news = told & live[e] & (heard[listener] ^ full) & (posted[listener] ^ full)
                if news == zero:
                    continue
                heard[listener] = heard[listener] | news
                if present[listener] == 0:
                    continue
                if slot[listener] >= 0:
                    _note(news, slot[listener], n - step - 1, words, bit_of, first)
                if holds[listener] == zero:
                    tail = head + waiting
                    queue[tail if tail < n else tail - n] = listener
                    waiting += 1
                holds[listener] = holds[listener] | news


@kernel(rent=2000, price=1.5)
def _note(bits: Any, row: Any, away: Any, words: Any, bit_of: Any, first: Any) -> None:
    """Raise one source's entries in the worlds of some bits."""
    while bits != words[8]:
        rest = bits & (bits - words[7])
        w = bit_of[(((bits ^ rest) * words[10]) & words[3]) >> words[11]]
        first[row, w] = max(first[row, w], away)
        bits = rest


@kernel(rent=2000, price=0.6)
def explain_losses(
    order: Any,
    reached: Any,
    posted: Any,
    at_start: Any,
    posters: Any,
    words: Any,
    bit_of: Any,
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
        while bits != words[8]:
            rest = bits & (bits - words[7])
            w = bit_of[(((bits ^ rest) * words[10]) & words[3]) >> words[11]]
            gone[w] += 1
            if posters[w] > 0:
                all_removed += 1
            bits = rest
        bits = posted[account]
        while bits != words[8]:
            rest = bits & (bits - words[7])
            w = bit_of[(((bits ^ rest) * words[10]) & words[3]) >> words[11]]
            posters[w] -= 1
            if posters[w] == 0:
                all_silenced += at_start[w]
                all_removed -= gone[w]
            bits = rest
        silenced[k + 1] = all_silenced
        removed[k + 1] = all_removed
