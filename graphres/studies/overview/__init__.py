"""What one wants to know first of a network: removal, leaders, repetition, levers, assumptions."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from graphres.campaigns import CampaignTrace, campaign
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.interventions import InterventionResult, intervene
from graphres.kernels.arrays import Int32
from graphres.moderation.partial_observation import HiddenFollows
from graphres.moderation.selection import Rules
from graphres.spread import Spread
from graphres.spread.levels import Level, find_levels
from graphres.strategies import strategy
from graphres.studies.overview.effort import Effort, choose_effort
from graphres.studies.trials.rank_stability import RankStability, measure_stability
from graphres.studies.trials.ranking import RankedAccounts, rank_accounts
from graphres.studies.trials.runs import TrialPlan, run_trials
from graphres.studies.trials.summary import Trial

__all__ = ["DOSES", "HIDDEN", "LEVERS", "STRATEGIES", "Effort", "Overview", "overview"]

OnProgress = Callable[[int, int], None]
Stage = Callable[[str], OnProgress]

#: Targeted removal, and what to hold it against.
STRATEGIES = ("in-degree", "random")
#: Levers compared at the same budget.
LEVERS = ("suspend:in-degree", "private:in-degree", "limit:in-degree", "counter:in-degree")
#: Suspensions of one account in the campaign, and the share of follows hidden in resamples.
DOSES, HIDDEN = (0, 1, 2, 4), 0.1

#: Accounts that are named.
_LEADERS = 5
#: Points of a curve at which reach keeps its interval, and of a curve that is kept.
_POINTS = 200
_MEASURES = ("giant", "reach")


@dataclass(frozen=True, eq=False)
class Overview:
    """What an overview measured.

    Parameters
    ----------
    effort : Effort
    budget : int
        Accounts acted on.
    levels : tuple of Level
        Probabilities that a follow passes a message on.
    curves : list of Trial
        Removal of every account in turn, at the middle level.
    removals : tuple of list of Trial
        Removal up to the budget, at each level.
    leaders : RankedAccounts
        The most followed accounts.
    stability : RankStability, optional
        Where they stand when a part of the follows is hidden.
    reverse_leaders : ndarray of int32
        Who would be most followed if every follow pointed the other way.
    levers : InterventionResult
    campaign : CampaignTrace, optional
        Suspensions repeated over days; None where the graph is too large for a quick one.
    """

    effort: Effort
    budget: int
    levels: tuple[Level, ...]
    curves: list[Trial]
    removals: tuple[list[Trial], ...]
    leaders: RankedAccounts
    stability: RankStability | None
    reverse_leaders: Int32
    levers: InterventionResult
    campaign: CampaignTrace | None

    @property
    def middle(self) -> int:
        """The place of the level at which all else is measured."""
        return len(self.levels) // 2


def overview(
    graph: FollowGraph,
    budget: int,
    *,
    seed: int = 0,
    jobs: int | None = None,
    on_stage: Stage | None = None,
) -> Overview:
    """Measure what one wants to know first of a network.

    Parameters
    ----------
    graph : FollowGraph
    budget : int
        Accounts to suspend or otherwise act on, from 1 to n.
    seed : int
    jobs : int, optional
        Threads; the number of cores when absent. They change nothing but the time.
    stage : callable, optional
        Given the name of a on_stage, returns what is called with (done, total).

    Returns
    -------
    Overview
        Up to 10⁵ follows in seconds on two cores; larger graphs get fewer simulations and runs,
        and no campaign (see `graphres.studies.overview.effort`).

    Raises
    ------
    InputError
        For a graph without accounts.
    UsageError
        For a budget that is out of range.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> result = overview(graph, 1, jobs=1)
    >>> graph.ids[int(result.leaders.order[0])].as_py(), len(result.levers.outcomes)
    ('bob', 5)
    """
    if graph.n == 0:
        raise InputError("there is no account in this table", do="give a table of follows")
    if not 1 <= budget <= graph.n:
        raise UsageError(
            f"a budget of {budget} is out of range", do=f"give 1 to {graph.n} accounts, or a share"
        )
    jobs = jobs or os.cpu_count() or 1
    on_stage = on_stage or (lambda name: lambda done, total: None)
    effort = choose_effort(graph)
    base = Spread(worlds=effort.worlds, seed=seed)
    levels = find_levels(graph, base, shares=effort.shares, jobs=jobs)
    spreads = [replace(base, probability=level.probability) for level in levels]
    spread = spreads[len(levels) // 2]
    plan = TrialPlan(
        measures=_MEASURES,
        spread=spread,
        runs=effort.runs,
        seed=seed,
        points=_POINTS,
        worlds_kept=_POINTS,
        keeps_orders=True,
    )
    chosen = [strategy(name) for name in STRATEGIES]
    curves = run_trials(graph, chosen, plan, jobs=jobs, on_progress=on_stage("removing"))
    removals = tuple(
        run_trials(graph, chosen, replace(plan, limit=budget, spread=each), jobs=jobs)
        for each in spreads
    )
    leaders, stability = _rank_leaders(graph, spread, effort, jobs, on_stage("ranking"))
    levers = intervene(
        graph,
        LEVERS,
        budget=budget,
        spread=spread,
        jobs=jobs,
        on_progress=on_stage("comparing levers"),
    )
    return Overview(
        effort=effort,
        budget=budget,
        levels=levels,
        curves=curves,
        removals=removals,
        leaders=leaders,
        stability=stability,
        reverse_leaders=_find_most_following(graph),
        levers=levers,
        campaign=_run_campaign(graph, effort, seed, jobs, on_stage("repeating")),
    )


def _rank_leaders(
    graph: FollowGraph, spread: Spread, effort: Effort, jobs: int, on_progress: OnProgress
) -> tuple[RankedAccounts, RankStability | None]:
    """Rank the most followed accounts, also with a part of the follows hidden."""
    chosen, rules, seed = strategy(STRATEGIES[0]), Rules(limit=_LEADERS), spread.seed
    leaders = rank_accounts(
        graph, chosen, rules, seed=seed, spread=spread, jobs=jobs, on_progress=on_progress
    )
    if not effort.resamples:
        return leaders, None
    hiding = HiddenFollows(HIDDEN)
    stability = measure_stability(
        graph, chosen, leaders.order, rules, effort.resamples, hiding=hiding, seed=seed, jobs=jobs
    )
    return leaders, stability


def _find_most_following(graph: FollowGraph) -> Int32:
    """Return the accounts that follow most, the first in the table first among equals."""
    order: Int32 = np.argsort(-graph.out_degree, kind="stable")[:_LEADERS].astype(np.int32)
    return order


def _run_campaign(
    graph: FollowGraph, effort: Effort, seed: int, jobs: int, on_progress: OnProgress
) -> CampaignTrace | None:
    """Suspend accounts drawn by lot never, once or several times."""
    if not effort.days or graph.m == 0:
        return None
    return campaign(
        graph,
        days=effort.days,
        dose=DOSES,
        runs=effort.campaign_runs,
        seed=seed,
        jobs=jobs,
        on_progress=on_progress,
    )
