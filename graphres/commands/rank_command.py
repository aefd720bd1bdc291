"""`graphres rank`: which accounts to look at next, and what each takes away."""

from __future__ import annotations

from typing import Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command

EXAMPLES = (
    "graphres rank sample:movement --format table",
    "graphres rank sample:movement -s pagerank --budget 1% --format csv",
    "graphres rank sample:karate --undirected -s betweenness:adaptive+reinsert@0.2 "
    "--until 'giant <= 0.2'",
)


@click.command(cls=Command, name="rank", examples=EXAMPLES)
@options.follows()
@options.reading
@options.strategies("in-degree")
@options.choosing("Rank so many accounts, or so many in a hundred (20).")
@options.costs
@options.until
@options.ties
@options.confidence
@options.hide_in_resamples
@options.resamples
@options.runs
@options.seed
@options.spreading
@options.jobs
@options.show
@options.page
@options.keep_network
@options.graph_output
def COMMAND(**given: Any) -> int:  # noqa: N802 - every command's file has one
    """Rank accounts by a strategy, and tell what is lost as they go in that order.

    FOLLOWS is a table of follower and followed, or - for stdin. Beside each account: what the
    giant component, the largest strong one and the reach of a message lose with it, and what most
    of that loss of reach is; whom it leaves without any follow, what it costs, and how sure its
    rank is: where it stands when the ranking is made again with a part of the follows hidden
    (--resamples), or with equal scores drawn (--ties random:RUNS). Where that is quick, worlds are
    eight a source, also where --worlds is less: losses need as many. A rank describes a position in
    this network, not conduct, and is no ground for suspension by itself.
    """
    from graphres.commands.rank_run import run

    return run(given)
