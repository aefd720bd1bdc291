"""Budgeted coverage: the account that adds most to the union of followers for its cost is next."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel
from graphres.kernels.structures.heap import drop_first, make_heap, sink

#: 2¹⁴ + 1: a product with it takes the last 14 bits off a float, so that 39 bits, nearly twelve
#: digits, decide (the splitting of Dekker 1971, doi:10.1007/BF01397083).
SPLIT = 16385.0


class Purses(NamedTuple):
    """Who pays for what, and how much of it is left."""

    price: Any  # float64 (n,): what an account takes from its purse
    purse: Any  # int32 (n,): which purse pays, negative: none
    most: Any  # float64 (purses,): what each holds
    spent: Any  # float64 (purses,): what each has paid


@kernel(rent=500, price=0.1)
def shortened(value: Any) -> Any:
    """A float with 39 bits, so that noise in the last ones decides no tie."""
    if value > 1e300:
        return value
    large = value * SPLIT
    return large - (large - value)


@kernel(rent=500, price=1.5)
def union_per_cost(
    followers: Any,
    following: Any,
    line: Any,
    divisor: Any,
    purses: Any,
    gain: Any,
    covered: Any,
    heap: Any,
    place: Any,
    key: Any,
    order: Any,
    scores: Any,
    done: Any,
) -> None:
    """Take the account with the largest gain per cost that its purse pays for, again and again.

    ``followers``, ``following``: pairs of offsets and targets. ``line`` int32 (c,): the accounts
    that may go, in tie order; ``divisor`` float64 (c,), above 0: what their gains are divided by.
    ``gain`` int32 (n,), exact, and ``covered`` uint8 (n,) are kept up to date. ``heap`` int32 (c,):
    0 … c − 1; ``place`` int32, ``key`` float64 (c,): work. Writes on in ``order`` int32 (K,) and
    ``scores`` int64 (K,), the gain of each when it is taken, from ``done`` int64 (1,) on, and moves
    that on. Whoever is too dear for what is left is passed over.

    Gains only fall, so what an account once gained is an upper bound, and only the first of the
    queue is looked at again. O((n + m) log n).
    """
    size = len(line)
    for i in range(size):
        key[i] = shortened(gain[line[i]] / divisor[i])
    make_heap(heap, place, key, size)
    while size > 0 and done[0] < len(order):
        i = heap[0]
        account = line[i]
        now = shortened(gain[account] / divisor[i])
        if now < key[i]:
            key[i] = now
            sink(heap, place, key, size, 0)
            continue
        drop_first(heap, place, key, size)
        size -= 1
        pays = purses.purse[account]
        if pays < 0 or not purses.spent[pays] + purses.price[account] <= purses.most[pays]:
            continue
        purses.spent[pays] += purses.price[account]
        order[done[0]] = account
        scores[done[0]] = gain[account]
        done[0] += 1
        if gain[account] > 0:
            cover(followers, following, account, gain, covered)


@kernel(rent=500, price=0.3)
def cover(followers: Any, following: Any, account: Any, gain: Any, covered: Any) -> None:
    """Cover the followers of an account: all whom a new one follows gain one less."""
    for e in range(followers[0][account], followers[0][account + 1]):
        follower = followers[1][e]
        if covered[follower] == 0:
            covered[follower] = 1
            for f in range(following[0][follower], following[0][follower + 1]):
                gain[following[1][f]] -= 1
