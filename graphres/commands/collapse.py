"""`graphres collapse`: how connectivity and reach fall as accounts are removed, by strategy."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command
from graphres.commands.failures import say, say_levels

if TYPE_CHECKING:
    from graphres.graph import FollowGraph
    from graphres.options.collapse import CollapseTask
    from graphres.options.raw import RawOptions
    from graphres.report.kinds.collapse.result import ReachFacts
    from graphres.studies.trials.collapse_task import CollapseOutcome

EXAMPLES = (
    "graphres collapse sample:movement --format table",
    "graphres collapse sample:movement --measure reach -p 0.2 --format table",
    "graphres generate preferential --n 200 | graphres collapse - --format json",
)


#: Points of a curve for a page, whose table tells values at 1 %, 2 %, 5 % … of all accounts.
_FINE = 10_000


@click.command(cls=Command, name="collapse", examples=EXAMPLES)
@options.follows()
@options.reading
@options.strategies("in-degree and random")
@options.choosing("Remove at most so many accounts, or so many in a hundred.")
@options.costs
@options.repeating
@options.errors
@options.confidence
@options.hide
@options.measures
@options.runs
@options.jobs
@options.seed
@options.spreading_levels
@options.points
@options.memory
@options.fail_if
@options.plot
@options.page
@options.keep_network
@options.output
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Remove accounts one after another and measure what is left of the network after each.

    FOLLOWS is a table of follower and followed, or - for stdin. Each strategy removes accounts in
    its own order; the measures are taken after every single removal, exactly but for reach, which
    is sampled. The summary splits what the giant component loses into its removed members and what
    was cut off by their removal; and what reach loses (--measure reach) into posters gone,
    listeners gone, and those cut off.
    """
    from graphres.commands import inputs, networks, outputs
    from graphres.commands.conditions import judge, parse_conditions
    from graphres.commands.memory_plan import check_engine, open_folding, plan_memory
    from graphres.commands.stopping import stop_at_ctrl_c
    from graphres.measures.lower_bound import prove_lower_bound
    from graphres.options.collapse import parse_collapse
    from graphres.options.stopping import giant_target
    from graphres.report.kinds.collapse.result import collapse_result
    from graphres.report.kinds.header import describe_reading
    from graphres.studies.trials.collapse_task import make_plan, run_collapse, summary_fields

    places = outputs.choose_places(raw)
    task = parse_collapse(raw)
    check_engine(raw)
    names = [strategy.spec for strategy in task.strategies]
    fail_if = parse_conditions(raw.texts("fail_if"), names, summary_fields(task))
    table = inputs.parse_table(raw, probability=task.probability_column)
    if places.result.format in ("table", "markdown"):
        task = replace(task, points=_FINE)
    with outputs.open_bar(raw) as bar:
        graph, report = inputs.read(table, bar.stage("reading"))
        memory = plan_memory(
            raw, graph, task.strategies, make_plan(task, graph), is_mapped=report.format == "store"
        )
        if raw.flag("dry_run"):
            click.echo(memory.describe())
            return 0
        stops = stop_at_ctrl_c(task.strategies, raw.value("jobs"))
        with open_folding(raw, memory, report.sha256) as folding:
            outcome = run_collapse(
                task,
                graph,
                jobs=memory.jobs,
                folding=folding,
                keeps_orders=places.shows_network,
                on_levels=None if raw.flag("quiet") else say_levels,
                on_progress=bar.stage("removing"),
            )
    if not raw.flag("quiet"):
        _warn_of_unreached(task, outcome)
    facts = _collect_facts(task, outcome, graph) | stops.facts()
    manifest = inputs.manifest_of(graph, report, task, **facts)
    # What bounds a set from below follows rows all over memory.
    target = giant_target(task.until) if memory.folding is None else None
    result = collapse_result(
        outcome.trials,
        outcome.summary,
        task.measures,
        manifest,
        describe_reading(graph, report, inputs.count_eligible(task.eligibility, graph)),
        reach=_collect_reach_facts(outcome) if task.measures_reach else None,
        until=None if task.until is None else task.until.text,
        certificate=None if target is None else prove_lower_bound(graph, target),
    )
    has_budget = raw.value("budget") is not None or task.until is not None
    network = partial(networks.show_trials, raw, graph, outcome.trials, has_budget=has_budget)
    outputs.write(result, places, network)
    return judge(fail_if, outcome.means)


def _collect_reach_facts(outcome: CollapseOutcome) -> ReachFacts:
    """Return what is known of reach besides its curves."""
    from graphres.report.kinds.collapse.result import ReachFacts
    from graphres.studies.trials.paired_differences import (
        areas_by_level,
        changed_places,
        differences,
    )

    return ReachFacts(
        probability=outcome.plan.spread.probability,
        differences=differences(outcome.trials),
        swaps=changed_places(outcome.trials, outcome.plan.elsewhere),
        levels=outcome.levels,
        areas=areas_by_level(outcome.trials, [level.probability for level in outcome.levels]),
    )


def _warn_of_unreached(task: CollapseTask, outcome: CollapseOutcome) -> None:
    """Say of which strategies ``--until`` came true in no run, or not in all."""
    for spec, unreached, runs in outcome.unreached_runs(task):
        assert task.until is not None
        of = f" in {unreached} of {runs} runs" if runs > 1 else ""
        say("warning", f"{task.until.text} is not reached by {spec}{of}")


def _collect_facts(
    task: CollapseTask, outcome: CollapseOutcome, graph: FollowGraph
) -> dict[str, Any]:
    """Return what the manifest says of the task besides its inputs."""
    facts: dict[str, Any] = {}
    if task.measures_reach:
        sample, sources = outcome.first_sample, outcome.source_count
        worlds = None if sample is None else sample.by_world.shape[1]
        sources = graph.n if sources is None else sources
        facts = task.spreading.to_facts(outcome.plan.spread, worlds, sources)
    if outcome.levels:
        facts["probability"] = outcome.plan.spread.probability
    return facts | task.to_facts()
