"""Listeners in groups: by a column of the account table, or by community."""

from __future__ import annotations

import logging

import numpy as np

from graphres.data.convert.columns import account_column
from graphres.data.convert.communities import find_communities
from graphres.graph import FollowGraph
from graphres.spread.groups import Grouping

#: What ``--group`` takes for the communities of the network, where no column is called so.
COMMUNITY = "community"

#: The largest communities that are a group each; the rest are one together.
_COMMUNITIES = 12

_log = logging.getLogger(__name__)


def listeners(graph: FollowGraph, name: str | None, seed: int = 0) -> Grouping | None:
    """Group the accounts by a column, or by community; None where neither is named."""
    if name is None:
        return None
    if has_communities(graph, name):
        return group_by_community(graph, seed)
    if name == COMMUNITY:
        _log.info(
            "groups are those of the column %r of the account table; "
            "rename it to group by the communities found in the network",
            name,
        )
    return Grouping.by(name, account_column(graph, name, "group by").tolist())


def group_by_community(graph: FollowGraph, seed: int = 0, most: int = _COMMUNITIES) -> Grouping:
    """Group accounts by community: "community 1" is the largest; the smallest are one group.

    Parameters
    ----------
    graph : FollowGraph
    seed : int
        For the search; see `find_communities`.
    most : int
        How many communities are a group of their own.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("a", "b"), ("b", "c"), ("c", "a"), ("d", "e")])
    >>> groups = group_by_community(graph)
    >>> groups.names, groups.of.tolist()
    (('community 1', 'community 2'), [0, 0, 0, 1, 1])
    """
    label = find_communities(graph, seed)
    total = int(label.max(initial=-1)) + 1
    names = [f"community {number}" for number in range(1, min(total, most) + 1)]
    if total > most:
        names.append("smaller communities")
    return Grouping(COMMUNITY, tuple(names), np.minimum(label, most).astype(np.int32))


def has_communities(graph: FollowGraph, name: str | None) -> bool:
    """Whether groups of this name are the communities of the network, as where none is named."""
    is_column = graph.attributes is not None and name in graph.attributes.columns
    return name is None or (name == COMMUNITY and not is_column)
