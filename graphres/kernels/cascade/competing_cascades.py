"""Two messages step by step in 64 worlds: an account takes the first to arrive."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.cascade.bits import ONE, ZERO, place_of
from graphres.kernels.cascade.live_edges import LiveEdges, draw_row
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import FULL


class Channels(NamedTuple):
    """What follows carry besides, uint64 (m,)."""

    passing: Any  # the worlds in which a follow is there; empty for all
    answers: Any  # those in which a counter-message answers the message over it; empty for none


class Traits(NamedTuple):
    """How accounts behave: worlds in which they do, uint64 (n,)."""

    posted: Any  # posts the message
    gone: Any  # is not there
    private: Any  # what it says goes no further than its followers
    prefers: Any  # takes the counter-message if both arrive at once
    immune: Any  # does not take the message after the counter-message
    backlash: Any  # takes the message where it hears the counter-message


class Seeds(NamedTuple):
    """Who begins to spread the counter-message, and at which step, ascending."""

    account: Any  # int32 (s,)
    delay: Any  # int64 (s,)


class Taken(NamedTuple):
    """The worlds in which each account takes a message, uint64 (n,), zero at first."""

    message: Any  # a poster its own
    counter: Any


class Passing(NamedTuple):
    """What a sweep works in, arrays of shape (n,), zero at first."""

    opened: Any  # uint64: may pass the message on
    spread: Any  # uint64: may pass the counter-message on
    telling: Any  # uint64: passes the message on in this step
    saying: Any  # uint64: passes the counter-message on in this step
    front: Any  # int32: who passes something on
    listed: Any  # int32: at whom something arrives
    is_listed: Any  # uint8: 1 for those


class Arriving(NamedTuple):
    """What arrives at each account in a step, uint64 (n,), zero at first."""

    open_message: Any
    private_message: Any
    open_counter: Any
    private_counter: Any
    own_start: Any  # it begins to spread the counter-message itself


@kernel(interpret_ns_per_element=3700, compile_seconds=4.0)
def sweep_competing(
    edges: LiveEdges,
    counter: LiveEdges,
    channels: Channels,
    traits: Traits,
    seeds: Seeds,
    taken: Taken,
    work: Passing,
    arriving: Arriving,
) -> None:
    """Spread a message and a counter-message over a whole graph, level by level.

    ``edges`` and ``counter``: the follows of either, those of the counter-message with one chance
    for all; its ``chance`` is empty where both share their live follows. O(followers of an account)
    for every step at which it takes something.
    """
    offsets, targets, drawn, live = edges.offsets, edges.targets, edges.drawn, edges.live
    counter_drawn, counter_live = counter.drawn, counter.live
    passing, answers = channels
    posted, gone, private, prefers, immune, backlash = traits
    reached, warned = taken
    opened, spread, telling, saying, front, listed, is_listed = work
    open_message, private_message, open_counter, private_counter, own_start = arriving
    shares = 1 if len(counter.chance) == 0 else 0
    arrivals = 0
    for account in range(len(posted)):
        bits = posted[account] & (gone[account] ^ FULL)
        if bits != ZERO:
            reached[account] = bits
            opened[account] = bits
            telling[account] = bits
            listed[arrivals] = account
            is_listed[account] = 1
            arrivals += 1
    step = 0
    begun = 0
    while True:
        while begun < len(seeds.account) and seeds.delay[begun] == step:
            account = seeds.account[begun]
            begun += 1
            own_start[account] = FULL
            if is_listed[account] == 0:
                listed[arrivals] = account
                is_listed[account] = 1
                arrivals += 1
        size = 0
        for i in range(arrivals):
            account = listed[i]
            is_listed[account] = 0
            here = gone[account] ^ FULL
            open_news = open_message[account] & here
            news = open_news | (private_message[account] & here)
            seeded = own_start[account] & here
            open_other = (open_counter[account] & here) | seeded
            counter_news = open_other | (private_counter[account] & here)
            open_message[account] = ZERO
            private_message[account] = ZERO
            open_counter[account] = ZERO
            private_counter[account] = ZERO
            own_start[account] = ZERO
            free = (reached[account] | warned[account]) ^ FULL
            wins = prefers[account]
            warns = free & counter_news & ((news ^ FULL) | wins)
            turned = warns & backlash[account] & (seeded ^ FULL)
            warns = warns & (turned ^ FULL)
            late = warned[account] & (reached[account] ^ FULL) & (immune[account] ^ FULL)
            takes = turned | (news & ((free & (warns ^ FULL)) | late))
            reached[account] = reached[account] | takes
            warned[account] = warned[account] | warns
            passes = (turned | (open_news & reached[account])) & (opened[account] ^ FULL)
            opened[account] = opened[account] | passes
            telling[account] = telling[account] | passes
            says = open_other & warned[account] & ((spread[account] | reached[account]) ^ FULL)
            spread[account] = spread[account] | says
            saying[account] = saying[account] | says
            if telling[account] | saying[account] != ZERO:
                front[size] = account
                size += 1
        arrivals = 0
        if size == 0:
            if begun == len(seeds.account):
                break
            step = seeds.delay[begun]
            continue
        step += 1
        for i in range(size):
            teller = front[i]
            message = telling[teller]
            counter_message = saying[teller]
            telling[teller] = ZERO
            saying[teller] = ZERO
            if drawn[teller] == 0:
                drawn[teller] = 1
                draw_row(edges, teller)
            if shares == 0 and counter_message != ZERO and counter_drawn[teller] == 0:
                counter_drawn[teller] = 1
                draw_row(counter, teller)
            shut = private[teller]
            for e in range(offsets[teller], offsets[teller + 1]):
                news = message & live[e]
                counter_news = counter_message & (live[e] if shares == 1 else counter_live[e])
                answer = message & answers[e] if len(answers) > 0 else ZERO
                if news | counter_news | answer == ZERO:
                    continue
                if len(passing) > 0:
                    news = news & passing[e]
                    counter_news = counter_news & passing[e]
                    answer = answer & passing[e]
                listener = targets[e]
                news = news & (opened[listener] ^ FULL)
                counter_news = (counter_news | answer) & (
                    (reached[listener] | spread[listener]) ^ FULL
                )
                if news | counter_news == ZERO:
                    continue
                if is_listed[listener] == 0:
                    is_listed[listener] = 1
                    listed[arrivals] = listener
                    arrivals += 1
                open_message[listener] = open_message[listener] | (news & (shut ^ FULL))
                private_message[listener] = private_message[listener] | (news & shut)
                public = (counter_news & (shut ^ FULL)) | (counter_news & answer)
                open_counter[listener] = open_counter[listener] | public
                private_counter[listener] = private_counter[listener] | (counter_news & shut)


@kernel(interpret_ns_per_element=4500, compile_seconds=0.5)
def count_worlds(bits: Any, group: Any, counts: Any) -> None:
    """Count accounts in each of 64 worlds, and by group.

    ``bits`` uint64 (n,); ``group`` int32 (n,), from 1. Output ``counts`` int64 (groups + 1, 64),
    raised; row 0 for all. O(n + bits set).
    """
    for account in range(len(bits)):
        left = bits[account]
        while left != ZERO:
            rest = left & (left - ONE)
            w = place_of(left ^ rest)
            counts[0, w] += 1
            if len(counts) > 1:
                counts[group[account], w] += 1
            left = rest
