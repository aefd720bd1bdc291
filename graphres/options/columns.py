"""What options take from columns of the account table."""

from __future__ import annotations

from graphres.data.convert.columns import account_column
from graphres.graph import FollowGraph
from graphres.spread import Grouping


def listeners(graph: FollowGraph, name: str | None) -> Grouping | None:
    """Group the accounts by a column; None where none is named."""
    if name is None:
        return None
    return Grouping.by(name, account_column(graph, name, "group by").tolist())
