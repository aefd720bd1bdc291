"""`graphres reach`: who hears a message now, by hop and group."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command

EXAMPLES = (
    "graphres reach sample:movement -p 0.2 --format table",
    "graphres reach sample:two-platforms --sources top:20 --accounts "
    "sample:two-platforms-accounts --group platform --format table",
    "graphres reach sample:karate --undirected -p wc --model lt --format json",
)


@click.command(cls=Command, name="reach", examples=EXAMPLES)
@options.follows()
@options.reading
@options.spreading_levels
@options.seed
@options.jobs
@options.show
@options.fail_if
@options.plot
@options.page
@options.output
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Tell how far a message of the sources gets in the network as it is.

    FOLLOWS is a table of follower and followed, or - for stdin. A source posts in each of the
    sampled worlds; a follow passes the message on with probability p. The result is the mean share
    of all accounts that hear it, by hop and by group of listeners, and the accounts that most often
    carry it on. --fail-if takes reach.mean, reach.low, reach.high and reach.accounts.
    """
    from graphres.commands.reach_run import run

    return run(given)
