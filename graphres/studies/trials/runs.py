"""Strategies side by side on one graph: run, measure, sum up."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from graphres.data.expressions import Expression
from graphres.engine.pool import Pool
from graphres.graph import FollowGraph
from graphres.graph.orders import place_checkpoints
from graphres.measures import DEFAULT, MEASURES
from graphres.measures.curves import CollapseCurve, collapse
from graphres.measures.out_of_core import Folding
from graphres.moderation.outcome_columns import Accounts
from graphres.moderation.selection import Rules, Selection, select
from graphres.spread import Grouping, Spread, reach_curve
from graphres.strategies import Strategy
from graphres.studies.trials.summary import Trial

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class TrialPlan(Rules):
    """What every strategy is held to (see `Rules`), and what is measured.

    What is measured is measured on the whole graph, also of strategies that do not see it all.

    Parameters
    ----------
    accounts : Accounts
        What to tell beside the measures.
    until : Expression, optional
        Stop at the first removal at which this holds of the measures' values.
    measures : tuple of str
    spread : Spread
        How a message travels, and who posts.
    groups : Grouping, optional
        Listeners to tell apart.
    points : int, optional
        How many points of a curve to keep beside the first; all when absent. Sums are made before.
    worlds_kept : int
        Points at which reach keeps its worlds one by one and has an interval of its own.
    runs, tie_runs : int
        Runs of random strategies; runs with drawn ties (0: equals go by first appearance).
    seed : int
    elsewhere : tuple of float
        Other probabilities at which to measure the mean reach of first runs.
    keeps_orders : bool
        Whether the trials of first runs keep their order.
    folding : Folding, optional
        Measure out of core; see `graphres.measures.curves.collapse`.
    """

    accounts: Accounts = field(default_factory=Accounts)
    until: Expression | None = None
    measures: tuple[str, ...] = DEFAULT
    spread: Spread = field(default_factory=Spread)
    groups: Grouping | None = None
    points: int | None = 1000
    worlds_kept: int = 1000
    runs: int = 10
    tie_runs: int = 0
    seed: int = 0
    elsewhere: tuple[float, ...] = ()
    keeps_orders: bool = False
    folding: Folding | None = None

    @property
    def errs(self) -> bool:
        """Whether something is drawn for every order, whichever strategy gave it."""
        return self.moderator is not None or self.accounts.is_drawn

    @property
    def falling(self) -> list[str]:
        """The measures that can only fall."""
        return [name for name in self.measures if MEASURES[name].falls]


def run_trials(
    graph: FollowGraph,
    strategies: Sequence[Strategy],
    plan: TrialPlan,
    *,
    jobs: int | None = None,
    on_progress: OnProgress | None = None,
) -> list[Trial]:
    """Every strategy in every run, in that order, whatever the number of jobs.

    Parameters
    ----------
    graph : FollowGraph
    strategies : sequence of Strategy
    plan : Plan
    jobs : int, optional
        Threads; the number of cores when absent. Compiled kernels share them.
    on_progress : callable, optional
        Called with (done, total) after every run.

    Returns
    -------
    list of Trial
    """
    tasks = [
        (strategy, run) for strategy in strategies for run in range(_count_runs(strategy, plan))
    ]
    trials: list[Trial] = []
    threads = jobs or os.cpu_count() or 1
    jobs_each = max(1, threads // len(tasks)) if tasks else 1
    # A single run tells how far it is itself.
    is_long = "reach" in plan.measures or plan.folding is not None
    within = on_progress if len(tasks) == 1 and is_long else None
    with Pool(threads) as pool:
        open_curves = _submit_open_curves(pool, graph, tasks, plan, jobs_each)
        futures = [
            pool.submit(
                _trial,
                graph,
                strategy,
                run,
                plan,
                open_curves.get((strategy.spec, run)),
                jobs_each,
                within,
            )
            for strategy, run in tasks
        ]
        for future in futures:
            trials.append(future.result())
            if on_progress and within is None:
                on_progress(len(trials), len(tasks))
    return trials


def count_runs(strategies: Sequence[Strategy], plan: TrialPlan) -> int:
    """Count the runs of all strategies."""
    return sum(_count_runs(strategy, plan) for strategy in strategies)


def _count_runs(strategy: Strategy, plan: TrialPlan) -> int:
    if plan.tie_runs and not strategy.is_random:
        return plan.tie_runs
    if plan.hiding is not None:
        return min(plan.runs, plan.hiding.parts or plan.runs)
    return plan.runs if strategy.is_random or plan.errs else 1


def _submit_open_curves(
    pool: Pool,
    graph: FollowGraph,
    tasks: Sequence[tuple[Strategy, int]],
    plan: TrialPlan,
    jobs: int,
) -> dict[tuple[str, int], Future[CollapseCurve]]:
    """Submit the curves had nothing been hidden; runs that would be the same share one.

    They are submitted before the runs that wait for them, so that none waits for ever.
    """
    if plan.hiding is None:
        return {}
    open_plan = replace(plan, hiding=None)
    curves: dict[tuple[str, int], Future[CollapseCurve]] = {}
    for strategy, run in tasks:
        differs = strategy.is_random or plan.errs or plan.tie_runs
        first = curves.get((strategy.spec, 0)) if not differs else None
        curves[strategy.spec, run] = first or pool.submit(
            _measure_open_curve, graph, strategy, run, open_plan, jobs
        )
    return curves


def _measure_open_curve(
    graph: FollowGraph, strategy: Strategy, run: int, plan: TrialPlan, jobs: int
) -> CollapseCurve:
    return _curve(graph, strategy, run, plan, jobs)[1]


def _curve(
    graph: FollowGraph,
    strategy: Strategy,
    run: int,
    plan: TrialPlan,
    jobs: int,
    on_progress: OnProgress | None = None,
) -> tuple[Selection, CollapseCurve]:
    """Who is suspended, and what that does to the whole graph."""
    selection = select(
        strategy,
        graph,
        plan,
        seed=plan.seed,
        run=run,
        ties="random" if plan.tie_runs and not strategy.is_random else "first",
        spread=plan.spread,
        jobs=jobs,
    )
    curve = collapse(
        graph,
        selection.order,
        measures=plan.measures,
        spread=plan.spread,
        groups=plan.groups,
        checkpoints=place_checkpoints(len(selection.order), plan.worlds_kept),
        jobs=jobs,
        on_progress=on_progress,
        folding=plan.folding,
    )
    columns = plan.accounts.columns(graph, selection, seed=plan.seed, run=run)
    return selection, replace(curve, extra_columns=columns)


def _trial(
    graph: FollowGraph,
    strategy: Strategy,
    run: int,
    plan: TrialPlan,
    open_curve: Future[CollapseCurve] | None,
    jobs: int,
    on_progress: OnProgress | None,
) -> Trial:
    selection, curve = _curve(graph, strategy, run, plan, jobs, on_progress)
    reached = None if plan.until is None else first_at(curve, plan.until)
    if reached is not None:
        curve = curve.cut_to(reached)
    places = place_checkpoints(len(curve.order), plan.points)
    values = {name: column[places] for name, column in curve.columns().items()}
    summary = {**curve.summary(), **selection.claim}
    if plan.until is not None:
        summary["until_removed"] = reached
    if open_curve is not None:
        summary |= effect_lost(curve, open_curve.result(), plan.falling)
        values |= {f"{m}_known": _at(open_curve.result()[m], places) for m in plan.falling}
    sample = None if curve.reach is None else curve.reach.sample
    elsewhere = {} if run or sample is None else _elsewhere(graph, curve, plan, jobs)
    order = curve.order if plan.keeps_orders and run == 0 else None
    return Trial(strategy.spec, run, places, values, summary, graph.n, sample, elsewhere, order)


def effect_lost(
    curve: CollapseCurve, open_curve: CollapseCurve, measures: Sequence[str]
) -> dict[str, float | None]:
    """How much more is left than if all had been seen: the mean over k of the difference.

    Over k = 1..K for the shorter of the two; None where nothing is removed.
    """
    last = min(len(curve.order), len(open_curve.order))
    return {
        f"effect_lost_{name}": float(
            np.mean(curve[name][1 : last + 1] - open_curve[name][1 : last + 1])
        )
        if last
        else None
        for name in measures
    }


def _at(column: npt.NDArray[np.float64], places: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return a column at those places, NaN beyond its end."""
    inside = np.minimum(places, len(column) - 1)
    values: npt.NDArray[np.float64] = np.where(places < len(column), column[inside], np.nan)
    return values


def _elsewhere(
    graph: FollowGraph, curve: CollapseCurve, plan: TrialPlan, jobs: int
) -> dict[float, npt.NDArray[np.float64]]:
    """Mean reach over all removals in each of 64 worlds, at other probabilities."""
    areas = {}
    for p in plan.elsewhere:
        spread = replace(plan.spread, probability=p, worlds=64)
        areas[p] = reach_curve(graph, curve.order, spread, jobs=jobs).sample.area()
    return areas


def first_at(
    curve: CollapseCurve,
    until: Expression,
    extra_columns: Mapping[str, npt.NDArray[np.float64]] | None = None,
) -> int | None:
    """Return the first number of removals at which an expression holds, if any."""
    columns = {"removed": curve.removed, **curve.columns(), **(extra_columns or {})}
    if curve.n:
        columns["removed_fraction"] = curve.removed / curve.n
    holds = np.flatnonzero(until.mask(columns, len(curve.order) + 1))
    return int(holds[0]) if len(holds) else None
