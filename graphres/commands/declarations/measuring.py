"""Options that say what is measured, how often and by how many threads."""

from __future__ import annotations

import click

from graphres.amounts import MOST_JOBS, MOST_RUNS
from graphres.commands import completing
from graphres.commands.command import Decorator
from graphres.commands.declarations.declaring import all_of, option
from graphres.commands.declarations.grouping import group_option
from graphres.engine import ENGINES

_MEASURING = "Measuring"

resamples: Decorator = option(
    _MEASURING,
    "--resamples",
    type=click.IntRange(0, MOST_RUNS),
    metavar="N",
    help="Rank so often with a part hidden (100 by degree on up to 200,000 follows, else 0).",
)

measures: Decorator = option(
    _MEASURING,
    "--measure",
    metavar="NAME",
    multiple=True,
    shell_complete=completing.measures,
    help="What to measure, repeatable (giant, second, components, susceptibility, follows). "
    "See graphres info --measures.",
)

runs: Decorator = option(
    _MEASURING,
    "--runs",
    type=click.IntRange(1, MOST_RUNS),
    default=10,
    show_default=True,
    help="Runs of random strategies, and of what else is drawn.",
)

campaign_runs: Decorator = all_of(
    runs,
    group_option(_MEASURING),
)

jobs: Decorator = option(
    _MEASURING, "--jobs", type=click.IntRange(1, MOST_JOBS), help="Threads (cores)."
)

memory: Decorator = all_of(
    option(
        _MEASURING,
        "--memory",
        metavar="SIZE",
        help="Memory to use, such as 2GB. Follows that do not fit are read from their store, once "
        "a run, with the same result.",
    ),
    option(
        _MEASURING,
        "--dry-run",
        is_flag=True,
        help="Say how it would be measured, and what memory, disk and time that takes.",
    ),
    option(
        _MEASURING,
        "--engine",
        type=click.Choice(ENGINES),
        default=ENGINES[0],
        show_default=True,
        help="Who measures: threads of this process, or the workers of a Dask cluster, each a "
        "part of a store.",
    ),
    option(
        _MEASURING,
        "--scheduler",
        metavar="ADDRESS|FILE",
        help="Of the Dask cluster; without it, one is started on this machine.",
    ),
)

seed: Decorator = option(
    _MEASURING, "--seed", type=int, default=0, show_default=True, help="Of all that is drawn."
)
