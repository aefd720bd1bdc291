"""The work of `graphres rank`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from typing import Any

from graphres.commands import inputs, networks, outputs, spreads
from graphres.commands.failures import say
from graphres.commands.stopping import stop_at_ctrl_c
from graphres.data.convert import write_markup
from graphres.data.convert.columns import cells
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.measures.lower_bound import prove_lower_bound
from graphres.options import imperfect
from graphres.options.bridges import make_bridge_columns
from graphres.report.kinds.header import opening
from graphres.report.kinds.rank.view import CAUTION, RankView, rank_result
from graphres.report.kinds.reach.blocks import travelled
from graphres.report.output import GRAPHS, Destination
from graphres.report.progress import Bar
from graphres.studies.trials.rank_task import HIDDEN, Asked, asked_of, found_by
from graphres.studies.trials.ranking import RankedAccounts
from graphres.studies.trials.runs import giant_target

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Read, rank, rank again, write."""
    places = outputs.places(given, graphs=True)
    asked = _asked(given)
    column = spreads.probability_column(given)
    jobs = given["jobs"] or os.cpu_count() or 1
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = inputs.read(given, bar.stage("reading"), probability=column)
        spread = spreads.spread_of(given, graph)
        stops = stop_at_ctrl_c([asked.strategy], given["jobs"])
        found = found_by(
            given, asked, graph, spread, seed=given["seed"], jobs=jobs, stage=bar.stage
        )
    ranked, steady = found.ranked, found.steady
    if not ranked.is_reached and asked.until and not given["quiet"]:
        say("warning", f"{asked.until.text} is not reached")
    target = giant_target(asked.until)
    view = RankView(
        found=found,
        attributes={
            **{name: cells(graph, name, ranked.order) for name in given["show"]},
            **make_bridge_columns(graph, given["group"], ranked.order, given["seed"]),
        },
        opening=opening(graph, report, inputs.eligibility_of(given, graph)),
        travelled=travelled(spread, given["probability"]),
        is_by_ties=bool(asked.tie_runs),
        hidden=given["hide"] or str(HIDDEN),
        certificate=None if target is None else prove_lower_bound(graph, target),
    )
    reach = ranked.reach
    worlds, sources = (None, None) if reach is None else (reach.worlds, reach.sources)
    facts: dict[str, Any] = {"strategy": asked.strategy.spec}
    facts |= spreads.facts(given, spread, worlds, sources) | imperfect.facts(given) | stops.facts()
    facts |= {"resamples": None if steady is None else steady.resamples, "caution": CAUTION}
    made = inputs.manifest_of(given, graph, report, [asked.strategy], **facts)
    result = rank_result(graph, view, made)
    network = partial(networks.show_ranking, given, graph, asked.strategy.spec, ranked)
    if places.result.format in GRAPHS.values():
        with outputs.together(places) as batched:
            _write_graph(graph, ranked, batched.result)
            outputs.show(outputs.with_network(result, batched, network), batched)
    else:
        outputs.write(result, places, network)
    return 0


def _write_graph(graph: FollowGraph, ranked: RankedAccounts, place: Destination) -> None:
    """The graph with followers, order and losses as data of its nodes."""
    columns = {"followers": graph.in_degree.tolist(), **ranked.by_account(graph.n)}
    taken = [name for name in columns if name in graph.accounts.columns]
    if taken:
        say("note", f"columns of the account table give way: {', '.join(taken)}")
    with place.open() as out:
        write_markup(graph, out, place.format, beside=columns)


def _asked(given: Given) -> Asked:
    """Every usage error there is to find comes from here."""
    chosen = inputs.strategies(given["strategies"] or ("in-degree",))
    if len(chosen) > 1:
        raise UsageError("rank goes by one strategy", do="give --strategy once")
    inputs.check(given)
    spreads.spread_of(given)
    return asked_of(given, chosen[0].spec)
