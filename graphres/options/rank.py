"""What `graphres rank` and ``[[rank]]`` are to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphres.amounts import parse_tie_runs
from graphres.data.expressions import Expression
from graphres.errors import UsageError
from graphres.options.budget import BudgetOptions
from graphres.options.eligibility import EligibilityOptions
from graphres.options.hiding import HideOption, parse_hide
from graphres.options.moderators import ModeratorOptions
from graphres.options.raw import RawOptions
from graphres.options.spreading import SpreadOptions
from graphres.options.stopping import check_until
from graphres.options.task import Task, parse_strategies
from graphres.strategies import Strategy

#: What is measured of a ranking, which ``--until`` may name.
MEASURES = ("giant", "strong", "reach")

#: How many accounts are ranked where neither a budget nor an end is set.
_BUDGET = 20


@dataclass(frozen=True, eq=False, kw_only=True)
class RankTask(Task):
    """Rank accounts by one strategy.

    Parameters
    ----------
    until : Expression, optional
    budget : BudgetOptions
    moderators : ModeratorOptions
        Of which only the confidence in labels counts.
    hide : HideOption, optional
        What a resample does not see.
    resamples : int, optional
        How often to rank again; None: as often as is quick.
    """

    runs: int
    spreading: SpreadOptions
    until: Expression | None
    budget: BudgetOptions
    moderators: ModeratorOptions
    hide: HideOption | None
    resamples: int | None

    @property
    def strategy(self) -> Strategy:
        """Return the one strategy."""
        return self.strategies[0]

    def to_facts(self) -> dict[str, Any]:
        """Return what a manifest says of costs, labels and what is hidden."""
        hidden = {} if self.hide is None else {"hide": self.hide.text}
        return self.budget.to_facts() | self.moderators.to_facts() | hidden


def parse_rank(raw: RawOptions) -> RankTask:
    """Understand options or keys; `UsageError` for values that are none or clash."""
    strategies = parse_strategies(raw.texts("strategy") or ("in-degree",))
    if len(strategies) > 1:
        raise UsageError("rank goes by one strategy", do="give --strategy once")
    until = raw.expression("until")
    budget = BudgetOptions.parse(raw, default_limit=None if until else _BUDGET)
    eligibility = EligibilityOptions.parse(raw)
    spreading = SpreadOptions.parse(raw)
    if until is not None:
        check_until(until, [*MEASURES, *([] if budget.cost is None else ["cumulative_cost"])])
    hide = _parse_hide(raw)
    tie_runs = parse_tie_runs(raw.text("ties") or "first")
    if tie_runs and (raw.value("resamples") or hide is not None):
        raise UsageError(
            "ties are drawn, or a part is hidden", do="leave out --ties, or --resamples and --hide"
        )
    return RankTask(
        seed=raw.integer("seed", 0),
        runs=raw.integer("runs", 10),
        tie_runs=tie_runs,
        strategies=strategies,
        eligibility=eligibility,
        spreading=spreading,
        until=until,
        budget=budget,
        moderators=ModeratorOptions.parse(raw),
        hide=hide,
        resamples=raw.value("resamples"),
    )


def _parse_hide(raw: RawOptions) -> HideOption | None:
    hide = parse_hide(raw.text("hide"))
    if hide is not None and hide.matches is not None:
        raise UsageError(
            "--hide where: hides the same in every resample",
            do="give a share, accounts:Q, lists:N or community:COL",
        )
    return hide
