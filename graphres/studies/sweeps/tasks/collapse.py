"""`[[collapse]]`: one strategy on one graph, its curve and what sums it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.amounts import MOST_RUNS, parse_points
from graphres.graph import FollowGraph
from graphres.measures import DEFAULT, check_names
from graphres.options.collapse import CollapseTask, parse_collapse
from graphres.strategies import strategy
from graphres.studies.sweeps.schema import (
    ExperimentKey,
    each_is,
    error_rate,
    text,
    text_or_number,
    whole_number,
)
from graphres.studies.sweeps.tasks.base import Row, TaskKind, figures
from graphres.studies.sweeps.tasks.shared import DOUBTING, REPEATING, SPENDING, SPREADING
from graphres.studies.trials.collapse_task import run_collapse
from graphres.studies.trials.summary import Trial


def _measure(name: Any) -> None:
    text(lambda measure: check_names([measure]))(name)


KEYS: Mapping[str, ExperimentKey] = {
    "strategy": ExperimentKey("in-degree", text(strategy)),
    "measure": ExperimentKey(list(DEFAULT), each_is(_measure), is_list=True, tells=False),
    **SPENDING,
    **REPEATING,
    "miss": ExperimentKey(None, error_rate("--miss")),
    "false_alarm": ExperimentKey(None, error_rate("--false-alarm", is_below_one=True)),
    **DOUBTING,
    **SPREADING,
    "group": ExperimentKey(None, text()),
    "runs": ExperimentKey(10, whole_number(1, MOST_RUNS)),
    "points": ExperimentKey(100, text_or_number(parse_points), tells=False),
}


def _yield_rows(task: CollapseTask, graph: FollowGraph, jobs: int) -> Iterator[Row]:
    """Yield summaries of the runs and of all, then the curves, ``at`` counting removals."""
    outcome = run_collapse(task, graph, jobs=jobs)
    for row in outcome.summary:
        columns = {name: row[name] for name in row if name not in ("strategy", "run")}
        for figure, *values in figures(columns):
            yield Row(str(row["strategy"]), str(row["run"]), None, figure, *values)
    for trial in outcome.trials:
        yield from _curve(trial)


def _curve(trial: Trial) -> Iterator[Row]:
    places = trial.removed.tolist()
    columns = {name: values.tolist() for name, values in trial.values.items()}
    for figure, values, lows, highs in figures(columns):
        for i, at in enumerate(places):
            ends = (lows and lows[i], highs and highs[i])
            yield Row(trial.strategy, str(trial.run), at, figure, values[i], *ends)


COLLAPSE = TaskKind(
    name="collapse",
    label="strategy",
    keys=KEYS,
    parse=parse_collapse,
    rows=_yield_rows,
)
