"""The command line. To add a command: write a file of its name with its `COMMAND`; list it here.

A command's file is imported when the command is used, and what is heavy when it has work to do.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

import graphres
from graphres.close_matches import suggest
from graphres.commands.completing import complete, is_completing
from graphres.commands.failures import status_of
from graphres.commands.streams import open_standard_streams
from graphres.engine.locking import release_all
from graphres.engine.unchanged import remember_files

if TYPE_CHECKING:
    from graphres.commands.command import Command

__all__ = ["COMMANDS", "load_command", "main", "run", "run_process"]

#: Every command, which is a file by its name, and the question that it answers.
COMMANDS = {
    "info": "what is in this graph, and what was dropped in reading it",
    "collapse": "how connectivity and reach fall as accounts are removed",
    "reach": "who hears a message now, by hop and group",
    "rank": "which accounts to look at next, and what each takes away",
    "campaign": "what suspensions repeated over time do to follower growth",
    "intervene": "suspension beside other levers, at equal budget",
    "sweep": "a TOML experiment: a grid of runs, resumable, in parallel",
    "compare": "what differs between two results or two snapshots, beyond noise",
    "generate": "write a synthetic follower graph",
    "pack": "a store of the graph, which every command opens at once",
    "reproduce": "the published findings, each re-run, with a verdict",
    "report": "results as one page to show, read and print",
    "draw": "the network as a picture, before and after suspensions",
    "samples": "the sample graphs, listed or copied",
}


class _LazyGroup(click.Group):
    """A group that imports a command's file when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the table, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name; raise a usage error with the nearest one if it is none."""
        if cmd_name not in COMMANDS:
            if ctx.resilient_parsing:  # a shell completes a line that is wrong already
                return None
            raise click.UsageError(f"no command {cmd_name!r}; {suggest(cmd_name, COMMANDS)}")
        return load_command(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def load_command(name: str) -> Command:
    """Import the file of a command."""
    command: Command = import_module(f"{__name__}.{name}").COMMAND
    return command


@click.group(
    cls=_LazyGroup,
    no_args_is_help=False,
    invoke_without_command=True,
    subcommand_metavar="COMMAND FOLLOWS [OPTIONS]",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="graphres COMMAND --help opens with examples.",
)
@click.version_option(graphres.__version__, prog_name="graphres", message="%(prog)s %(version)s")
@click.pass_context
def _group(ctx: click.Context) -> None:
    """Tell how a social network stands up to account suspensions."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def run(arguments: Sequence[str]) -> int:
    """Run one command line, and return its exit status."""
    debug = "--debug" in arguments or bool(os.environ.get("GRAPHRES_DEBUG"))
    try:
        with remember_files():
            return status_of(partial(_invoke, list(arguments)), debug=debug)
    finally:
        release_all()


def _invoke(arguments: list[str]) -> Any:
    # Not click's own main, which would answer for errors, pipes and Ctrl-C in its own way.
    with _group.make_context("graphres", arguments, obj=time.perf_counter()) as ctx:
        return _group.invoke(ctx)


def run_process() -> int:
    """Run the process's own command line, and return its exit status."""
    open_standard_streams()
    return complete(_group) if is_completing() else run(sys.argv[1:])


def main() -> NoReturn:
    """Run the process's command line as ``graphres`` does, and exit with its status."""
    from graphres.__main__ import main as run_graphres

    run_graphres()
