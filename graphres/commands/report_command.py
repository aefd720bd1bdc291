"""`graphres report`: a first answer for follows, or results as one HTML page."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command

EXAMPLES = (
    "graphres report sample:movement",
    "graphres report sample:movement -o page.html",
    "graphres reach sample:movement -o reach.json && graphres report reach.json -o page.html",
    "graphres info sample:karate --undirected -o karate.json && "
    "graphres report karate.json > karate.html",
    "graphres rank sample:karate --undirected -o rank.json && "
    "graphres report rank.json --html rank.html",
)


@click.command(cls=Command, name="report", examples=EXAMPLES)
@click.argument("results", nargs=-1, required=True, metavar="FOLLOWS|RESULT...")
@options.reading
@options.budget("Accounts to suspend or act on (5%).")
@options.jobs
@options.seed
@options.report_page
@options.force
@options.formats
@options.manners
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Report what one wants to know first of a network, or put results on one page.

    FOLLOWS is a table of follower and followed, or - for stdin. The report tells how it was read,
    what targeted and random suspensions do to connectivity and reach, whom to look at first, what
    repeated suspensions do, how other levers compare, and what all this depends on; each paragraph
    names the command that gives more. It is text, a page with -o FILE.html, or the figures with
    -o FILE.json. Options for reading, --budget, --seed, --jobs and --format are for FOLLOWS.

    RESULT is a JSON file that a command has written with -o, of collapse, reach, rank, campaign,
    intervene, compare, info, reproduce or report, or the folder of a sweep; they stand on the page
    in the order given. Without -o this page goes to stdout.

    A page holds all it needs, fetches nothing, and has a dark side and a printed one. It takes the
    extra "plot".
    """
    from graphres.commands import report_follows

    if len(given["results"]) == 1 and report_follows.is_follows(given["results"][0]):
        return report_follows.run(given)
    report_follows.refuse_options()
    from graphres.commands.report_run import run

    return run(given)
