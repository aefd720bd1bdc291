"""`graphres report`: results as one HTML page."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command

EXAMPLES = (
    "graphres reach sample:movement -o reach.json && graphres report reach.json -o page.html",
    "graphres info sample:karate --undirected -o karate.json && "
    "graphres report karate.json > karate.html",
    "graphres rank sample:karate --undirected -o rank.json && "
    "graphres report rank.json --html rank.html",
)


@click.command(cls=Command, name="report", examples=EXAMPLES)
@click.argument("results", nargs=-1, required=True, metavar="RESULT...")
@options.report_page
@options.force
@options.manners
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Put results on one page: findings, charts, tables, how they were made and what they can say.

    RESULT is a JSON file that a command has written with -o, of collapse, reach, rank, campaign,
    intervene, compare, info or reproduce, or the folder of a sweep; they stand on the page in the
    order given. The page holds all it needs, fetches nothing, and has a dark side and a printed
    one; without -o it goes to stdout. It takes the extra "plot". The page of one result is written
    at once by --html of its own command.
    """
    from graphres.commands.report_run import run

    return run(given)
