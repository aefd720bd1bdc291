"""``--memory`` and ``--dry-run``: measuring in memory or out of core, and what it takes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from graphres.engine import open_engine
from graphres.engine.memory import available_memory, format_size, parse_size
from graphres.errors import UnfinishedError, UsageError
from graphres.graph import FollowGraph
from graphres.measures.out_of_core import MEASURED, Folding
from graphres.measures.out_of_core.prediction import (
    Prediction,
    Size,
    most_at_once,
    predict_fold,
    predict_sweep,
)
from graphres.options.raw import RawOptions
from graphres.strategies import Strategy
from graphres.studies.trials.runs import TrialPlan, count_runs


@dataclass(frozen=True)
class MemoryPlan:
    """How to measure within so much memory.

    Parameters
    ----------
    folding : Folding, optional
        How follows are folded, out of core; None in memory.
    jobs : int
        Runs at once.
    prediction : Prediction
    budget : int, optional
        Bytes that there are; None where nobody knows.
    runs : int
    """

    folding: Folding | None
    jobs: int
    prediction: Prediction
    budget: int | None
    runs: int

    def describe(self) -> str:
        """What ``--dry-run`` prints."""
        way = "in memory" if self.folding is None else "out of core"
        at_once = min(self.jobs, self.runs)
        limit = "" if self.budget is None else f" of {format_size(self.budget)}"
        lines = {
            "measured": f"{way}, {self.runs} runs, {at_once} at once",
            "memory": f"{format_size(self.prediction.memory)}{limit}",
            "disk": f"{format_size(self.prediction.read)} read, nothing written but the result",
            "time": f"about {duration_text(self.prediction.seconds)}",
        }
        return "\n".join(f"{name:<10}{value}" for name, value in lines.items())


def plan_memory(
    raw: RawOptions,
    graph: FollowGraph,
    strategies: Sequence[Strategy],
    plan: TrialPlan,
    *,
    is_mapped: bool,
) -> MemoryPlan:
    """Measure in memory where that fits, else out of core.

    Parameters
    ----------
    raw : RawOptions
        The options ``memory``, ``jobs`` and ``engine``.
    graph : FollowGraph
    strategies : sequence of Strategy
    plan : TrialPlan
    is_mapped : bool
        Whether the graph lies in a store. One that was read into memory is measured there, unless
        ``--memory`` says otherwise.

    Raises
    ------
    UsageError
        When a cluster is to measure what is in no store.
    UnfinishedError
        When it does not fit, and what is asked for can't be done out of core, or does not fit
        there either.
    """
    text = raw.value("memory")
    budget = available_memory() if text is None else parse_size(text, "--memory")
    jobs = raw.value("jobs") or os.cpu_count() or 1
    runs = count_runs(strategies, plan)
    size = _size(graph, plan, is_mapped=is_mapped)
    is_cluster = raw.value("engine") == "dask"
    if is_cluster and not is_mapped:
        raise UsageError(
            "--engine dask reads follows from a store", do="write one with graphres pack"
        )
    if not is_cluster and (budget is None or (text is None and not is_mapped)):
        return MemoryPlan(None, jobs, predict_sweep(size, runs, min(jobs, runs)), budget, runs)
    budget = sys.maxsize if budget is None else budget
    at_once = _fitting(size, runs, min(jobs, runs), budget)
    sweep = predict_sweep(size, runs, at_once)
    if sweep.memory <= budget and not is_cluster:
        # What few runs leave of the threads, they use themselves.
        return MemoryPlan(None, jobs if at_once == runs else at_once, sweep, budget, runs)
    _refuse_unfoldable(strategies, plan, sweep.memory, budget, is_cluster=is_cluster)
    return _out_of_core(size, runs, jobs, budget)


def check_engine(raw: RawOptions) -> None:
    """`UsageError` for a scheduler without a cluster, before anything is read."""
    if raw.value("scheduler") is not None and raw.value("engine") != "dask":
        raise UsageError("--scheduler needs --engine dask", do="add it, or leave both out")


@contextmanager
def open_folding(raw: RawOptions, memory: MemoryPlan, sha256: str) -> Iterator[Folding | None]:
    """How to fold, with the engine that does it open as long as the block lasts.

    ``sha256`` is that of the store.
    """
    if raw.value("engine") != "dask" or memory.folding is None:
        yield memory.folding
        return
    path = str(Path(str(raw.text("follows"))).resolve())
    with open_engine("dask", scheduler=raw.value("scheduler"), jobs=raw.value("jobs")) as engine:
        yield replace(memory.folding, engine=engine, path=path, sha256=sha256)


def _size(graph: FollowGraph, plan: TrialPlan, *, is_mapped: bool) -> Size:
    removed = graph.n if plan.limit is None else min(plan.limit, graph.n)
    return Size(graph.n, len(graph.following.targets), removed, is_mapped)


def _fitting(size: Size, runs: int, most: int, budget: int) -> int:
    """As many runs at once as fit, and one if none does."""
    at_once = range(most, 1, -1)
    return next((j for j in at_once if predict_sweep(size, runs, j).memory <= budget), 1)


def _out_of_core(size: Size, runs: int, jobs: int, budget: int) -> MemoryPlan:
    at_once = most_at_once(size, budget, min(jobs, max(1, runs)))
    if at_once == 0:
        least = format_size(predict_fold(size, runs, 1).memory)
        do = "" if size.is_mapped else ", and pack the follows first, so that they stay on disk"
        raise UnfinishedError(
            f"not enough memory: out of core this takes about {least},"
            f" and there are {format_size(budget)}",
            do=f"give --memory {least}{do}",
        )
    prediction = predict_fold(size, runs, at_once)
    return MemoryPlan(Folding(), at_once, prediction, budget, runs)


def _refuse_unfoldable(
    strategies: Sequence[Strategy], plan: TrialPlan, wanted: int, budget: int, *, is_cluster: bool
) -> None:
    """`UnfinishedError` for the first thing that needs all follows in memory."""
    for what, do in _unfoldable(strategies, plan):
        if is_cluster:
            raise UnfinishedError(
                f"{what} takes all follows in memory, which --engine dask does without",
                do=f"leave that option out, or {do}",
            )
        raise UnfinishedError(
            f"not enough memory: {what} takes about {format_size(wanted)} with all follows in"
            f" memory, and there are {format_size(budget)}",
            do=f"give --memory {format_size(wanted)}, or {do}",
        )


def _unfoldable(strategies: Sequence[Strategy], plan: TrialPlan) -> list[tuple[str, str]]:
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
