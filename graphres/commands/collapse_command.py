"""`graphres collapse`: how connectivity and reach fall as accounts are removed, by strategy."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command

EXAMPLES = (
    "graphres collapse sample:movement --format table",
    "graphres collapse sample:movement --measure reach -p 0.2 --format table",
    "graphres generate preferential --n 200 | graphres collapse - --format json",
)


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
@options.memory
@options.seed
@options.spreading_levels
@options.points
@options.fail_if
@options.plot
@options.page
@options.keep_network
@options.output
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Remove accounts one after another and measure what is left of the network after each.

    FOLLOWS is a table of follower and followed, or - for stdin. Each strategy removes accounts in
    its own order; the measures are taken after every single removal, exactly but for reach, which
    is sampled. The summary splits what the giant component loses into its removed members and what
    was cut off by their removal; and what reach loses (--measure reach) into posters gone,
    listeners gone, and those cut off.
    """
    from graphres.commands.collapse_run import run

    return run(given)
