"""The work of `graphres campaign --frontier`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.campaigns import frontier
from graphres.campaigns.announcers import announcers_of
from graphres.campaigns.fitting import fit_to_graph
from graphres.campaigns.frontier_points import FIGURES
from graphres.campaigns.frontiers import FRONTIERS, check_frontier
from graphres.commands import conditions, inputs, outputs
from graphres.commands.campaign_inputs import manifest_of, planned, read, replay, told
from graphres.errors import UsageError
from graphres.report.kinds.campaign.frontier_result import frontier_result
from graphres.report.kinds.header import describe_reading
from graphres.report.progress import Bar

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Read, look for the frontier, write, judge."""
    over = given["frontier"]
    places = outputs.places(given)
    inputs.check({**given, "budget": None})
    if given["arms"]:
        raise UsageError("--frontier runs arm plan alone", do="leave --arm out")
    if given["reach_every"] is not None:
        raise UsageError("--frontier measures no reach", do="leave --reach-every out")
    made = planned(given)
    check_frontier(over, made)
    fail_if = conditions.parse_all(given["fail_if"])
    conditions.check(fail_if, [over], FIGURES)
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = read(given, made, bar)
        made = fit_to_graph(made, graph.n, graph.m)
        log = replay(given, graph)
        found = frontier(
            graph,
            made,
            over=over,
            runs=given["runs"],
            seed=given["seed"],
            jobs=given["jobs"],
            eligible=inputs.eligible(given, graph),
            announcers=announcers_of(made.announcers, graph),
            replay=log,
            layer=given["layer"],
            on_progress=bar.stage("running"),
        )
    facts: dict[str, Any] = {"parameters": told(made), "grid": list(FRONTIERS[over])}
    facts["preset"] = given["preset"]
    manifest = manifest_of(given, graph, report, log, **facts)
    outputs.write(frontier_result(found, manifest, describe_reading(graph, report)), places)
    return conditions.judge(fail_if, {over: found.figures()})
