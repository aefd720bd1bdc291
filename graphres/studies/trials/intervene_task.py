"""Run an `InterveneTask` on a graph: what `graphres intervene` and a cell of a sweep both do."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from graphres.data.convert.columns import account_column
from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.interventions import InterventionResult, Layers, intervene
from graphres.interventions.across import Across, intervene_across
from graphres.interventions.linked_accounts import by_person
from graphres.interventions.pareto import budgets_up_to
from graphres.moderation.selection import Rules
from graphres.options.intervene import InterveneTask
from graphres.spread import Grouping, Spread
from graphres.spread.levels import Level, find_levels


@dataclass(frozen=True, eq=False)
class InterveneOutcome:
    """What interventions leave of reach, at one probability or at several.

    Parameters
    ----------
    graph : FollowGraph
        Accounts of one person joined, where the task says whose they are.
    result : InterventionResult
        At the one probability, or at the middle one.
    across : Across, optional
        At all of them, where they were found.
    spread : Spread
    groups : Grouping, optional
    """

    graph: FollowGraph
    result: InterventionResult
    across: Across | None
    spread: Spread
    groups: Grouping | None

    @property
    def results(self) -> Sequence[InterventionResult]:
        """Return the result at every probability."""
        return (self.result,) if self.across is None else self.across.found


def run_intervene(
    task: InterveneTask,
    graph: FollowGraph,
    *,
    source: str | None = None,
    jobs: int | None = None,
    on_levels: Callable[[Sequence[Level]], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> InterveneOutcome:
    """Measure interventions as a task says.

    Parameters are those of `run_collapse`; ``source`` is where the graph comes from, for errors.

    Raises
    ------
    InputError
        For a graph without accounts.
    """
    if graph.n == 0:
        raise InputError("there is no account that could post", where=source)
    threads = jobs or os.cpu_count() or 1
    graph, layers = _find_layers(task, graph)
    spread = task.spreading.make_spread(graph, seed=task.seed)
    groups = task.spreading.find_groups(graph, task.seed)
    measure = partial(
        _make_measure(task, graph),
        layers=layers,
        groups=groups,
        jobs=threads,
        on_progress=on_progress,
        orders={},
    )
    across = None
    if task.spreading.text is None:
        levels = find_levels(graph, spread, jobs=threads)
        if on_levels:
            on_levels(levels)
        across = intervene_across(measure, task.plans, levels, spread, task.assumptions)
        result = across.found[across.middle]
    else:
        result = measure(task.plans, spread=spread, assumed=task.assumptions)
    return InterveneOutcome(graph, result, across, spread, groups)


def find_rules(task: InterveneTask, graph: FollowGraph) -> Rules:
    """Return what suspensions of a task are held to on a graph."""
    eligible = task.eligibility.find_eligible(graph)
    spending = task.budget.find_spending(graph, eligible)
    return Rules(eligible, spending.limit, spending.budget, prices=spending.prices)


def _make_measure(task: InterveneTask, graph: FollowGraph) -> Callable[..., InterventionResult]:
    """Return `intervene` on a graph, held to the budget and the accounts of a task."""
    eligible = task.eligibility.find_eligible(graph)
    limits = task.budget.find_spending(graph, eligible)
    return partial(
        intervene,
        graph,
        budget=limits.total,
        budgets=budgets_up_to(limits.total) if task.pareto else None,
        eligible=eligible,
        targets=task.eligibility.find_targets(graph),
        protected=task.eligibility.find_protected(graph),
        cost=limits.cost,
        runs=task.runs,
    )


def _find_layers(task: InterveneTask, graph: FollowGraph) -> tuple[FollowGraph, Layers | None]:
    """Return the graph and its platforms; a person's accounts are joined across them."""
    layers = graph.layers
    if task.layer is not None:
        names = account_column(graph, task.layer, "tell platforms by").tolist()
        layers = Layers.by_followed(graph, names)
    if layers is None or task.person is None:
        return graph, layers
    persons = account_column(graph, task.person, "join by").tolist()
    return by_person(graph, layers, persons)
