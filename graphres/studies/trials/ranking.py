"""Which accounts to look at next, and what the network loses with each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graphres.data.expressions import Expression
from graphres.graph import FollowGraph
from graphres.graph.orders import make_account_mask
from graphres.kernels.arrays import Float64, Int64, Mask
from graphres.measures.curves import CollapseCurve, collapse
from graphres.moderation.collateral import (
    cumulative,
    expected_wrongful,
    isolated,
    label_holds,
    rightful_loss,
)
from graphres.moderation.selection import Rules, select
from graphres.spread import ReachCurve, Spread
from graphres.spread.losses import MEASURED, RemovalLosses, enough_worlds, removal_losses
from graphres.stats.intervals import t_quantile
from graphres.strategies import Strategy
from graphres.strategies.base import Scores
from graphres.studies.trials.runs import first_at

#: What is measured of a ranking.
MEASURES = ("giant", "strong", "reach")


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
    giant_after, giant_loss, strong_after, strong_loss : ndarray of float64, shape (K,)
        S(k) once this account and all above it are removed, and S(k − 1) − S(k): of the weak
        giant, and of the strong one.
    giant_cut, strong_cut : ndarray of float64, shape (K,)
        The loss beyond the account itself: others that fall off with it.
    isolated : ndarray of int64, shape (K,)
        Bystanders left without any follow by then.
    reach : ReachCurve, optional
        Reach as they are removed in that order; None for a graph without accounts.
    losses : RemovalLosses, optional
        What each of them takes away from reach, its own messages measured by themselves.
    is_reached : bool
        Whether ``until`` holds after the last of them.
    """

    order: npt.NDArray[np.int32]
    scores: Scores
    followers: Int64
    giant_after: Float64
    giant_loss: Float64
    giant_cut: Float64
    strong_after: Float64
    strong_loss: Float64
    strong_cut: Float64
    isolated: Int64
    reach: ReachCurve | None
    losses: RemovalLosses | None
    is_reached: bool = field(default=True)

    def by_account(self, n: int) -> dict[str, list[float | int | None]]:
        """What is known of each of the graph's n accounts, None for those not ranked.

        ``order`` from 1, ``score``, ``giant_loss``, ``giant_cut``, ``strong_loss``, ``reach_loss``.
        """
        columns: dict[str, npt.NDArray[np.generic]] = {
            "order": np.arange(1, len(self.order) + 1),
            "score": self.scores,
            "giant_loss": self.giant_loss,
            "giant_cut": self.giant_cut,
            "strong_loss": self.strong_loss,
        }
        if self.losses is not None:
            columns["reach_loss"] = self.losses.mean
        return {name: _placed(values, self.order, n) for name, values in columns.items()}


def _placed(
    values: npt.NDArray[np.generic], accounts: npt.NDArray[np.int32], n: int
) -> list[float | int | None]:
    """Values at their accounts, None elsewhere and for NaN."""
    found: list[float | int | None] = [None] * n
    for account, value in zip(accounts.tolist(), values.tolist(), strict=True):
        found[account] = None if value != value else value
    return found


