"""`graphres reproduce`: the published findings, each re-run, with a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graphres.amounts import MOST_RUNS
from graphres.commands import declarations as options
from graphres.commands.command import Command, OneOf
from graphres.commands.declarations.declaring import option
from graphres.errors import UsageError

if TYPE_CHECKING:
    from graphres.options.raw import RawOptions
    from graphres.report.blocks import Block, Paragraph
    from graphres.studies.findings import Reproduction

EXAMPLES = (
    "graphres reproduce --only 11 --quick",
    "graphres reproduce --only trend --only 10 --quick --runs 4 --format table",
    "graphres reproduce --calibrate --quick --draws 8 --only recovery --only wave",
)

_PRESET = "english-2015"


@click.command(cls=Command, name="reproduce", examples=EXAMPLES)
@options.follows(required=False)
@options.reading
@option(
    "Findings",
    "--only",
    metavar="FACT",
    multiple=True,
    help="A finding by number or name, repeatable (all nineteen).",
)
@option(
    "Findings",
    "--quick",
    is_flag=True,
    help="Graphs of 200 accounts, fewer runs and draws: about two minutes for all.",
)
@option(
    "Findings",
    "--calibrate",
    is_flag=True,
    help="Keep draws of the parameters that meet published targets; judge the others on them.",
)
@option(
    "Findings",
    "--target",
    metavar="NAME",
    multiple=True,
    help="With --calibrate: a target to meet, repeatable (all six).",
)
@option(
    "Measuring",
    "--runs",
    type=click.IntRange(1, MOST_RUNS),
    help="Runs, each with a graph of its own (20; 16 with --quick).",
)
@option(
    "Measuring",
    "--draws",
    type=click.IntRange(0, MOST_RUNS),
    help="Draws of the parameters from their ranges (64; 6 with --quick; 3000 and 300 with "
    "--calibrate).",
)
@options.seed
@options.jobs
@options.fail_if
@option(
    "Output",
    "--table",
    type=OneOf(["findings", "targets", "drivers", "pairs", "draws"]),
    help="With --calibrate: rows of csv and jsonl (findings); json holds all.",
)
@options.plot
@options.output
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Put published findings on suspension, and claims on other levers, to runs that test them.

    Without FOLLOWS every run draws its own graph, by the recipe of the preset english-2015; with a
    table of follower and followed, or - for stdin, all runs start from that. Verdicts are computed:
    holds, fails, undecided, untestable. The status is 0 whatever they are, unless --fail-if says
    otherwise, as in 'trend.fails > 0' (also: holds, undecided, untestable, measured, low, high,
    share_of_draws). A qualitative reproduction; all of it takes some minutes.

    With --calibrate, parameters are drawn from their ranges, and draws that miss a published figure
    are rejected. The findings that no such figure uses are judged on the draws that are kept: in
    which share of them each holds, which parameters drive it, and whether all hold together
    anywhere. Ctrl-C judges the draws made so far. --fail-if speaks of share, low, high and kept of
    a finding or of 'together'.
    """
    from graphres.commands import inputs, outputs
    from graphres.commands.conditions import judge, parse_conditions
    from graphres.options.task import Task
    from graphres.report.kinds.header import describe_reading
    from graphres.report.kinds.reproduce.result import reproduce_result
    from graphres.report.manifest import manifest
    from graphres.report.writers import write
    from graphres.studies import findings

    if raw.flag("calibrate"):
        from graphres.commands.calibration import run_calibration

        return run_calibration(raw)
    for name in ("target", "table", "plot"):
        if raw.value(name):
            raise UsageError(f"--{name} goes with --calibrate", do="add --calibrate")
    place = outputs.choose_destination(raw)
    follows = raw.text("follows")
    if follows is not None:
        findings.refuse_finding(follows)
    names = [finding.name for finding in findings.choose_findings(raw.texts("only"))]
    fail_if = parse_conditions(raw.texts("fail_if"), names, findings.FIELDS)
    table = inputs.parse_table(raw)
    graph, report = None, None
    with outputs.open_bar(raw) as bar:
        if follows is not None:
            graph, report = inputs.read(table, bar.stage("reading"))
        reproduction = findings.reproduce(
            graph,
            only=raw.texts("only"),
            quick=raw.flag("quick"),
            runs=raw.value("runs"),
            draws=raw.value("draws"),
            seed=raw.value("seed"),
            jobs=raw.value("jobs"),
            on_progress=bar.stage("running"),
        )
    facts: dict[str, Any] = {**reproduction.effort._asdict(), "preset": _PRESET}
    if graph is not None and report is not None:
        task = Task(seed=raw.value("seed"), runs=facts.pop("runs"))
        about = inputs.manifest_of(graph, report, task, **facts)
        first: Block = describe_reading(graph, report)
    else:
        circumstances = inputs.circumstances()
        about = manifest(**circumstances, inputs=[], seed=raw.value("seed"), **facts)
        first = _describe_recipe(reproduction)
    write(reproduce_result(reproduction, about, first), place)
    return judge(fail_if, {t.finding.name: t.figures() for t in reproduction.tested})


def _describe_recipe(reproduction: Reproduction) -> Paragraph:
    """Return what the runs started from."""
    from graphres.campaigns.presets import load
    from graphres.report.blocks import Paragraph

    recipe, effort = load(_PRESET).graph, reproduction.effort
    accounts = effort.accounts or recipe["n"]
    return Paragraph(
        f"{effort.runs} runs, each with its own graph of {accounts} accounts with "
        f"{recipe['mean_followers']:g} followers in the mean\n"
        f"recipe and parameters: preset {_PRESET}; {effort.draws} draws from its ranges",
        "title",
    )
