"""`graphres report`: results as one HTML page."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import options
from graphres.commands.command import Command, Option

__all__ = ["COMMAND"]

EXAMPLES = (
    "graphres collapse sample_graphs/movement.csv -o collapse.json",
    "graphres rank sample_graphs/movement.csv -o rank.json",
    "graphres report collapse.json rank.json -o movement.html",
)


@click.command(cls=Command, name="report", examples=EXAMPLES)
@click.argument("results", nargs=-1, required=True, metavar="RESULT...")
@click.option(
    "-o",
    "--output",
    cls=Option,
    section="Output",
    metavar="FILE",
    help="Write the page to a file, whole or not at all (stdout, unless that is a terminal).",
)
@options.force
@options.manners
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Put results on one page: findings, charts, tables, how they were made and what they can say.

    RESULT is a JSON file that a command has written with -o, of collapse, reach, rank, campaign,
    intervene, info or reproduce; they stand on the page in the order given. The page holds all it
    needs, fetches nothing, and has a dark side and a printed one. It takes the extra "plot". The
    same page of one result is written at once by --html of the command that makes it.
    """
    from graphres.commands.report_run import run

    return run(given)