def rank_accounts(
    graph: FollowGraph,
    strategy: Strategy,
    rules: Rules | None = None,
    *,
    until: Expression | None = None,
    cost: Float64 | None = None,
    bystanders: Mask | None = None,
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
    rules : Rules, optional
        Who may be ranked, and how many or at what cost; all when absent.
    until : Expression, optional
        Stop at the first removal at which this holds of giant, strong, reach, removed.
    cost : ndarray of float64, shape (n,), optional
        For ``until``, as ``cumulative_cost``.
    bystanders : ndarray of bool, shape (n,), optional
        Whom to count when they are left without any follow; everyone when absent.
    seed : int
        For strategies that draw; the ranking is that of their first run.
    spread : Spread, optional
        How a message travels and who posts. Where that is quick, worlds are as many as intervals of
        losses need (see `graphres.spread.losses.enough_worlds`).
    jobs : int
        Threads.
    on_progress : callable, optional
        Called with (done, total) after each block of worlds.

    Returns
    -------
    RankedAccounts
        O((n + m) log m) beside the strategy's own cost, and a sweep of reach.

    Examples
    --------
    >>> from graphres.strategies import strategy
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> ranked = rank_accounts(graph, strategy("in-degree"), Rules(limit=1))
    >>> graph.ids[int(ranked.order[0])].as_py(), ranked.giant_after.round(3).tolist()
    ('bob', [0.333])
    """
    how = spread or Spread(seed=seed)
    bystanders = make_account_mask(graph, bystanders, "bystanders")
    chosen = select(strategy, graph, rules or Rules(), seed=seed, spread=how, jobs=jobs)
    how = enough_worlds(graph, how) if graph.n else how
    curve = collapse(
        graph,
        chosen.order,
        measures=MEASURES,
        spread=how,
        checkpoints=np.arange(min(len(chosen.order), MEASURED) + 1),
        jobs=jobs,
        on_progress=on_progress,
    )
    reached: int | None = len(curve.order)
    if until is not None:
        spent = {} if cost is None else {"cumulative_cost": cumulative(cost[curve.order])}
        reached = first_at(curve, until, spent)
        curve = curve if reached is None else curve.cut_to(reached)
    order, last = curve.order, len(curve.order)
    losses = None
    if curve.reach is not None:
        losses = removal_losses(graph, order, how, curve.reach, jobs=jobs)
    giant_loss, giant_cut = _steps(curve, "giant")
    strong_loss, strong_cut = _steps(curve, "strong")
    return RankedAccounts(
        order=order,
        scores=np.full(last, np.nan) if chosen.scores is None else chosen.scores[:last],
        followers=graph.in_degree[order],
        giant_after=curve["giant"][1:],
        giant_loss=giant_loss,
        giant_cut=giant_cut,
        strong_after=curve["strong"][1:],
        strong_loss=strong_loss,
        strong_cut=strong_cut,
        isolated=isolated(graph, order, bystanders)[1:],
        reach=curve.reach,
        losses=losses,
        is_reached=reached is not None,
    )


def _steps(curve: CollapseCurve, name: str) -> tuple[Float64, Float64]:
    """What a component loses with each account, and how much of that are others; over n.

    A component loses something only with one of its members.
    """
    accounts = np.rint((curve[name][:-1] - curve[name][1:]) * curve.n)
    return accounts / max(curve.n, 1), np.maximum(accounts - 1, 0) / max(curve.n, 1)


def expected_loss(
    graph: FollowGraph,
    order: npt.NDArray[np.int32],
    confidence: Float64,
    *,
    runs: int,
    seed: int = 0,
) -> dict[str, Float64]:
    """What each prefix of an order can be expected to do where labels are in doubt.

    Parameters
    ----------
    graph : FollowGraph
    order : ndarray of int32, shape (K,)
    confidence : ndarray of float64, shape (n,)
        Probability that an account is what its label says; labels are wrong independently.
    runs : int
        Draws of who is.
    seed : int

    Returns
    -------
    dict of str to ndarray of float64, shape (K,)
        ``expected_wrongful``: Σ (1 − confidence), exact. ``expected_loss``: what the giant loses,
        over n, where the suspensions of those who are not what their label says are undone; the
        mean over the draws, with its 95 % interval ``expected_loss_low``, ``expected_loss_high``
        (NaN for one run). O(runs · m α(n)).
    """
    losses = np.stack(
        [
            rightful_loss(graph, order, label_holds(graph, confidence, order, seed=seed, run=run))
            for run in range(runs)
        ]
    )[:, 1:]
    mean = losses.mean(axis=0)
    half = np.full(len(order), np.nan)
    if runs > 1:
        half = t_quantile(runs - 1) * losses.std(axis=0, ddof=1) / runs**0.5
    return {
        "expected_wrongful": expected_wrongful(confidence, order, np.zeros(len(order), bool))[1:],
        "expected_loss": mean,
        "expected_loss_low": np.maximum(mean - half, 0),
        "expected_loss_high": np.minimum(mean + half, 1),
    }
