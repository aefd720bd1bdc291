"""`[[collapse]]`: one strategy on one graph, its curve and what sums it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from graphres.experiments.keys import Key, each_is, text, whole_number
from graphres.experiments.kinds.base import Kind, Row, Settings, figures
from graphres.experiments.kinds.shared import (
    CHOOSING,
    SPREADING,
    chosen_files,
    eligible,
    spread_of,
)
from graphres.expressions import parse
from graphres.graph import FollowGraph
from graphres.measures import COLUMNS, DEFAULT, check_names
from graphres.runs import Plan, check_until, run_trials
from graphres.strategies import strategy
from graphres.trials import Trial, summarise
from graphres.values import budget_of, points_of, tie_runs_of

__all__ = ["Collapse"]


def _measure(name: Any) -> None:
    text(lambda said: check_names([said]))(name)


class Collapse(Kind):
    """How a network falls apart under a strategy."""

    name: ClassVar[str] = "collapse"
    label: ClassVar[str] = "strategy"
    keys: ClassVar[Mapping[str, Key]] = {
        "strategy": Key("in-degree", text(strategy)),
        "measure": Key(list(DEFAULT), each_is(_measure), is_list=True, tells=False),
        **CHOOSING,
        "until": Key(None, text(parse)),
        "ties": Key("first", text(tie_runs_of)),
        **SPREADING,
        "runs": Key(10, whole_number(1)),
        "points": Key(100, text(points_of), tells=False),
    }

    def check(self, settings: Settings) -> None:
        """That ``until`` names what is measured."""
        if settings["until"] is not None:
            check_until(parse(settings["until"]), settings["measure"], offered=COLUMNS)

    def files(self, settings: Settings) -> list[tuple[str, str]]:
        """Lists of accounts, that of the strategy among them."""
        path = getattr(strategy(settings["strategy"]), "path", None)
        own = [] if path is None else [("list", str(path))]
        return own + chosen_files(settings)

    def rows(
        self, graph: FollowGraph, settings: Settings, *, seed: int, jobs: int
    ) -> Iterator[Row]:
        """Summaries of the runs and of all, then the curves, ``at`` counting removals."""
        trials = run_trials(
            graph, [strategy(settings["strategy"])], _plan(graph, settings, seed), jobs=jobs
        )
        for row in summarise(trials):
            told = {name: row[name] for name in row if name not in ("strategy", "run")}
            for figure, *values in figures(told):
                yield Row(str(row["strategy"]), str(row["run"]), None, figure, *values)
        for trial in trials:
            yield from _curve(trial)


def _plan(graph: FollowGraph, settings: Settings, seed: int) -> Plan:
    until = settings["until"]
    budget = settings["budget"]
    return Plan(
        eligible=eligible(settings, graph),
        limit=None if budget is None else budget_of(str(budget), graph.n),
        until=None if until is None else parse(until),
        measures=check_names(settings["measure"]),
        spread=spread_of(settings, graph, seed),
        points=points_of(str(settings["points"])),
        runs=settings["runs"],
        tie_runs=tie_runs_of(settings["ties"]),
        seed=seed,
    )


def _curve(trial: Trial) -> Iterator[Row]:
    places = trial.removed.tolist()
    columns = {name: values.tolist() for name, values in trial.values.items()}
    for figure, values, lows, highs in figures(columns):
        for i, at in enumerate(places):
            ends = (lows and lows[i], highs and highs[i])
            yield Row(trial.strategy, str(trial.run), at, figure, values[i], *ends)
