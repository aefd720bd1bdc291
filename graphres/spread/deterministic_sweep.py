"""One block of worlds in which every follow passes the message on."""

from __future__ import annotations

import numpy as np

from graphres.graph import FollowGraph
from graphres.kernels.arrays import UInt8, Words
from graphres.kernels.cascade.deterministic_sweep import Progress, sweep_deterministic
from graphres.kernels.cascade.reach_sweep import ReturnSweep, Totals
from graphres.kernels.cascade.scc_anchor import AnchorFloods, take_anchor, write_present_rows
from graphres.kernels.components.strong import label_components
from graphres.kernels.csr import CompressedRows


def _start_floods(n: int, rows: int) -> AnchorFloods:
    """Return floods with nobody back yet."""
    reached, holds = np.zeros((2, n), np.uint64)
    present, behind, ahead = np.zeros((3, n), np.uint8)
    alone, shared = np.zeros((2, rows, 64), np.int64)
    return AnchorFloods(
        reached=reached,
        holds=holds,
        present=present,
        behind=behind,
        ahead=ahead,
        queue=np.zeros(n, np.int32),
        joined=np.zeros(1, np.uint64),
        has_joined=np.zeros(64, np.int64),
        size=np.zeros(rows, np.int64),
        alone=alone,
        shared=shared,
    )


def _drop_anchor(floods: AnchorFloods) -> None:
    """Let every world hold by itself what it reaches through the anchor."""
    floods.reached[floods.behind == 1] |= floods.joined
    floods.alone[:] += floods.has_joined * (floods.size[:, None] - floods.shared)
    of_anchor = floods.behind, floods.ahead, floods.joined, floods.has_joined
    for part in (*of_anchor, floods.size, floods.shared):
        part[...] = 0


def sweep_certain(
    graph: FollowGraph, sweep: ReturnSweep, totals: Totals, *, patience: int | None = None
) -> Words:
    """Count a reach sweep of worlds in which every follow is live.

    As `graphres.kernels.cascade.reach_sweep.sweep_reach`.

    Worlds are flooded in bits of a word until that has taken as long as looking at a quarter of the
    accounts and follows. Some account of the largest strong component of those back by then becomes
    the anchor, and stands for what worlds share from there on. Should private floods take twice as
    long again, another is chosen, the next after four times as long, and so on: few choices, of
    O(n + m) each, whatever the graph; O(64 (n + m)) with all floods at worst.

    Parameters
    ----------
    graph : FollowGraph
    sweep, totals
        As for the kernel.
    patience : int, optional
        Follows looked at before the first anchor is chosen; (n + m) / 4 when absent.

    Returns
    -------
    ndarray of uint64, shape (n,)
        The worlds in which the whole graph reaches an account; a poster does not count itself.
    """
    n, rows = graph.n, len(totals.total)
    floods = _start_floods(n, rows)
    progress = Progress(*np.array([[0], [len(sweep.checkpoints)], [1], [0]], dtype=np.int64))
    patience = (n + len(graph.followers.targets)) // 4 if patience is None else patience
    counts = np.zeros((rows, 64), np.int64)
    follows = graph.followers, graph.following
    while True:
        sweep_deterministic(*follows, sweep, floods, patience, progress, counts, totals)
        _drop_anchor(floods)
        if progress.next_step[0] > n:
            reached: Words = floods.reached & ~sweep.posted
            return reached
        anchor = _in_largest(graph, floods.present)
        take_anchor(*follows, anchor, sweep.posted, sweep.group, floods)
        patience, progress.looked[0] = 2 * patience, 0


def _in_largest(graph: FollowGraph, present: UInt8) -> int:
    """An account of the largest strong component of those present."""
    n = graph.n
    offsets, targets = np.empty(n + 1, np.int64), np.empty_like(graph.followers.targets)
    write_present_rows(graph.followers, present, CompressedRows(offsets, targets))
    label, path, stack = np.empty((3, n), np.int32)
    label_components(
        offsets, targets, n, label, np.empty(n, np.int64), path, stack, np.empty(n, np.uint8)
    )
    there = label[present == 1]
    return int(np.argmax(label == np.bincount(there).argmax()))
