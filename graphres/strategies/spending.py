"""What is left to spend while accounts are chosen one by one, and what is best for it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.graph.budgets import Budget
from graphres.kernels.arrays import Int32
from graphres.stats.rounding import round_significant

Numbers = npt.NDArray[np.int64] | npt.NDArray[np.float64]


class Spending:
    """Purses that empty as accounts are paid for; without any, every account is free.

    Parameters
    ----------
    budget : Budget, optional
    per_cost : bool
        Whether gains count per cost; else as they are.

    Examples
    --------
    >>> spending = Spending(Budget.of_costs(np.array([4.0, 1.0, 3.0]), 4.0))
    >>> line = np.arange(3, dtype=np.int32)
    >>> spending.best(line, np.array([8, 4, 6]))  # 4 for one beats 2 for one
    1
    >>> spending.pay(1)
    >>> spending.best(line, np.array([8, 0, 6]))  # 8 would cost more than is left
    2
    """

    def __init__(self, budget: Budget | None, *, per_cost: bool = True) -> None:
        self.budget = budget
        self.per_cost = per_cost
        self._spent = np.zeros(0 if budget is None else len(budget.limits))

    def pay(self, account: int) -> None:
        """Take what an account costs from its purse."""
        if self.budget is not None:
            self._spent[self.budget.purse[account]] += self.budget.cost[account]

    def take_back(self, account: int) -> None:
        """Return what an account has cost to its purse."""
        if self.budget is not None:
            self._spent[self.budget.purse[account]] -= self.budget.cost[account]

    def affordable(self, candidates: Int32) -> Int32:
        """Select those whose purse pays for them, in the same order."""
        if self.budget is None:
            return candidates
        candidates = candidates[self.budget.purse[candidates] >= 0]
        purse = self.budget.purse[candidates]
        return candidates[
            self._spent[purse] + self.budget.cost[candidates] <= self.budget.most[purse]
        ]

    def best(self, candidates: Int32, gains: Numbers) -> int | None:
        """Pick the largest gain, the first of equals; None where nobody gains.

        Parameters
        ----------
        candidates : ndarray of int32, shape (c,)
            Candidates in tie order; those not paid for are passed over.
        gains : ndarray, shape (n,)
            By account. Whoever is free and gains anything goes before all others.
        """
        if self.budget is None or not self.per_cost:
            return self.largest(candidates, gains)
        candidates = self.affordable(candidates)
        candidates = candidates[gains[candidates] > 0]
        if len(candidates) == 0:
            return None
        cost = self.budget.cost[candidates]
        free = candidates[cost == 0]
        if len(free):
            return int(free[np.argmax(gains[free])])
        return int(candidates[np.argmax(round_significant(gains[candidates] / cost))])

    def largest(self, candidates: Int32, gains: Numbers) -> int | None:
        """Pick as `best`, by gains as they are."""
        candidates = self.affordable(candidates)
        candidates = candidates[gains[candidates] > 0]
        return int(candidates[np.argmax(gains[candidates])]) if len(candidates) else None
