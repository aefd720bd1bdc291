"""`graphres info`: what is in a graph, and what was dropped in reading it."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command, Decorator, Option

EXAMPLES = (
    "graphres info sample:open-platform --format table",
    "graphres info sample:movement --accounts sample:movement-accounts "
    "--followers-total followers_total --format json",
    "graphres info --strategies",
)


def _listing(name: str, help: str) -> Decorator:  # noqa: A002 - click's own word
    return click.option(name, cls=Option, section="Without a file", is_flag=True, help=help)


@click.command(cls=Command, name="info", examples=EXAMPLES)
@options.follows(required=False)
@_listing("--strategies", "The strategies there are.")
@_listing("--measures", "The measures there are.")
@_listing("--environment", "Versions, cache folder, cores, extras.")
@options.reading
@options.output
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Describe a graph: its size and components, its followers' tail, who is most followed.

    FOLLOWS is a table of follower and followed, or - for stdin. Without it, one of --strategies,
    --measures and --environment tells what there is to choose from.
    """
    from graphres.commands.info_run import run

    return run(given)
