"""What `graphres intervene` and ``[[intervene]]`` are to do."""

from __future__ import annotations

from dataclasses import dataclass

from graphres.errors import UsageError
from graphres.interventions import Assumptions, Intervention, intervention
from graphres.interventions.pareto import with_mixtures
from graphres.options.budget import BudgetOptions
from graphres.options.eligibility import EligibilityOptions
from graphres.options.raw import RawOptions
from graphres.options.spreading import SpreadOptions
from graphres.options.task import Task

_INTERVENTIONS = (
    *("suspend:in-degree", "private:in-degree"),
    *("limit:in-degree", "counter:in-degree"),
)
_BUDGET = 20


@dataclass(frozen=True, eq=False, kw_only=True)
class InterveneTask(Task):
    """Compare interventions at equal budget.

    Parameters
    ----------
    plans : tuple of Intervention
    assumptions : Assumptions
        Of counter-messages.
    budget : BudgetOptions
    layer : str, optional
        The column of platforms.
    person : str, optional
        The column of whose account it is, by which accounts are joined across platforms.
    pareto : bool
        Whether to measure smaller budgets as well.
    """

    runs: int
    spreading: SpreadOptions
    plans: tuple[Intervention, ...]
    assumptions: Assumptions
    budget: BudgetOptions
    layer: str | None
    person: str | None
    pareto: bool

    @property
    def arms(self) -> list[str]:
        """Return the names of all that is measured: none, and every plan with its steps."""
        return ["none", *dict.fromkeys(s.name for plan in self.plans for s in plan.prefixes())]

    @property
    def needs_layer(self) -> bool:
        """Return whether a plan takes a platform away."""
        return any(lever.kind == "platform" for plan in self.plans for lever in plan.levers)


def parse_intervene(raw: RawOptions) -> InterveneTask:
    """Understand options or keys; `UsageError` for values that are none or clash."""
    budget = BudgetOptions.parse(raw, default_limit=_BUDGET)
    spreading = SpreadOptions.parse(raw)
    eligibility = EligibilityOptions.parse(raw)
    plans = [intervention(text) for text in raw.texts("intervention") or _INTERVENTIONS]
    if raw.flag("pareto"):
        plans = with_mixtures(plans)
    if budget.cost is not None and budget.amount is None:
        raise UsageError("--cost without --budget", do="say what may be spent: --budget N")
    layer = raw.text("layer")
    levers = [lever for plan in plans for lever in plan.levers]
    return InterveneTask(
        seed=raw.integer("seed", 0),
        runs=raw.integer("runs", 10),
        strategies=tuple(lever.strategy for lever in levers if lever.strategy),
        eligibility=eligibility,
        spreading=spreading,
        plans=tuple(plans),
        assumptions=Assumptions(raw.value("tie"), raw.value("immunity"), raw.value("backlash")),
        budget=budget,
        layer=layer,
        person=raw.text("person") if layer else None,
        pareto=raw.flag("pareto"),
    )
