"""What suspensions may cost: how many, how dear, on which platform."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graphres.kernels.arrays import Float64, Int32, Int64, Mask
from graphres.kernels.dismantling.budget_walk import Purses, Suspended, Targets, suspend_in_order

#: Sums of costs are compared to 12 significant digits: three times 0.1 fits into 0.3.
_SLACK = 1e-12


class Errors(NamedTuple):
    """What goes wrong on the way down an order.

    ``missed``: bool (L,), not found. ``mistakes``: int64 (L,), how many others are hit before each.
    ``pool``: int32 (P,), whom mistakes hit, in turn.
    """

    missed: Mask
    mistakes: Int64
    pool: Int32


class Walk(NamedTuple):
    """Who is suspended on the way down an order.

    ``order``: int32 (K,). ``mistaken``: bool (K,), hit by mistake. ``not_found``: int64 (K,), how
    many of the order were not found before each. ``spent``: float64 (purses,).
    """

    order: Int32
    mistaken: Mask
    not_found: Int64
    spent: Float64


@dataclass(frozen=True, eq=False)
class Budget:
    """Purses, the one that pays for each account, and what each account costs.

    An order is walked from its first account on; an account is taken if its purse holds what it
    costs, and passed over if not, so that a dear account does not end the walk.

    Parameters
    ----------
    limits : ndarray of float64, shape (purses,)
        What each purse holds, in the unit of ``cost``; infinity for no limit.
    cost : ndarray of float64, shape (n,)
        Of every account, not negative; NaN, where unknown, is never paid.
    purse : ndarray of int32, shape (n,)
        Which purse pays for an account; −1: none, so that it is never taken.

    Examples
    --------
    >>> budget = Budget(np.array([3.0]), np.array([2.0, 2.0, 1.0]), np.zeros(3, np.int32))
    >>> budget.walk(np.array([0, 1, 2], dtype=np.int32)).order.tolist()
    [0, 2]
    """

    limits: Float64
    cost: Float64
    purse: Int32

    @classmethod
    def of_accounts(cls, n: int, limit: float = np.inf) -> Budget:
        """Make one purse of so many accounts."""
        return cls(np.array([float(limit)]), np.ones(n), np.zeros(n, dtype=np.int32))

    @classmethod
    def of_costs(cls, cost: Float64, limit: float = np.inf) -> Budget:
        """Make one purse that pays what accounts cost."""
        return cls(np.array([float(limit)]), cost, np.zeros(len(cost), dtype=np.int32))

    @property
    def is_limited(self) -> bool:
        """Whether any purse may be empty one day."""
        return bool(np.isfinite(self.limits).any())

    @property
    def most(self) -> Float64:
        """What each purse holds, with the slack that sums of floats need."""
        most: Float64 = self.limits * (1 + _SLACK)
        return most

    def walk(self, order: Int32, errors: Errors | None = None) -> Walk:
        """Walk down an order, with errors or without. O(L + P)."""
        missed, mistakes, pool = errors or _none(len(order))
        most = len(order) + len(pool)
        account = np.zeros(most, dtype=np.int32)
        mistaken = np.zeros(most, dtype=np.uint8)
        not_found = np.zeros(most, dtype=np.int64)
        purses = Purses(self.cost, self.purse, self.most, np.zeros(len(self.limits)))
        gone = np.zeros(len(self.cost), dtype=np.uint8)
        targets = Targets(order, missed.astype(np.uint8), mistakes)
        suspended = Suspended(account, mistaken, not_found)
        count = int(suspend_in_order(targets, pool, purses, gone, suspended))
        was_mistaken = mistaken[:count].astype(bool)
        return Walk(account[:count], was_mistaken, not_found[:count], purses.spent)

    def may_pay(self, eligible: Mask, walked: Int32, spent: Float64) -> bool:
        """Return whether some account not yet walked past could still be paid for. O(n)."""
        left = eligible & (self.purse >= 0)
        left[walked] = False
        purse = self.purse[left]
        return bool(np.any(spent[purse] + self.cost[left] <= self.most[purse]))

    def foreseen(self, eligible: Mask) -> int:
        """Count the most accounts that the purses can pay for. O(n log n)."""
        can = np.flatnonzero(eligible & (self.purse >= 0)).astype(np.int32)
        cheapest = can[np.argsort(self.cost[can], kind="stable")]
        return len(self.walk(cheapest).order)


def _none(length: int) -> Errors:
    return Errors(np.zeros(length, bool), np.zeros(length, np.int64), np.zeros(0, np.int32))
