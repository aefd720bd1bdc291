"""`graphres reproduce`: the published findings, each re-run, with a verdict."""

from __future__ import annotations

from typing import Any

import click

from graphres.amounts import MOST_RUNS
from graphres.commands import declarations as options
from graphres.commands.command import Command, OneOf, Option

EXAMPLES = (
    "graphres reproduce --only 11 --quick",
    "graphres reproduce --only trend --only 10 --quick --runs 4 --format table",
    "graphres reproduce sample:movement --only 7 --quick --draws 0",
    "graphres reproduce --calibrate --quick --draws 8 --only recovery --only wave",
)


@click.command(cls=Command, name="reproduce", examples=EXAMPLES)
@options.follows(required=False)
@options.reading
@click.option(
    "--only",
    cls=Option,
    section="Findings",
    metavar="FACT",
    multiple=True,
    help="A finding by number or name, repeatable (all nineteen).",
)
@click.option(
    "--calibrate",
    cls=Option,
    section="Findings",
    is_flag=True,
    help="Keep draws of the parameters that meet published targets; judge the others on them.",
)
@click.option(
    "--target",
    cls=Option,
    section="Findings",
    metavar="NAME",
    multiple=True,
    help="With --calibrate: a target to meet, repeatable (all six).",
)
@click.option(
    "--quick",
    cls=Option,
    section="Findings",
    is_flag=True,
    help="Graphs of 200 accounts, fewer runs and draws: about two minutes for all.",
)
@click.option(
    "--runs",
    cls=Option,
    section="Measuring",
    type=click.IntRange(1, MOST_RUNS),
    help="Runs, each with a graph of its own (20; 16 with --quick).",
)
@click.option(
    "--draws",
    cls=Option,
    section="Measuring",
    type=click.IntRange(0, MOST_RUNS),
    help="Draws of the parameters from their ranges (64; 6 with --quick; 3000 and 300 with "
    "--calibrate).",
)
@options.seed
@options.jobs
@click.option(
    "--table",
    cls=Option,
    section="Output",
    type=OneOf(["findings", "targets", "drivers", "pairs", "draws"]),
    help="With --calibrate: rows of csv and jsonl (findings); json holds all.",
)
@options.fail_if
@options.plot
@options.output
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
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
    if given["calibrate"]:
        from graphres.commands.reproduce_calibration import run
    else:
        from graphres.commands.reproduce_run import run

    return run(given)
