"""The work of `graphres collapse`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphres.commands import conditions, inputs, values
from graphres.expressions import Condition, Expression, parse
from graphres.graph import FollowGraph
from graphres.measures import DEFAULT, check_names
from graphres.report.collapse_view import CollapseView, collapse_result
from graphres.report.opening import audience_remark, opening
from graphres.report.progress import Bar
from graphres.report.writers import write
from graphres.runs import Plan, check_until, run_trials, summarise
from graphres.spread import Spread
from graphres.strategies import Strategy

__all__ = ["run"]

#: Points of a curve for a page, whose table tells values at 1 %, 2 %, 5 % … of all accounts.
_FINE = 10_000

Given = Mapping[str, Any]


@dataclass(frozen=True)
class _Asked:
    """What the options ask for, understood before anything is read."""

    strategies: list[Strategy]
    measures: tuple[str, ...]
    until: Expression | None
    tie_runs: int
    points: int | None
    fail_if: list[Condition]


def run(given: Given) -> int:
    """Read, remove and measure, write, judge."""
    place = inputs.destination(given)
    asked = _asked(given, for_people=place.format in ("table", "markdown"))
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = inputs.read(given, bar.stage("reading"))
        plan = _plan(given, asked, graph)
        trials = run_trials(
            graph, asked.strategies, plan, jobs=given["jobs"], on_progress=bar.stage("removing")
        )
    summary = summarise(trials)
    view = CollapseView(
        trials=trials,
        summary=summary,
        measures=asked.measures,
        shown=check_names(given["measures"]) or ("giant",),
        random={strategy.spec for strategy in asked.strategies if strategy.is_random},
        remarks=audience_remark(graph),
        opening=opening(graph, report),
    )
    made = inputs.manifest_of(given, graph, report, asked.strategies)
    write(collapse_result(view, made), place)
    return conditions.judge(asked.fail_if, summary)


def _asked(given: Given, *, for_people: bool) -> _Asked:
    """Every usage error there is to find comes from here."""
    strategies = inputs.strategies(given["strategies"] or ("in-degree", "random"))
    measures = check_names(given["measures"] or DEFAULT)
    until = parse(given["until"]) if given["until"] else None
    if until is not None:
        check_until(until, measures)
    inputs.check(given)
    points = values.points_of(given["points"])
    fail_if = conditions.parse_all(given["fail_if"])
    conditions.check(fail_if, [strategy.spec for strategy in strategies], measures)
    return _Asked(
        strategies=strategies,
        measures=measures,
        until=until,
        tie_runs=values.tie_runs_of(given["ties"]),
        points=_FINE if for_people else points,
        fail_if=fail_if,
    )


def _plan(given: Given, asked: _Asked, graph: FollowGraph) -> Plan:
    return Plan(
        eligible=inputs.eligible(given, graph),
        limit=values.budget_of(given["budget"], graph.n),
        until=asked.until,
        measures=asked.measures,
        spread=Spread(sources=inputs.sources(given["sources"], graph), seed=given["seed"]),
        points=asked.points,
        runs=given["runs"],
        tie_runs=asked.tie_runs,
        seed=given["seed"],
    )
