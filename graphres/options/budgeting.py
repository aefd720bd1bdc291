"""``--budget``, ``--cost`` and ``--budget-by``: what suspensions may cost, and who pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphres.amounts import Amount, group_amounts, parse_amount
from graphres.close_matches import suggest
from graphres.data.convert.columns import account_column, number_column
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.graph.budgets import Budget
from graphres.kernels.arrays import Float64, Mask
from graphres.options.columns import table_of

Given = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Means:
    """What there is to spend: a number of accounts, or purses; and what accounts cost, if known."""

    limit: int | None
    budget: Budget | None
    cost: Float64 | None

    @property
    def most(self) -> float:
        """What all purses hold: in cost, or a whole number of accounts; infinity without limit."""
        if self.budget is not None:
            return float(self.budget.limits.sum())
        return np.inf if self.limit is None else self.limit

    @property
    def prices(self) -> Budget | None:
        """What strategies know of costs and purses; None where accounts have no cost."""
        if self.cost is None:
            return None
        return self.budget or Budget.of_costs(self.cost)


def check(given: Given) -> None:
    """`UsageError` for a budget that is none, before anything is read."""
    text, by = given.get("budget"), given.get("budget_by")
    in_cost = given.get("cost") is not None
    _check_default(given.get("cost_default"), in_cost)
    if by is not None:
        if text is None:
            raise UsageError("--budget-by needs --budget", do="write --budget GROUP=N,GROUP=N")
        group_amounts(text, in_cost=in_cost)
    elif text is not None:
        if "=" in text:
            do = "name their column: --budget-by" if "budget_by" in given else "give one number"
            raise UsageError("--budget names groups", where=text, do=do)
        parse_amount(text, in_cost=in_cost)


def _check_default(cost: float | None, in_cost: bool) -> None:
    """`UsageError` for a cost of the unknown that is none, or is of no use."""
    if cost is None:
        return
    if not in_cost:
        raise UsageError("no column of costs", where="--cost-default", do="name it: --cost COL")
    if not (np.isfinite(cost) and cost >= 0):
        raise UsageError(f"{cost:g} is no cost", where="--cost-default", do="give a number from 0")


def means(given: Given, graph: FollowGraph, eligible: Mask | None, default: str | None) -> Means:
    """What the options allow; ``default`` is the budget in accounts where none is given."""
    text, by, name = given["budget"], given.get("budget_by"), given.get("cost")
    cost = None if name is None else _cost(given, graph, eligible, name)
    if text is None:
        limit = None if default is None else int(parse_amount(default).of(np.ones(graph.n)))
        return Means(limit, None, cost)
    each = np.ones(graph.n) if cost is None else cost
    if by is not None:
        return Means(None, _by_group(given, graph, each, text, by), cost)
    amount = parse_amount(text, in_cost=cost is not None)
    if cost is None:
        return Means(int(amount.of(each)), None, None)
    _known(given, graph, amount, cost, np.ones(graph.n, dtype=bool))
    one = np.zeros(graph.n, dtype=np.int32)
    return Means(None, Budget(np.array([amount.of(cost)]), cost, one), cost)


def _cost(given: Given, graph: FollowGraph, eligible: Mask | None, name: str) -> Float64:
    where = table_of(given)
    return number_column(
        graph,
        name,
        "--cost",
        where=where,
        needed=eligible,
        least=0,
        missing=given.get("cost_default"),
    )


def _known(given: Given, graph: FollowGraph, amount: Amount, cost: Float64, members: Mask) -> None:
    """A share of all that some accounts cost needs to know what all of them cost."""
    unknown = np.flatnonzero(np.isnan(cost) & members)
    if amount.is_share and len(unknown):
        first = graph.ids[int(unknown[0])].as_py()
        raise InputError(
            f"a budget in % is a share of what all its accounts cost, and {first!r} has no cost",
            where=given.get("accounts"),
            do="give the budget as a number",
        )


def _by_group(given: Given, graph: FollowGraph, cost: Float64, text: str, name: str) -> Budget:
    amounts = group_amounts(text, in_cost=given.get("cost") is not None)
    column = account_column(graph, name, "use for --budget-by")
    groups = column.astype(object).where(column.notna(), None).map(_text)
    purse = np.full(graph.n, -1, dtype=np.int32)
    limits = []
    for number, (group, amount) in enumerate(amounts.items()):
        members = (groups == group).to_numpy()
        if not members.any():
            there = sorted(str(g) for g in groups.dropna().unique())[:10]
            raise InputError(
                f"no account has {group!r} in column {name!r}", do=suggest(group, there)
            )
        _known(given, graph, amount, cost, members)
        purse[members] = number
        limits.append(amount.of(cost[members]))
    return Budget(np.array(limits), cost, purse)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
