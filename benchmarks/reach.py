"""Reach at every removal in 64 worlds: beside the giant's sweep, and beside cynetdiff's cascades.

One process, one graph in memory, methods in turn. cynetdiff cascades 64 times, each from a poster
drawn among the sources, at each of 100 checkpoints; a poster that has been removed reaches nobody,
and costs it nothing. Its models are made in two ways: of a networkx graph, as its manual shows, and
of arrays, with accounts in removal order so that survivors are a corner of a sparse matrix.
"""

from __future__ import annotations

import statistics
import time
import tracemalloc
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import networkx as nx
import numpy as np
import numpy.typing as npt
from cynetdiff.models import IndependentCascadeModel
from cynetdiff.utils import networkx_to_ic_model
from harness import arguments, follows_csv, machine, publish, table, verdict
from scipy.sparse import csr_array

from graphres import FollowGraph, Spread, collapse, read_follows, strategy

Int32 = npt.NDArray[np.int32]
WORLDS = 64
CHECKPOINTS = 100


class Setting(NamedTuple):
    """A probability, and how many of the most followed may post; all of them for None."""

    p: float
    top: int | None

    def __str__(self) -> str:
        """As a table says it."""
        return f"p = {self.p:g}, sources {'all' if self.top is None else f'top:{self.top}'}"


#: Held to a ratio; others up to where more than half of all accounts are reached.
HELD = Setting(0.05, None)
QUICK = (HELD, Setting(0.05, 1000), Setting(0.1, 1000))
HEAVY = (Setting(0.15, None), Setting(0.5, None))
BESIDE_CASCADES = (HELD, Setting(0.05, 1000), Setting(0.2, None))


def spread_of(graph: FollowGraph, setting: Setting) -> Spread:
    """One block of worlds."""
    sources = np.zeros(graph.n, dtype=bool)
    sources[strategy("in-degree")(graph)[: setting.top]] = True
    return Spread(probability=setting.p, worlds=WORLDS, sources=sources)


def giant(graph: FollowGraph, order: Int32) -> float:
    """The weak giant at every removal; its start."""
    return float(collapse(graph, order, measures=["giant"]).values["giant"][0])


def reach(graph: FollowGraph, order: Int32, spread: Spread) -> float:
    """Reach at every removal; its start."""
    return float(collapse(graph, order, measures=["reach"], spread=spread).values["reach"][0])


def influence(graph: FollowGraph, order: Int32) -> csr_array:
    """Followed × follower in removal order: rows say who hears an account."""
    times = np.empty_like(order)
    times[order] = np.arange(graph.n, dtype=np.int32)
    followed = np.repeat(times, graph.in_degree)
    follower = times[graph.followers.targets]
    ones = np.ones(graph.m, dtype=np.int8)
    return csr_array((ones, (followed, follower)), shape=(graph.n, graph.n))


