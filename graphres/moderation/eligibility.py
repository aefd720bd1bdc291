"""Which accounts are meant: by an expression, a list, or their followers."""

from __future__ import annotations

import os

import numpy as np

from graphres.amounts import parse_whole_number
from graphres.data.expressions import parse
from graphres.data.reading.lists import read_ids
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Mask
from graphres.strategies.list import account_columns


def matching(text: str, graph: FollowGraph) -> Mask:
    """The accounts that an expression over the account table holds of.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")])
    >>> matching("account == 'bob'", graph).tolist()
    [False, True, False]
    """
    return parse(text).mask(account_columns(graph), graph.n)


def protected(
    graph: FollowGraph, protect: str | os.PathLike[str] | None, protect_where: str | None
) -> Mask | None:
    """Who is on a list or matches an expression; None where neither is given."""
    if not (protect or protect_where):
        return None
    shielded = np.zeros(graph.n, dtype=bool)
    if protect:
        shielded[read_ids(protect, graph)] = True
    if protect_where:
        shielded |= matching(protect_where, graph)
    return shielded


def eligible(graph: FollowGraph, target: Mask | None, shielded: Mask | None) -> Mask | None:
    """Targets that are not protected; None for everyone."""
    if target is None:
        return None if shielded is None else ~shielded
    return target if shielded is None else target & ~shielded


def check_sources(text: str) -> None:
    """`UsageError` for sources that can be seen to be none without a graph."""
    if text.startswith("top:"):
        _top(text)
    if text.startswith("where:"):
        parse(text.removeprefix("where:"))


def sources(text: str, graph: FollowGraph) -> Mask | None:
    """Who may post: ``all`` (None), ``top:K`` most followed, ``where:EXPR``, or a file's list.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")])
    >>> sources("top:1", graph).tolist()
    [False, True, False]
    """
    if text == "all":
        return None
    if text.startswith("where:"):
        return matching(text.removeprefix("where:"), graph)
    chosen = np.zeros(graph.n, dtype=bool)
    if text.startswith("top:"):
        chosen[np.argsort(-graph.in_degree, kind="stable")[: _top(text)]] = True
    else:
        chosen[read_ids(text, graph)] = True
    return chosen


def _top(text: str) -> int:
    return parse_whole_number(text.removeprefix("top:"), "--sources top:", least=1)
