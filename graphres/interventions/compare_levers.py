"""Interventions side by side in the same worlds: graph and plans -> InterventionResult."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from graphres.engine.pool import OnProgress
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.graph.layers import Layers
from graphres.graph.orders import make_account_mask
from graphres.interventions.audience import newcomers
from graphres.interventions.cascade import Assumptions, cascade, per_world
from graphres.interventions.context import Scene
from graphres.interventions.diffusion_state import Ground
from graphres.interventions.plans import Act, Intervention, intervention
from graphres.interventions.result import BASELINE, InterventionResult, Outcome
from graphres.kernels.arrays import Float64, Int32, Int64, Mask, Words
from graphres.kernels.cascade.live_edges import LiveEdges
from graphres.spread import Grouping, Spread, Worlds
from graphres.spread.blocks import by_block

_STREAM = "reach"

#: Reach, new audience, saved, counter-message, collateral; groups follow.
_FIGURES = 5


@dataclass(frozen=True)
class _Case:
    """One intervention at one budget in one run."""

    name: str
    budget: float | None
    act: Act


def intervene(
    graph: FollowGraph,
    interventions: Sequence[str | Intervention],
    *,
    budget: float,
    budgets: Sequence[float] | None = None,
    spread: Spread | None = None,
    groups: Grouping | None = None,
    layers: Layers | None = None,
    eligible: Mask | None = None,
    targets: Mask | None = None,
    protected: Mask | None = None,
    cost: Float64 | None = None,
    assumed: Assumptions | None = None,
    runs: int = 10,
    jobs: int | None = None,
    on_progress: OnProgress | None = None,
    orders: dict[Any, Int32] | None = None,
) -> InterventionResult:
    """Measure reach under each intervention, in the same sampled worlds.

    Parameters
    ----------
    graph : FollowGraph
        With at least one account.
    interventions : sequence of str or Intervention
        As ``graphres intervene -i`` takes them.
    budget : float
        Accounts to act on, or the sum of their costs.
    budgets : sequence of float, optional
        Budgets to compare each intervention at; the one budget when absent.
    spread : Spread, optional
        How messages travel and who posts; the defaults when absent.
    groups : Grouping, optional
        Listeners to tell apart; the new audience is then who is not of the poster's group, else
        who does not follow the poster.
    layers : Layers, optional
        On which platforms follows stand.
    eligible, targets, protected : ndarray of bool, shape (n,), optional
        Who may be chosen; who is meant, others acted on being collateral; who is never acted on.
    cost : ndarray of float64, shape (n,), optional
        What acting on each account costs; 1 when absent.
    assumed : Assumptions, optional
        What a counter-message does.
    runs : int
        Runs of interventions that pick at random.
    jobs : int, optional
        Threads; the cores when absent.
    on_progress : callable, optional
        Called with (done, total) after every block of 64 worlds.
    orders : dict, optional
        Where orders are put that no probability changes, and taken from when the same is asked
        again at another.

    Returns
    -------
    InterventionResult
        A row for no intervention, then one for each and its steps. For a block of 64 worlds,
        O(n + m) to draw them, and for every intervention O(followers) for every step at which an
        account takes something.

    Raises
    ------
    UsageError
        For an intervention that is none, one given twice, or one that the model does not allow.
    InputError
        When nobody may post, or the graph has no probabilities.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "ann"), ("dee", "ann")])
    >>> found = intervene(graph, ["suspend", "private"], budget=1, spread=Spread(1.0), jobs=1)
    >>> found.frame()[["intervention", "reach", "saved"]].values.tolist()
    [['none', 0.3125, 0.0], ['suspend', 0.0, 1.0], ['private', 0.3125, 0.0]]
    """
    plans = _all_steps([intervention(i) if isinstance(i, str) else i for i in interventions])
    spread = spread or Spread()
    _check_model(plans, spread)
    assumed = assumed or Assumptions()
    jobs = jobs or os.cpu_count() or 1
    targets = make_account_mask(graph, targets, "targets")
    protected = make_account_mask(graph, protected, "protected")
    eligible = make_account_mask(graph, eligible, "eligible")
    protected = np.zeros(graph.n, dtype=bool) if protected is None else protected
    eligible = np.ones(graph.n, dtype=bool) if eligible is None else eligible
    may = eligible & ~protected
    scene = Scene(graph, spread, may, protected, targets, cost, layers, assumed.ties, jobs)
    scene = scene if orders is None else replace(scene, orders=orders)
    cases = _cases(plans, scene, [budget] if budgets is None else budgets, runs)
    chancy = any(plan.is_chancy for plan in plans) or _matters(plans, assumed)
    worlds = Worlds(graph, spread, _STREAM, are_sampled=chancy)
    blocks = by_block(
        lambda block: _measure(worlds, block, cases, scene, groups, assumed),
        worlds.blocks,
        jobs=jobs,
        on_progress=on_progress,
    )
    return replace(
        _result(worlds, cases, blocks, groups, is_priced=cost is not None),
        warnings=tuple(dict.fromkeys(scene.notes)),
    )


def _check_model(plans: Sequence[Intervention], spread: Spread) -> None:
    """Linear thresholds say whom an account listens to, which is the same for both messages."""
    for plan in plans:
        apart = any(lever.values.get("probability") is not None for lever in plan.levers)
        if apart and spread.model == "lt":
            raise UsageError(
                "linear thresholds are one for both messages",
                where=plan.name,
                do="leave out probability=, or take the model ic",
            )
        louder = any((lever.values.get("activity") or 1) > 1 for lever in plan.levers)
        if louder and spread.model == "lt":
            raise UsageError(
                "linear thresholds know no activity",
                where=plan.name,
                do="leave out activity=, or take the model ic",
            )


def _matters(plans: Sequence[Intervention], assumed: Assumptions) -> bool:
    """Whether anything drawn of the assumptions comes into play."""
    speaks = any(lever.kind in ("counter", "flood") for plan in plans for lever in plan.levers)
    return speaks and assumed.are_chancy


def _all_steps(plans: Sequence[Intervention]) -> list[Intervention]:
    """Every intervention behind the steps that lead to it; each once."""
    names = [plan.name for plan in plans]
    repeated = [name for name in names if names.count(name) > 1]
    if repeated:
        raise UsageError(f"{repeated[0]} is given twice", do="name each once")
    if BASELINE in names:
        raise UsageError(f"{BASELINE} is always measured", do="leave it out")
    steps = {step.name: step for plan in plans for step in plan.prefixes()}
    return list(steps.values())


def _cases(
    plans: Sequence[Intervention], scene: Scene, budgets: Sequence[float], runs: int
) -> list[_Case]:
    cases = [_Case(BASELINE, 0.0, Act((), (), 0.0))]
    for plan in plans:
        for budget in budgets if plan.has_budget else budgets[-1:]:
            for run in range(runs if plan.is_random else 1):
                said = budget if plan.has_budget else None
                cases.append(_Case(plan.name, said, plan.choose(scene, budget, run)))
    if scene.cost is None:
        scene.notes.extend(_short(cases, int(scene.eligible.sum())))
    return cases


def _short(cases: Sequence[_Case], eligible: int) -> Iterator[str]:
    """Which interventions ran out of accounts, as a list does that is shorter than the budget."""
    for case in cases:
        spent = case.act.cost
        if case.budget is not None and spent is not None and spent < min(case.budget, eligible):
            yield (
                f"{case.name} acts on {spent:g} accounts, all it can choose, not on "
                f"{case.budget:g}: --budget {spent:g} makes budgets equal"
            )


def _measure(
    worlds: Worlds,
    block: int,
    cases: Sequence[_Case],
    scene: Scene,
    groups: Grouping | None,
    assumed: Assumptions,
) -> Int64:
    """Accounts by case, figure and world: int64 (cases, 5 + groups, 64)."""
    graph, posted, live = worlds.graph, worlds.posted(block), worlds.live(block)
    fresh = newcomers(worlds, posted, groups)
    counts = np.zeros((len(cases), _FIGURES + (len(groups.names) if groups else 0), 64), np.int64)
    start: Words | None = None
    for row, case in zip(counts, cases, strict=True):
        ground = Ground(graph, worlds.spread.seed, worlds.stream, block, scene.layers)
        astray = case.act.apply(ground, scene)
        heard, counter = _heard(graph, live, posted, ground, assumed)
        start = heard if start is None else start
        of, size = (None, 0) if groups is None else (groups.of, len(groups.names))
        by_group = per_world(heard, of, size)
        row[0] = by_group[0]
        row[1] = per_world(heard & fresh)[0]
        row[2] = per_world(start & ~heard & ~ground.gone)[0]
        row[3] = per_world(counter)[0]
        row[_FIGURES:] = by_group[1:]
        if astray is not None:
            row[4] = per_world(astray)[0]
    return counts


def _heard(
    graph: FollowGraph, live: LiveEdges, posted: Words, ground: Ground, assumed: Assumptions
) -> tuple[Words, Words]:
    taken = cascade(graph, live, posted, ground, assumed)
    return taken.message & ~posted, taken.counter


def _result(
    worlds: Worlds,
    cases: Sequence[_Case],
    blocks: Sequence[Int64],
    groups: Grouping | None,
    *,
    is_priced: bool,
) -> InterventionResult:
    block, bit = worlds.places() if not worlds.spread.together else _in_turn(worlds.count)
    counts = np.stack(blocks)[block, :, :, bit]  # (worlds, cases, figures)
    outcomes: dict[tuple[str, float | None], list[int]] = {}
    for place, case in enumerate(cases):
        outcomes.setdefault((case.name, case.budget), []).append(place)
    made = [
        Outcome(
            name=name,
            budget=budget,
            cost=(cost := _mean_cost([cases[place] for place in places])),
            spent=None if is_priced else cost,
            by_run=tuple(counts[:, place].T for place in places),
        )
        for (name, budget), places in outcomes.items()
    ]
    names = () if groups is None else groups.names
    facts = worlds.graph.n, worlds.count, len(worlds.sources), worlds.are_enumerated
    return InterventionResult(*facts, tuple(made), names)


def _mean_cost(cases: Sequence[_Case]) -> float | None:
    costs = [case.act.cost for case in cases]
    known = [cost for cost in costs if cost is not None]
    return sum(known) / len(known) if len(known) == len(costs) else None


def _in_turn(count: int) -> tuple[Int64, Int64]:
    world = np.arange(count)
    return world // 64, world % 64
