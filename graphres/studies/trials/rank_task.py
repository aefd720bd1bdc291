"""Run a `RankTask` on a graph: what `graphres rank` and a cell of a sweep both do."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64
from graphres.moderation.partial_observation import HiddenFollows
from graphres.moderation.selection import Rules
from graphres.options.rank import RankTask
from graphres.spread import Spread
from graphres.studies.trials.rank_columns import ranking_columns
from graphres.studies.trials.rank_stability import RankStability, measure_stability
from graphres.studies.trials.ranking import RankedAccounts, expected_loss, rank_accounts

#: Resamples where no number is set, the strategies quick enough for them, the most follows.
_RESAMPLES = 100
_QUICK = ("in-degree", "out-degree", "degree")
_AFFORDABLE = 200_000
#: Share of the follows that a resample does not see, where nothing else is hidden.
HIDDEN = 0.1

OnProgress = Callable[[int, int], None]
OnStage = Callable[[str], OnProgress]


@dataclass(frozen=True, eq=False)
class RankOutcome:
    """A ranking and all that is told of it.

    Parameters
    ----------
    ranked : RankedAccounts
    spread : Spread
        How a message travelled.
    cost : ndarray of float64, shape (K,), optional
        Of each ranked account.
    expected : mapping of str to ndarray of float64, shape (K,)
        Confidence and what follows from it, where labels are in doubt.
    stability : RankStability, optional
        Where the accounts stand when they are ranked again.
    """

    ranked: RankedAccounts
    spread: Spread
    cost: Float64 | None = None
    expected: Mapping[str, Float64] = field(default_factory=dict)
    stability: RankStability | None = None

    def columns(self, graph: FollowGraph) -> dict[str, Sequence[Any]]:
        """Return what is told of each account; see `ranking_columns`."""
        return ranking_columns(graph, self.ranked, self.cost, self.expected, self.stability)


def run_rank(
    task: RankTask,
    graph: FollowGraph,
    *,
    jobs: int | None = None,
    on_stage: OnStage | None = None,
) -> RankOutcome:
    """Rank, and rank again.

    Parameters
    ----------
    task : RankTask
    graph : FollowGraph
    jobs : int, optional
        Threads; the number of cores when absent.
    on_stage : callable, optional
        Called with the name of a stage; returns what is to be called with (done, total) in it.
    """
    threads = jobs or os.cpu_count() or 1
    spread = task.spreading.make_spread(graph, seed=task.seed)
    eligible = task.eligibility.find_eligible(graph)
    spending = task.budget.find_spending(graph, eligible)
    confidence = task.moderators.find_confidence(graph, eligible)
    rules = Rules(eligible, spending.limit, spending.budget, prices=spending.prices)
    ranked = rank_accounts(
        graph,
        task.strategy,
        rules,
        until=task.until,
        cost=spending.cost,
        bystanders=task.eligibility.find_bystanders(graph),
        seed=task.seed,
        spread=spread,
        jobs=threads,
        on_progress=on_stage and on_stage("spreading"),
    )
    stability = _rank_again(task, graph, ranked, rules, spread, threads, on_stage)
    expected: dict[str, Float64] = {}
    if confidence is not None:
        expected = {"confidence": confidence[ranked.order]}
        expected |= expected_loss(graph, ranked.order, confidence, runs=task.runs, seed=task.seed)
    cost = None if spending.cost is None else spending.cost[ranked.order]
    return RankOutcome(ranked, spread, cost, expected, stability)


def _rank_again(
    task: RankTask,
    graph: FollowGraph,
    ranked: RankedAccounts,
    rules: Rules,
    spread: Spread,
    threads: int,
    on_stage: OnStage | None,
) -> RankStability | None:
    """Return where the accounts stand when they are ranked again; None where they are not."""
    hiding = HiddenFollows(HIDDEN) if task.hide is None else task.hide.find_hiding(graph)
    resamples = task.tie_runs or _count_resamples(task, graph)
    if not task.tie_runs:
        resamples = min(resamples, hiding.parts or resamples)
    if not resamples or not len(ranked.order):
        return None
    if task.until is not None:
        rules = replace(rules, limit=len(ranked.order), budget=None)
    return measure_stability(
        graph,
        task.strategy,
        ranked.order,
        rules,
        resamples,
        hiding=None if task.tie_runs else hiding,
        seed=task.seed,
        spread=spread,
        jobs=threads,
        on_progress=on_stage and on_stage("ranking again"),
    )


def _count_resamples(task: RankTask, graph: FollowGraph) -> int:
    if task.resamples is not None:
        return task.resamples
    is_quick = task.strategy.name in _QUICK and graph.m <= _AFFORDABLE
    return _RESAMPLES if task.hide is not None or is_quick else 0
