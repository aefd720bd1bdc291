"""Suspension over time: return, rediscovery, growth, loss, and what repetition does to followers.

docs/method-campaign.md states every step with its formula.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.campaigns.frontier_points import Frontier
from graphres.campaigns.frontiers import frontier
from graphres.campaigns.parameters import ARMS, OLD_ARMS, USUAL_ARMS, Parameters
from graphres.campaigns.runs import run_all
from graphres.campaigns.scenario import Setting
from graphres.campaigns.trace import CampaignTrace
from graphres.campaigns.validation import (
    check_plan,
    check_runs,
    check_spread,
    labels_of,
    parameters_of,
    platforms_of,
    resolve_arms,
)
from graphres.data.reading.suspensions import SuspensionLog
from graphres.graph import FollowGraph
from graphres.graph.orders import find_account_numbers, make_account_mask
from graphres.spread import Spread

__all__ = [
    "ARMS",
    "OLD_ARMS",
    "USUAL_ARMS",
    "CampaignTrace",
    "Frontier",
    "Parameters",
    "campaign",
    "check_plan",
    "frontier",
]


def campaign(
    graph: FollowGraph,
    parameters: Parameters | None = None,
    *,
    arms: Sequence[str] = USUAL_ARMS,
    runs: int = 10,
    seed: int = 0,
    jobs: int | None = None,
    eligible: npt.NDArray[np.bool_] | None = None,
    announcers: npt.ArrayLike | None = None,
    group: str | None = None,
    replay: SuspensionLog | None = None,
    spread: Spread | None = None,
    reach_every: int = 30,
    layer: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    keep_finished: bool = False,
    **changes: Any,
) -> CampaignTrace:
    """Suspend accounts day after day while their owners come back, and compare arms.

    Every day, in this order: suspended persons return with new accounts; former followers find
    them; everybody present may follow somebody new; interest ends; accounts are suspended; the day
    is recorded. Draws are hashes of (seed, run, day, person or ordered pair, event), so that arms
    are alike until the first day on which they differ, and differences between them are no noise.

    Parameters
    ----------
    graph : FollowGraph
        The start; every account is a person's.
    parameters : Parameters, optional
        Its fields can also be given by name.
    arms : sequence of str
        Names from ``ARMS``; ``none`` and ``plan`` are added where others are measured by them.
    runs : int
        Runs of every arm.
    seed : int
    jobs : int, optional
        Threads; the number of cores when absent. They change nothing but the time.
    eligible : ndarray of bool, shape (n,), optional
        Which accounts, with their replacements, may be suspended; all when absent.
    announcers : array_like of str or int, optional
        Accounts that announce the returned.
    group : str, optional
        Attribute whose values are cohorts.
    replay : SuspensionLog, optional
        A log of real suspensions, from `graphres.data.reading.read_suspensions`, in place of the
        plan's channels.
    spread : Spread, optional
        How a message travels, to record ``reach_share``; its seed and sources are not used. Not
        measured when absent.
    reach_every : int
        Days between measurements of reach, day 0 the first.
    layer : str, optional
        Attribute that names the platform of every account, for ``act=("platform:NAME@RATE",)``;
        not used where the follows have layers.
    on_progress : callable, optional
        Called with (done, total) after every run.
    keep_finished : bool
        Whether Ctrl-C ends the work with the runs finished so far.
    **changes
        Fields of `Parameters`.

    Returns
    -------
    CampaignTrace

    Raises
    ------
    UsageError
        For a parameter out of range, an unknown arm, a channel that is none.

    Notes
    -----
    A day costs O(n + follows of those who act), and the choice of whom to suspend.

    Examples
    --------
    >>> from graphres.data.generators import generate
    >>> graph = generate("preferential", n=60, mean_followers=6, seed=3)
    >>> trace = campaign(graph, days=20, suspend=("random@2/day",), arms=["plan"], runs=2)
    >>> trace
    <CampaignTrace 2 arms, 2 runs, 20 days>
    >>> trace.mean("plan")["suspended"]
    40.0
    """
    made = parameters_of(parameters, changes, is_replayed=replay is not None)
    arms = resolve_arms(arms)
    check_runs(runs)
    setting = Setting(
        graph,
        made,
        seed,
        make_account_mask(graph, eligible, "eligible"),
        None if announcers is None else find_account_numbers(graph, announcers, "announcers"),
        labels_of(graph, group, seed),
        replay,
        check_spread(spread, reach_every),
        reach_every,
        platforms_of(graph, made, layer),
    )
    finished, cut_short = run_all(
        setting, arms, runs, jobs=jobs, on_progress=on_progress, keep_finished=keep_finished
    )
    return CampaignTrace(setting, finished, cut_short)
