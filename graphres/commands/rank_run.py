"""The work of `graphres rank`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from graphres.commands import inputs, values
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.ranking import RankedAccounts, rank_accounts
from graphres.report.opening import opening
from graphres.report.progress import Bar
from graphres.report.rank_view import rank_result
from graphres.report.writers import write
from graphres.strategies import Strategy

__all__ = ["run"]

_BUDGET = "20"

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Read, rank, write."""
    place = inputs.destination(given)
    strategy = _one_strategy(given)
    inputs.check(given)
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = inputs.read(given, bar.stage("reading"))
        ranked = rank_accounts(
            graph,
            strategy,
            eligible=inputs.eligible(given, graph),
            limit=values.budget_of(given["budget"] or _BUDGET, graph.n),
            seed=given["seed"],
        )
    attributes = _attributes(graph, ranked, given["show"])
    made = inputs.manifest_of(given, graph, report, [strategy])
    write(rank_result(graph, ranked, attributes, made, opening(graph, report)), place)
    return 0


def _one_strategy(given: Given) -> Strategy:
    chosen = inputs.strategies(given["strategies"] or ("in-degree",))
    if len(chosen) > 1:
        raise UsageError("rank goes by one strategy", do="give --strategy once")
    return chosen[0]


def _attributes(
    graph: FollowGraph, ranked: RankedAccounts, names: Sequence[str]
) -> dict[str, list[Any]]:
    """Columns of the account table for the ranked accounts, missing values as None."""
    if not names:
        return {}
    table = graph.accounts
    offered = [name for name in table.columns if name != "account"]
    for name in names:
        if name not in offered:
            raise InputError(
                f"no column {name!r} to show",
                do=f"name one of: {', '.join(offered)}" if offered else "give --accounts FILE",
            )
    return {name: [_value(v) for v in table[name].iloc[ranked.order]] for name in names}


def _value(value: Any) -> Any:
    """A cell as JSON and CSV have it."""
    import pandas as pd

    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat().removesuffix("T00:00:00")
    plain = value.item() if hasattr(value, "item") else value
    return plain if not isinstance(plain, float) or math.isfinite(plain) else None
