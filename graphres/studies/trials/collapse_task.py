"""Run a `CollapseTask` on a graph: what `graphres collapse` and a cell of a sweep both do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from graphres.graph import FollowGraph
from graphres.measures.curves import CollapseCurve
from graphres.measures.out_of_core import Folding
from graphres.options.collapse import CollapseTask
from graphres.spread import Spread, WorldSample
from graphres.spread.levels import Level, find_levels, middle
from graphres.studies.trials.runs import TrialPlan, effect_lost, run_trials
from graphres.studies.trials.summary import Trial, summarise

OnProgress = Callable[[int, int], None]

#: The fewest and the most points at which reach has an interval of its own.
_FEW, _MANY = 1000, 20_000

#: Probabilities at which strategies are compared again, and the most follows for which they are.
_PROBABILITIES = (0.01, 0.05, 0.2)
_AFFORDABLE = 2_000_000


@dataclass(frozen=True, eq=False)
class CollapseOutcome:
    """What a task has measured.

    Parameters
    ----------
    plan : TrialPlan
        What every strategy was held to.
    trials : list of Trial
    summary : list of dict
        See `summarise`.
    levels : tuple of Level
        Probabilities that were found, where none was named and one was needed.
    """

    plan: TrialPlan
    trials: list[Trial]
    summary: list[dict[str, Any]]
    levels: tuple[Level, ...]

    @property
    def means(self) -> dict[str, dict[str, Any]]:
        """Return the mean row of every strategy, by its name."""
        return {str(row["strategy"]): row for row in self.summary if row["run"] == "mean"}

    @property
    def first_sample(self) -> WorldSample | None:
        """Return the worlds of the first trial, where reach was measured."""
        return self.trials[0].sample if self.trials else None

    @property
    def source_count(self) -> int | None:
        """Return how many accounts may post; None for all."""
        sources = self.plan.spread.sources
        return None if sources is None else int(sources.sum())

    def unreached_runs(self, task: CollapseTask) -> Iterator[tuple[str, int, int]]:
        """Yield strategies that did not reach ``until`` in so many of their runs."""
        if task.until is None:
            return
        for spec in dict.fromkeys(trial.strategy for trial in self.trials):
            runs = [trial for trial in self.trials if trial.strategy == spec]
            unreached = sum(trial.summary["until_removed"] is None for trial in runs)
            if unreached:
                yield spec, unreached, len(runs)


def run_collapse(
    task: CollapseTask,
    graph: FollowGraph,
    *,
    jobs: int | None = None,
    folding: Folding | None = None,
    keeps_orders: bool = False,
    on_levels: Callable[[Sequence[Level]], None] | None = None,
    on_progress: OnProgress | None = None,
) -> CollapseOutcome:
    """Remove accounts by every strategy of a task, and measure.

    Parameters
    ----------
    task : CollapseTask
    graph : FollowGraph
    jobs : int, optional
        Threads; the number of cores when absent.
    folding : Folding, optional
        Measure out of core.
    keeps_orders : bool
        Whether the trials of first runs keep their order.
    on_levels : callable, optional
        Called with the probabilities, where they had to be found.
    on_progress : callable, optional
        Called with (done, total) after every run.
    """
    levels = find_task_levels(task, graph, jobs=jobs or os.cpu_count() or 1)
    if levels and on_levels:
        on_levels(levels)
    plan = replace(make_plan(task, graph, levels), folding=folding, keeps_orders=keeps_orders)
    trials = run_trials(graph, task.strategies, plan, jobs=jobs, on_progress=on_progress)
    return CollapseOutcome(plan, trials, summarise(trials), levels)


def find_task_levels(task: CollapseTask, graph: FollowGraph, *, jobs: int) -> tuple[Level, ...]:
    """Find probabilities, where none is named and reach is measured or chosen by."""
    is_needed = task.measures_reach or any("reach" in s.spec for s in task.strategies)
    if not is_needed or graph.n == 0 or task.spreading.text is not None:
        return ()
    return find_levels(graph, task.spreading.make_spread(graph, seed=task.seed), jobs=jobs)


def make_plan(task: CollapseTask, graph: FollowGraph, levels: Sequence[Level] = ()) -> TrialPlan:
    """Return what a task means on a graph; ``levels`` stand where no probability is named."""
    spread = task.spreading.make_spread(graph, seed=task.seed)
    if levels:
        spread = replace(spread, probability=middle(levels).probability)
    eligible = task.eligibility.find_eligible(graph)
    spending = task.budget.find_spending(graph, eligible)
    return TrialPlan(
        eligible=eligible,
        limit=spending.limit,
        budget=spending.budget,
        prices=spending.prices,
        moderator=task.moderators.find_moderator(graph, task.eligibility),
        hiding=None if task.hide is None else task.hide.find_hiding(graph),
        accounts=task.find_outcomes(graph, eligible, spending.cost),
        until=task.until,
        measures=task.measures,
        spread=spread,
        groups=task.spreading.find_groups(graph, task.seed),
        points=task.points,
        worlds_kept=min(max(task.points or _MANY, _FEW), _MANY),
        runs=task.runs,
        tie_runs=task.tie_runs,
        seed=task.seed,
        elsewhere=_more_probabilities(task, spread, graph, levels) if task.measures_reach else (),
    )


def _more_probabilities(
    task: CollapseTask, spread: Spread, graph: FollowGraph, levels: Sequence[Level]
) -> tuple[float, ...]:
    """Return probabilities at which to see whether strategies change places."""
    if levels:
        return tuple(lv.probability for lv in levels if lv.probability != spread.probability)
    is_one_number = isinstance(spread.probability, float) and spread.model == "ic"
    if not is_one_number or len(task.strategies) < 2 or graph.m > _AFFORDABLE:
        return ()
    return tuple(p for p in _PROBABILITIES if p != spread.probability)


def summary_fields(task: CollapseTask) -> list[str]:
    """Return what a row of the summary has: that of an empty graph has it all."""
    values = {name: np.full(1, np.nan) for name in task.measures}
    outcomes = {name: np.full(1, np.nan) for name in task.outcome_columns}
    empty = CollapseCurve(0, np.zeros(0, np.int32), values, extra_columns=outcomes)
    summary = empty.summary()
    if task.until is not None:
        summary["until_removed"] = None
    if task.hide is not None:
        summary |= effect_lost(empty, empty, TrialPlan(measures=task.measures).falling)
    trial = Trial("", 0, empty.removed, values, summary, 0)
    return [field for field in summarise([trial])[-1] if field not in ("strategy", "run")]
