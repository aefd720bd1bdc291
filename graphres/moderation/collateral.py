"""What suspensions do beside their purpose: cost, wrongful ones, accounts left alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.graph import Adjacency, FollowGraph
from graphres.kernels.arrays import Float64, Int32, Int64, Mask
from graphres.kernels.hashing import uniform
from graphres.measures.curves import collapse


def cumulative(values: npt.ArrayLike) -> Float64:
    """0, then the running sums: float64 of shape (K + 1,) for K values.

    >>> cumulative([2, 3]).tolist()
    [0.0, 2.0, 5.0]
    """
    return np.concatenate([[0.0], np.cumsum(np.asarray(values, dtype=np.float64))])


def isolated(graph: FollowGraph, order: Int32, who: Mask | None = None) -> Int64:
    """Accounts still there that had a follow and have none left, after 0, 1, …, K removals.

    Parameters
    ----------
    graph : FollowGraph
    order : ndarray of int32, shape (K,)
    who : ndarray of bool, shape (n,), optional
        Whom to count; everyone when absent.

    Returns
    -------
    ndarray of int64, shape (K + 1,)
        An account is alone from the removal of the last of its neighbours to its own. O(n + m).

    Examples
    --------
    >>> star = FollowGraph.from_pairs([("ann", "hub"), ("bob", "hub")])
    >>> isolated(star, star.index_of(["hub", "ann"]).astype(np.int32)).tolist()
    [0, 2, 1]
    """
    never = len(order) + 1
    removal = np.full(graph.n, never, dtype=np.int64)
    removal[order] = np.arange(1, never)
    last = np.maximum(_latest(graph.followers, removal), _latest(graph.following, removal))
    alone = (last > 0) & (last < removal)
    if who is not None:
        alone &= who
    change = np.bincount(last[alone], minlength=never + 1)
    change -= np.bincount(removal[alone], minlength=never + 1)
    counts: Int64 = np.cumsum(change[:never])
    return counts


def _latest(rows: Adjacency, removal: Int64) -> Int64:
    """The latest removal in each row; 0 for an empty one."""
    latest = np.zeros(len(rows.offsets) - 1, dtype=np.int64)
    some = np.flatnonzero(rows.lengths())
    if len(some):
        latest[some] = np.maximum.reduceat(removal[rows.targets], rows.offsets[some])
    return latest


def expected_wrongful(confidence: Float64, order: Int32, mistaken: Mask) -> Float64:
    """Σ (1 − confidence) over the accounts removed, one for each hit by mistake; (K + 1,).

    Exact: an expectation of a sum needs no draws.
    """
    return cumulative(np.where(mistaken, 1.0, 1.0 - confidence[order]))


def label_holds(
    graph: FollowGraph, confidence: Float64, order: Int32, *, seed: int, run: int
) -> Mask:
    """Whether each account of an order is what its label says, drawn once a run; bool (K,)."""
    holds: Mask = uniform(seed, "label", run, graph.keys[order]) < confidence[order]
    return holds


def rightful_loss(graph: FollowGraph, order: Int32, rightful: Mask) -> Float64:
    """What the giant loses by the rightful suspensions alone, over n; (K + 1,).

    S(0) − S of the graph without the rightful among the first k: what is lost for good where
    wrongful suspensions are undone. O(n + m α(n)).
    """
    giant = collapse(graph, order[rightful], measures=("giant",))["giant"]
    upheld = np.concatenate([[0], np.cumsum(rightful)])
    loss: Float64 = giant[0] - giant[upheld]
    return loss
