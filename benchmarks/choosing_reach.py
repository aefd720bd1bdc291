"""Choosing by reach: reach-greedy, 10 sources, 20 removals, and one pass of dominator trees.

One process, kernels loaded beforehand; reading is not timed. What is told of a fixed number of
worlds holds of no other: without one, worlds grow until the check agrees.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
from harness import arguments, follows_csv, machine, publish, table, verdict

from graphres import FollowGraph, read_follows, strategy
from graphres.spread import Spread
from graphres.strategies.reach_losses import SampledLosses

Mask = npt.NDArray[np.bool_]

SOURCES, REMOVALS, WORLDS = 10, 20, (64, 256)


def sources_of(graph: FollowGraph) -> dict[str, Mask]:
    """The most followed, and some drawn at random."""
    drawn = np.random.default_rng(0).choice(graph.n, SOURCES, replace=False)
    found = {"most followed": np.argsort(-graph.in_degree)[:SOURCES], "at random": drawn}
    return {name: np.isin(np.arange(graph.n), accounts) for name, accounts in found.items()}


def seconds(job: Callable[[], object], runs: int) -> float:
    """Median wall time."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def jobs_on(graph: FollowGraph, sources: Mask) -> Iterator[tuple[str, Callable[[], object]]]:
    """A pass of 64 worlds, and the whole choice."""
    everyone = np.ones(graph.n, dtype=np.uint8)
    losses = SampledLosses(graph, Spread(0.05, worlds=64, sources=sources), "choose")
    losses.count(everyone)
    yield "one pass, 64 worlds", lambda: losses.count(everyone)
    for worlds in WORLDS:
        yield f"20 removals, {worlds} worlds", chooser(graph, sources, worlds)


def chooser(graph: FollowGraph, sources: Mask, worlds: int) -> Callable[[], object]:
    """Choose 20 accounts that are no sources."""
    chosen, spread = strategy(f"reach-greedy:worlds={worlds}"), Spread(0.05, sources=sources)
    return lambda: chosen(graph, eligible=~sources, limit=REMOVALS, spread=spread, jobs=2)


def measured(follows: float, runs: int) -> dict[tuple[str, str], float]:
    """Seconds of every job on one graph, by sources and job."""
    graph, _ = read_follows(follows_csv(follows))
    return {
        (name, job): seconds(work, runs)
        for name, sources in sources_of(graph).items()
        for job, work in jobs_on(graph, sources)
    }


def main() -> None:
    """Measure on both sizes, and how time grows from one to the other."""
    options = arguments(__doc__, follows=[1e6, 1e7], runs=3)
    measured(1e5, 1)  # loads the kernels
    small, large = (measured(follows, options.runs) for follows in options.follows)
    rows = [
        [name, job, f"{took:.3f}", f"{large[name, job]:.3f}", f"{large[name, job] / took:.1f}"]
        for (name, job), took in small.items()
    ]
    sizes = [f"{follows:,.0f} follows, seconds" for follows in options.follows]
    slowest = max(took for (_, job), took in small.items() if job.startswith("one pass"))
    header = ["10 sources", "job", *sizes, "growth"]
    note = (
        f"Slowest pass at the smaller size, seconds: {verdict(slowest, at_most=1)}. "
        f"Medians of {options.runs}. {machine('numpy', 'numba')}"
    )
    publish("choosing_reach", f"{table(header, rows)}\n\n{note}", write=options.write)


if __name__ == "__main__":
    main()
