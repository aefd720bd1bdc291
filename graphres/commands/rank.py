"""`graphres rank`: which accounts to look at next, and what each takes away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command
from graphres.commands.failures import say

if TYPE_CHECKING:
    from graphres.graph import FollowGraph
    from graphres.options.raw import RawOptions
    from graphres.report.output import Destination
    from graphres.studies.trials.ranking import RankedAccounts

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
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Rank accounts by a strategy, and tell what is lost as they go in that order.

    FOLLOWS is a table of follower and followed, or - for stdin. Beside each account: what the
    giant component, the largest strong one and the reach of a message lose with it, and what most
    of that loss of reach is; whom it leaves without any follow, what it costs, and how sure its
    rank is: where it stands when the ranking is made again with a part of the follows hidden
    (--resamples), or with equal scores drawn (--ties random:RUNS). Where that is quick, worlds are
    eight a source, also where --worlds is less: losses need as many. A rank describes a position in
    this network, not conduct, and is no ground for suspension by itself.
    """
    from graphres.commands import inputs, networks, outputs
    from graphres.commands.stopping import stop_at_ctrl_c
    from graphres.data.convert.columns import cells
    from graphres.measures.lower_bound import prove_lower_bound
    from graphres.options.bridges import make_bridge_columns
    from graphres.options.rank import parse_rank
    from graphres.options.stopping import giant_target
    from graphres.report.kinds.header import describe_reading
    from graphres.report.kinds.rank import CAUTION
    from graphres.report.kinds.rank.result import rank_result
    from graphres.report.output import GRAPHS
    from graphres.studies.trials.rank_task import run_rank

    places = outputs.choose_places(raw, graphs=True)
    task = parse_rank(raw)
    table = inputs.parse_table(raw, probability=task.probability_column)
    with outputs.open_bar(raw) as bar:
        graph, report = inputs.read(table, bar.stage("reading"))
        stops = stop_at_ctrl_c([task.strategy], raw.value("jobs"))
        outcome = run_rank(task, graph, jobs=raw.value("jobs"), on_stage=bar.stage)
    ranked, stability = outcome.ranked, outcome.stability
    if not ranked.is_reached and task.until and not raw.flag("quiet"):
        say("warning", f"{task.until.text} is not reached")
    reach = ranked.reach
    worlds, sources = (None, None) if reach is None else (reach.worlds, reach.sources)
    facts: dict[str, Any] = {"strategy": task.strategy.spec}
    facts |= (
        task.spreading.to_facts(outcome.spread, worlds, sources) | task.to_facts() | stops.facts()
    )
    facts |= {"resamples": None if stability is None else stability.resamples, "caution": CAUTION}
    manifest = inputs.manifest_of(graph, report, task, **facts)
    attributes: dict[str, Any] = {
        name: cells(graph, name, ranked.order) for name in raw.texts("show")
    }
    attributes |= make_bridge_columns(graph, raw.text("group"), ranked.order, task.seed)
    network = partial(networks.show_ranking, raw, graph, task.strategy.spec, ranked)
    target = giant_target(task.until)
    result = rank_result(
        {**outcome.columns(graph), **attributes},
        manifest,
        describe_reading(graph, report, inputs.count_eligible(task.eligibility, graph)),
        None if target is None else prove_lower_bound(graph, target),
    )
    if places.result.format in GRAPHS.values():
        with outputs.together(places) as batched:
            _write_graph(graph, ranked, batched.result)
            outputs.show(outputs.with_network(result, batched, network), batched)
    else:
        outputs.write(result, places, network)
    return 0


def _write_graph(graph: FollowGraph, ranked: RankedAccounts, place: Destination) -> None:
    """Write the graph with followers, order and losses as data of its nodes."""
    from graphres.data.convert import write_markup

    columns = {"followers": graph.in_degree.tolist(), **ranked.by_account(graph.n)}
    repeated = [name for name in columns if name in graph.accounts.columns]
    if repeated:
        say("note", f"columns of the account table give way: {', '.join(repeated)}")
    with place.open() as out:
        write_markup(graph, out, place.format, extra_columns=columns)
