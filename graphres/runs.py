"""Strategies side by side on one graph: run, measure, sum up."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from graphres.curves import CollapseCurve, collapse
from graphres.errors import ExpressionError
from graphres.expressions import Expression
from graphres.graph import FollowGraph
from graphres.measures import DEFAULT
from graphres.orders import checkpoints
from graphres.spread import Grouping, Spread, reach_curve
from graphres.strategies import Strategy
from graphres.trials import Trial

__all__ = ["Plan", "check_until", "first_at", "giant_target", "run_trials"]

Mask = npt.NDArray[np.bool_]
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """What every strategy is held to, and what is measured.

    Parameters
    ----------
    eligible : ndarray of bool, shape (n,), optional
        Which accounts may be removed; all when absent.
    limit : int, optional
        How many to remove at most.
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
    """

    eligible: Mask | None = None
    limit: int | None = None
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


def run_trials(
    graph: FollowGraph,
    strategies: Sequence[Strategy],
    plan: Plan,
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
    tasks = [(chosen, run) for chosen in strategies for run in range(_runs_of(chosen, plan))]
    trials: list[Trial] = []
    threads = jobs or os.cpu_count() or 1
    pool = ThreadPoolExecutor(threads)
    try:
        each = max(1, threads // len(tasks)) if tasks else 1
        # A single run tells how far it is itself.
        within = on_progress if len(tasks) == 1 and "reach" in plan.measures else None
        futures = [
            pool.submit(_trial, graph, chosen, run, plan, each, within) for chosen, run in tasks
        ]
        for future in futures:
            trials.append(future.result())
            if on_progress and within is None:
                on_progress(len(trials), len(tasks))
    finally:
        # Whoever interrupts does not wait for what is still being computed.
        pool.shutdown(wait=len(trials) == len(tasks), cancel_futures=True)
    return trials


def _runs_of(chosen: Strategy, plan: Plan) -> int:
    if chosen.is_random:
        return plan.runs
    return max(plan.tie_runs, 1)


def _trial(
    graph: FollowGraph,
    chosen: Strategy,
    run: int,
    plan: Plan,
    jobs: int,
    on_progress: OnProgress | None,
) -> Trial:
    ranking = chosen.ranking(
        graph,
        eligible=plan.eligible,
        limit=plan.limit,
        seed=plan.seed,
        run=run,
        ties="random" if plan.tie_runs and not chosen.is_random else "first",
        spread=plan.spread,
        jobs=jobs,
    )
    curve = collapse(
        graph,
        ranking.order,
        measures=plan.measures,
        spread=plan.spread,
        groups=plan.groups,
        kept=checkpoints(len(ranking.order), plan.worlds_kept),
        jobs=jobs,
        on_progress=on_progress,
    )
    if plan.until is not None:
        curve = curve.cut_to(first_at(curve, plan.until))
    kept = checkpoints(len(curve.order), plan.points)
    values = {name: column[kept] for name, column in curve.columns().items()}
    summary = {**curve.summary(), **ranking.claim}
    sample = None if curve.reach is None else curve.reach.sample
    elsewhere = {} if run or sample is None else _elsewhere(graph, curve, plan, jobs)
    return Trial(chosen.spec, run, kept, values, summary, graph.n, sample, elsewhere)


def _elsewhere(
    graph: FollowGraph, curve: CollapseCurve, plan: Plan, jobs: int
) -> dict[float, npt.NDArray[np.float64]]:
    """Mean reach over all removals in each of 64 worlds, at other probabilities."""
    found = {}
    for p in plan.elsewhere:
        spread = replace(plan.spread, probability=p, worlds=64)
        found[p] = reach_curve(graph, curve.order, spread, jobs=jobs).sample.area()
    return found


def first_at(curve: CollapseCurve, until: Expression) -> int:
    """The first number of removals at which an expression over the measures holds, or K."""
    columns = {"removed": curve.removed, **curve.columns()}
    if curve.n:
        columns["removed_fraction"] = curve.removed / curve.n
    holds = np.flatnonzero(until.mask(columns, len(curve.order) + 1))
    return int(holds[0]) if len(holds) else len(curve.order)


def giant_target(until: Expression | None) -> float | None:
    """The share that ``--until`` wants the giant brought to, when that is all it says.

    Examples
    --------
    >>> from graphres.expressions import parse
    >>> giant_target(parse("giant <= 0.1")), giant_target(parse("giant <= 0.1 or removed > 9"))
    (0.1, None)
    """
    said = re.fullmatch(r"\s*giant\s*<=?\s*(\d*\.?\d+)\s*", until.text) if until else None
    return float(said[1]) if said else None


def check_until(until: Expression, measures: Sequence[str]) -> None:
    """`ExpressionError` when ``--until`` names something that is not measured."""
    known = {"removed", "removed_fraction", *measures}
    unknown = sorted(until.names - known)
    if unknown:
        raise ExpressionError(
            f"--until names {unknown[0]!r}, which is not measured",
            where=until.text,
            do=f"name one of: {', '.join(sorted(known))}",
        )
