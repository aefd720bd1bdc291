"""A graph as weak components see it: accounts tied by a follow, whichever way it runs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.graph import Adjacency, FollowGraph

__all__ = ["ties"]


def ties(graph: FollowGraph, accounts: npt.NDArray[np.int32] | None = None) -> Adjacency:
    """Who is tied to whom, every tie once from either end.

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
    >>> [ties(graph).row(i).tolist() for i in range(3)]
    [[1], [0, 2], [1]]
    """
    own = np.arange(graph.n, dtype=np.int32)
    if accounts is None or np.array_equal(accounts, own):
        if not graph.directed:
            return graph.followers
        place = own
    else:
        place = np.empty(graph.n, dtype=np.int32)
        place[accounts] = own
    follower = np.repeat(place, graph.out_degree)
    followed = place[graph.following.targets]
    return FollowGraph.from_follows(graph.ids, follower, followed, directed=False)[0].followers
