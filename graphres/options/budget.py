"""``--budget``, ``--cost`` and ``--budget-by``: what suspensions may cost, and who pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphres.amounts import Amount, group_amounts, parse_amount
from graphres.data.convert.columns import number_column
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.graph.budgets import Budget
from graphres.kernels.arrays import Float64, Mask
from graphres.options.columns import find_labels, find_members
from graphres.options.raw import RawOptions


@dataclass(frozen=True, eq=False)
class SpendingLimits:
    """What there is to spend, and what accounts cost.

    Parameters
    ----------
    limit : int, optional
        A number of accounts.
    budget : Budget, optional
        Purses, in place of ``limit``.
    cost : ndarray of float64, shape (n,), optional
        What each account costs, if that is known.
    """

    limit: int | None
    budget: Budget | None
    cost: Float64 | None

    @property
    def total(self) -> float:
        """Return what all purses hold: in cost, or a number of accounts; infinity for no limit."""
        if self.budget is not None:
            return float(self.budget.limits.sum())
        return np.inf if self.limit is None else self.limit

    @property
    def prices(self) -> Budget | None:
        """Return what strategies know of costs and purses; None where accounts have no cost."""
        if self.cost is None:
            return None
        return self.budget or Budget.of_costs(self.cost)


@dataclass(frozen=True)
class BudgetOptions:
    """What may be spent, as options say it.

    Parameters
    ----------
    amount : Amount, optional
        For all accounts together.
    by_group : mapping of str to Amount, optional
        For each group of the column ``group_column``, in place of ``amount``.
    group_column : str, optional
    cost : str, optional
        The column of what accounts cost.
    cost_default : float, optional
        What an account costs of which that column says nothing.
    default_limit : int, optional
        How many accounts to take where no budget is set; all when absent.
    account_table : str, optional
        Where the columns stand, for errors.
    """

    amount: Amount | None = None
    by_group: Mapping[str, Amount] | None = None
    group_column: str | None = None
    cost: str | None = None
    cost_default: float | None = None
    default_limit: int | None = None
    account_table: str | None = None

    @classmethod
    def parse(cls, raw: RawOptions, *, default_limit: int | None = None) -> BudgetOptions:
        """Understand the options; `UsageError` for a budget that is none."""
        text, group_column, cost = raw.text("budget"), raw.text("budget_by"), raw.text("cost")
        default = raw.number("cost_default")
        _check_default(default, has_cost=cost is not None)
        amount, by_group = None, None
        if group_column is not None:
            if text is None:
                raise UsageError("--budget-by needs --budget", do="write --budget GROUP=N,GROUP=N")
            by_group = group_amounts(text, in_cost=cost is not None)
        elif text is not None:
            if "=" in text:
                takes_groups = raw.has("budget_by")
                do = "name their column: --budget-by" if takes_groups else "give one number"
                raise UsageError("--budget names groups", where=text, do=do)
            amount = parse_amount(text, in_cost=cost is not None)
        return cls(amount, by_group, group_column, cost, default, default_limit, raw.account_table)

    def find_spending(self, graph: FollowGraph, eligible: Mask | None) -> SpendingLimits:
        """Return what may be spent on a graph, and what its accounts cost."""
        cost = None if self.cost is None else self._find_cost(graph, eligible, self.cost)
        if self.by_group is not None:
            return SpendingLimits(None, self._budget_by_group(graph, cost), cost)
        if self.amount is None:
            return SpendingLimits(self.default_limit, None, cost)
        if cost is None:
            return SpendingLimits(int(self.amount.of(np.ones(graph.n))), None, None)
        self._check_share(graph, self.amount, cost, np.ones(graph.n, dtype=bool))
        purse = np.zeros(graph.n, dtype=np.int32)
        return SpendingLimits(None, Budget(np.array([self.amount.of(cost)]), cost, purse), cost)

    def to_facts(self) -> dict[str, Any]:
        """Return what a manifest says of it."""
        facts = {
            "cost": self.cost,
            "cost_default": self.cost_default,
            "budget_by": self.group_column,
        }
        return {name: value for name, value in facts.items() if value is not None}

    def _find_cost(self, graph: FollowGraph, eligible: Mask | None, name: str) -> Float64:
        return number_column(
            graph,
            name,
            "--cost",
            where=self.account_table,
            needed=eligible,
            least=0,
            missing=self.cost_default,
        )

    def _check_share(
        self, graph: FollowGraph, amount: Amount, cost: Float64, members: Mask
    ) -> None:
        """Raise `InputError` for a share of what all cost where one has no cost."""
        unknown = np.flatnonzero(np.isnan(cost) & members)
        if amount.is_share and len(unknown):
            first = graph.ids[int(unknown[0])].as_py()
            raise InputError(
                f"a budget in % is a share of what all its accounts cost, and {first!r} has no "
                "cost",
                where=self.account_table,
                do="give the budget as a number",
            )

    def _budget_by_group(self, graph: FollowGraph, cost: Float64 | None) -> Budget:
        assert self.by_group is not None
        assert self.group_column is not None
        prices = np.ones(graph.n) if cost is None else cost
        labels = find_labels(graph, self.group_column, "use for --budget-by")
        purse = np.full(graph.n, -1, dtype=np.int32)
        limits: list[float] = []
        for group, members in find_members(labels, self.by_group, self.group_column):
            amount = self.by_group[group]
            self._check_share(graph, amount, prices, members)
            purse[members] = len(limits)
            limits.append(amount.of(prices[members]))
        return Budget(np.array(limits), prices, purse)


def _check_default(cost: float | None, *, has_cost: bool) -> None:
    """Raise `UsageError` for a cost of the unknown that is none, or is of no use."""
    if cost is None:
        return
    if not has_cost:
        raise UsageError("no column of costs", where="--cost-default", do="name it: --cost COL")
    if not (np.isfinite(cost) and cost >= 0):
        raise UsageError(f"{cost:g} is no cost", where="--cost-default", do="give a number from 0")
