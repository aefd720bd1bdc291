"""`graphres campaign`: what suspensions repeated over time do to follower growth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command, OneOf
from graphres.commands.declarations.campaign import modelling, pressing
from graphres.commands.declarations.declaring import option
from graphres.commands.failures import refuse_warnings, say, warn_of_input
from graphres.engine.signals import exit_status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphres.campaigns import Parameters
    from graphres.commands.inputs import FollowTable
    from graphres.commands.outputs import Places
    from graphres.data.reading import ReadReport, SuspensionLog
    from graphres.graph import FollowGraph
    from graphres.options.campaign import CampaignTask
    from graphres.options.raw import RawOptions
    from graphres.report.progress import Bar

EXAMPLES = (
    "graphres campaign sample:movement --accounts sample:movement-accounts "
    "--suspend \"attribute:lang == 'en'@3%/day\" --suspend \"attribute:lang == 'ar'@0.3%/day\" "
    "--group lang --days 40 --runs 2 --format table",
    "graphres campaign sample:movement --dose 0,1,2,4 --days 40 --runs 2 --table doses",
    "graphres campaign sample:karate --undirected --days 40 --runs 3 "
    "--frontier pressure --format table",
)
_INTERRUPTED = 130


@click.command(cls=Command, name="campaign", examples=EXAMPLES)
@options.follows()
@options.reading
@options.layer
@pressing
@options.protecting
@modelling
@option(
    "Measuring",
    "--reach-every",
    type=click.IntRange(1, 10_000),
    metavar="DAYS",
    help="Measure reach_share every so many days (never; it costs).",
)
@options.travelling
@options.campaign_runs
@options.seed
@options.jobs
@option(
    "Output",
    "--table",
    type=OneOf(["days", "cohorts", "returns", "doses", "trajectories", "events", "survival"]),
    default="days",
    show_default=True,
    help="Rows of csv and jsonl; json holds all.",
)
@options.fail_if
@options.plot
@options.page
@options.output
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Suspend accounts day after day while their owners come back; tell what becomes of whom.

    FOLLOWS is a table of follower and followed, or - for stdin. Every person is set beside itself
    without suspensions, by how often it is hit (--dose orders that by lot) and by group; whether
    the mean of all holds flat is told besides. Arms spend the same suspensions in other ways.
    """
    from graphres.commands import inputs, outputs
    from graphres.options.campaign import parse_campaign

    places = outputs.choose_places(raw)
    task = parse_campaign(raw)
    table = inputs.parse_table(raw, layer=task.needed_layer)
    run = _run_arms if task.frontier is None else _run_frontier
    return run(raw, task, table, places)


def _run_arms(raw: RawOptions, task: CampaignTask, table: FollowTable, places: Places) -> int:
    """Run all arms, write, judge."""
    from graphres.campaigns import ARMS, OLD_ARMS
    from graphres.campaigns.summary import FIELDS, OLD_FIELDS
    from graphres.commands import outputs
    from graphres.commands.conditions import judge, parse_conditions
    from graphres.report.document import document_of
    from graphres.report.kinds.campaign.result import campaign_result
    from graphres.report.kinds.campaign.sentences import growth_warnings
    from graphres.report.kinds.header import describe_reading
    from graphres.studies.trials.campaign_task import (
        measure_replacements,
        run_campaign,
        summary_by_arm,
    )

    names, fields = [*ARMS, *OLD_ARMS], [*FIELDS, *OLD_FIELDS]
    fail_if = parse_conditions(raw.texts("fail_if"), names, fields)
    jobs = raw.value("jobs")
    with outputs.open_bar(raw) as bar:
        graph, report = _read(task, table, bar)
        log = _read_log(task, graph, quiet=table.quiet)
        running = bar.stage("running")
        trace = run_campaign(
            task, graph, log=log, jobs=jobs, on_progress=running, keep_finished=True
        )
        effect = measure_replacements(trace, jobs=jobs, on_stage=bar.stage)
    facts = {"runs_finished": len(trace.runs), **_collect_facts(task, trace.parameters)}
    manifest = _make_manifest(task, graph, report, log, facts)
    result = campaign_result(
        trace, raw.value("table"), manifest, describe_reading(graph, report), effect
    )
    outputs.write(result, places)
    if places.result.format not in ("table", "markdown") and not table.quiet:
        for warning in growth_warnings(document_of(result)):
            say("warning", warning)
    if trace.was_interrupted:
        say("note", f"interrupted: {len(trace.runs)} of {task.runs} runs were finished and kept")
        return exit_status(_INTERRUPTED)
    return judge(fail_if, summary_by_arm(trace))


