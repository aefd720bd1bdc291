"""The largest strong component at every removal."""

from __future__ import annotations

import numpy as np

from graphres.graph import FollowGraph
from graphres.graph.orders import reverse_order
from graphres.kernels.arrays import Float64, Int32
from graphres.kernels.components.strong import label_components
from graphres.kernels.components.strong_sweep import (
    Contraction,
    Small,
    Spans,
    TimedFollows,
    join_at_times,
    list_follows_by_time,
)
from graphres.measures.base import Family, Measure, MeasureSetting
from graphres.measures.weak import weak_curves

# Spans of follows up to this many are settled in arrays that fit into a core's own cache.
_SMALL = 1 << 13


def strong_curve(graph: FollowGraph, order: Int32, setting: MeasureSetting) -> dict[str, Float64]:
    """Measure accounts in the largest strong component over n, O((n + m) log m).

    In an undirected graph strong and weak are one.
    """
    if not graph.directed:
        return {"strong": weak_curves(graph, order, setting)["giant"]}
    n, removed = graph.n, len(order)
    returning = reverse_order(n, order)
    label, cursor, path, stack, roots = search = _search_arrays(n)
    label_components(*graph.following, n, *search)
    follows = _follows_by_time(graph, returning, n - removed, label)
    formed = np.zeros(removed + 1, dtype=np.int64)
    count = len(follows.source)
    parent, local = np.full((2, n), -1, dtype=np.int32)
    contraction = Contraction(
        names=np.zeros(n, dtype=np.int32),
        offsets=np.zeros(n + 1, dtype=np.int64),
        targets=np.zeros(count, dtype=np.int32),
        label=label,
        cursor=cursor,
        path=path,
        stack=stack,
        roots=roots,
        spare=TimedFollows(*np.zeros((3, count), dtype=np.int32)),
    )
    spans = Spans(*np.zeros((4, 256), dtype=np.int64))
    small = Small(*np.full((3, 2 * _SMALL), -1, dtype=np.int32))
    join_at_times(follows, parent, local, contraction, spans, small, formed)
    alone = np.ones(removed + 1, dtype=np.int64)
    alone[0] = n > removed
    largest = np.maximum.accumulate(np.maximum(formed, alone))
    return {"strong": largest[::-1] / n}


def _search_arrays(n: int) -> tuple[np.ndarray, ...]:
    """Return label, cursor, path, stack and roots, as `label_components` takes them."""
    label, path, stack = np.zeros((3, n), dtype=np.int32)
    return label, np.zeros(n, dtype=np.int64), path, stack, np.zeros(n, dtype=np.uint8)


def _follows_by_time(
    graph: FollowGraph, returning: Int32, settled: int, label: Int32
) -> TimedFollows:
    """Return the follows inside a strong component of the whole graph, as they come back."""
    seat = label.astype(np.int64) << 32
    seat[returning] += np.arange(graph.n)
    follows = TimedFollows(*(np.zeros(graph.m, dtype=np.int32) for _ in range(3)))
    size = list_follows_by_time(graph.followers, graph.following, returning, seat, settled, follows)
    return TimedFollows(*(part[:size] for part in follows))


FAMILY = Family(
    measures=(Measure("strong", "accounts in the largest strong component, over n", True),),
    compute=strong_curve,
    direction="from follower to followed",
    cost="O((n + m) log m), exact at every removal",
    reference="Pearce 2016, doi:10.1016/j.ipl.2015.08.010 (components)",
)
