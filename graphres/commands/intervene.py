"""`graphres intervene`: suspension beside other levers, at equal budget."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command, OneOf
from graphres.commands.declarations.declaring import option
from graphres.commands.failures import say, say_levels
from graphres.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphres.data.expressions import Condition
    from graphres.data.reading import ReadReport
    from graphres.options.intervene import InterveneTask
    from graphres.options.raw import RawOptions
    from graphres.report.result import Result
    from graphres.studies.trials.intervene_task import InterveneOutcome

EXAMPLES = (
    "graphres intervene sample:movement -i suspend:in-degree -i private:in-degree "
    "-i counter:greedy -p 0.2 --budget 20 --format table",
    "graphres intervene sample:two-platforms --accounts "
    "sample:two-platforms-accounts --person person --layer platform "
    "-i 'platform:alpha then platform:beta' -p 0.1 --format table",
    "graphres intervene sample:movement -i '0.5*suspend:in-degree + 0.5*counter:greedy' "
    "-i crowd:size=12,recall=0.4 -p 0.2 --budget 2%",
)


@click.command(cls=Command, name="intervene", examples=EXAMPLES)
@options.follows()
@options.reading
@options.layer
@option(
    "Choosing",
    "-i",
    "--intervention",
    metavar="KIND:STRATEGY[,KEY=VALUE]",
    multiple=True,
    help="suspend, private, flood, counter, platform, crowd or limit; repeatable; joined by "
    "' + ' or ' then ' (suspend, private, limit and counter, all by in-degree).",
)
@options.choosing("Act on so many accounts, or so many in a hundred (20).", by_group=False)
@options.cost
@option("Choosing", "--pareto", is_flag=True, help="Smaller budgets and mixtures of pairs as well.")
@options.runs
@options.seed
@options.spreading_levels
@option(
    "Counter-messages: assumptions",
    "--tie",
    type=OneOf(["counter", "message", "random"]),
    default="counter",
    show_default=True,
    help="Which is taken where both arrive in one step.",
)
@option(
    "Counter-messages: assumptions",
    "--immunity",
    type=click.FloatRange(0, 1),
    default=1.0,
    show_default=True,
    help="That who took the counter-message never takes the message.",
)
@option(
    "Counter-messages: assumptions",
    "--backlash",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="That the counter-message makes who hears it take the message.",
)
@options.jobs
@options.fail_if
@options.plot
@options.page
@options.keep_network
@options.output
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Compare suspension, private accounts, counter-speech, lost platforms and crowds by reach.

    FOLLOWS is a table of follower and followed, or - for stdin. Every intervention acts on accounts
    of the same budget and is measured in the same sampled worlds. The result is the share of all
    accounts that still hear a message, the new audience among them, and how many were saved.
    Effects of counter-messages, floods and crowds follow from assumptions, not findings. Floods and
    crowds are brigading and mass reporting: they break platform rules and are used against
    minorities; what is shown is harm and error, not a plan.
    """
    from graphres.commands import inputs, networks, outputs
    from graphres.commands.conditions import parse_conditions
    from graphres.options.intervene import parse_intervene
    from graphres.report.kinds.intervene.result import FIELDS
    from graphres.studies.trials.intervene_task import find_rules, run_intervene

    places = outputs.choose_places(raw)
    task = parse_intervene(raw)
    fail_if = parse_conditions(raw.texts("fail_if"), task.arms, FIELDS)
    if task.needs_layer and not task.layer:
        raise UsageError("the platforms of follows are not known", do="name their column: --layer")
    table = inputs.parse_table(raw, probability=task.probability_column, layer=task.layer)
    if task.layer:  # persons are joined when the platforms of their accounts are known
        table = replace(table, options=replace(table.options, person=None))
    with outputs.open_bar(raw) as bar:
        graph, report = inputs.read(table, bar.stage("reading"))
        outcome = run_intervene(
            task if graph.layers is None else replace(task, layer=None),
            graph,
            source=report.source,
            jobs=raw.value("jobs"),
            on_levels=None if raw.flag("quiet") else say_levels,
            on_progress=bar.stage("spreading"),
        )
    warnings = dict.fromkeys(w for result in outcome.results for w in result.warnings)
    for warning in () if raw.flag("quiet") else warnings:
        say("warning", warning)
    manifest = inputs.manifest_of(outcome.graph, report, task, **_collect_facts(task, outcome))
    network = partial(
        networks.show_plans,
        raw,
        outcome.graph,
        task.plans,
        find_rules(task, outcome.graph),
        outcome.spread,
    )
    outputs.write(_make_result(task, outcome, report, manifest), places, network)
    return _judge(fail_if, outcome)


def _collect_facts(task: InterveneTask, outcome: InterveneOutcome) -> dict[str, Any]:
    """Return what the manifest says of the task besides its inputs."""
    worlds, sources = outcome.result.worlds, outcome.result.sources
    levers = {plan.name: [lever.to_dict() for lever in plan.levers] for plan in task.plans}
    return {
        **task.spreading.to_facts(outcome.spread, worlds, sources),
        "assumptions": task.assumptions._asdict(),
        "interventions": levers,
    }


def _make_result(
    task: InterveneTask,
    outcome: InterveneOutcome,
    report: ReadReport,
    manifest: Mapping[str, Any],
) -> Result:
    from graphres.commands.inputs import count_eligible
    from graphres.interventions.pareto import frontier
    from graphres.report.kinds.header import describe_reading
    from graphres.report.kinds.intervene.levels_result import across_result
    from graphres.report.kinds.intervene.result import intervention_result

    first = describe_reading(outcome.graph, report, count_eligible(task.eligibility, outcome.graph))
    frontiers = [frontier(result) for result in outcome.results] if task.pareto else []
    is_priced = task.budget.cost is not None
    if outcome.across is not None:
        return across_result(outcome.across, manifest, first, frontiers, is_priced=is_priced)
    best = frontiers[0] if frontiers else None
    return intervention_result(outcome.result, manifest, first, best, is_priced=is_priced)


def _judge(fail_if: list[Condition], outcome: InterveneOutcome) -> int:
    """Judge at every probability; one where a condition holds is enough."""
    from graphres.commands.conditions import judge
    from graphres.report.kinds.probability_levels import of_level

    figures = [{row["intervention"]: row for row in r.rows()} for r in outcome.results]
    if outcome.across is None:
        return judge(fail_if, figures[0])
    return max(
        judge(fail_if, by_name, f" at {of_level(level)}")
        for level, by_name in zip(outcome.across.levels, figures, strict=True)
    )
