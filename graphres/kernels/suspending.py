"""Walk down an order and suspend whom the purses pay for, with misses and mistakes."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel

__all__ = ["suspend"]


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
        account = order[i]
        if missed[i] == 1:
            lost += 1
        elif gone[account] == 0 and purse[account] >= 0:
            if spent[purse[account]] + cost[account] <= limit[purse[account]]:
                due = mistakes[i]
                while due > 0 and following < len(pool):
                    other = pool[following]
                    following += 1
                    if gone[other] == 0 and purse[other] >= 0:
                        if spent[purse[other]] + cost[other] <= limit[purse[other]]:
                            spent[purse[other]] += cost[other]
                            gone[other] = 1
                            out[count] = other
                            mistaken[count] = 1
                            not_found[count] = lost
                            count += 1
                            due -= 1
                if spent[purse[account]] + cost[account] <= limit[purse[account]]:
                    spent[purse[account]] += cost[account]
                    gone[account] = 1
                    out[count] = account
                    not_found[count] = lost
                    count += 1
    return count
