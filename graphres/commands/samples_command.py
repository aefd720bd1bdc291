"""`graphres samples`: the sample graphs, listed or copied."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import completing
from graphres.commands import declarations as options
from graphres.commands.command import Command

EXAMPLES = (
    "graphres samples --format table",
    "graphres samples graphs/",
    "graphres samples graphs/ && graphres info graphs/karate.csv --undirected --format table",
)


@click.command(cls=Command, name="samples", examples=EXAMPLES)
@click.argument("folder", required=False, shell_complete=completing.folders)
@options.output
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """List the sample graphs, or copy them to FOLDER.

    In every command sample:NAME stands for one in place of a path.
    """
    from graphres.commands.samples_run import run

    return run(given)
