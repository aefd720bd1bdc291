"""``--memory`` and ``--dry-run``: measuring in memory or out of core, and what it takes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphres.engine.memory import available_memory, size_from, size_text
from graphres.errors import UnfinishedError
from graphres.graph import FollowGraph
from graphres.measures.out_of_core import MEASURED
from graphres.measures.out_of_core.prediction import (
    Prediction,
    Size,
    most_at_once,
    predict_fold,
    predict_sweep,
)
from graphres.strategies import Strategy
from graphres.studies.trials.runs import Plan, count_runs


@dataclass(frozen=True)
class MemoryPlan:
    """How to measure within so much memory.

    Parameters
    ----------
    chunk : int, optional
        Follows folded at a time, out of core; None in memory.
    jobs : int
        Runs at once.
    prediction : Prediction
    budget : int, optional
        Bytes that there are; None where nobody knows.
    runs : int
    """

    chunk: int | None
    jobs: int
    prediction: Prediction
    budget: int | None
    runs: int

    def describe(self) -> str:
        """What ``--dry-run`` prints."""
        way = "in memory" if self.chunk is None else "out of core"
        at_once = min(self.jobs, self.runs)
        limit = "" if self.budget is None else f" of {size_text(self.budget)}"
        lines = {
            "measured": f"{way}, {self.runs} runs, {at_once} at once",
            "memory": f"{size_text(self.prediction.memory)}{limit}",
            "disk": f"{size_text(self.prediction.read)} read, nothing written but the result",
            "time": f"about {duration_text(self.prediction.seconds)}",
        }
        return "\n".join(f"{name:<10}{value}" for name, value in lines.items())


def plan_memory(
    given: Mapping[str, Any],
    graph: FollowGraph,
    strategies: Sequence[Strategy],
    plan: Plan,
    *,
    is_mapped: bool,
) -> MemoryPlan:
    """Measure in memory where that fits, else out of core.

    Parameters
    ----------
    given : mapping
        The options ``memory`` and ``jobs``.
    graph : FollowGraph
    strategies : sequence of Strategy
    plan : Plan
    is_mapped : bool
        Whether the graph lies in a store. One that was read into memory is measured there, unless
        ``--memory`` says otherwise.

    Raises
    ------
    UnfinishedError
        When it does not fit, and what is asked for can't be done out of core, or does not fit
        there either.
    """
    text = given["memory"]
    budget = available_memory() if text is None else size_from(text, "--memory")
    jobs = given["jobs"] or os.cpu_count() or 1
    runs = count_runs(strategies, plan)
    size = _size(graph, plan, is_mapped=is_mapped)
    if budget is None or (text is None and not is_mapped):
        return MemoryPlan(None, jobs, predict_sweep(size, runs, min(jobs, runs)), budget, runs)
    at_once = _fitting(size, runs, min(jobs, runs), budget)
    sweep = predict_sweep(size, runs, at_once)
    if sweep.memory <= budget:
        # What few runs leave of the threads, they use themselves.
        return MemoryPlan(None, jobs if at_once == runs else at_once, sweep, budget, runs)
    _refuse_unfoldable(strategies, plan, sweep.memory, budget)
    return _out_of_core(size, runs, jobs, budget)


def _size(graph: FollowGraph, plan: Plan, *, is_mapped: bool) -> Size:
    removed = graph.n if plan.limit is None else min(plan.limit, graph.n)
    return Size(graph.n, len(graph.following.targets), removed, is_mapped)


def _fitting(size: Size, runs: int, most: int, budget: int) -> int:
    """As many runs at once as fit, and one if none does."""
    at_once = range(most, 1, -1)
    return next((j for j in at_once if predict_sweep(size, runs, j).memory <= budget), 1)


def _out_of_core(size: Size, runs: int, jobs: int, budget: int) -> MemoryPlan:
    at_once = most_at_once(size, budget, min(jobs, max(1, runs)))
    if at_once == 0:
        least = size_text(predict_fold(size, runs, 1).memory)
        do = "" if size.is_mapped else ", and pack the follows first, so that they stay on disk"
        raise UnfinishedError(
            f"not enough memory: out of core this takes about {least},"
            f" and there are {size_text(budget)}",
            do=f"give --memory {least}{do}",
        )
    prediction = predict_fold(size, runs, at_once)
    return MemoryPlan(max(1, size.accounts), at_once, prediction, budget, runs)


def _refuse_unfoldable(
    strategies: Sequence[Strategy], plan: Plan, wanted: int, budget: int
) -> None:
    """`UnfinishedError` for the first thing that needs all follows in memory."""
    for what, do in _unfoldable(strategies, plan):
        raise UnfinishedError(
            f"not enough memory: {what} takes about {size_text(wanted)} with all follows in"
            f" memory, and there are {size_text(budget)}",
            do=f"give --memory {size_text(wanted)}, or {do}",
        )


def _unfoldable(strategies: Sequence[Strategy], plan: Plan) -> list[tuple[str, str]]:
    """What can't be done out of core, and what to do instead."""
    found = [
        (
            f"strategy {chosen.spec!r}",
            "choose random, in-degree, out-degree, degree, pagerank, attribute or list",
        )
        for chosen in strategies
        if not chosen.is_sequential
    ]
    measures = ", ".join(MEASURED)
    found += [
        (f"measure {name!r}", f"measure {measures}")
        for name in plan.measures
        if name not in MEASURED
    ]
    if plan.hiding is not None:
        found.append(("--hide", "leave it out"))
    if plan.accounts.bystanders is not None:
        options = "--target-where, --miss, --false-alarm and --confidence"
        found.append(("counting isolated accounts", f"leave out {options}"))
    return found


def duration_text(seconds: float) -> str:
    """Seconds as people say them.

    Examples
    --------
    >>> duration_text(4.2), duration_text(600), duration_text(9000)
    ('5 s', '10 min', '2.5 h')
    """
    if seconds < 100:
        return f"{int(seconds) + 1} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
