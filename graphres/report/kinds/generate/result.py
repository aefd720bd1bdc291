"""A graph as the tables that it could be read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from graphres.graph import FollowGraph
from graphres.report.result import Result, Rows

_ROWS_AT_ONCE = 1 << 17


def follows_result(graph: FollowGraph) -> Result:
    """Columns ``follower`` and ``followed``, a row a follow; a tie is written once."""
    rows = Rows(["follower", "followed"], lambda: _follows(graph))
    return Result("graphres.follows/1", {"follows": rows}, rows, lambda width: [])


def _follows(graph: FollowGraph) -> Iterator[Sequence[Sequence[Any]]]:
    """Batches of names, by follower."""
    names = graph.ids.to_pylist()
    offsets, targets = graph.following
    for first in range(0, len(targets), _ROWS_AT_ONCE):
        places = np.arange(first, min(first + _ROWS_AT_ONCE, len(targets)))
        follower = np.searchsorted(offsets, places, side="right") - 1
        followed = targets[places]
        if not graph.directed:
            once = follower < followed
            follower, followed = follower[once], followed[once]
        yield [[names[i] for i in ends.tolist()] for ends in (follower, followed)]


def accounts_result(graph: FollowGraph) -> Result:
    """Column ``account``, the attributes, and ``followers_total`` where it is known."""
    table = graph.accounts
    if graph.followers_total is not None:
        table["followers_total"] = graph.followers_total
    columns = [_cells(table[name].tolist()) for name in table.columns]
    rows = Rows(list(table.columns), lambda: [columns])
    return Result("graphres.accounts/1", {"accounts": rows}, rows, lambda width: [])


def _cells(column: list[Any]) -> list[Any]:
    """Dates as ISO days or times, whole floats as whole numbers."""
    return [_cell(value) for value in column]


def _cell(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat().removesuffix("T00:00:00")
    return int(value) if isinstance(value, float) and value.is_integer() else value
