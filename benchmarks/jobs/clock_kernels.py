"""Clock every kernel on what a real run passes to it; prints JSON. Run by kernels.py.

Everything is first run interpreted, while the largest call of each kernel is kept. Then each kernel
gets that call once interpreted and twice compiled: the first compiled call pays for compiling, or
for loading from the cache of an earlier process.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from graphres import FollowGraph, campaign, collapse, generate, intervene, strategy
from graphres.kernels.compiled import Kernel, count_elements, kernel
from graphres.measures import COLUMNS
from graphres.measures.out_of_core import MEASURED, Folding
from graphres.spread import Spread, Worlds, reach, reach_curve

STRATEGIES = ("in-degree", "in-degree:adaptive", "pagerank", "random")
DISMANTLERS = (
    "betweenness:pivots=4",
    "k-core",
    "core-hd",
    "collective-influence:l=2",
    "bpd",
    "in-degree+reinsert",
)
Calls = dict[Kernel, tuple[Any, ...]]


@kernel(interpret_ns_per_element=0, compile_seconds=0)
def nothing(values: Any) -> None:
    """Write one zero: the cheapest kernel, compiled or loaded only to have numba started."""
    values[0] = 0


def size(inputs: tuple[Any, ...]) -> int:
    """Array elements, as the kernels themselves count them."""
    return sum(map(count_elements, inputs))


def fresh(inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Copies of the arrays: kernels write into them. What was read-only stays read-only."""
    return tuple(map(_copy, inputs))


def _copy(given: Any) -> Any:
    if isinstance(given, tuple):
        return type(given)(*map(_copy, given))
    if not isinstance(given, np.ndarray):
        return given
    copy = given.copy()
    copy.setflags(write=given.flags.writeable)
    return copy


def record(workload: Callable[[], None]) -> Calls:
    """The largest call of each kernel in a workload that runs interpreted throughout."""
    calls: Calls = {}

    def keep(called: Kernel, *inputs: Any) -> Any:
        if called not in calls or size(inputs) > size(calls[called]):
            calls[called] = fresh(inputs)
        return called.interpret(*inputs)

    usual = Kernel.__call__
    Kernel.__call__ = keep  # type: ignore[method-assign]
    try:
        workload()
    finally:
        Kernel.__call__ = usual  # type: ignore[method-assign]
    return calls


def everything(follows: int) -> Callable[[], None]:
    """Build a graph, order it by each strategy, measure all there is."""

    def workload() -> None:
        rng = np.random.default_rng(0)
        n = follows // 10
        follower = rng.integers(0, n, follows, dtype=np.int32)
        followed = (n * rng.random(follows) ** 3).astype(np.int32)
        ids = pa.array([str(i) for i in range(n)])
        graph, _ = FollowGraph.from_follows(ids, follower, followed)
        for name in STRATEGIES:
            collapse(graph, strategy(name)(graph), measures=COLUMNS)
        collapse(graph, strategy("random")(graph), measures=MEASURED, folding=Folding())
        for name in DISMANTLERS:
            strategy(name)(graph, ties="random")
        spreading(graph)
        campaigning(n // 10)
        intervening(graph)

    return workload


def intervening(graph: FollowGraph) -> None:
    """Levers on two messages in the same worlds; the savers that greedy looks for."""
    spread = Spread(0.2, worlds=64)
    levers = ["counter:greedy", "counter:in-degree,delay=1,probability=0.3", "private", "limit"]
    intervene(graph, levers, budget=graph.n // 100, spread=spread, jobs=1)


def spreading(graph: FollowGraph) -> None:
    """Messages in every way that has a kernel of its own: certain, by chance, together, by hop."""
    order = strategy("random")(graph)
    some = np.arange(graph.n) % (graph.n // 64) == 0
    for p, model, together in ((1.0, "ic", False), (0.2, "ic", True), ("wc", "lt", False)):
        spread = Spread(p, model, worlds=64, together=together, sources=some)
        reach_curve(graph, order, spread)
    by_chance = Spread(0.2, worlds=64)
    reach_curve(graph, order, by_chance)
    reach(graph, by_chance)
    Worlds(graph, by_chance).drawn(0)


def campaigning(persons: int) -> None:
    """Suspensions day after day, found again by hazards, then by a share, with many accounts."""
    graph = generate("preferential", n=persons, mean_followers=20, seed=0)
    asked = {"days": 12, "suspend": ("in-degree:soft@5%/day",), "arms": ["spread"]}
    asked |= {"runs": 1, "jobs": 1, "newcomers": 2.0}
    campaign(graph, announcers=[0, 1, 2], **asked)
    campaign(graph, refollow=0.5, replacements=2.0, **asked)


def seconds(function: Callable[..., Any], *inputs: Any) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    function(*inputs)
    return time.perf_counter() - start


def clock(clocked: Kernel, inputs: tuple[Any, ...]) -> dict[str, Any]:
    """One kernel: elements, seconds interpreted, at the first compiled call, and later."""
    interpreted = min(seconds(clocked.interpret, *fresh(inputs)) for _ in range(3))
    first = seconds(lambda *given: clocked.compiled()(*given), *fresh(inputs))
    later = min(seconds(clocked.compiled(), *fresh(inputs)) for _ in range(3))
    return {
        "kernel": clocked.__name__,
        "interpret_ns_per_element": clocked.interpret_ns_per_element,
        "compile_seconds": clocked.compile_seconds,
        "elements": size(inputs),
        "interpreted": interpreted,
        "first": first,
        "later": later,
    }


def main() -> None:
    """Record, start numba, clock."""
    calls = record(everything(int(sys.argv[1])))
    start = seconds(lambda: nothing.compiled()(np.zeros(1)))
    clocks = [clock(called, inputs) for called, inputs in calls.items()]
    print(json.dumps({"start": start, "clocks": clocks}))


if __name__ == "__main__":
    main()
