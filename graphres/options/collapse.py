"""What `graphres collapse` and ``[[collapse]]`` are to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from graphres.amounts import parse_points, parse_tie_runs
from graphres.data.expressions import Expression
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Mask
from graphres.measures import COLUMNS, DEFAULT, check_names
from graphres.moderation.outcome_columns import Accounts
from graphres.options.budget import BudgetOptions
from graphres.options.eligibility import EligibilityOptions
from graphres.options.hiding import HideOption, parse_hide
from graphres.options.moderators import ModeratorOptions
from graphres.options.raw import RawOptions
from graphres.options.spreading import SpreadOptions
from graphres.options.stopping import check_until
from graphres.options.task import Task, parse_strategies


@dataclass(frozen=True, eq=False, kw_only=True)
class CollapseTask(Task):
    """Remove accounts by some strategies and measure what is left.

    Parameters
    ----------
    measures : tuple of str
        In column order.
    until : Expression, optional
    budget : BudgetOptions
    moderators : ModeratorOptions
    hide : HideOption, optional
    points : int, optional
        Points of a curve; all when absent.
    """

    runs: int
    spreading: SpreadOptions
    measures: tuple[str, ...]
    until: Expression | None
    budget: BudgetOptions
    moderators: ModeratorOptions
    hide: HideOption | None
    points: int | None

    @property
    def measures_reach(self) -> bool:
        """Return whether reach is among the measures."""
        return "reach" in self.measures

    @property
    def outcome_columns(self) -> list[str]:
        """Return the columns that stand next to the measures."""
        return _outcome_columns(self.budget, self.moderators, self.eligibility)

    def find_outcomes(self, graph: FollowGraph, eligible: Mask | None, cost: Any) -> Accounts:
        """Return what to tell next to the measures."""
        confidence = self.moderators.find_confidence(graph, eligible)
        tells = _tells_bystanders(self.moderators, self.eligibility)
        bystanders = self.eligibility.find_bystanders(graph) if tells else None
        return Accounts(cost, self.moderators.errs, confidence, bystanders)

    def to_facts(self) -> dict[str, Any]:
        """Return what a manifest says of costs, errors and what is hidden."""
        hidden = {} if self.hide is None else {"hide": self.hide.text}
        return self.budget.to_facts() | self.moderators.to_facts() | hidden


def parse_collapse(raw: RawOptions) -> CollapseTask:
    """Understand options or keys; `UsageError` for values that are none or clash."""
    strategies = parse_strategies(raw.texts("strategy") or ("in-degree", "random"))
    measures = check_names(raw.texts("measure") or DEFAULT)
    until = raw.expression("until")
    budget = BudgetOptions.parse(raw)
    moderators = ModeratorOptions.parse(raw)
    eligibility = EligibilityOptions.parse(raw)
    if until is not None:
        columns = [*measures, *_outcome_columns(budget, moderators, eligibility)]
        check_until(until, columns, offered=COLUMNS)
    return CollapseTask(
        seed=raw.integer("seed", 0),
        runs=raw.integer("runs", 10),
        tie_runs=parse_tie_runs(raw.text("ties") or "first"),
        strategies=strategies,
        eligibility=eligibility,
        spreading=SpreadOptions.parse(raw),
        measures=measures,
        until=until,
        budget=budget,
        moderators=moderators,
        hide=parse_hide(raw.text("hide")),
        points=parse_points(raw.text("points") or "all"),
    )


def _outcome_columns(
    budget: BudgetOptions, moderators: ModeratorOptions, eligibility: EligibilityOptions
) -> list[str]:
    """Return the columns of outcomes, whatever the graph."""
    one = np.zeros(1)
    bystanders = one.astype(bool) if _tells_bystanders(moderators, eligibility) else None
    cost = None if budget.cost is None else one
    confidence = None if moderators.confidence is None else one
    return Accounts(cost, moderators.errs, confidence, bystanders).names


def _tells_bystanders(moderators: ModeratorOptions, eligibility: EligibilityOptions) -> bool:
    """Return whether bystanders are worth a column."""
    is_doubtful = moderators.errs or moderators.confidence is not None
    return is_doubtful or eligibility.target_where is not None
