"""Which group ranked accounts belong to, and how many others their follows lead to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.graph import FollowGraph
from graphres.spread import Grouping
from graphres.spread.listeners import group_by_community, has_communities, listeners


def make_bridge_columns(
    graph: FollowGraph, name: str | None, accounts: npt.NDArray[np.int32], seed: int
) -> dict[str, Sequence[Any]]:
    """Return ``group`` and ``bridges`` of the accounts; nothing where no group is named.

    Communities are all told apart here, however many there are.
    """
    if name is None:
        return {}
    grouping = None if has_communities(graph, name) else listeners(graph, name, seed)
    grouping = grouping or group_by_community(graph, seed, most=graph.n)
    group = [grouping.names[i] for i in grouping.of[accounts].tolist()]
    return {"group": group, "bridges": count_bridged(graph, grouping, accounts)}


def count_bridged(
    graph: FollowGraph, grouping: Grouping, accounts: npt.NDArray[np.int32]
) -> list[int]:
    """Count for each account the groups other than its own among its followers and followed.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "dan")])
    >>> grouping = Grouping.by("lang", ["en", "en", "de", "fr"])
    >>> count_bridged(graph, grouping, np.array([0, 1], dtype=np.int32))
    [0, 2]
    """
    counts = []
    for account in accounts.tolist():
        near = np.concatenate([graph.followers.row(account), graph.following.row(account)])
        others = np.unique(grouping.of[near])
        counts.append(int(np.count_nonzero(others != grouping.of[account])))
    return counts
