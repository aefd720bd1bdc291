"""Walk down an order and suspend whom the purses pay for, with misses and mistakes."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(rent=1000, price=0.3)
def is_paid_for(account: Any, cost: Any, purse: Any, limit: Any, spent: Any, gone: Any) -> Any:
    """Whether an account is still there and its purse holds what it costs."""
    which = purse[account]
    if which < 0 or gone[account] == 1:
        return False
    return spent[which] + cost[account] <= limit[which]


@kernel(rent=1000, price=0.3)
def pay(account: Any, cost: Any, purse: Any, spent: Any, gone: Any) -> None:
    """Suspend an account at the cost of its purse."""
    spent[purse[account]] += cost[account]
    gone[account] = 1


@kernel(rent=400, price=0.5)
def suspend(
    order: Any,
    missed: Any,
    mistakes: Any,
    pool: Any,
    cost: Any,
    purse: Any,
    limit: Any,
    spent: Any,
    gone: Any,
    out: Any,
    mistaken: Any,
    not_found: Any,
) -> Any:
    """Suspend down an order; returns how many are.

    Parameters
    ----------
    order : int32 (L,)
        Accounts, in the order in which they are looked for.
    missed : uint8 (L,)
        1 where the account is not found.
    mistakes : int64 (L,)
        How many others are hit by mistake before this account is.
    pool : int32 (P,)
        Whom a mistake hits, the first of them that is still there and paid for.
    cost : float64 (n,)
    purse : int32 (n,)
        Which purse pays; negative: none does.
    limit : float64 (purses,)
        What each purse holds, with the slack that rounding needs.
    spent : float64 (purses,)
        Zeros; left with what each has paid.
    gone : uint8 (n,)
        Zeros; left with 1 for everyone suspended.
    out : int32 (L + P,), mistaken : uint8 (L + P,), not_found : int64 (L + P,)
        Filled with those suspended, whether by mistake, and how many of the order were not found
        before.
    """
    count = 0
    lost = 0
    following = 0
    for i in range(len(order)):
        if missed[i] == 1:
            lost += 1
            continue
        if not is_paid_for(order[i], cost, purse, limit, spent, gone):
            continue
        due = mistakes[i]
        while due > 0 and following < len(pool):
            if is_paid_for(pool[following], cost, purse, limit, spent, gone):
                pay(pool[following], cost, purse, spent, gone)
                out[count] = pool[following]
                mistaken[count] = 1
                not_found[count] = lost
                count += 1
                due -= 1
            following += 1
        if is_paid_for(order[i], cost, purse, limit, spent, gone):
            pay(order[i], cost, purse, spent, gone)
            out[count] = order[i]
            not_found[count] = lost
            count += 1
    return count
