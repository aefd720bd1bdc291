"""Two messages step by step in 64 worlds: an account takes the first to arrive."""

from __future__ import annotations

from typing import Any

from graphres.kernels.cascade.live_edges import draw_row
from graphres.kernels.compiled import kernel


@kernel(rent=3700, price=4.0)
def competing_sweep(
    offsets: Any,
    targets: Any,
    keys: Any,
    chance: Any,
    per: Any,
    words: Any,
    drawn: Any,
    live: Any,
    counter_chance: Any,
    counter_drawn: Any,
    counter_live: Any,
    passing: Any,
    answers: Any,
    posted: Any,
    gone: Any,
    private: Any,
    prefers: Any,
    immune: Any,
    backlash: Any,
    seeds: Any,
    delays: Any,
    heard: Any,
    warned: Any,
    opened: Any,
    spread: Any,
    telling: Any,
    saying: Any,
    front: Any,
    listed: Any,
    is_listed: Any,
    arriving: Any,
) -> None:
    """Spread a message and a counter-message over a whole graph, level by level.

    ``offsets`` … ``live``: the message's follows, as in `graphres.kernels.cascade.hops.hop_sweep`.
    ``counter_chance`` uint64: of the counter-message, one for all follows, with ``counter_drawn``
    and ``counter_live`` as for the message and the same digits; empty when both messages share
    their live follows. ``passing`` uint64 (m,): worlds in which a follow is there; empty for all.
    ``answers`` uint64 (m,): worlds in which the follower hears a counter-message beside what it
    is shown over that follow; empty for none. By account, uint64 (n,): ``posted``; ``gone``;
    ``private``, what it says goes no further than its followers; ``prefers``, it takes the
    counter-message of both; ``immune``, the counter-message keeps it from the message;
    ``backlash``, the counter-message makes it take the message. ``seeds`` int32 (s,), ``delays``
    int64 (s,) ascending: who begins to spread the counter-message, and at which step.

    Work, zero: ``opened``, ``spread`` uint64 (n,), who may pass which message on; ``telling``,
    ``saying`` uint64 (n,); ``front``, ``listed`` int32 (n,), ``is_listed`` uint8 (n,); ``arriving``
    uint64 (5, n): message open and closed, counter-message open and closed, own beginning. Outputs,
    zero before: ``heard``, ``warned`` uint64 (n,): the worlds in which an account takes the message
    (a poster its own), the counter-message. O(followers of an account) for every step at which it
    takes something.
    """
    zero = words[8]
    full = words[3]
    shares = 1 if len(counter_chance) == 0 else 0
    arrivals = 0
    for account in range(len(posted)):
        bits = posted[account] & (gone[account] ^ full)
        if bits != zero:
            heard[account] = bits
            opened[account] = bits
            telling[account] = bits
            listed[arrivals] = account
            is_listed[account] = 1
            arrivals += 1
    step = 0
    begun = 0
    while True:
        while begun < len(seeds) and delays[begun] == step:
            account = seeds[begun]
            begun += 1
            arriving[4, account] = full
            if is_listed[account] == 0:
                listed[arrivals] = account
                is_listed[account] = 1
                arrivals += 1
        size = 0
        for i in range(arrivals):
            account = listed[i]
            is_listed[account] = 0
            here = gone[account] ^ full
            open_news = arriving[0, account] & here
            news = open_news | (arriving[1, account] & here)
            own = arriving[4, account] & here
            open_other = (arriving[2, account] & here) | own
            other = open_other | (arriving[3, account] & here)
            for kind in range(5):
                arriving[kind, account] = zero
            free = (heard[account] | warned[account]) ^ full
            wins = prefers[account]
            warns = free & other & ((news ^ full) | wins)
            turned = warns & backlash[account] & (own ^ full)
            warns = warns & (turned ^ full)
            late = warned[account] & (heard[account] ^ full) & (immune[account] ^ full)
            takes = turned | (news & ((free & (warns ^ full)) | late))
            heard[account] = heard[account] | takes
            warned[account] = warned[account] | warns
            passes = (turned | (open_news & heard[account])) & (opened[account] ^ full)
            opened[account] = opened[account] | passes
            telling[account] = telling[account] | passes
            says = open_other & warned[account] & ((spread[account] | heard[account]) ^ full)
            spread[account] = spread[account] | says
            saying[account] = saying[account] | says
            if telling[account] | saying[account] != zero:
                front[size] = account
                size += 1
        arrivals = 0
        if size == 0:
            if begun == len(seeds):
                break
            step = delays[begun]
            continue
        step += 1
        for i in range(size):
            teller = front[i]
            told = telling[teller]
            said = saying[teller]
            telling[teller] = zero
            saying[teller] = zero
            if drawn[teller] == 0:
                drawn[teller] = 1
                draw_row(offsets, targets, keys, chance, per, teller, words, live)
            if shares == 0 and said != zero and counter_drawn[teller] == 0:
                counter_drawn[teller] = 1
                draw_row(offsets, targets, keys, counter_chance, 0, teller, words, counter_live)
            shut = private[teller]
            for e in range(offsets[teller], offsets[teller + 1]):
                news = told & live[e]
                other = said & (live[e] if shares == 1 else counter_live[e])
                beside = told & answers[e] if len(answers) > 0 else zero
                if news | other | beside == zero:
                    continue
                if len(passing) > 0:
                    news = news & passing[e]
                    other = other & passing[e]
                    beside = beside & passing[e]
                listener = targets[e]
                news = news & (opened[listener] ^ full)
                other = (other | beside) & ((heard[listener] | spread[listener]) ^ full)
                if news | other == zero:
                    continue
                if is_listed[listener] == 0:
                    is_listed[listener] = 1
                    listed[arrivals] = listener
                    arrivals += 1
                arriving[0, listener] = arriving[0, listener] | (news & (shut ^ full))
                arriving[1, listener] = arriving[1, listener] | (news & shut)
                spoken = (other & (shut ^ full)) | (other & beside)
                arriving[2, listener] = arriving[2, listener] | spoken
                arriving[3, listener] = arriving[3, listener] | (other & shut)


@kernel(rent=4500, price=0.5)
def count_worlds(bits: Any, group: Any, words: Any, bit_of: Any, counts: Any) -> None:
    """Count accounts in each of 64 worlds, and by group.

    ``bits`` uint64 (n,); ``group`` int32 (n,), from 1. Output ``counts`` int64 (groups + 1, 64),
    raised; row 0 for all. O(n + bits set).
    """
    for account in range(len(bits)):
        left = bits[account]
        while left != words[8]:
            rest = left & (left - words[7])
            w = bit_of[(((left ^ rest) * words[10]) & words[3]) >> words[11]]
            counts[0, w] += 1
            if len(counts) > 1:
                counts[group[account], w] += 1
            left = rest
