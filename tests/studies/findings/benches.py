"""Benches whose runs are written by hand, so that a finding's verdict is known beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from graphres.campaigns.evenings import DAYS
from graphres.campaigns.record import RETURNS, ArmRun
from graphres.graph import FollowGraph
from graphres.studies.findings.run_cache import Bench, RequiredRun

PERSONS = [f"p{i:02d}" for i in range(20)]

#: Everybody follows the next ten, so that anybody has followers at the start.
GRAPH = FollowGraph.from_pairs(
    [(PERSONS[i], PERSONS[(i + k) % 20]) for i in range(20) for k in range(1, 11)]
)

LENGTH = 226


def arm(
    mean: Callable[[int], float] = lambda day: 20.0,
    *,
    accounts: Callable[[int], float] = lambda day: 100.0,
    suspended: float = 1.0,
    returns: Sequence[tuple] = (),
    suspensions: int = 3,
) -> ArmRun:
    """An arm whose mean followers and open accounts are functions of the day.

    A return is (person, incarnation, day, before, followers at 1, 7, 14, 30, lifetime).
    """
    days = {name: [0.0] * LENGTH for name in DAYS}
    days["followers_mean"] = [mean(day) for day in range(LENGTH)]
    days["accounts"] = [accounts(day) for day in range(LENGTH)]
    days["suspended"] = [suspended] * LENGTH
    table = {name: [] for name in RETURNS}
    for person, incarnation, day, before, one, seven, fourteen, thirty, life in returns:
        values = (person, incarnation, day, before, one, seven, fourteen, thirty, 0, life, False)
        for name, value in zip(RETURNS, values, strict=True):
            table[name].append(value)
    daily = np.array([[100 * mean(day)] * 20 for day in range(LENGTH)]).astype(np.int32)
    return ArmRun(
        arm="repeated",
        run=0,
        days=days,
        returns=table,
        audience=daily.sum(axis=0),
        parts={},
        suspensions=np.full(20, suspensions, dtype=np.int32),
        last=daily[-1],
        inside=None,
        first={},
        held_late=1.0,
        held_before=1.0,
        daily=daily,
    )


def careers(
    levels: Callable[[int], Sequence[int]], *, thirty: int | None = 5, life: int = 40
) -> list[tuple]:
    """Returns of all persons: followers before each of them, by number of the person."""
    return [
        (name, k, 40 + 10 * k, before, 1, 3, 4, thirty, life)
        for number, name in enumerate(PERSONS)
        for k, before in enumerate(levels(number), start=1)
    ]


def bench(runs: int, made: dict[RequiredRun, Callable[[], object]]) -> Bench:
    """A bench of so many runs, every one of them the same but for nothing."""
    held = Bench(runs=runs, scan_runs=runs, fixed_graph=GRAPH)
    for need, make in made.items():
        for task in held.tasks(need):
            held.results[task] = make()
    return held
