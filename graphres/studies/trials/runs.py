"""Strategies side by side on one graph: run, measure, sum up."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from graphres.close_matches import suggest
from graphres.data.expressions import Expression
from graphres.engine.pool import Pool
from graphres.errors import ExpressionError
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
class Plan(Rules):
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
    each = max(1, threads // len(tasks)) if tasks else 1
    # A single run tells how far it is itself.
    is_long = "reach" in plan.measures or plan.folding is not None
    within = on_progress if len(tasks) == 1 and is_long else None
    with Pool(threads) as pool:
        known = _known(pool, graph, tasks, plan, each)
        futures = [
            pool.submit(
                _trial, graph, chosen, run, plan, known.get((chosen.spec, run)), each, within
            )
            for chosen, run in tasks
        ]
        for future in futures:
            trials.append(future.result())
            if on_progress and within is None:
                on_progress(len(trials), len(tasks))
    return trials


def count_runs(strategies: Sequence[Strategy], plan: Plan) -> int:
    """How many runs there are of all strategies."""
    return sum(_runs_of(chosen, plan) for chosen in strategies)


def _runs_of(chosen: Strategy, plan: Plan) -> int:
    if plan.tie_runs and not chosen.is_random:
        return plan.tie_runs
    if plan.hiding is not None:
        return min(plan.runs, plan.hiding.parts or plan.runs)
    return plan.runs if chosen.is_random or plan.errs else 1


def _known(
    pool: Pool,
    graph: FollowGraph,
    tasks: Sequence[tuple[Strategy, int]],
    plan: Plan,
    jobs: int,
) -> dict[tuple[str, int], Future[CollapseCurve]]:
    """The curve of every run had nothing been hidden; runs that would be the same share one.

    They are submitted before the runs that wait for them, so that none waits for ever.
    """
    if plan.hiding is None:
        return {}
    open_plan = replace(plan, hiding=None)
    found: dict[tuple[str, int], Future[CollapseCurve]] = {}
    for chosen, run in tasks:
        differs = chosen.is_random or plan.errs or plan.tie_runs
        first = found.get((chosen.spec, 0)) if not differs else None
        found[chosen.spec, run] = first or pool.submit(
            _known_curve, graph, chosen, run, open_plan, jobs
        )
    return found


def _known_curve(
    graph: FollowGraph, chosen: Strategy, run: int, plan: Plan, jobs: int
) -> CollapseCurve:
    return _curve(graph, chosen, run, plan, jobs)[1]


def _curve(
    graph: FollowGraph,
    chosen: Strategy,
    run: int,
    plan: Plan,
    jobs: int,
    on_progress: OnProgress | None = None,
) -> tuple[Selection, CollapseCurve]:
    """Who is suspended, and what that does to the whole graph."""
    selection = select(
        chosen,
        graph,
        plan,
        seed=plan.seed,
        run=run,
        ties="random" if plan.tie_runs and not chosen.is_random else "first",
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
    beside = plan.accounts.columns(graph, selection, seed=plan.seed, run=run)
    return selection, replace(curve, extra_columns=beside)


def _trial(
    graph: FollowGraph,
    chosen: Strategy,
    run: int,
    plan: Plan,
    known: Future[CollapseCurve] | None,
    jobs: int,
    on_progress: OnProgress | None,
) -> Trial:
    selection, curve = _curve(graph, chosen, run, plan, jobs, on_progress)
    reached = None if plan.until is None else first_at(curve, plan.until)
    if reached is not None:
        curve = curve.cut_to(reached)
    kept = place_checkpoints(len(curve.order), plan.points)
    values = {name: column[kept] for name, column in curve.columns().items()}
    summary = {**curve.summary(), **selection.claim}
    if plan.until is not None:
        summary["until_removed"] = reached
    if known is not None:
        summary |= effect_lost(curve, known.result(), plan.falling)
        values |= {f"{m}_known": _at(known.result()[m], kept) for m in plan.falling}
    sample = None if curve.reach is None else curve.reach.sample
    elsewhere = {} if run or sample is None else _elsewhere(graph, curve, plan, jobs)
    order = curve.order if plan.keeps_orders and run == 0 else None
    return Trial(chosen.spec, run, kept, values, summary, graph.n, sample, elsewhere, order)


def effect_lost(
    curve: CollapseCurve, known: CollapseCurve, measures: Sequence[str]
) -> dict[str, float | None]:
    """How much more is left than if all had been seen: the mean over k of the difference.

    Over k = 1..K for the shorter of the two; None where nothing is removed.
    """
    last = min(len(curve.order), len(known.order))
    return {
        f"effect_lost_{name}": float(np.mean(curve[name][1 : last + 1] - known[name][1 : last + 1]))
        if last
        else None
        for name in measures
    }


def _at(column: npt.NDArray[np.float64], places: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """A column at those places, NaN beyond its end."""
    inside = np.minimum(places, len(column) - 1)
    values: npt.NDArray[np.float64] = np.where(places < len(column), column[inside], np.nan)
    return values


def _elsewhere(
    graph: FollowGraph, curve: CollapseCurve, plan: Plan, jobs: int
) -> dict[float, npt.NDArray[np.float64]]:
    """Mean reach over all removals in each of 64 worlds, at other probabilities."""
    found = {}
    for p in plan.elsewhere:
        spread = replace(plan.spread, probability=p, worlds=64)
        found[p] = reach_curve(graph, curve.order, spread, jobs=jobs).sample.area()
    return found


def first_at(
    curve: CollapseCurve,
    until: Expression,
    beside: Mapping[str, npt.NDArray[np.float64]] | None = None,
) -> int | None:
    """The first number of removals at which an expression over the columns holds, if any."""
    columns = {"removed": curve.removed, **curve.columns(), **(beside or {})}
    if curve.n:
        columns["removed_fraction"] = curve.removed / curve.n
    holds = np.flatnonzero(until.mask(columns, len(curve.order) + 1))
    return int(holds[0]) if len(holds) else None


def giant_target(until: Expression | None) -> float | None:
    """The share that ``--until`` wants the giant brought to, when that is all it says.

    Examples
    --------
    >>> from graphres.data.expressions import parse
    >>> giant_target(parse("giant <= 0.1")), giant_target(parse("giant <= 0.1 or removed > 9"))
    (0.1, None)
    """
    said = re.fullmatch(r"\s*giant\s*<=?\s*(\d*\.?\d+)\s*", until.text) if until else None
    return float(said[1]) if said else None


def check_until(
    until: Expression, measures: Sequence[str], *, offered: Collection[str] = ()
) -> None:
    """`ExpressionError` when ``--until`` names what is not measured; ``offered`` might be."""
    known = {"removed", "removed_fraction", *measures}
    unknown = sorted(until.names - known)
    if unknown:
        asked = unknown[0] in offered
        raise ExpressionError(
            f"--until names {unknown[0]!r}, which is not measured",
            where=until.text,
            do=f"add --measure {unknown[0]}" if asked else suggest(unknown[0], sorted(known)),
        )
