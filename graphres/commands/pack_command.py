"""`graphres pack`: write a graph as a store that opens at once."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import completing
from graphres.commands import declarations as options
from graphres.commands.command import Command
from graphres.commands.declarations.declaring import option

EXAMPLES = (
    "graphres pack sample:open-platform -o platform.fgr",
    "graphres pack sample:movement --accounts sample:movement-accounts -o movement.fgr",
    "graphres pack sample:open-platform --also parquet --force -o platform.fgr",
)


@click.command(cls=Command, name="pack", examples=EXAMPLES)
@click.argument("follows", nargs=-1, required=True, shell_complete=completing.files)
@options.reading
@option(
    "Reading",
    "-p",
    "--probability",
    metavar="col:NAME",
    help="Column of FOLLOWS to keep: the probability that each passes a message on.",
)
@options.layer
@option(
    "Output",
    "-o",
    "--output",
    metavar="FOLDER",
    required=True,
    help="The store: a folder, written whole or not at all. By custom it ends in .fgr.",
)
@option(
    "Output",
    "--also",
    metavar="FORM",
    multiple=True,
    help="parquet: tables of follows and accounts too, for Spark and DuckDB.",
)
@option(
    "Larger than memory",
    "--memory",
    metavar="SIZE",
    help="Take no more than this: 2GB. Follows that don't fit are sorted on disk.",
)
@option(
    "Larger than memory",
    "--scratch",
    metavar="FOLDER",
    help="Where to sort them: up to eight times the table's size (beside the store).",
)
@option("Output", "--force", is_flag=True, help="Replace a store that exists.")
@options.manners
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Write the graph as a store: a folder that every command takes as FOLLOWS.

    FOLLOWS is a table of follower and followed, - for stdin, or several files, folders and quoted
    globs that are parts of one table. A store opens in a fraction of the time that reading takes,
    and gives the same results to the byte. With --memory the table may be larger than memory.
    """
    from graphres.commands.pack_run import run

    return run(given)
