"""What is left to spend while accounts are chosen one by one, and what is best for it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.graph.budgets import Budget
from graphres.kernels.arrays import Int32
from graphres.stats.rounding import rounded

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

    def affordable(self, line: Int32) -> Int32:
        """Those whose purse pays for them, in the same order."""
        if self.budget is None:
            return line
        line = line[self.budget.purse[line] >= 0]
        purse = self.budget.purse[line]
        return line[self._spent[purse] + self.budget.cost[line] <= self.budget.most[purse]]

    def best(self, line: Int32, gains: Numbers) -> int | None:
        """Whom to take next: the largest gain, the first of equals; None where nobody gains.

        Parameters
        ----------
        line : ndarray of int32, shape (c,)
            Candidates in tie order; those not paid for are passed over.
        gains : ndarray, shape (n,)
            By account. Whoever is free and gains anything goes before all others.
        """
        if self.budget is None or not self.per_cost:
            return self.largest(line, gains)
        line = self.affordable(line)
        line = line[gains[line] > 0]
        if len(line) == 0:
            return None
        cost = self.budget.cost[line]
        free = line[cost == 0]
        if len(free):
            return int(free[np.argmax(gains[free])])
        return int(line[np.argmax(rounded(gains[line] / cost))])

    def largest(self, line: Int32, gains: Numbers) -> int | None:
        """As `best`, by gains as they are."""
        line = self.affordable(line)
        line = line[gains[line] > 0]
        return int(line[np.argmax(gains[line])]) if len(line) else None
