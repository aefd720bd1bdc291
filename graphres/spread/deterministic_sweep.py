"""One block of worlds in which every follow passes the message on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32, Int64, UInt8, Words
from graphres.kernels.cascade.deterministic_sweep import certain_sweep
from graphres.kernels.cascade.scc_anchor import present_rows, take_anchor
from graphres.kernels.components.strong import components_of
from graphres.spread.constants import BIT_OF, words
from graphres.spread.counts import Outputs


class _Floods(NamedTuple):
    """What the sweep keeps; see `graphres.kernels.cascade.deterministic_sweep.certain_sweep`."""

    heard: Words
    present: UInt8
    behind: UInt8
    ahead: UInt8
    queue: Int32
    joined: Words
    has_joined: Int64
    size: Int64
    own: Int64
    shared: Int64

    @classmethod
    def begun(cls, n: int, rows: int) -> _Floods:
        """Nobody back yet."""
        present, behind, ahead = np.zeros((3, n), np.uint8)
        own, shared = np.zeros((2, rows, 64), np.int64)
        return cls(
            np.zeros(n, np.uint64),
            present,
            behind,
            ahead,
            np.zeros(n, np.int32),
            np.zeros(1, np.uint64),
            np.zeros(64, np.int64),
            np.zeros(rows, np.int64),
            own,
            shared,
        )

    def drop_anchor(self) -> None:
        """Have every world hold by itself what it reaches through the anchor."""
        self.heard[self.behind == 1] |= self.joined
        self.own[:] += self.has_joined * (self.size[:, None] - self.shared)
        for kept in (self.behind, self.ahead, self.joined, self.has_joined, self.size, self.shared):
            kept[...] = 0


def sweep_certain(
    graph: FollowGraph,
    back: Int32,
    posted: Words,
    group: Int32,
    kept: Int64,
    removals: int,
    outputs: Outputs,
    *,
    patience: int | None = None,
) -> Words:
    """Count a reach sweep of worlds in which every follow is live.

    As `graphres.kernels.cascade.reach_sweep.reach_sweep`.

    Worlds are flooded in bits of a word until that has taken as long as looking at a quarter of the
    accounts and follows. Some account of the largest strong component of those back by then becomes
    the anchor, and stands for what worlds share from there on. Should private floods take twice as
    long again, another is chosen, the next after four times as long, and so on: few choices, of
    O(n + m) each, whatever the graph; O(64 (n + m)) with all floods at worst.

    Parameters
    ----------
    graph : FollowGraph
    back, posted, group, kept, removals, outputs
        As for the kernel.
    patience : int, optional
        Follows looked at before the first anchor is chosen; (n + m) / 4 when absent.

    Returns
    -------
    ndarray of uint64, shape (n,)
        The worlds in which the whole graph reaches an account; a poster does not count itself.
    """
    n, rows = graph.n, len(outputs.total)
    floods = _Floods.begun(n, rows)
    state = np.array([0, len(kept), 1, 0], dtype=np.int64)
    patience = (n + len(graph.followers.targets)) // 4 if patience is None else patience
    holds = np.zeros(n, np.uint64)
    counts = np.zeros((rows, 64), np.int64)
    follows = (*graph.followers, *graph.following)
    heard, *rest = floods
    while True:
        given = (back, posted, group, words(), BIT_OF, heard, holds, *rest)
        certain_sweep(*follows, *given, kept, removals, patience, state, counts, *outputs)
        floods.drop_anchor()
        if state[0] > n:
            return heard & ~posted
        anchor = _in_largest(graph, floods.present)
        take_anchor(*follows, anchor, posted, group, words(), BIT_OF, *floods[:8], floods.shared)
        patience, state[3] = 2 * patience, 0


def _in_largest(graph: FollowGraph, present: UInt8) -> int:
    """An account of the largest strong component of those present."""
    n = graph.n
    offsets, targets = np.empty(n + 1, np.int64), np.empty_like(graph.followers.targets)
    present_rows(*graph.followers, present, offsets, targets)
    label, path, stack = np.empty((3, n), np.int32)
    components_of(
        offsets, targets, n, label, np.empty(n, np.int64), path, stack, np.empty(n, np.uint8)
    )
    there = label[present == 1]
    return int(np.argmax(label == np.bincount(there).argmax()))
