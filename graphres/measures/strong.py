"""The largest strong component at every removal."""

from __future__ import annotations

import numpy as np

from graphres.graph import FollowGraph
from graphres.graph.orders import back_order
from graphres.kernels.arrays import Float64, Int32
from graphres.kernels.components.strong import components_of
from graphres.kernels.components.strong_sweep import follows_by_time, join_at_times
from graphres.measures.base import Family, Measure, Setting
from graphres.measures.weak import weak_curves

# Spans of follows up to this many are settled in arrays that fit into a core's own cache.
_SMALL = 1 << 13


def strong_curve(graph: FollowGraph, order: Int32, setting: Setting) -> dict[str, Float64]:
    """Accounts in the largest strong component over n, O((n + m) log m).

    In an undirected graph strong and weak are one.
    """
    if not graph.directed:
        return {"strong": weak_curves(graph, order, setting)["giant"]}
    n, removed = graph.n, len(order)
    back = back_order(n, order)
    work = _Work(n)
    components_of(*graph.following, n, *work.search())
    source, target, time = _follows_by_time(graph, back, n - removed, work.label)
    formed = np.zeros(removed + 1, dtype=np.int64)
    join_at_times(
        source,
        target,
        time,
        len(source),
        np.full(n, -1, dtype=np.int32),
        np.full(n, -1, dtype=np.int32),
        np.zeros(n, dtype=np.int32),
        np.zeros(n + 1, dtype=np.int64),
        np.zeros(len(source), dtype=np.int32),
        *work.search(),
        np.zeros((3, len(source)), dtype=np.int32),
        np.zeros((256, 4), dtype=np.int64),
        *np.full((3, 2 * _SMALL), -1, dtype=np.int32),
        formed,
    )
    alone = np.ones(removed + 1, dtype=np.int64)
    alone[0] = n > removed
    largest = np.maximum.accumulate(np.maximum(formed, alone))
    return {"strong": largest[::-1] / n}


class _Work:
    """The arrays that a search for strong components uses up."""

    def __init__(self, n: int) -> None:
        self.label = np.zeros(n, dtype=np.int32)
        self._cursor = np.zeros(n, dtype=np.int64)
        self._path, self._stack = np.zeros((2, n), dtype=np.int32)
        self._roots = np.zeros(n, dtype=np.uint8)

    def search(self) -> tuple[np.ndarray, ...]:
        """In the order in which `components_of` takes them."""
        return self.label, self._cursor, self._path, self._stack, self._roots


def _follows_by_time(
    graph: FollowGraph, back: Int32, settled: int, label: Int32
) -> tuple[Int32, Int32, Int32]:
    """Follows inside a strong component of the whole graph, as they come back."""
    seat = label.astype(np.int64) << 32
    seat[back] += np.arange(graph.n)
    source, target, time = (np.zeros(graph.m, dtype=np.int32) for _ in range(3))
    size = np.zeros(1, dtype=np.int64)
    follows_by_time(
        *graph.followers, *graph.following, back, seat, settled, source, target, time, size
    )
    return source[: size[0]], target[: size[0]], time[: size[0]]


FAMILY = Family(
    measures=(Measure("strong", "accounts in the largest strong component, over n", True),),
    compute=strong_curve,
    direction="from follower to followed",
    cost="O((n + m) log m), exact at every removal",
    reference="Pearce 2016, doi:10.1016/j.ipl.2015.08.010 (components)",
)
