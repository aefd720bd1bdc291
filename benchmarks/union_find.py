"""The reverse union-find beside the least that a method which adds accounts back must do.

The least is one compiled pass that gathers one int32 for every stored follow end, 2 m values,
account by account in the order in which they come back. Same process, same graph, in turn, the
best of several runs.

The pass in the order of storage is shown too. Its addresses do not hang on an order of accounts,
so the processor fetches many at once; nothing that works account by account can come near it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numba
import numpy as np
import numpy.typing as npt
from harness import arguments, follows_csv, machine, publish, table, verdict

from graphres import FollowGraph, collapse, read_follows, strategy
from graphres.kernels.compiled import Kernel
from graphres.measures import weak

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]


@numba.njit(nogil=True)
def gather_stored(targets: Int32, values: Int32) -> int:
    """One value a stored end, in the order of storage."""
    total = 0
    for e in range(len(targets)):
        total += values[targets[e]]
    return total


@numba.njit(nogil=True)
def gather_by_account(
    followers_offsets: Int64,
    followers_targets: Int32,
    following_offsets: Int64,
    following_targets: Int32,
    back: Int32,
    values: Int32,
) -> int:
    """One value a stored end, account by account, followers and then followed."""
    total = 0
    for account in back:
        for e in range(followers_offsets[account], followers_offsets[account + 1]):
            total += values[followers_targets[e]]
        for e in range(following_offsets[account], following_offsets[account + 1]):
            total += values[following_targets[e]]
    return total


class Clock:
    """Stands in for a kernel, compiled, and writes down the seconds of every call."""

    def __init__(self, kernel: Kernel) -> None:
        self.call = kernel.compiled()
        self.seconds: list[float] = []

    def __call__(self, *inputs: object) -> None:
        """Run, clocked."""
        self.seconds.append(seconds_of(self.call, *inputs))


def seconds_of(function: Callable[..., object], *inputs: object) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    function(*inputs)
    return time.perf_counter() - start


def stored_pass(graph: FollowGraph, values: Int32, runs: int) -> float:
    """The best pass in the order of storage; the first compiles and is not counted."""
    ends = graph.followers.targets, graph.following.targets
    totals = [sum(seconds_of(gather_stored, t, values) for t in ends) for _ in range(runs + 1)]
    return min(totals[1:])


def in_turn(graph: FollowGraph, order: Int32, values: Int32, runs: int) -> tuple[float, float]:
    """The best pass and the best sweep of an order; the first of each is not counted."""
    usual, back = weak.sweep_weak_components, order[::-1].copy()
    sweeps, passes = Clock(usual), []
    weak.sweep_weak_components = sweeps
    for _ in range(runs + 1):
        inputs = (*graph.followers, *graph.following, back, values)
        passes.append(seconds_of(gather_by_account, *inputs))
        collapse(graph, order)
    weak.sweep_weak_components = usual
    return min(passes[1:]), min(sweeps.seconds[1:])


def main() -> None:
    """Measure both orders."""
    options = arguments(__doc__, follows=1e7, runs=7)
    graph, _ = read_follows(follows_csv(options.follows))
    values = np.random.default_rng(0).integers(0, 100, graph.n, dtype=np.int32)
    stored = stored_pass(graph, values, options.runs)
    rows = [["one gather a follow end, order of storage", f"{stored:.3f}", ""]]
    for name in ("in-degree", "random"):
        least, sweep = in_turn(graph, strategy(name)(graph), values, options.runs)
        ratio = verdict(sweep / least, at_most=2)
        rows.append([f"one gather a follow end, `{name}` order", f"{least:.3f}", ""])
        rows.append([f"union-find, five measures, `{name}` order", f"{sweep:.3f}", ratio])
    text = table([f"{graph.m:,} follows", "seconds", "sweep over gather"], rows)
    note = f"Best of {options.runs}. {machine('numpy', 'numba')}"
    publish("union_find", f"{text}\n\n{note}", write=options.write)


if __name__ == "__main__":
    main()
