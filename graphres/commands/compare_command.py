"""`graphres compare`: what differs between two results or two snapshots, beyond noise."""

from __future__ import annotations

from typing import Any

import click

from graphres.amounts import MOST_RUNS
from graphres.commands import declarations as options
from graphres.commands.command import Command, Option
from graphres.commands.completing import files

EXAMPLES = (
    "graphres collapse sample:movement -o a.json && graphres collapse "
    "sample:movement --seed 1 -o b.json && graphres compare a.json b.json",
    "graphres rank sample:movement -o a.json && graphres rank "
    "sample:movement -s pagerank -o b.json && graphres compare a.json b.json "
    "--format table",
    "graphres compare sample:movement sample:movement-later --suspended "
    "sample:movement-suspended --format table",
)


@click.command(cls=Command, name="compare", examples=EXAMPLES)
@click.argument("before", shell_complete=files)
@click.argument("after", shell_complete=files)
@click.option(
    "--suspended",
    cls=Option,
    section="Snapshots",
    metavar="FILE",
    help="Who was suspended between two tables of follows, which BEFORE and AFTER then are.",
)
@click.option(
    "--sources",
    cls=Option,
    section="Snapshots",
    metavar="all|top:K|FILE|where:EXPR",
    default="all",
    show_default=True,
    help="Who may post (also for audience).",
)
@click.option(
    "--runs",
    cls=Option,
    section="Snapshots",
    type=click.IntRange(1, MOST_RUNS),
    default=100,
    show_default=True,
    help="Random waves to draw, matched on followers.",
)
@options.reading
@options.seed
@options.jobs
@options.fail_if
@options.plot
@options.page
@options.output
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Say what changed between two results, or hold a real wave of suspensions against prediction.

    BEFORE and AFTER are two results of one command in JSON or Parquet, or folders of sweeps: every
    figure, curve and rank that both have is compared, by runs where both drew the same, else by
    intervals, exactly where nothing was drawn. With --suspended they are two tables of follows: who
    was suspended, left, joined, unfollowed; and the giant, the audience and followers as predicted
    from the removals alone, as observed, and after random waves of accounts as much followed.
    --fail-if takes compare.changed and so on, or giant.observed_change and so on.
    """
    from graphres.commands.compare_run import run

    return run(given)
