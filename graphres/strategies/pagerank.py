"""PageRank: followed by accounts that are themselves followed."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from graphres.errors import StrategyError, UnfinishedError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64
from graphres.kernels.centrality.pagerank_step import step_walk
from graphres.strategies.base import ScoreStrategy

_STEPS = 1000


class PageRank(ScoreStrategy):
    """Highest PageRank first; the walk goes from follower to followed."""

    name: ClassVar[str] = "pagerank"
    summary: ClassVar[str] = "highest PageRank first, walking from follower to followed"
    direction: ClassVar[str] = "from follower to followed"
    reference: ClassVar[str] = "Langville & Meyer 2004, doi:10.1080/15427951.2004.10129091"
    cost: ClassVar[str] = "O(n + m) a step, some 50 to 100 steps"
    usage: ClassVar[str] = "damping=0.85"
    is_sequential = True

    def __init__(self, damping: float = 0.85) -> None:
        self.damping = damping

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Parse nothing, or ``damping=D`` with 0 <= D < 1."""
        if not argument:
            return cls()
        key, _, value = argument.partition("=")
        try:
            damping = float(value)
        except ValueError:
            damping = -1.0
        if key != "damping" or not 0 <= damping < 1:
            raise StrategyError(
                f"strategy 'pagerank' takes damping=D with 0 <= D < 1, not {argument!r}"
            )
        return cls(damping)

    def scores(self, graph: FollowGraph) -> Float64:
        """Return the stationary share of visits."""
        return pagerank(graph, damping=self.damping)


def pagerank(graph: FollowGraph, *, damping: float = 0.85, tolerance: float = 1e-13) -> Float64:
    """Compute the PageRank of every account.

    x = d (Pᵀx + dangling/n) + (1 − d)/n, where a walker at an account moves to one of those it
    follows, and from one that follows nobody to any account at all.

    Parameters
    ----------
    graph : FollowGraph
    damping : float
        d in [0, 1).
    tolerance : float
        Stop when the sum of absolute changes falls to this.

    Returns
    -------
    ndarray of float64, shape (n,)
        Sums to 1. O(n + m) a step, log(tolerance)/log(d) steps at most.

    Raises
    ------
    UnfinishedError
        When 1000 steps do not reach the tolerance (damping close to 1).

    References
    ----------
    Page, Brin, Motwani & Winograd 1999, Stanford InfoLab 1999-66; dangling accounts as in
    Langville & Meyer 2004, doi:10.1080/15427951.2004.10129091.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> pagerank(graph).round(3).tolist()
    [0.464, 0.486, 0.05]
    """
    n = graph.n
    if n == 0:
        return np.zeros(0)
    follows = graph.out_degree
    hanging = np.flatnonzero(follows == 0)
    spread = np.where(follows == 0, 0.0, damping / np.maximum(follows, 1))
    visits: Float64 = np.full(n, 1 / n)
    share, handed = visits * spread, np.empty(n)
    for _ in range(_STEPS):
        jumps = (damping * float(visits[hanging].sum()) + 1 - damping) / n
        change = step_walk(*graph.followers, jumps, spread, share, visits, handed)
        share, handed = handed, share
        if change <= tolerance:
            visits /= visits.sum()
            return visits
    raise UnfinishedError(
        f"PageRank with damping={damping} did not settle in {_STEPS} steps",
        do="choose a smaller damping",
    )
