"""Run a `ReachTask` on a graph: what `graphres reach` and a cell of a sweep both do."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.options.reach import ReachTask
from graphres.spread import Grouping, Reach, Spread, reach
from graphres.spread.levels import Level, find_levels


@dataclass(frozen=True, eq=False)
class ReachOutcome:
    """How far a message gets, at one probability or at several.

    Parameters
    ----------
    results : list of Reach
        One a spread.
    spreads : list of Spread
    groups : Grouping, optional
    levels : tuple of Level, optional
        The probabilities, where they were found.
    """

    results: list[Reach]
    spreads: list[Spread]
    groups: Grouping | None
    levels: tuple[Level, ...] | None


def run_reach(
    task: ReachTask,
    graph: FollowGraph,
    *,
    source: str | None = None,
    jobs: int | None = None,
    on_levels: Callable[[Sequence[Level]], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> ReachOutcome:
    """Measure reach as a task says.

    Parameters are those of `run_collapse`; ``source`` is where the graph comes from, for errors.

    Raises
    ------
    InputError
        For a graph without accounts.
    """
    if graph.n == 0:
        raise InputError("there is no account that could post", where=source)
    threads = jobs or os.cpu_count() or 1
    spread = task.spreading.make_spread(graph, seed=task.seed)
    groups = task.spreading.find_groups(graph, task.seed)
    levels = None
    spreads = [spread]
    if task.spreading.text is None:
        levels = find_levels(graph, spread, jobs=threads)
        spreads = [replace(spread, probability=level.probability) for level in levels]
        if on_levels:
            on_levels(levels)
    results = [
        reach(graph, s, groups=groups, jobs=threads, on_progress=on_progress) for s in spreads
    ]
    return ReachOutcome(results, spreads, groups, levels)
