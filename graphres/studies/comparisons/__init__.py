"""What differs between two results, or two snapshots of a network, beyond noise."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import overload

import numpy as np
import numpy.typing as npt

from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.studies.comparisons.results import ResultComparison, compare_results
from graphres.studies.comparisons.waves import WaveComparison, compare_wave

__all__ = ["ResultComparison", "WaveComparison", "compare"]

Path = str | os.PathLike[str]


@overload
def compare(before: Path, after: Path) -> ResultComparison: ...


@overload
def compare(
    before: FollowGraph,
    after: FollowGraph,
    *,
    suspended: npt.ArrayLike,
    sources: npt.NDArray[np.bool_] | None = None,
    runs: int = 100,
    seed: int = 0,
    jobs: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> WaveComparison: ...


def compare(
    before: Path | FollowGraph,
    after: Path | FollowGraph,
    *,
    suspended: npt.ArrayLike | None = None,
    sources: npt.NDArray[np.bool_] | None = None,
    runs: int = 100,
    seed: int = 0,
    jobs: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> ResultComparison | WaveComparison:
    """Say what changed between two results; or hold a real wave of suspensions against prediction.

    Parameters
    ----------
    before, after : path or FollowGraph
        Two results of one schema (JSON or Parquet files, folders of sweeps); or two snapshots of a
        network.
    suspended : array_like of str or int
        Of snapshots: accounts of ``before`` that were suspended between them.
    sources : ndarray of bool, shape (n,), optional
        Of snapshots: who may post, for the audience; every account when absent.
    runs : int
        Of snapshots: random waves to draw, as many accounts each, matched on followers.
    seed : int
    jobs : int, optional
        Threads; the number of cores when absent. They change nothing but the time.
    on_progress : callable, optional
        Called with (done, total) after every random wave.

    Returns
    -------
    ResultComparison or WaveComparison

    Raises
    ------
    InputError
        For files that are no results, or of different schemas; when nobody was suspended.
    UsageError
        For snapshots without ``suspended``, or a result beside a snapshot.

    Notes
    -----
    O(n + m α(n)) for a wave, and as much for each random one.

    Examples
    --------
    >>> before = FollowGraph.from_pairs([("a", "hub"), ("b", "hub"), ("b", "c"), ("d", "c")])
    >>> after = FollowGraph.from_pairs([("b", "c"), ("d", "c"), ("e", "c")])
    >>> found = compare(before, after, suspended=before.index_of(["hub"]), runs=10)
    >>> found
    <WaveComparison 1 suspended, 0 left, 1 joined>
    >>> found["giant"]["predicted"], found["giant"]["observed"]
    (0.6, 0.6)
    """
    if isinstance(before, FollowGraph) and isinstance(after, FollowGraph):
        if suspended is None:
            raise UsageError("who was suspended is not told", do="give suspended")
        return compare_wave(
            before,
            after,
            suspended,
            sources=sources,
            runs=runs,
            seed=seed,
            jobs=jobs,
            on_progress=on_progress,
        )
    if isinstance(before, FollowGraph) or isinstance(after, FollowGraph):
        raise UsageError("a result is not compared with a graph", do="give two of a kind")
    return compare_results(before, after)
