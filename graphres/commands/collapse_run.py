"""The work of `graphres collapse`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import click
import numpy as np

from graphres import amounts as values
from graphres.commands import conditions, inputs, networks, outputs, spreads
from graphres.commands.failures import say
from graphres.commands.memory_plan import check_engine, opened_folding, plan_memory
from graphres.commands.stopping import stop_at_ctrl_c
from graphres.data.expressions import Condition, Expression, parse
from graphres.graph import FollowGraph
from graphres.measures import COLUMNS, DEFAULT, check_names
from graphres.measures.curves import CollapseCurve
from graphres.measures.lower_bound import prove_lower_bound
from graphres.options import budgeting, imperfect
from graphres.report.kinds.collapse.view import CollapseView, collapse_result
from graphres.report.kinds.header import audience_remark, opening
from graphres.report.kinds.reach.blocks import ReachView
from graphres.report.progress import Bar
from graphres.spread import Spread
from graphres.spread.levels import Level
from graphres.strategies import Strategy
from graphres.studies.trials.paired_differences import areas_by_level, changed_places, differences
from graphres.studies.trials.runs import Plan, check_until, effect_lost, giant_target, run_trials
from graphres.studies.trials.summary import Trial, summarise

#: Points of a curve for a page, whose table tells values at 1 %, 2 %, 5 % … of all accounts.
_FINE = 10_000
_MANY = 20_000

#: Probabilities at which strategies are compared again, and the most follows for which they are.
_PROBABILITIES = (0.01, 0.05, 0.2)
_AFFORDABLE = 2_000_000

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
    probability: str | None

    @property
    def worlds_kept(self) -> int:
        """Points with an interval of their own: those written, as far as memory allows."""
        return min(max(self.points or _MANY, 1000), _MANY)

    @property
    def reach(self) -> bool:
        """Whether reach is measured."""
        return "reach" in self.measures


def run(given: Given) -> int:
    """Read, remove and measure, write, judge."""
    places = outputs.places(given)
    asked = _asked(given, for_people=places.result.format in ("table", "markdown"))
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = inputs.read(given, bar.stage("reading"), probability=asked.probability)
        plan = _plan(given, asked, graph, ())
        memory = plan_memory(
            given, graph, asked.strategies, plan, is_mapped=report.format == "store"
        )
        if given["dry_run"]:
            click.echo(memory.describe())
            return 0
        levels = _levels(given, asked, graph)
        plan = _plan(given, asked, graph, levels) if levels else plan
        plan = replace(plan, keeps_orders=places.shows_network)
        stops = stop_at_ctrl_c(asked.strategies, given["jobs"])
        with opened_folding(given, memory, report.sha256) as folding:
            trials = run_trials(
                graph,
                asked.strategies,
                replace(plan, folding=folding),
                jobs=memory.jobs,
                on_progress=bar.stage("removing"),
            )
    summary = summarise(trials)
    if asked.until is not None and not given["quiet"]:
        _tell_unreached(asked.until, trials)
    # What bounds a set from below follows rows all over memory.
    target = giant_target(asked.until) if memory.folding is None else None
    view = CollapseView(
        trials=trials,
        summary=summary,
        measures=asked.measures,
        shown=check_names(given["measures"]) or ("giant",),
        random=_drawn(asked.strategies, plan),
        remarks=audience_remark(graph),
        opening=opening(graph, report, inputs.eligibility_of(given, graph)),
        reach=_reach_view(given, plan, trials, levels) if asked.reach else None,
        until=given["until"] or "",
        certificate=None if target is None else prove_lower_bound(graph, target),
    )
    facts = _facts(given, plan.spread, graph, trials) if asked.reach else {}
    if levels:
        facts["probability"] = plan.spread.probability
    facts |= imperfect.facts(given) | stops.facts()
    made = inputs.manifest_of(given, graph, report, asked.strategies, **facts)
    has_budget = given["budget"] is not None or asked.until is not None
    outputs.write(
        collapse_result(view, made),
        places,
        partial(networks.show_trials, given, graph, trials, has_budget=has_budget),
    )
    means = {str(row["strategy"]): row for row in summary if row["run"] == "mean"}
    return conditions.judge(asked.fail_if, means)


def _asked(given: Given, *, for_people: bool) -> _Asked:
    """Every usage error there is to find comes from here."""
    strategies = inputs.strategies(given["strategies"] or ("in-degree", "random"))
    measures = check_names(given["measures"] or DEFAULT)
    until = parse(given["until"]) if given["until"] else None
    if until is not None:
        check_until(until, [*measures, *imperfect.names(given)], offered=COLUMNS)
    inputs.check(given)
    imperfect.check_hide(given)
    spreads.spread_of(given)
    check_engine(given)
    points = values.parse_points(given["points"])
    fail_if = conditions.parse_all(given["fail_if"])
    conditions.check(fail_if, [strategy.spec for strategy in strategies], _fields(given, measures))
    return _Asked(
        strategies=strategies,
        measures=measures,
        until=until,
        tie_runs=values.parse_tie_runs(given["ties"]),
        points=_FINE if for_people else points,
        fail_if=fail_if,
        probability=spreads.probability_column(given),
    )


def _fields(given: Given, measures: tuple[str, ...]) -> list[str]:
    """What a mean row has for these measures: that of an empty graph has it all."""
    values = {name: np.full(1, np.nan) for name in measures}
    beside = {name: np.full(1, np.nan) for name in imperfect.names(given)}
    empty = CollapseCurve(0, np.zeros(0, np.int32), values, extra_columns=beside)
    summary = empty.summary()
    if given["until"] is not None:
        summary["until_removed"] = None
    if given["hide"] is not None:
        summary |= effect_lost(empty, empty, Plan(measures=measures).falling)
    trial = Trial("", 0, empty.removed, values, summary, 0)
    return [field for field in summarise([trial])[-1] if field not in ("strategy", "run")]


def _drawn(strategies: Sequence[Strategy], plan: Plan) -> set[str]:
    """The strategies whose runs differ by more than ties."""
    differ = plan.errs or plan.hiding is not None
    return {each.spec for each in strategies if each.is_random or differ}


def _tell_unreached(until: Expression, trials: Sequence[Trial]) -> None:
    """Say of which strategies ``--until`` came true in no run, or not in all."""
    for spec in dict.fromkeys(trial.strategy for trial in trials):
        runs = [trial for trial in trials if trial.strategy == spec]
        unreached = sum(trial.summary["until_removed"] is None for trial in runs)
        if unreached:
            of = f" in {unreached} of {len(runs)} runs" if len(runs) > 1 else ""
            say("warning", f"{until.text} is not reached by {spec}{of}")


def _levels(given: Given, asked: _Asked, graph: FollowGraph) -> tuple[Level, ...]:
    """Probabilities where none was given and reach is measured, or chosen by."""
    needed = asked.reach or any("reach" in strategy.spec for strategy in asked.strategies)
    if not needed or graph.n == 0:
        return ()
    jobs = given["jobs"] or os.cpu_count() or 1
    return spreads.levels_of(given, graph, spreads.spread_of(given, graph), jobs) or ()


def _plan(given: Given, asked: _Asked, graph: FollowGraph, levels: tuple[Level, ...]) -> Plan:
    spread = spreads.spread_of(given, graph)
    if levels:
        spread = replace(spread, probability=spreads.middle(levels).probability)
    eligible = inputs.eligible(given, graph)
    means = budgeting.means(given, graph, eligible, None)
    return Plan(
        eligible=eligible,
        limit=means.limit,
        budget=means.budget,
        prices=means.prices,
        moderator=imperfect.moderator(given, graph),
        hiding=imperfect.hiding(given, graph),
        accounts=imperfect.accounts(given, graph, eligible, means.cost),
        until=asked.until,
        measures=asked.measures,
        spread=spread,
        groups=spreads.groups_of(given, graph),
        points=asked.points,
        worlds_kept=asked.worlds_kept,
        runs=given["runs"],
        tie_runs=asked.tie_runs,
        seed=given["seed"],
        elsewhere=_elsewhere(spread, graph, len(asked.strategies), levels) if asked.reach else (),
    )


def _elsewhere(
    spread: Spread, graph: FollowGraph, strategies: int, levels: tuple[Level, ...]
) -> tuple[float, ...]:
    """Probabilities at which to see whether strategies change places; levels beside the middle."""
    if levels:
        return tuple(lv.probability for lv in levels if lv.probability != spread.probability)
    one_number = isinstance(spread.probability, float) and spread.model == "ic"
    if not one_number or strategies < 2 or graph.m > _AFFORDABLE:
        return ()
    return tuple(p for p in _PROBABILITIES if p != spread.probability)


def _reach_view(
    given: Given, plan: Plan, trials: list[Trial], levels: tuple[Level, ...]
) -> ReachView:
    first = trials[0] if trials else None
    return ReachView(
        spread=plan.spread,
        probability=given["probability"] or f"{plan.spread.probability}",
        is_exact=first is not None and first.sample is not None and first.sample.is_exact,
        differences=differences(trials),
        tried=changed_places(trials, plan.elsewhere),
        levels=levels,
        areas=areas_by_level(trials, [level.probability for level in levels]),
    )


def _facts(given: Given, spread: Spread, graph: FollowGraph, trials: list[Trial]) -> dict[str, Any]:
    sample = trials[0].sample if trials else None
    worlds = None if sample is None else sample.by_world.shape[1]
    sources = graph.n if spread.sources is None else int(spread.sources.sum())
    return spreads.facts(given, spread, worlds, sources)
