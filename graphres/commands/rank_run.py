"""The work of `graphres rank`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphres import values
from graphres.certificate import certificate
from graphres.commands import budgeting, imperfect, inputs, outputs, spreads
from graphres.commands.failures import say
from graphres.convert import write_markup
from graphres.convert.columns import cells
from graphres.errors import UsageError
from graphres.expressions import Expression, parse
from graphres.graph import FollowGraph
from graphres.hiding import HiddenFollows
from graphres.ranking import MEASURES, RankedAccounts, expected_loss, rank_accounts
from graphres.report.opening import opening
from graphres.report.output import GRAPHS, Destination
from graphres.report.progress import Bar
from graphres.report.rank_view import CAUTION, RankView, rank_result
from graphres.report.reach_blocks import travelled
from graphres.runs import check_until, giant_target
from graphres.selection import Rules
from graphres.spread import Spread
from graphres.steadiness import Steadiness, steadiness
from graphres.strategies import Strategy

__all__ = ["run"]

_BUDGET = "20"

#: Resamples where none are asked for, the strategies quick enough for them, the most follows.
_RESAMPLES = 100
_QUICK = ("in-degree", "out-degree", "degree")
_AFFORDABLE = 200_000
_HIDDEN = 0.1

Given = Mapping[str, Any]


@dataclass(frozen=True)
class _Asked:
    """What the options ask for, understood before anything is read."""

    strategy: Strategy
    until: Expression | None
    tie_runs: int


def run(given: Given) -> int:
    """Read, rank, rank again, write."""
    places = outputs.places(given, graphs=True)
    asked = _asked(given)
    column = spreads.probability_column(given)
    jobs = given["jobs"] or os.cpu_count() or 1
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = inputs.read(given, bar.stage("reading"), probability=column)
        spread = spreads.spread_of(given, graph)
        eligible = inputs.eligible(given, graph)
        means = budgeting.means(given, graph, eligible, None if asked.until else _BUDGET)
        sure = imperfect.confidence(given, graph, eligible)
        rules = Rules(eligible, means.limit, means.budget)
        ranked = rank_accounts(
            graph,
            asked.strategy,
            rules,
            until=asked.until,
            cost=means.cost,
            bystanders=imperfect.bystanders(given, graph),
            seed=given["seed"],
            spread=spread,
            jobs=jobs,
            on_progress=bar.stage("spreading"),
        )
        steady = _steady(given, asked, graph, ranked, rules, spread, jobs, bar)
    if not ranked.is_reached and asked.until and not given["quiet"]:
        say("warning", f"{asked.until.text} is not reached")
    expected = {}
    if sure is not None:
        expected = {"confidence": sure[ranked.order]}
        expected |= expected_loss(graph, ranked.order, sure, runs=given["runs"], seed=given["seed"])
    target = giant_target(asked.until)
    view = RankView(
        ranked=ranked,
        attributes={name: cells(graph, name, ranked.order) for name in given["show"]},
        opening=opening(graph, report),
        travelled=travelled(spread, given["probability"]),
        cost=None if means.cost is None else means.cost[ranked.order],
        expected=expected,
        steady=steady,
        is_by_ties=bool(asked.tie_runs),
        hidden=given["hide"] or str(_HIDDEN),
        certificate=None if target is None else certificate(graph, target),
    )
    reach = ranked.reach
    worlds, sources = (None, None) if reach is None else (reach.worlds, reach.sources)
    facts = spreads.facts(given, spread, worlds, sources) | imperfect.facts(given)
    facts |= {"resamples": None if steady is None else steady.resamples, "caution": CAUTION}
    made = inputs.manifest_of(given, graph, report, [asked.strategy], **facts)
    result = rank_result(graph, view, made)
    if places.result.format in GRAPHS.values():
        _write_graph(graph, ranked, places.result)
        outputs.show(result, places)
    else:
        outputs.write(result, places)
    return 0


def _write_graph(graph: FollowGraph, ranked: RankedAccounts, place: Destination) -> None:
    """The graph with followers, order and losses as data of its nodes."""
    columns = {"followers": graph.in_degree.tolist(), **ranked.by_account(graph.n)}
    taken = [name for name in columns if name in graph.accounts.columns]
    if taken:
        say("note", f"columns of the account table give way: {', '.join(taken)}")
    with place.open() as out:
        write_markup(graph, out, place.format, beside=columns)


def _asked(given: Given) -> _Asked:
    """Every usage error there is to find comes from here."""
    chosen = inputs.strategies(given["strategies"] or ("in-degree",))
    if len(chosen) > 1:
        raise UsageError("rank goes by one strategy", do="give --strategy once")
    inputs.check(given)
    spreads.spread_of(given)
    until = parse(given["until"]) if given["until"] else None
    if until is not None:
        cost = [] if given["cost"] is None else ["cumulative_cost"]
        check_until(until, [*MEASURES, *cost])
    imperfect.check_hide(given)
    if (given["hide"] or "").startswith("where:"):
        raise UsageError(
            "--hide where: hides the same in every resample",
            do="give a share, accounts:Q, lists:N or community:COL",
        )
    ties = values.tie_runs_of(given["ties"])
    if ties and (given["resamples"] or given["hide"]):
        raise UsageError(
            "ties are drawn, or a part is hidden", do="leave out --ties, or --resamples and --hide"
        )
    return _Asked(chosen[0], until, ties)


def _steady(
    given: Given,
    asked: _Asked,
    graph: FollowGraph,
    ranked: RankedAccounts,
    rules: Rules,
    spread: Spread,
    jobs: int,
    bar: Bar,
) -> Steadiness | None:
    """Where the accounts stand when they are ranked again; None where nobody asked."""
    hiding = imperfect.hiding(given, graph) or HiddenFollows(_HIDDEN)
    resamples = asked.tie_runs or _resamples(given, asked.strategy, graph)
    if not asked.tie_runs:
        resamples = min(resamples, hiding.parts or resamples)
    if not resamples or not len(ranked.order):
        return None
    if asked.until is not None:
        rules = replace(rules, limit=len(ranked.order), budget=None)
    return steadiness(
        graph,
        asked.strategy,
        ranked.order,
        rules,
        resamples,
        hiding=None if asked.tie_runs else hiding,
        seed=given["seed"],
        spread=spread,
        jobs=jobs,
        on_progress=bar.stage("ranking again"),
    )


def _resamples(given: Given, chosen: Strategy, graph: FollowGraph) -> int:
    asked: int | None = given["resamples"]
    if asked is not None:
        return asked
    is_quick = chosen.name in _QUICK and graph.m <= _AFFORDABLE
    return _RESAMPLES if given["hide"] is not None or is_quick else 0
