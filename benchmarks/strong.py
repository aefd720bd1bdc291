"""The strong component: graphres at every removal, scipy recomputed at 100 checkpoints.

One process, one graph, the same in-degree order; reading and making matrices are not timed. scipy
is shown twice: cutting the survivors out of the matrix as the accounts are numbered, which is what
one writes first, and out of a matrix whose rows and columns stand in removal order, where they are
a corner. All must agree at every checkpoint.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from harness import arguments, follows_csv, machine, publish, table, verdict
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graphres import FollowGraph, collapse, read_follows, strategy

Int32 = npt.NDArray[np.int32]
Sizes = npt.NDArray[np.int64]

OWN = "graphres, every removal"


def matrix_of(graph: FollowGraph, numbers: Int32) -> csr_array:
    """Follower × followed, accounts renumbered; float64, which csgraph takes as it is."""
    follower = np.repeat(numbers, graph.out_degree)
    followed = numbers[graph.following.targets]
    return csr_array((np.ones(graph.m), (follower, followed)), shape=(graph.n, graph.n))


def largest(matrix: csr_array) -> int:
    """Accounts in the largest strong component."""
    _, labels = connected_components(matrix, connection="strong")
    return int(np.bincount(labels).max(initial=0))


def by_mask(matrix: csr_array, times: Int32) -> Sizes:
    """Scipy at each checkpoint, survivors picked by their removal times."""
    sizes = []
    for k in checkpoints(len(times)):
        alive = np.flatnonzero(times >= k)
        matrix, times = matrix[alive][:, alive], times[alive]
        sizes.append(largest(matrix) if len(times) else 0)
    return np.array(sizes)


def by_corner(matrix: csr_array) -> Sizes:
    """Scipy at each checkpoint, survivors a corner of a matrix in removal order."""
    removed, sizes = 0, []
    for k in checkpoints(matrix.shape[0]):
        matrix, removed = matrix[k - removed :, k - removed :], k
        sizes.append(largest(matrix) if matrix.shape[0] else 0)
    return np.array(sizes)


def by_graphres(graph: FollowGraph, order: Int32) -> Sizes:
    """The same from a curve that has every removal."""
    strong = collapse(graph, order, measures=["strong"]).values["strong"]
    return np.rint(strong[checkpoints(graph.n)] * graph.n).astype(np.int64)


def checkpoints(n: int) -> list[int]:
    """Removals after which scipy measures."""
    return [i * n // 100 for i in range(101)]


def in_turn(methods: dict[str, Callable[[], Sizes]], runs: int) -> dict[str, float]:
    """Median seconds of each method, all of which must give the same sizes."""
    seconds: dict[str, list[float]] = {name: [] for name in methods}
    sizes: Sizes | None = None
    for _ in range(runs):
        for name, method in methods.items():
            start = time.perf_counter()
            found = method()
            seconds[name].append(time.perf_counter() - start)
            assert sizes is None or np.array_equal(found, sizes), f"{name} differs"
            sizes = found
    return {name: statistics.median(times) for name, times in seconds.items()}


def methods_on(graph: FollowGraph) -> dict[str, Callable[[], Sizes]]:
    """graphres, with its kernels loaded, and both ways of scipy, with their matrices made."""
    order = strategy("in-degree")(graph)
    numbers = np.arange(graph.n, dtype=np.int32)
    times = np.empty_like(numbers)
    times[order] = numbers
    as_numbered, in_order = matrix_of(graph, numbers), matrix_of(graph, times)
    by_graphres(graph, order)
    return {
        OWN: lambda: by_graphres(graph, order),
        "scipy, 101 checkpoints, survivors picked": lambda: by_mask(as_numbered, times),
        "scipy, 101 checkpoints, survivors a corner": lambda: by_corner(in_order),
    }


def main() -> None:
    """Measure and compare."""
    options = arguments(__doc__, follows=1e7, runs=2)
    graph, _ = read_follows(follows_csv(options.follows))
    seconds = in_turn(methods_on(graph), options.runs)
    own = seconds[OWN]
    rows = [
        [name, f"{took:.2f}", "" if name == OWN else verdict(took / own, at_least=5)]
        for name, took in seconds.items()
    ]
    header = [f"largest strong component, {graph.m:,} follows", "seconds", "time over graphres'"]
    note = f"Medians of {options.runs}. {machine('numpy', 'numba', 'scipy')}"
    publish("strong", f"{table(header, rows)}\n\n{note}", write=options.write)


if __name__ == "__main__":
    main()