def cascades(matrix: csr_array, sources: Int32, p: float) -> float:
    """Mean reach at evenly spaced removals with cynetdiff, on arrays; its start."""
    rng = np.random.default_rng(0)
    n = matrix.shape[0]
    removed, means = 0, []
    for k in (i * n // CHECKPOINTS for i in range(CHECKPOINTS)):
        matrix, removed = matrix[k - removed :, k - removed :], k
        starts = matrix.indptr[:-1].astype(np.uint32)
        edges = matrix.indices.astype(np.uint32)
        model = IndependentCascadeModel(starts, edges, activation_prob=p, rng=rng)
        posters = rng.choice(sources, WORLDS) - k
        means.append(reached(model, posters[posters >= 0].tolist()) / n)
    return means[0]


def documented(graph: nx.DiGraph, sources: Int32, p: float, checkpoints: int) -> float:
    """The same on networkx graphs, which it uses up, in the middle of each of some stretches."""
    rng = np.random.default_rng(0)
    n = len(graph)
    removed, means = 0, []
    for k in ((2 * i + 1) * n // (2 * checkpoints) for i in range(checkpoints)):
        graph.remove_nodes_from(range(removed, k))
        removed = k
        model, place = networkx_to_ic_model(graph, activation_prob=p, rng=rng)
        posters = rng.choice(sources, WORLDS).tolist()
        means.append(reached(model, [place[v] for v in posters if v in place]) / n)
    return means[0]


def reached(model: IndependentCascadeModel, posters: list[int]) -> float:
    """Accounts reached in the mean, removed posters among those that reach nobody."""
    count = 0
    for poster in posters:
        model.set_seeds([poster])
        model.advance_until_completion()
        count += model.get_num_activated_nodes() - 1
    return count / WORLDS


class Timed(NamedTuple):
    """Median seconds, and what was found."""

    seconds: float
    found: float


def in_turn(methods: Mapping[str, Callable[[], float]], runs: int) -> dict[str, Timed]:
    """Every method in turn, `runs` rounds."""
    seconds: dict[str, list[float]] = {name: [] for name in methods}
    found: dict[str, float] = {}
    for _ in range(runs):
        for name, method in methods.items():
            start = time.perf_counter()
            found[name] = method()
            seconds[name].append(time.perf_counter() - start)
    return {name: Timed(statistics.median(s), found[name]) for name, s in seconds.items()}


def orders_of(graph: FollowGraph) -> dict[str, Int32]:
    """Most followed first, and at random."""
    drawn = np.random.default_rng(0).permutation(graph.n).astype(np.int32)
    return {"in-degree": strategy("in-degree")(graph), "random": drawn}


def beside_giant(graph: FollowGraph, runs: int) -> str:
    """Each setting and order beside the giant's sweep of the same order; heavy ones once."""
    rows = []
    for name, order in orders_of(graph).items():
        for settings, rounds in ((QUICK, runs), (HEAVY, 1)):
            spreads = {s: spread_of(graph, s) for s in settings}
            methods = {"giant": partial(giant, graph, order)} | {
                str(s): partial(reach, graph, order, spread) for s, spread in spreads.items()
            }
            timed = in_turn(methods, rounds)
            own = timed.pop("giant").seconds
            rows.append([f"giant, `{name}`", "", f"{own:.2f}", ""])
            for label, (seconds, found) in timed.items():
                ratio = seconds / own
                said = verdict(ratio, at_most=4) if label == str(HELD) else f"{ratio:.2f}"
                rows.append([f"reach, `{name}`, {label}", f"{found:.5f}", f"{seconds:.2f}", said])
    header = [
        f"{WORLDS} worlds, every removal, {graph.m:,} follows",
        "reach at the start",
        "seconds",
        "time over the giant's",
    ]
    return table(header, rows)


def beside_cascades(graph: FollowGraph, runs: int, checkpoints: int) -> str:
    """Each setting and order beside cynetdiff; its documented way once, and scaled."""
    rows = []
    for name, order in orders_of(graph).items():
        rows += cascade_rows(graph, name, order, runs, checkpoints)
    header = [f"{WORLDS} cascades, {graph.m:,} follows", "seconds", "time over graphres'"]
    return table(header, rows)


def cascade_rows(
    graph: FollowGraph, name: str, order: Int32, runs: int, checkpoints: int
) -> list[list[str]]:
    """The settings in one order."""
    matrix = influence(graph, order)
    times = np.empty_like(order)
    times[order] = np.arange(graph.n, dtype=np.int32)
    ranked = times[strategy("in-degree")(graph)]
    rows = []
    for setting in BESIDE_CASCADES:
        sources = ranked[: setting.top]
        methods = {
            "graphres": partial(reach, graph, order, spread_of(graph, setting)),
            "cynetdiff": partial(cascades, matrix, sources, setting.p),
        }
        timed = in_turn(methods, runs)
        own = timed["graphres"].seconds
        rows.append([f"graphres, every removal, `{name}`, {setting}", f"{own:.2f}", ""])
        peers = {f"cynetdiff on arrays, {CHECKPOINTS} checkpoints": timed["cynetdiff"].seconds}
        if setting == HELD and name == "in-degree":
            made = nx.from_scipy_sparse_array(matrix, create_using=nx.DiGraph)
            once = in_turn({"": partial(documented, made, sources, setting.p, checkpoints)}, 1)
            scaled = f"{CHECKPOINTS} checkpoints ({checkpoints} measured, scaled)"
            taken = once[""].seconds * CHECKPOINTS / checkpoints
            peers[f"cynetdiff on networkx graphs, {scaled}"] = taken
        for label, seconds in peers.items():
            said = verdict(seconds / own, at_least=20)
            rows.append([f"{label}, `{name}`, {setting}", f"{seconds:.2f}", said])
    return rows


def bytes_a_follow(graph: FollowGraph) -> float:
    """Peak of what one block allocates in a sweep, arrays and all, over m."""
    order = strategy("in-degree")(graph)
    spread = Spread(probability=HELD.p, worlds=WORLDS)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        reach(graph, order, spread)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return (peak - before) / graph.m


def warm_up(graph: FollowGraph) -> None:
    """Have the kernels compiled: the second call of either pays for it if the first does not."""
    order = orders_of(graph)["random"]
    for _ in range(2):
        giant(graph, order)
        reach(graph, order, spread_of(graph, HELD))


def main() -> None:
    """Measure, compare, weigh."""
    options = arguments(__doc__, follows=1e7, peer_follows=1e6, runs=3, scaled_checkpoints=10)
    small, _ = read_follows(follows_csv(options.peer_follows))
    warm_up(small)
    peers = beside_cascades(small, options.runs, options.scaled_checkpoints)
    del small
    graph, _ = read_follows(follows_csv(options.follows))
    warm_up(graph)
    sweeps = beside_giant(graph, options.runs)
    weight = bytes_a_follow(graph)
    memory = (
        f"Memory: {weight:.1f} bytes a follow at the peak of a run of one block, with "
        f"{graph.m / graph.n:.0f} follows an account; 8 of them are the words of the follows, the "
        "rest goes to accounts and the curve."
    )
    note = f"Medians of {options.runs}. {machine('numpy', 'numba', 'scipy', 'cynetdiff')}"
    publish("reach", f"{sweeps}\n\n{peers}\n\n{memory}\n\n{note}", write=options.write)


if __name__ == "__main__":
    main()
