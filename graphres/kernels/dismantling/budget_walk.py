"""Walk down an order and suspend the accounts that purses pay for, with misses and mistakes."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphres.kernels.compiled import kernel


class Purses(NamedTuple):
    """Who pays for what, and how much of it is left."""

    cost: Any  # float64 (n,): what an account takes from its purse
    purse: Any  # int32 (n,): which purse pays, negative: none
    most: Any  # float64 (purses,): what each holds, with the slack that rounding needs
    spent: Any  # float64 (purses,): what each has paid


class Targets(NamedTuple):
    """The accounts looked for, in that order, and what goes wrong."""

    order: Any  # int32 (L,)
    missed: Any  # uint8 (L,): 1 where the account is not found
    mistakes: Any  # int64 (L,): how many others are hit by mistake before this account is


class Suspended(NamedTuple):
    """Those suspended, with room for all of the order and of the pool."""

    account: Any  # int32
    mistaken: Any  # uint8: 1 if by mistake
    not_found: Any  # int64: how many of the order were not found before


@kernel(interpret_ns_per_element=1000, compile_seconds=0.3)
def is_affordable(account: Any, purses: Purses) -> Any:
    """Return whether a purse pays for an account and holds what it costs."""
    which = purses.purse[account]
    return which >= 0 and purses.spent[which] + purses.cost[account] <= purses.most[which]


@kernel(interpret_ns_per_element=1000, compile_seconds=0.3)
def pay(account: Any, purses: Purses) -> None:
    """Take what an account costs from its purse."""
    purses.spent[purses.purse[account]] += purses.cost[account]


@kernel(interpret_ns_per_element=400, compile_seconds=0.5)
def suspend_in_order(
    targets: Targets, pool: Any, purses: Purses, gone: Any, suspended: Suspended
) -> Any:
    """Suspend down an order; return how many are.

    ``pool`` int32 (P,): whom a mistake hits, the first of them that is still there and paid for.
    ``gone`` uint8 (n,): zeros; left with 1 for everyone suspended. O(L + P).
    """
    account, mistaken, not_found = suspended
    count = 0
    lost = 0
    following = 0
    for i in range(len(targets.order)):
        target = targets.order[i]
        if targets.missed[i] == 1:
            lost += 1
            continue
        if gone[target] == 1 or not is_affordable(target, purses):
            continue
        due = targets.mistakes[i]
        while due > 0 and following < len(pool):
            if gone[pool[following]] == 0 and is_affordable(pool[following], purses):
                pay(pool[following], purses)
                gone[pool[following]] = 1
                account[count] = pool[following]
                mistaken[count] = 1
                not_found[count] = lost
                count += 1
                due -= 1
            following += 1
        if gone[target] == 0 and is_affordable(target, purses):
            pay(target, purses)
            gone[target] = 1
            account[count] = target
            not_found[count] = lost
            count += 1
    return count
