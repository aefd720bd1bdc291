"""`graphres draw`: the network as a picture, before and after suspensions."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command

EXAMPLES = (
    "graphres draw sample:movement -o picture.png",
    "graphres draw sample:movement -s betweenness --budget 100 -o picture.svg",
    "graphres draw sample:two-platforms --accounts sample:two-platforms-accounts "
    "--group platform -o picture.html",
)


@click.command(cls=Command, name="draw", examples=EXAMPLES)
@options.follows()
@options.reading
@options.strategies("in-degree")
@options.choosing("Suspend so many accounts, or so many in a hundred (5%).", by_group=False)
@options.seed
@options.jobs
@options.colour
@options.picture_output
@options.manners
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Draw the network before and after suspensions.

    FOLLOWS is a table of follower and followed, or - for stdin. Accounts are sized by followers and
    coloured by community or --group; suspended ones are hollow, and those that broke off are pale.
    A .html page has a slider that suspends accounts one after another, and takes several
    strategies. Above 3,000 accounts, communities are drawn in place of accounts. In a pipe,
    without -o, the picture is SVG. --budget 0 draws the network as it is. It takes the extras
    "plot" and "igraph".
    """
    from graphres.commands.draw_run import run

    return run(given)
