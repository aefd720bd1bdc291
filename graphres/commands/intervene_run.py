"""The work of `graphres intervene`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from typing import Any

from graphres.commands import conditions, inputs, networks, outputs, spreads
from graphres.commands.failures import say
from graphres.data.convert.columns import account_column
from graphres.data.expressions import Condition
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.interventions import (
    Assumptions,
    Intervention,
    InterventionResult,
    Layers,
    intervene,
    intervention,
)
from graphres.interventions.across import Across, intervene_across
from graphres.interventions.linked_accounts import by_person
from graphres.interventions.pareto import budgets_up_to, frontier, with_mixtures
from graphres.moderation.selection import Rules
from graphres.options import budgeting, imperfect
from graphres.report.kinds.header import opening
from graphres.report.kinds.intervene.levels import AcrossPage, across_result
from graphres.report.kinds.intervene.view import FIELDS, InterventionPage, intervention_result
from graphres.report.kinds.probability_levels import of_level
from graphres.report.progress import Bar
from graphres.report.result import Result

_DEFAULT = ("suspend:in-degree", "private:in-degree", "limit:in-degree", "counter:in-degree")
_BUDGET = "20"

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Read, choose, spread, write, judge."""
    places = outputs.places(given)
    inputs.check(given)
    spreads.spread_of(given)
    plans = [intervention(text) for text in given["interventions"] or _DEFAULT]
    if given["pareto"]:
        plans = with_mixtures(plans)
    assumed = Assumptions(given["tie"], given["immunity"], given["backlash"])
    fail_if = conditions.parse_all(given["fail_if"])
    names = ["none", *dict.fromkeys(step.name for plan in plans for step in plan.prefixes())]
    conditions.check(fail_if, names, FIELDS)
    _check_layers(given, plans)
    if given["cost"] and not given["budget"]:
        raise UsageError("--cost without --budget", do="say what may be spent: --budget N")
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        asked = {**given, "person": None} if given["layer"] else given
        column = spreads.probability_column(given)
        progress, layer = bar.stage("reading"), given["layer"]
        graph, report = inputs.read(asked, progress, probability=column, layer=layer)
        if graph.n == 0:
            raise InputError("there is no account that could post", where=report.source)
        graph, layers = _layered(given, graph)
        spread, groups = spreads.spread_of(given, graph), spreads.groups_of(given, graph)
        eligible = inputs.eligible(given, graph)
        means = budgeting.means(given, graph, eligible, _BUDGET)
        jobs = given["jobs"] or os.cpu_count() or 1
        measure = partial(
            intervene,
            graph,
            budget=means.most,
            budgets=budgets_up_to(means.most) if given["pareto"] else None,
            groups=groups,
            layers=layers,
            eligible=eligible,
            targets=imperfect.targets(given, graph),
            protected=inputs.protected(given, graph),
            cost=means.cost,
            runs=given["runs"],
            jobs=jobs,
            on_progress=bar.stage("spreading"),
            orders={},
        )
        levels = spreads.levels_of(given, graph, spread, jobs)
        if levels is None:
            across, found = None, measure(plans, spread=spread, assumed=assumed)
        else:
            across = intervene_across(measure, plans, levels, spread, assumed)
            found = across.found[across.middle]
    founds = (found,) if across is None else across.found
    for warning in () if given["quiet"] else dict.fromkeys(w for f in founds for w in f.warnings):
        say("warning", warning)
    page = InterventionPage(
        found=found,
        plans=plans,
        spread=spread,
        probability=given["probability"],
        assumed=assumed,
        groups=groups,
        frontier=frontier(found) if given["pareto"] else None,
        opening=opening(graph, report, inputs.eligibility_of(given, graph)),
        is_priced=means.cost is not None,
    )
    facts = spreads.facts(given, spread, found.worlds, found.sources)
    facts["assumptions"] = assumed._asdict()
    facts["interventions"] = {
        plan.name: [lever.to_dict() for lever in plan.levers] for plan in plans
    }
    chosen = [lever.strategy for plan in plans for lever in plan.levers if lever.strategy]
    made = inputs.manifest_of(given, graph, report, chosen, **facts)
    rules = Rules(eligible, means.limit, means.budget, prices=means.prices)
    network = partial(networks.show_plans, given, graph, plans, rules, spread)
    outputs.write(_result(page, across, made), places, network)
    return _judge(fail_if, found, across)


def _result(page: InterventionPage, across: Across | None, made: Mapping[str, Any]) -> Result:
    if across is None:
        return intervention_result(page, made)
    frontiers = [] if page.frontier is None else [frontier(found) for found in across.found]
    return across_result(AcrossPage(across, page, frontiers), made)


def _judge(fail_if: list[Condition], found: InterventionResult, across: Across | None) -> int:
    """At every probability; one where a condition holds is enough."""
    if across is None:
        return conditions.judge(fail_if, _by_name(found))
    return max(
        conditions.judge(fail_if, _by_name(each), f" at {of_level(level)}")
        for level, each in zip(across.levels, across.found, strict=True)
    )


def _by_name(found: InterventionResult) -> dict[str, dict[str, Any]]:
    return {row["intervention"]: row for row in found.rows()}


def _check_layers(given: Given, plans: list[Intervention]) -> None:
    needed = any(lever.kind == "platform" for plan in plans for lever in plan.levers)
    if needed and not given["layer"]:
        raise UsageError("the platforms of follows are not known", do="name their column: --layer")


def _layered(given: Given, graph: FollowGraph) -> tuple[FollowGraph, Layers | None]:
    """The graph with its platforms, and a person's accounts joined across them."""
    if not given["layer"]:
        return graph, None
    layers = graph.layers
    if layers is None:
        said = account_column(graph, given["layer"], "tell platforms by").tolist()
        layers = Layers.by_followed(graph, said)
    if not given["person"]:
        return graph, layers
    return by_person(graph, layers, account_column(graph, given["person"], "join by").tolist())
