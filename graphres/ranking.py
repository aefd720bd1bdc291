"""Which accounts to look at next, and what the network loses with each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphres.curves import collapse
from graphres.expressions import Expression
from graphres.graph import FollowGraph
from graphres.orders import checkpoints
from graphres.runs import first_at
from graphres.spread import ReachCurve, Spread
from graphres.strategies import Strategy
from graphres.strategies.base import Scores

__all__ = ["RankedAccounts", "rank_accounts"]

#: Accounts up to which every loss of reach has an interval; of more, those at as many places.
_WORLDS_KEPT = 20_000

Float64 = npt.NDArray[np.float64]


@dataclass(frozen=True)
class RankedAccounts:
    """The first K accounts of a strategy's order.

    Parameters
    ----------
    order : ndarray of int32, shape (K,)
        Account numbers, the first to look at first.
    scores : ndarray of float64 or int64, shape (K,)
        What the strategy went by; NaN where it gives no score.
    followers : ndarray of int64, shape (K,)
        In the whole graph.
    giant_after, giant_loss : ndarray of float64, shape (K,)
        S(k) once this account and all above it are removed, and S(k − 1) − S(k).
    reach : ReachCurve, optional
        Reach as they are removed in that order; None for a graph without accounts.
    """

    order: npt.NDArray[np.int32]
    scores: Scores
    followers: npt.NDArray[np.int64]
    giant_after: Float64
    giant_loss: Float64
    reach: ReachCurve | None


def rank_accounts(
    graph: FollowGraph,
    strategy: Strategy,
    *,
    eligible: npt.NDArray[np.bool_] | None = None,
    limit: int | None = None,
    until: Expression | None = None,
    seed: int = 0,
    spread: Spread | None = None,
    jobs: int = 1,
    on_progress: Callable[[int, int], None] | None = None,
) -> RankedAccounts:
    """Rank accounts by a strategy, with what is lost as they are removed in that order.

    Parameters
    ----------
    graph : FollowGraph
    strategy : Strategy
    eligible : ndarray of bool, shape (n,), optional
        Who may be ranked; all when absent.
    limit : int, optional
        How many to rank at most.
    until : Expression, optional
        Stop at the first removal at which this holds of ``giant``, ``reach``, ``removed``.
    seed : int
        For strategies that draw; the ranking is that of their first run.
    spread : Spread, optional
        How a message travels and who posts.
    jobs : int
        Threads.
    on_progress : callable, optional
        Called with (done, total) after each block of worlds.

    Returns
    -------
    RankedAccounts
        O(n + m α(n)) beside the strategy's own cost, and a sweep of reach.

    Examples
    --------
    >>> from graphres.strategies import strategy
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> ranked = rank_accounts(graph, strategy("in-degree"), limit=1)
    >>> graph.ids[int(ranked.order[0])].as_py(), ranked.giant_after.round(3).tolist()
    ('bob', [0.333])
    """
    how = spread or Spread(seed=seed)
    ranking = strategy.ranking(
        graph, eligible=eligible, limit=limit, seed=seed, spread=how, jobs=jobs
    )
    order, scores = ranking.order, ranking.scores
    if until is not None:
        named = tuple({"giant", *until.names} & {"giant", "reach"})
        whole = collapse(graph, order, measures=named, spread=how, jobs=jobs)
        order = order[: first_at(whole, until)]
        scores = None if scores is None else scores[: len(order)]
    curve = collapse(
        graph,
        order,
        measures=("giant", "reach"),
        spread=how,
        kept=checkpoints(len(order), _WORLDS_KEPT),
        jobs=jobs,
        on_progress=on_progress,
    )
    giant = curve["giant"]
    none = np.full(len(order), np.nan)
    return RankedAccounts(
        order=order,
        scores=none if scores is None else scores,
        followers=graph.in_degree[order],
        giant_after=giant[1:],
        giant_loss=np.rint((giant[:-1] - giant[1:]) * graph.n) / max(graph.n, 1),
        reach=curve.reach,
    )
