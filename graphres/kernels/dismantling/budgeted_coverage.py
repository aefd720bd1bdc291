"""Budgeted coverage: the account that adds most to the union of followers for its cost is next."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel
from graphres.kernels.csr import CompressedRows
from graphres.kernels.dismantling.budget_walk import Purses, is_affordable, pay
from graphres.kernels.dismantling.max_coverage import Coverage
from graphres.kernels.dismantling.removals import Removals
from graphres.kernels.structures.heap import PriorityQueue, drop_first, make_heap, sink

#: 2¹⁴ + 1: a product with it takes the last 14 bits off a float, so that 39 bits, nearly twelve
#: digits, decide (the splitting of Dekker 1971, doi:10.1007/BF01397083).
SPLIT = 16385.0


@kernel(interpret_ns_per_element=500, compile_seconds=0.1)
def shorten(value: Any) -> Any:
    """Return a float with 39 bits, so that noise in the last ones decides no tie."""
    if value > 1e300:
        return value
    large = value * SPLIT
    return large - (large - value)


@kernel(interpret_ns_per_element=500, compile_seconds=1.5)
def cover_per_cost(
    followers: CompressedRows,
    following: CompressedRows,
    candidates: Any,
    divisor: Any,
    purses: Purses,
    coverage: Coverage,
    queue: PriorityQueue,
    removals: Removals,
) -> None:
    """Take the account with the largest gain per cost that its purse pays for, again and again.

    ``candidates`` int32 (c,): the accounts that may be taken, in tie order; ``divisor`` float64
    (c,), above 0: what their gains are divided by. ``queue``: 0 … c − 1. Writes on in ``removals``,
    with the gain of each account when it is taken. Accounts too dear for what is left are passed
    over.

    Gains only fall, so what an account once gained is an upper bound, and only the first of the
    queue is looked at again. O((n + m) log n).
    """
    heap, place, key = queue
    gain = coverage.gain
    order, scores, done = removals
    size = len(candidates)
    for i in range(size):
        key[i] = shorten(gain[candidates[i]] / divisor[i])
    make_heap(heap, place, key, size)
    while size > 0 and done[0] < len(order):
        i = heap[0]
        account = candidates[i]
        now = shorten(gain[account] / divisor[i])
        if now < key[i]:
            key[i] = now
            sink(heap, place, key, size, 0)
            continue
        drop_first(heap, place, key, size)
        size -= 1
        if not is_affordable(account, purses):
            continue
        pay(account, purses)
        order[done[0]] = account
        scores[done[0]] = gain[account]
        done[0] += 1
        if gain[account] > 0:
            cover(followers, following, account, coverage)


@kernel(interpret_ns_per_element=500, compile_seconds=0.3)
def cover(
    followers: CompressedRows, following: CompressedRows, account: Any, coverage: Coverage
) -> None:
    """Cover the followers of an account: all whom a new one follows gain one less."""
    gain, covered = coverage
    for e in range(followers.offsets[account], followers.offsets[account + 1]):
        follower = followers.targets[e]
        if covered[follower] == 0:
            covered[follower] = 1
            for f in range(following.offsets[follower], following.offsets[follower + 1]):
                gain[following.targets[f]] -= 1
