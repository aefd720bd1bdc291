"""The work of `graphres rank`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from graphres.certificate import certificate
from graphres.commands import inputs, spreads, values
from graphres.commands.columns import cells
from graphres.errors import UsageError
from graphres.expressions import parse
from graphres.ranking import rank_accounts
from graphres.report.opening import opening
from graphres.report.progress import Bar
from graphres.report.rank_view import rank_result
from graphres.report.reach_blocks import travelled
from graphres.report.writers import write
from graphres.runs import check_until, giant_target
from graphres.strategies import Strategy

__all__ = ["run"]

_BUDGET = "20"

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Read, rank, write."""
    place = inputs.destination(given)
    strategy = _one_strategy(given)
    inputs.check(given)
    until = parse(given["until"]) if given["until"] else None
    if until is not None:
        check_until(until, ("giant", "reach"))
    spreads.spread_of(given)
    column = spreads.probability_column(given)
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = inputs.read(given, bar.stage("reading"), probability=column)
        spread = spreads.spread_of(given, graph)
        ranked = rank_accounts(
            graph,
            strategy,
            eligible=inputs.eligible(given, graph),
            limit=values.budget_of(given["budget"] or (None if until else _BUDGET), graph.n),
            until=until,
            seed=given["seed"],
            spread=spread,
            jobs=given["jobs"] or os.cpu_count() or 1,
            on_progress=bar.stage("spreading"),
        )
    attributes = {name: cells(graph, name, ranked.order) for name in given["show"]}
    reach = ranked.reach
    worlds, sources = (None, None) if reach is None else (reach.worlds, reach.sources)
    facts = spreads.facts(given, spread, worlds, sources)
    made = inputs.manifest_of(given, graph, report, [strategy], **facts)
    how = travelled(spread, given["probability"])
    target = giant_target(until)
    proven = None if target is None else certificate(graph, target)
    opened = opening(graph, report)
    write(rank_result(graph, ranked, attributes, made, opened, how, proven), place)
    return 0


def _one_strategy(given: Given) -> Strategy:
    chosen = inputs.strategies(given["strategies"] or ("in-degree",))
    if len(chosen) > 1:
        raise UsageError("rank goes by one strategy", do="give --strategy once")
    return chosen[0]
