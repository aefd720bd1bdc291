"""Run a `CampaignTask` on a graph: what `graphres campaign` and a cell of a sweep both do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphres.campaigns import OLD_ARMS, CampaignTrace, campaign, frontier
from graphres.campaigns.announcers import announcers_of
from graphres.campaigns.capacities import Capacity, replacement_effect
from graphres.campaigns.fitting import fit_to_graph
from graphres.campaigns.frontier_points import Frontier
from graphres.campaigns.parameters import Parameters
from graphres.campaigns.summary import OLD_FIELDS
from graphres.data.reading import SuspensionLog
from graphres.graph import FollowGraph
from graphres.options.campaign import CampaignTask

OnProgress = Callable[[int, int], None]


def run_campaign(
    task: CampaignTask,
    graph: FollowGraph,
    *,
    log: SuspensionLog | None = None,
    jobs: int | None = None,
    on_progress: OnProgress | None = None,
    keep_finished: bool = False,
) -> CampaignTrace:
    """Run all arms of a task.

    Parameters
    ----------
    task : CampaignTask
    graph : FollowGraph
    log : SuspensionLog, optional
        Real suspensions to replay.
    jobs : int, optional
        Threads; the number of cores when absent.
    on_progress : callable, optional
        Called with (done, total).
    keep_finished : bool
        Whether Ctrl-C ends it with the runs that are finished.
    """
    return campaign(
        graph,
        task.parameters,
        arms=task.arms,
        runs=task.runs,
        seed=task.seed,
        jobs=jobs,
        eligible=task.eligibility.find_eligible(graph),
        announcers=announcers_of(task.parameters.announcers, graph),
        group=task.group,
        replay=log,
        layer=task.layer,
        spread=task.spread,
        reach_every=task.reach_every or 1,
        on_progress=on_progress,
        keep_finished=keep_finished,
    )


def run_frontier(
    task: CampaignTask,
    graph: FollowGraph,
    *,
    log: SuspensionLog | None = None,
    jobs: int | None = None,
    on_progress: OnProgress | None = None,
) -> tuple[Frontier, Parameters]:
    """Look for the frontier of a task; its parameters are fitted to the graph first.

    Returns
    -------
    Frontier, Parameters
    """
    assert task.frontier is not None
    parameters = fit_to_graph(task.parameters, graph.n, graph.m)
    result = frontier(
        graph,
        parameters,
        over=task.frontier,
        runs=task.runs,
        seed=task.seed,
        jobs=jobs,
        eligible=task.eligibility.find_eligible(graph),
        announcers=announcers_of(parameters.announcers, graph),
        replay=log,
        layer=task.layer,
        on_progress=on_progress,
    )
    return result, parameters


def measure_replacements(
    trace: CampaignTrace, *, jobs: int | None, on_stage: Callable[[str], OnProgress]
) -> list[Capacity] | None:
    """Measure what replacements do, where owners open other than one account for one.

    None where rates do not decide who is suspended, so that there is nothing to compare.
    """
    parameters = trace.parameters
    has_rates = bool(parameters.suspend) and not parameters.act and parameters.waves is None
    has_rates = has_rates and parameters.attention == "conserved"
    if not has_rates or trace.was_interrupted:
        return None
    if parameters.replacements == 1 or len(trace.arms) < 2:
        return None
    return replacement_effect(
        trace.setting, len(trace.runs), jobs=jobs, on_progress=on_stage("again")
    )


def summary_by_arm(trace: CampaignTrace) -> dict[str, dict[str, Any]]:
    """Return the mean row of every arm that was run, arms and fields under old names too."""
    old = {name: arm for name, arm in OLD_ARMS.items() if arm in trace.arms}
    rows = {}
    for name, arm in {**{arm: arm for arm in trace.arms}, **old}.items():
        mean = trace.mean(arm)
        rows[name] = {**mean, **{field: mean[now] for field, now in OLD_FIELDS.items()}}
    return rows
