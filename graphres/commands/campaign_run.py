"""The work of `graphres campaign`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.campaigns import ARMS, OLD_ARMS, USUAL_ARMS, CampaignTrace, campaign
from graphres.campaigns.announcers import announcers_of
from graphres.campaigns.capacities import Capacity, replacement_effect
from graphres.campaigns.summary import FIELDS, OLD_FIELDS
from graphres.campaigns.validation import resolve_arms
from graphres.commands import conditions, inputs, outputs
from graphres.commands.campaign_inputs import manifest_of, planned, read, replay, spread, told
from graphres.commands.failures import say
from graphres.engine.signals import exit_status
from graphres.report.document import document_of
from graphres.report.kinds.campaign.result import campaign_result
from graphres.report.kinds.campaign.sentences import growth_warnings
from graphres.report.kinds.header import describe_reading
from graphres.report.progress import Bar
from graphres.spread import Spread

_INTERRUPTED = 130

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Read, run all arms, write, judge."""
    places = outputs.places(given)
    inputs.check({**given, "budget": None})
    made = planned(given)
    arms = resolve_arms(given["arms"] or USUAL_ARMS)
    travels = spread(given)
    fail_if = conditions.parse_all(given["fail_if"])
    conditions.check(fail_if, [*ARMS, *OLD_ARMS], [*FIELDS, *OLD_FIELDS])
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = read(given, made, bar)
        log = replay(given, graph)
        trace = campaign(
            graph,
            made,
            arms=arms,
            runs=given["runs"],
            seed=given["seed"],
            jobs=given["jobs"],
            eligible=inputs.eligible(given, graph),
            announcers=announcers_of(made.announcers, graph),
            group=given["group"],
            replay=log,
            layer=given["layer"],
            spread=travels,
            reach_every=given["reach_every"] or 1,
            on_progress=bar.stage("running"),
            keep_finished=True,
        )
        effect = _effect(trace, given, bar)
    manifest = manifest_of(given, graph, report, log, **_facts(trace, given, travels))
    start = describe_reading(graph, report)
    result = campaign_result(trace, given["table"], manifest, start, effect)
    outputs.write(result, places)
    if places.result.format not in ("table", "markdown") and not given["quiet"]:
        for warning in growth_warnings(document_of(result)):
            say("warning", warning)
    if trace.was_interrupted:
        say(
            "note", f"interrupted: {len(trace.runs)} of {given['runs']} runs were finished and kept"
        )
        return exit_status(_INTERRUPTED)
    return conditions.judge(fail_if, _figures(trace))


def _facts(trace: CampaignTrace, given: Given, travels: Spread | None) -> dict[str, Any]:
    """What the manifest tells of a campaign beside its inputs."""
    facts: dict[str, Any] = {"runs_finished": len(trace.runs)}
    facts |= {"parameters": told(trace.parameters), "preset": given["preset"]}
    if travels is not None:
        facts |= {"worlds": travels.worlds, "probability": given["probability"]}
        facts["reach_every"] = given["reach_every"]
    return facts


def _effect(trace: CampaignTrace, given: Given, bar: Bar) -> list[Capacity] | None:
    """What replacements do, where owners open other than one account for one and rates decide."""
    made = trace.parameters
    has_rates = bool(made.suspend) and not made.act and made.waves is None
    has_rates = has_rates and made.attention == "conserved"
    if not has_rates or trace.was_interrupted or made.replacements == 1 or len(trace.arms) < 2:
        return None
    runs, jobs = len(trace.runs), given["jobs"]
    return replacement_effect(trace.setting, runs, jobs=jobs, on_progress=bar.stage("again"))


def _figures(trace: CampaignTrace) -> dict[str, dict[str, Any]]:
    """The summary of every arm that was run, arms and fields under old names too."""
    old = {name: arm for name, arm in OLD_ARMS.items() if arm in trace.arms}
    figures = {}
    for name, arm in {**{arm: arm for arm in trace.arms}, **old}.items():
        mean = trace.mean(arm)
        figures[name] = {**mean, **{field: mean[now] for field, now in OLD_FIELDS.items()}}
    return figures
