"""Clock one run of a campaign step by step; prints JSON. Run by campaign.py.

``python campaign_days.py PERSONS DAYS``: 50 follows a person, the defaults of `graphres campaign`,
one run of arm ``repeated``. The giant is measured every day and clocked apart. Kernels are compiled
by the first days, which are not counted.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pyarrow as pa

from graphres import FollowGraph, collapse, generate, strategy
from graphres.campaigns import Parameters
from graphres.campaigns.arms import Plan
from graphres.campaigns.scenario import Setting
from graphres.campaigns.state import World
from graphres.campaigns.steps import come_back, grow, lose, rediscover, suspend

#: Days that compile.
FIRST = 6

#: Sweeps of which the best counts; the first ones run as Python until compiling pays.
SWEEPS = 20

STEPS = {"come_back": come_back, "rediscovery": rediscover, "growth": grow, "loss": lose}


class Clock:
    """Seconds by name."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()

    def __call__(self, name: str, work: Callable[..., Any], *given: Any) -> Any:
        """Do some work and count its time."""
        start = time.perf_counter()
        done = work(*given)
        self.spent[name] += time.perf_counter() - start
        return done


def a_day(world: World, day: int, decide: Callable[[World], Any], clock: Clock) -> None:
    """What `graphres.campaigns.runs.one_arm` does in a day, clocked."""
    clock("begin", world.begin, day)
    for name, step in STEPS.items():
        clock(name, step, world)
    picked = clock("choosing", decide, world)
    clock("suspend", suspend, world, picked.suspended)
    clock("giant", world.giant)


def sweep_of(world: World) -> tuple[int, float]:
    """Follows of the last day, and seconds of a sweep of the giant over all removals of them."""
    follower, followed = world.follows_today()
    ids = pa.array([str(i) for i in range(world.setting.capacity)])
    graph, _ = FollowGraph.from_follows(ids, follower, followed)
    order = strategy("in-degree")(graph)
    best = float("inf")
    for _ in range(SWEEPS):
        start = time.perf_counter()
        collapse(graph, order, measures=["giant"])
        best = min(best, time.perf_counter() - start)
    return graph.m, best


def main() -> None:
    """Run, clock, print."""
    persons, days = int(sys.argv[1]), int(sys.argv[2])
    graph = generate(
        "preferential", n=persons, mean_followers=50, exponent=2.3, reciprocity=0.3, seed=1
    )
    made = Parameters(days=days, suspend=("in-degree:soft@2%/day",), follow_rate=0.5)
    setting = Setting(graph, made, seed=0)
    world, decide, clock = World(setting, 0), Plan(setting).decide(), Clock()
    for day in range(1, days + 1):
        if day == FIRST:
            clock = Clock()
        a_day(world, day, decide, clock)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    counted = days + 1 - FIRST
    m, sweep = sweep_of(world)
    steps = {name: seconds / counted for name, seconds in clock.spent.items()}
    print(json.dumps({"steps": steps, "sweep": sweep, "m": m, "peak_mb": peak}))


if __name__ == "__main__":
    main()
