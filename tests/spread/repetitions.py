"""How often intervals of reach cover the truth, over repeated measurements that differ by seed.

`benchmarks/coverage.py` prints it and `test_coverage.py` holds it. The truth is the mean over
five hundred times as many worlds of another stream; its own error hardly counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.graph import FollowGraph
from graphres.spread import Spread, reach_curve
from graphres.spread.sample import Mean, difference, joint_mean
from graphres.strategies import strategy
from tests.graphs import crowded, karate

Int32 = npt.NDArray[np.int32]

#: Removals at which intervals are looked at.
MARKS = (0, 10, 50)

#: Worlds that stand for all there are, measured in portions.
TRUTH, PORTION = 1 << 17, 1 << 15


class Covered(NamedTuple):
    """What came of many intervals of one figure."""

    truth: float
    share: float  # of intervals that cover it
    half: float  # mean half of an interval
    error: float  # standard error, as means scatter about the truth


@dataclass(frozen=True)
class Case:
    """A graph, how messages travel in it, and who may post: the most followed, or everyone."""

    name: str
    graph: Callable[[], FollowGraph]
    spread: Spread
    top: int | None = None
    marks: tuple[int, ...] = MARKS

    def given(self, graph: FollowGraph) -> Spread:
        """The spread with its sources."""
        if self.top is None:
            return self.spread
        mask = np.zeros(graph.n, dtype=bool)
        mask[strategy("in-degree")(graph)[: self.top]] = True
        return replace(self.spread, sources=mask)


_HEAVY = partial(crowded, 1000, 8.0)

CASES = (
    Case("all sources, p = 0.15", _HEAVY, Spread(0.15)),
    Case("all sources, p = 0.2", _HEAVY, Spread(0.2)),
    Case("all sources, p = 0.3", _HEAVY, Spread(0.3)),
    Case("all sources, p = 0.2, 64 worlds", _HEAVY, Spread(0.2, worlds=64)),
    Case("all sources, p = 0.2, 1,024 worlds", _HEAVY, Spread(0.2, worlds=1024)),
    Case("all sources, weighted cascade", _HEAVY, Spread("wc")),
    Case("all sources, linear threshold", _HEAVY, Spread("wc", model="lt")),
    Case("1 source, p = 0.2", _HEAVY, Spread(0.2), 1, (0,)),
    Case("3 sources, p = 0.2", _HEAVY, Spread(0.2), 3, (0,)),
    Case("40 sources, p = 0.2", _HEAVY, Spread(0.2), 40, (0, 10)),
    Case("3 sources together, p = 0.1", _HEAVY, Spread(0.1, together=True), 3, (0,)),
    Case("club of 34 both ways, p = 0.1", karate, Spread(0.1), None, (0, 3, 10)),
    Case("club of 34 both ways, linear threshold", karate, Spread("wc", model="lt"), None, (0, 3)),
)


def figures(
    case: Case, graph: FollowGraph, orders: Sequence[Int32], spread: Spread, stream: str
) -> dict[str, Mean]:
    """Every figure of one measurement, with its interval: reach, a step, an area, a difference."""
    last = case.marks[-1]
    kept = np.array(sorted({*case.marks, min(1, last)}), dtype=np.int64)
    ranked, drawn = (
        reach_curve(graph, order, spread, kept=kept, stream=stream) for order in orders
    )
    made = {f"reach({k})": Mean(ranked.mean[k], ranked.low[k], ranked.high[k]) for k in case.marks}
    if last > 0:
        low, high = ranked.step_ends()
        made["reach(0) − reach(1)"] = Mean(ranked.steps[1], low[1], high[1])
        made[f"mean to {last}"] = joint_mean([ranked.sample.area()], is_exact=False)
    for k in case.marks[1:]:
        apart = difference([drawn.sample.at(k)], [ranked.sample.at(k)], is_exact=False)
        made[f"random less in-degree({k})"] = apart
    return made


def measured(case: Case, seeds: Sequence[int]) -> dict[str, list[Mean]]:
    """Every figure once a seed."""
    graph, orders = _prepared(case)
    spread = case.given(graph)
    rows = (figures(case, graph, orders, replace(spread, seed=s), "reach") for s in seeds)
    return _by_name(rows)


def truth(case: Case, worlds: int = TRUTH) -> dict[str, float]:
    """The mean of every figure over very many worlds."""
    graph, orders = _prepared(case)
    portion = min(worlds, PORTION)
    spread = replace(case.given(graph), worlds=portion)
    seeds = range(-(-worlds // portion))
    rows = (figures(case, graph, orders, replace(spread, seed=s), "truth") for s in seeds)
    return {name: float(np.mean([i.mean for i in row])) for name, row in _by_name(rows).items()}


def coverage(case: Case, repetitions: int = 1000, worlds: int = TRUTH) -> dict[str, Covered]:
    """For every figure, the share of intervals that cover the truth."""
    exact = truth(case, worlds)
    found = measured(case, range(repetitions))
    return {name: _covered(exact[name], intervals) for name, intervals in found.items()}


def _covered(exact: float, intervals: Sequence[Mean]) -> Covered:
    means, low, high = np.array(intervals).T
    inside = (low <= exact + 1e-12) & (exact - 1e-12 <= high)
    error = float(np.sqrt(np.mean((means - exact) ** 2)))
    return Covered(exact, float(np.mean(inside)), float(np.mean(high - low)) / 2, error)


def _prepared(case: Case) -> tuple[FollowGraph, tuple[Int32, Int32]]:
    graph = case.graph()
    last = case.marks[-1]
    ranked = strategy("in-degree")(graph)[:last]
    drawn = np.random.default_rng(0).permutation(graph.n)[:last].astype(np.int32)
    return graph, (ranked, drawn)


def _by_name(rows: Iterator[dict[str, Mean]]) -> dict[str, list[Mean]]:
    gathered: dict[str, list[Mean]] = {}
    for row in rows:
        for name, interval in row.items():
            gathered.setdefault(name, []).append(interval)
    return gathered
