"""What settings take from columns of the account table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.data.convert.columns import account_column
from graphres.graph import FollowGraph
from graphres.spread import Grouping


def table_of(given: Mapping[str, Any]) -> str | None:
    """The table in which an account's column stands, as far as it is known."""
    return given.get("accounts") or given.get("follows")


def listeners(graph: FollowGraph, name: str | None) -> Grouping | None:
    """The accounts by the groups of a column; None where none is named."""
    if name is None:
        return None
    return Grouping.by(name, account_column(graph, name, "group by").tolist())
