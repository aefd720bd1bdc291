"""A graph as weak components see it: accounts tied by a follow, whichever way it runs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.graph import Adjacency, FollowGraph, unite_rows
from graphres.kernels.csr import renumber_rows


def list_neighbours(graph: FollowGraph, accounts: npt.NDArray[np.int32] | None = None) -> Adjacency:
    """List who follows or is followed by whom, each pair once from either end.

    Parameters
    ----------
    graph : FollowGraph
    accounts : ndarray of int32, shape (n,), optional
        All accounts in some order; place i of the result is ``accounts[i]``. The graph's own order
        when absent.

    Returns
    -------
    Adjacency
        Row i: the places tied to place i, ascending. O(n + m).

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("bob", "ann"), ("cem", "bob")])
    >>> [list_neighbours(graph).row(i).tolist() for i in range(3)]
    [[1], [0, 2], [1]]
    """
    rows = graph.followers
    if graph.directed:
        rows = unite_rows(rows, graph.following).freeze()
    accounts_in_order = np.arange(graph.n, dtype=np.int32)
    if accounts is None or np.array_equal(accounts, accounts_in_order):
        return rows
    place = np.empty(graph.n, dtype=np.int32)
    place[accounts] = accounts_in_order
    offsets = np.concatenate([[0], np.cumsum(rows.lengths()[accounts])])
    targets = np.empty_like(rows.targets)
    renumber_rows(*rows, accounts, place, offsets[:-1].copy(), targets)
    return Adjacency(offsets, targets).freeze()
