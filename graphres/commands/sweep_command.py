"""`graphres sweep`: a TOML experiment, cell by cell, into a folder of results."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command, Option
from graphres.commands.completing import files

EXAMPLES = (
    "graphres sweep sample:experiment --dry-run --format table",
    "graphres sweep sample:experiment -o results/",
    "graphres sweep sample:experiment -o results/ --resume --jobs 2 --format table",
)


@click.command(cls=Command, name="sweep", examples=EXAMPLES)
@click.argument("experiment", shell_complete=files)
@click.option(
    "-o",
    "--output",
    cls=Option,
    section="Results",
    metavar="FOLDER",
    help="Write a folder, one Parquet file a cell, each whole or not at all.",
)
@click.option(
    "--resume",
    cls=Option,
    section="Results",
    is_flag=True,
    help="Keep the cells that are there and go on; try failed ones again.",
)
@click.option(
    "--force",
    cls=Option,
    section="Results",
    is_flag=True,
    help="Begin again in a folder that holds an earlier sweep.",
)
@click.option(
    "--dry-run",
    cls=Option,
    section="Results",
    is_flag=True,
    help="Show the grid, and the time it may take from the first cell of each table.",
)
@options.strict
@options.jobs
@options.plot
@options.page
@options.formats
@options.manners
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Run an experiment: graphs by strategies by parameters by seeds, in a folder that resumes.

    EXPERIMENT is a TOML file: [graphs.NAME] tables, files or models; then [[collapse]], [[reach]],
    [[rank]], [[campaign]] and [[intervene]] tables, whose keys are the options of those commands, _
    for -, and may be lists to go through. A cell that fails is recorded and the others go on; the
    status is then 4. pandas.read_parquet("results/") reads all results as one tidy table.
    """
    from graphres.commands.sweep_run import run

    return run(given)
