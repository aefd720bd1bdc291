"""`[[collapse]]`: one strategy on one graph, its curve and what sums it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from graphres.amounts import MOST_RUNS, parse_points, parse_tie_runs
from graphres.data.expressions import parse
from graphres.graph import FollowGraph
from graphres.measures import COLUMNS, DEFAULT, check_names
from graphres.options import budgeting, imperfect
from graphres.options.columns import listeners
from graphres.strategies import strategy
from graphres.studies.sweeps.schema import (
    Key,
    each_is,
    error_rate,
    text,
    text_or_number,
    whole_number,
)
from graphres.studies.sweeps.tasks.base import Kind, Row, Settings, figures
from graphres.studies.sweeps.tasks.shared import (
    DOUBTING,
    REPEATING,
    SPENDING,
    SPREADING,
    as_options,
    chosen_files,
    eligible,
    listed_files,
    spread_of,
)
from graphres.studies.trials.runs import Plan, check_until, run_trials
from graphres.studies.trials.summary import Trial, summarise


def _measure(name: Any) -> None:
    text(lambda said: check_names([said]))(name)


class Collapse(Kind):
    """How a network falls apart under a strategy."""

    name: ClassVar[str] = "collapse"
    label: ClassVar[str] = "strategy"
    keys: ClassVar[Mapping[str, Key]] = {
        "strategy": Key("in-degree", text(strategy)),
        "measure": Key(list(DEFAULT), each_is(_measure), is_list=True, tells=False),
        **SPENDING,
        **REPEATING,
        "miss": Key(None, error_rate("--miss")),
        "false_alarm": Key(None, error_rate("--false-alarm", is_below_one=True)),
        **DOUBTING,
        **SPREADING,
        "group": Key(None, text()),
        "runs": Key(10, whole_number(1, MOST_RUNS)),
        "points": Key(100, text_or_number(parse_points), tells=False),
    }

    def check(self, settings: Settings) -> None:
        """That budget, cost and groups go together, and ``until`` names what is measured."""
        given = as_options(settings)
        budgeting.check(given)
        if given["until"] is not None:
            own = [*given["measure"], *imperfect.names(given)]
            check_until(parse(given["until"]), own, offered=COLUMNS)

    def files(self, settings: Settings) -> list[tuple[str, str]]:
        """Lists of accounts, that of the strategy among them."""
        return listed_files(settings["strategy"]) + chosen_files(settings)

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
    given = as_options(settings)
    may_go = eligible(settings, graph)
    means = budgeting.means(given, graph, may_go, None)
    until = given["until"]
    return Plan(
        eligible=may_go,
        limit=means.limit,
        budget=means.budget,
        prices=means.prices,
        moderator=imperfect.moderator(given, graph),
        hiding=imperfect.hiding(given, graph),
        accounts=imperfect.accounts(given, graph, may_go, means.cost),
        until=None if until is None else parse(until),
        measures=check_names(given["measure"]),
        spread=spread_of(settings, graph, seed),
        groups=listeners(graph, given["group"], seed),
        points=parse_points(given["points"]),
        runs=given["runs"],
        tie_runs=parse_tie_runs(given["ties"]),
        seed=seed,
    )


def _curve(trial: Trial) -> Iterator[Row]:
    places = trial.removed.tolist()
    columns = {name: values.tolist() for name, values in trial.values.items()}
    for figure, values, lows, highs in figures(columns):
        for i, at in enumerate(places):
            ends = (lows and lows[i], highs and highs[i])
            yield Row(trial.strategy, str(trial.run), at, figure, values[i], *ends)
