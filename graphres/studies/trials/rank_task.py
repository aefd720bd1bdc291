"""A ranking as options ask for it: whom it takes, what it costs, and how sure every rank is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graphres.amounts import parse_tie_runs
from graphres.data.expressions import Expression, parse
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64
from graphres.moderation import eligibility as choices
from graphres.moderation.partial_observation import HiddenFollows
from graphres.moderation.selection import Rules
from graphres.options import budgeting, imperfect
from graphres.spread import Spread
from graphres.strategies import Strategy, strategy
from graphres.studies.trials.rank_columns import ranking_columns
from graphres.studies.trials.rank_stability import Steadiness, steadiness
from graphres.studies.trials.ranking import MEASURES, RankedAccounts, expected_loss, rank_accounts
from graphres.studies.trials.runs import check_until

#: How many accounts are ranked where no budget is given.
_BUDGET = "20"

#: Resamples where none are asked for, the strategies quick enough for them, the most follows.
_RESAMPLES = 100
_QUICK = ("in-degree", "out-degree", "degree")
_AFFORDABLE = 200_000
#: Share of the follows that a resample does not see, where nothing is said.
HIDDEN = 0.1

Given = Mapping[str, Any]
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class Asked:
    """What the settings ask for, understood before anything is read."""

    strategy: Strategy
    until: Expression | None
    tie_runs: int


@dataclass(frozen=True, eq=False)
class Found:
    """A ranking and all that is told beside it.

    Parameters
    ----------
    ranked : RankedAccounts
    cost : ndarray of float64, shape (K,), optional
        Of each ranked account.
    expected : mapping of str to ndarray of float64, shape (K,)
        Confidence and what follows from it, where labels are in doubt.
    steady : Steadiness, optional
        Where the accounts stand when they are ranked again.
    """

    ranked: RankedAccounts
    cost: Float64 | None = None
    expected: Mapping[str, Float64] = field(default_factory=dict)
    steady: Steadiness | None = None

    def columns(self, graph: FollowGraph) -> dict[str, Sequence[Any]]:
        """What is told of each account; see `ranking_columns`."""
        return ranking_columns(graph, self.ranked, self.cost, self.expected, self.steady)


def asked_of(given: Given, spec: str) -> Asked:
    """What the settings ask for, or `UsageError`, before anything is read."""
    until = parse(given["until"]) if given["until"] else None
    if until is not None:
        cost = [] if given["cost"] is None else ["cumulative_cost"]
        check_until(until, [*MEASURES, *cost])
    imperfect.check_hide(given)
    if (given["hide"] or "").startswith("where:"):
        raise UsageError(
            "--hide where: hides the same in every resample",
            do="give a share, accounts:Q, lists:N or community:COL",
        )
    ties = parse_tie_runs(given["ties"])
    if ties and (given["resamples"] or given["hide"]):
        raise UsageError(
            "ties are drawn, or a part is hidden", do="leave out --ties, or --resamples and --hide"
        )
    return Asked(strategy(spec), until, ties)


def found_by(
    given: Given,
    asked: Asked,
    graph: FollowGraph,
    spread: Spread,
    *,
    seed: int,
    jobs: int = 1,
    stage: Callable[[str], OnProgress] | None = None,
) -> Found:
    """Rank, and rank again.

    Parameters
    ----------
    given : mapping
        Settings by the names of the options of `graphres rank`.
    asked : Asked
    graph : FollowGraph
    spread : Spread
    seed : int
    jobs : int
        Threads.
    stage : callable, optional
        Given the name of a stage, what is to be called with (done, total) in it.
    """
    shielded = choices.protected(graph, given["protect"], given["protect_where"])
    eligible = choices.eligible(graph, imperfect.targets(given, graph), shielded)
    means = budgeting.means(given, graph, eligible, None if asked.until else _BUDGET)
    sure = imperfect.confidence(given, graph, eligible)
    rules = Rules(eligible, means.limit, means.budget, prices=means.prices)
    ranked = rank_accounts(
        graph,
        asked.strategy,
        rules,
        until=asked.until,
        cost=means.cost,
        bystanders=imperfect.bystanders(given, graph),
        seed=seed,
        spread=spread,
        jobs=jobs,
        on_progress=stage and stage("spreading"),
    )
    steady = _steady(given, asked, graph, ranked, rules, spread, seed, jobs, stage)
    expected: dict[str, Float64] = {}
    if sure is not None:
        expected = {"confidence": sure[ranked.order]}
        expected |= expected_loss(graph, ranked.order, sure, runs=given["runs"], seed=seed)
    cost = None if means.cost is None else means.cost[ranked.order]
    return Found(ranked, cost, expected, steady)


def _steady(
    given: Given,
    asked: Asked,
    graph: FollowGraph,
    ranked: RankedAccounts,
    rules: Rules,
    spread: Spread,
    seed: int,
    jobs: int,
    stage: Callable[[str], OnProgress] | None,
) -> Steadiness | None:
    """Where the accounts stand when they are ranked again; None where nobody asked."""
    hiding = imperfect.hiding(given, graph) or HiddenFollows(HIDDEN)
    resamples = asked.tie_runs or _resamples(given, asked.strategy, graph)
    if not asked.tie_runs:
        resamples = min(resamples, hiding.parts or resamples)
    if not resamples or not len(ranked.order):
        return None
    if asked.until is not None:
        rules = replace(rules, limit=len(ranked.order), budget=None)
    return steadiness(
        graph,
        asked.strategy,
        ranked.order,
        rules,
        resamples,
        hiding=None if asked.tie_runs else hiding,
        seed=seed,
        spread=spread,
        jobs=jobs,
        on_progress=stage and stage("ranking again"),
    )


def _resamples(given: Given, chosen: Strategy, graph: FollowGraph) -> int:
    asked: int | None = given["resamples"]
    if asked is not None:
        return asked
    is_quick = chosen.name in _QUICK and graph.m <= _AFFORDABLE
    return _RESAMPLES if given["hide"] is not None or is_quick else 0
