"""How far a rank hangs on follows that happen to be in the table, or on how ties are settled."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graphres.engine.pool import map_in_order
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64, Int32
from graphres.moderation.partial_observation import Hiding
from graphres.moderation.selection import Rules
from graphres.spread import Spread
from graphres.strategies import Strategy

#: Places that a resample ranks, for every account that is asked about, and at the least.
_FURTHER = 10
_LEAST = 100


@dataclass(frozen=True, eq=False)
class RankStability:
    """Where accounts stand when the ranking is made again.

    Parameters
    ----------
    low, high : ndarray of float64, shape (K,)
        Each account's places, from 1: of 95 in 100 resamples, or of all drawn ties. Infinity for
        a place beyond ``last``, or none.
    within : ndarray of float64, shape (K,)
        Share of resamples in which the budget reaches the account.
    resamples : int
    last : int
        Places that were looked at.
    """

    low: Float64
    high: Float64
    within: Float64
    resamples: int
    last: int


def measure_stability(
    graph: FollowGraph,
    strategy: Strategy,
    accounts: Int32,
    rules: Rules,
    resamples: int,
    *,
    hiding: Hiding | None = None,
    seed: int = 0,
    spread: Spread | None = None,
    jobs: int = 1,
    on_progress: Callable[[int, int], None] | None = None,
) -> RankStability:
    """Rank again with a part hidden, or with other ties; only the ranking is made anew.

    With a share h of the follows hidden, the places tell how far the rank would move if the
    table, too, lacked that share of the follows there are: what a count of followers d loses then
    has the variance d h (1 − h), hardly less than what it has lost already, d h. It is no
    interval for how much else may be wrong with the table. In the tradition of the delete-d
    jackknife (Shao & Wu 1989, doi:10.1214/aos/1176347263); for ranks of nodes with missing ties
    see Borgatti, Carley & Krackhardt 2006, doi:10.1016/j.socnet.2005.05.001.

    Parameters
    ----------
    graph : FollowGraph
    strategy : Strategy
    accounts : ndarray of int32, shape (K,)
        Of whom to tell.
    rules : Rules
        Who may be removed, and the budget; a place counts before anyone is passed over.
    resamples : int
    hiding : Hiding, optional
        What each resample does not see; when absent equal scores are drawn instead.
    seed, spread
        As for `Strategy.ranking`; what the strategy draws itself stays as in its first run.
    jobs : int
        Threads.
    on_progress : callable, optional
        Called with (done, total) after each resample.

    Returns
    -------
    Steadiness
        As long as so many rankings of max(10 K, 100) places; of all, where a budget in cost or by
        group may pass over some.
    """
    last = graph.n
    if rules.budget is None:
        last = min(graph.n, max(_FURTHER * len(accounts), _LEAST))
    places = np.full((resamples, len(accounts)), np.inf)
    within = np.zeros((resamples, len(accounts)), dtype=bool)
    limit = len(accounts) if rules.limit is None else rules.limit

    def one(run: int) -> None:
        order = _rank_again(graph, strategy, rules, last, hiding, seed, run, spread)
        place = np.full(graph.n, np.inf)
        place[order] = np.arange(1, len(order) + 1)
        places[run] = place[accounts]
        if rules.budget is None:
            within[run] = places[run] <= limit
        else:
            within[run] = np.isin(accounts, rules.budget.walk(order).order)

    for _ in map_in_order(one, range(resamples), jobs=jobs, on_progress=on_progress):
        pass
    low, high = _ends(places, 1.0 if hiding is None else 0.95)
    return RankStability(low, high, within.mean(axis=0), resamples, last)


def _rank_again(
    graph: FollowGraph,
    strategy: Strategy,
    rules: Rules,
    last: int,
    hiding: Hiding | None,
    seed: int,
    run: int,
    spread: Spread | None,
) -> Int32:
    """Return the first places of one ranking."""
    if hiding is None:
        ties = "first" if strategy.is_random else "random"
        of_run = 0 if strategy.is_random else run
        return strategy(
            graph,
            eligible=rules.eligible,
            limit=last,
            seed=seed,
            run=of_run,
            ties=ties,
            spread=spread,
            prices=rules.prices,
        )
    observed, accounts = hiding.see(graph, seed=seed, run=run)
    eligible = rules.eligible
    if accounts is not None:
        eligible = accounts if eligible is None else eligible & accounts
    return strategy(
        observed, eligible=eligible, limit=last, seed=seed, spread=spread, prices=rules.prices
    )


def _ends(places: Float64, level: float) -> tuple[Float64, Float64]:
    """Return the narrowest equal-tailed range of places that holds so large a share.

    >>> [ends.tolist() for ends in _ends(np.arange(1.0, 101.0)[:, None], 0.95)]
    [[3.0], [98.0]]
    """
    count = len(places)
    tail = math.floor(round(count * (1 - level) / 2, 9))
    ordered = np.sort(places, axis=0)
    return ordered[tail], ordered[count - 1 - tail]
