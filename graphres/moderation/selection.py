"""From a strategy to those suspended: what is seen, what is paid for, what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from graphres.graph import FollowGraph
from graphres.graph.budgets import Budget, Errors, Walk
from graphres.graph.orders import make_account_mask
from graphres.kernels.arrays import Int32, Int64, Mask
from graphres.moderation.moderators import Moderator
from graphres.moderation.partial_observation import Hiding
from graphres.spread import Spread
from graphres.strategies import Ranking, Strategy
from graphres.strategies.base import Scores


@dataclass(frozen=True, eq=False)
class Rules:
    """What a strategy is held to.

    Parameters
    ----------
    eligible : ndarray of bool, shape (n,), optional
        Which accounts may be removed; all when absent.
    limit : int, optional
        How many to remove at most.
    budget : Budget, optional
        What they may cost, instead of ``limit``.
    moderator : Moderator, optional
        What goes wrong; nothing when absent.
    hiding : Hiding, optional
        What the strategy does not see.
    prices : Budget, optional
        What the strategy knows of costs and of what there is to spend; cost-blind when absent.
    """

    eligible: Mask | None = None
    limit: int | None = None
    budget: Budget | None = None
    moderator: Moderator | None = None
    hiding: Hiding | None = None
    prices: Budget | None = None


@dataclass(frozen=True, eq=False)
class Selection:
    """Who is suspended, and how it came to that.

    Parameters
    ----------
    order : ndarray of int32, shape (K,)
    scores : ndarray, shape (K,), optional
        What the strategy went by, NaN for whoever was hit by mistake.
    claim : mapping
        What the strategy says of how it chose.
    mistaken : ndarray of bool, shape (K,)
        Hit by mistake.
    not_found : ndarray of int64, shape (K,)
        How many accounts looked for were not found before each.
    """

    order: Int32
    scores: Scores | None
    claim: Mapping[str, float | int | None]
    mistaken: Mask
    not_found: Int64


def select(
    chosen: Strategy,
    graph: FollowGraph,
    rules: Rules,
    *,
    seed: int = 0,
    run: int = 0,
    ties: str = "first",
    spread: Spread | None = None,
    jobs: int = 1,
) -> Selection:
    """Rank what is seen, walk down the order, suspend.

    The order is that of the strategy if it could remove all of its accounts: it is not made anew
    when an account is passed over or missed.

    Parameters
    ----------
    chosen : Strategy
    graph : FollowGraph
        The whole; strategies see what the rules leave of it.
    rules : Rules
    seed, run, ties, spread, jobs
        As for `Strategy.ranking`.

    Returns
    -------
    Selection
        An order is asked for at twice the length until the purses are empty, so that this takes
        at most about twice as long as the strategy for the longest of them.
    """
    allowed = make_account_mask(graph, rules.eligible, "eligible")
    eligible = np.ones(graph.n, dtype=bool) if allowed is None else allowed
    seen, accounts = graph, None
    if rules.hiding is not None:
        seen, accounts = rules.hiding.see(graph, seed=seed, run=run)
    may_go = eligible if accounts is None else eligible & accounts

    def rank(limit: int | None) -> Ranking:
        return chosen.ranking(
            seen,
            eligible=None if may_go.all() else may_go,
            limit=limit,
            seed=seed,
            run=run,
            ties=ties,
            spread=spread,
            jobs=jobs,
            prices=rules.prices,
        )

    if rules.budget is None and rules.moderator is None:
        ranking = rank(rules.limit)
        # What it says of its choice, a strategy says of what it sees.
        return _as_ranked(ranking if rules.hiding is None else replace(ranking, claim={}))
    budget = rules.budget or Budget.of_accounts(graph.n, _or_infinity(rules.limit))

    def errors(order: Int32) -> Errors | None:
        if rules.moderator is None:
            return None
        intended = budget.walk(order).order
        return rules.moderator.errors(graph, order, intended, seed=seed, run=run)

    return _walked(rank, budget, errors, may_go)


def _walked(
    rank: Callable[[int | None], Ranking],
    budget: Budget,
    errors: Callable[[Int32], Errors | None],
    may_go: Mask,
) -> Selection:
    """Down an order that is long enough for all that can be paid."""
    available = int(may_go.sum())
    length = min(budget.foreseen(may_go), available)
    while True:
        ranking = rank(length)
        order = ranking.order
        walk = budget.walk(order, errors(order))
        is_all = length >= available or len(order) < length
        if is_all or not _is_short(budget, order, walk, may_go):
            return _selection(ranking, walk)
        length = min(max(2 * length, 1), available)


def _is_short(budget: Budget, order: Int32, walk: Walk, may_go: Mask) -> bool:
    """Whether a longer order could still spend something, with errors or without."""
    spent = walk.spent, budget.walk(order).spent
    return any(budget.may_pay(may_go, order, each) for each in spent)


def _selection(ranking: Ranking, walk: Walk) -> Selection:
    # What a strategy says of its choice holds of that choice alone.
    claim = ranking.claim if np.array_equal(walk.order, ranking.order) else {}
    scores = None if ranking.scores is None else _scores(ranking.order, ranking.scores, walk)
    return Selection(walk.order, scores, claim, walk.mistaken, walk.not_found)


def _scores(order: Int32, scores: Scores, walk: Walk) -> Scores:
    """Of those suspended; NaN for whoever was hit by mistake."""
    by_account = np.argsort(order, kind="stable")
    last = max(len(order) - 1, 0)
    place = np.minimum(np.searchsorted(order[by_account], walk.order), last)
    found: Scores = scores[by_account[place]] if len(order) else scores[:0]
    if walk.mistaken.any():
        found = found.astype(np.float64)
        found[walk.mistaken] = np.nan
    return found


def _as_ranked(ranking: Ranking) -> Selection:
    count = len(ranking.order)
    none = np.zeros(count, dtype=bool), np.zeros(count, dtype=np.int64)
    return Selection(ranking.order, ranking.scores, ranking.claim, *none)


def _or_infinity(limit: int | None) -> float:
    return np.inf if limit is None else float(limit)