def _run_frontier(raw: RawOptions, task: CampaignTask, table: FollowTable, places: Places) -> int:
    """Look for the frontier, write, judge."""
    from graphres.campaigns.frontier_points import FIGURES
    from graphres.campaigns.frontiers import FRONTIERS
    from graphres.commands import outputs
    from graphres.commands.conditions import judge, parse_conditions
    from graphres.options.campaign import parameter_facts
    from graphres.report.kinds.campaign.frontier_result import frontier_result
    from graphres.report.kinds.header import describe_reading
    from graphres.studies.trials.campaign_task import run_frontier

    assert task.frontier is not None
    fail_if = parse_conditions(raw.texts("fail_if"), [task.frontier], FIGURES)
    with outputs.open_bar(raw) as bar:
        graph, report = _read(task, table, bar)
        log = _read_log(task, graph, quiet=table.quiet)
        progress = bar.stage("running")
        frontier, parameters = run_frontier(
            task, graph, log=log, jobs=raw.value("jobs"), on_progress=progress
        )
    facts = {
        "parameters": parameter_facts(parameters),
        "grid": list(FRONTIERS[task.frontier]),
        "preset": task.preset,
    }
    manifest = _make_manifest(task, graph, report, log, facts)
    outputs.write(frontier_result(frontier, manifest, describe_reading(graph, report)), places)
    return judge(fail_if, {task.frontier: frontier.figures()})


def _read(task: CampaignTask, table: FollowTable, bar: Bar) -> tuple[FollowGraph, ReadReport]:
    """Read the graph; with platforms only where some are lost.

    Raises
    ------
    InputError
        For a person on several platforms: what a campaign does bears on all accounts of a person.
    """
    from graphres.commands.inputs import read
    from graphres.data.reading.crawl_metadata import make_platform_error

    graph, report = read(table, bar.stage("reading"))
    if task.layer and task.needed_layer is None and not table.quiet:
        say("note", "--layer is of no use without --act platform:NAME@RATE")
    several = [] if graph.layers is None else graph.layers.on_several(graph).tolist()
    if several and table.options.person:
        first = graph.ids[several[0]].as_py()
        raise make_platform_error(first, len(several), report.source)
    if several and not table.quiet:
        accounts = "account is" if len(several) == 1 else "accounts are"
        where = "followed on several platforms and closed with the one where most followers are"
        say("note", f"{len(several):,} {accounts} {where}")
    return graph, report


def _read_log(task: CampaignTask, graph: FollowGraph, *, quiet: bool) -> SuspensionLog | None:
    """Read the log of suspensions, if one is named; what there is to say of it goes to stderr."""
    from graphres.commands.inputs import tell_bad_rows
    from graphres.data.reading import read_suspensions

    replay = task.replay
    if replay is None:
        return None
    log = read_suspensions(graph=graph, **vars(replay))
    tell_bad_rows(log.source, log.bad_rows)
    for warning in log.warnings:
        warn_of_input(warning)
    if log.before:
        warn_of_input(f"{log.source}: {log.before} suspensions before --replay-from left out")
    refuse_warnings()
    for note in () if quiet else log.notes:
        say("note", note)
    return log


def _collect_facts(task: CampaignTask, parameters: Parameters) -> dict[str, Any]:
    """Return what the manifest says of the task besides its inputs."""
    from graphres.options.campaign import parameter_facts

    facts: dict[str, Any] = {"parameters": parameter_facts(parameters), "preset": task.preset}
    if task.reach_every is not None:
        facts |= {"worlds": task.spreading.worlds, "probability": task.spreading.text}
        facts["reach_every"] = task.reach_every
    return facts


def _make_manifest(
    task: CampaignTask,
    graph: FollowGraph,
    report: ReadReport,
    log: SuspensionLog | None,
    facts: Mapping[str, Any],
) -> dict[str, Any]:
    """Return how this run came to its result."""
    from graphres.commands.inputs import manifest_of
    from graphres.data.provenance import file_input

    manifest = manifest_of(graph, report, task, **facts)
    if log is not None and task.replay is not None:
        manifest["inputs"].append({**file_input("replay", task.replay.path), **log.to_dict()})
    return manifest
