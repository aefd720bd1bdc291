"""Reach where every follow passes the message on, beside the strong component and drawn worlds.

One process, one graph, 64 worlds, every removal; reading and ordering are not timed. Worlds with
drawn follows flood what they share once for each world that comes to it; worlds whose follows are
certain keep it once for all. Both must give the same numbers.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from harness import arguments, follows_csv, machine, publish, table, verdict

from graphres import FollowGraph, collapse, read_follows, strategy
from graphres.spread import Spread, Worlds
from graphres.spread.sweep import sweep_block

Int32 = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]

STRONG, DRAWN, CERTAIN = "strong component", "reach, as if follows were drawn", "reach"


def sources_of(graph: FollowGraph) -> dict[str, npt.NDArray[np.bool_]]:
    """64 sources: the most followed, or any that are followed at all."""
    followed = np.flatnonzero(graph.in_degree > 0)
    chosen = {
        "the most followed": np.argsort(-graph.in_degree, kind="stable")[:64],
        "random": np.random.default_rng(0).choice(followed, 64, replace=False),
    }
    return {name: np.isin(np.arange(graph.n), some) for name, some in chosen.items()}


def reach(
    graph: FollowGraph, order: Int32, sources: npt.NDArray[np.bool_], *, certain: bool
) -> Numbers:
    """Accounts reached at every removal, in all worlds together."""
    worlds = Worlds(graph, Spread(probability=1.0, sources=sources))
    worlds.are_certain = certain
    return sweep_block(worlds, 0, order, None, np.array([0, len(order)])).total[0]


def in_turn(methods: dict[str, Callable[[], Numbers | None]], runs: int) -> dict[str, float]:
    """Median seconds of each method; those that give numbers must give the same."""
    seconds: dict[str, list[float]] = {name: [] for name in methods}
    numbers: Numbers | None = None
    for _ in range(runs):
        for name, method in methods.items():
            start = time.perf_counter()
            found = method()
            seconds[name].append(time.perf_counter() - start)
            if found is not None:
                assert numbers is None or np.array_equal(found, numbers), f"{name} differs"
                numbers = found
    return {name: statistics.median(times) for name, times in seconds.items()}


def methods_on(
    graph: FollowGraph, order: Int32, sources: npt.NDArray[np.bool_]
) -> dict[str, Callable[[], Numbers | None]]:
    """What is timed."""

    def strong() -> None:
        collapse(graph, order, measures=["strong"])

    return {
        STRONG: strong,
        DRAWN: lambda: reach(graph, order, sources, certain=False),
        CERTAIN: lambda: reach(graph, order, sources, certain=True),
    }


def load_kernels(follows: float) -> None:
    """Run everything once on a smaller graph, large enough to be compiled."""
    graph, _ = read_follows(follows_csv(follows))
    for sources in sources_of(graph).values():
        in_turn(methods_on(graph, strategy("random")(graph), sources), 1)


def main() -> None:
    """Measure and compare."""
    options = arguments(__doc__, follows=1e7, smaller=1e6, runs=3)
    load_kernels(options.smaller)
    graph, _ = read_follows(follows_csv(options.follows))
    rows = []
    for name in ("in-degree", "random"):
        order = strategy(name)(graph)
        for who, sources in sources_of(graph).items():
            seconds = in_turn(methods_on(graph, order, sources), options.runs)
            times = (f"{seconds[each]:.2f}" for each in (STRONG, DRAWN, CERTAIN))
            ratio = verdict(seconds[CERTAIN] / seconds[STRONG], at_most=1.5)
            rows.append([f"{name}, {who}", *times, ratio])
    header = [f"order and sources, {graph.m:,} follows", STRONG, DRAWN, CERTAIN]
    note = f"Seconds, medians of {options.runs}. {machine('numpy', 'numba')}"
    text = table([*header, "reach over strong component"], rows)
    publish("certain", f"{text}\n\n{note}", write=options.write)


if __name__ == "__main__":
    main()
