"""What every account's removal takes away from reach, in sampled worlds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graphres.engine.pool import map_in_order
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32, Int64, UInt8, Words
from graphres.kernels.cascade.dominators import Linked, SearchTree, add_losses
from graphres.kernels.cascade.live_edges import LiveEdges
from graphres.spread import Spread, Worlds

#: Bytes of live follows that are kept between passes; what is beyond is drawn again each time.
_KEPT_BYTES = 2 << 30


class SampledLosses:
    """Losses of reach in the worlds of one spread and stream, for whoever is left.

    Parameters
    ----------
    graph : FollowGraph
    spread : Spread
    stream : str
        Name of the worlds' draws.
    jobs : int
        Threads that share the blocks of 64 worlds.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "ann")])
    >>> losses = SampledLosses(graph, Spread(probability=1.0), "choose")
    >>> losses.count(np.ones(3, np.uint8)).tolist()  # ann: heard by cem, hears bob, and so does cem
    [3, 2, 2]
    """

    def __init__(self, graph: FollowGraph, spread: Spread, stream: str, jobs: int = 1) -> None:
        self.graph = graph
        self.worlds = Worlds(graph, spread, stream)
        self._jobs = jobs
        self._threads = max(1, min(jobs, self.worlds.blocks))
        self._live: dict[int, LiveEdges] = {}
        self._fits = _KEPT_BYTES // max(1, 8 * len(graph.followers.targets))
        self._posting = [self._posters_of(block) for block in range(self.worlds.blocks)]
        self._work = [_LossArrays(graph) for _ in range(self._threads)]

    def with_worlds(self, worlds: int) -> SampledLosses:
        """Return the same in more worlds; follows of the first blocks need not be drawn again."""
        spread = replace(self.worlds.spread, worlds=worlds)
        more = SampledLosses(self.graph, spread, self.worlds.stream, self._jobs)
        more._live.update(self._live)
        return more

    def count(self, present: UInt8) -> Int64:
        """Count listeners that, over all worlds, no longer hear without each account.

        loss(v) = Σ_w |{u reached from the poster of w, not so without v}|, v itself included; all
        that a poster reaches for the poster. Over ``worlds.count`` and n, it is the estimate of
        what the removal takes away from reach.

        Parameters
        ----------
        present : ndarray of uint8, shape (n,)
            Accounts left.

        Returns
        -------
        ndarray of int64, shape (n,)
            0 for accounts that are gone or not reached. A dominator tree a world.
        """

        def loss_of(thread: int) -> Int64:
            blocks = range(thread, self.worlds.blocks, self._threads)
            return self._of_blocks(blocks, self._work[thread], present)

        sums = list(map_in_order(loss_of, range(self._threads), jobs=self._threads))
        total: Int64 = np.sum(sums, axis=0)
        return total

    def _of_blocks(self, blocks: range, work: _LossArrays, present: UInt8) -> Int64:
        loss = np.zeros(self.graph.n, dtype=np.int64)
        work.tree.number[:] = np.where(present, 0, -1)
        for block in blocks:
            live = self._live_of(block)
            posters, bits = self._posting[block]
            work.posted[posters] = bits
            add_losses(live, work.posted, posters, work.tree, work.linked, loss)
            work.posted[posters] = 0
        return loss

    def _posters_of(self, block: int) -> tuple[Int32, Words]:
        """Return who posts in a block, and in which of its worlds."""
        posted = self.worlds.posted(block)
        posters = np.flatnonzero(posted).astype(np.int32)
        return posters, posted[posters]

    def _live_of(self, block: int) -> LiveEdges:
        live = self._live.get(block)
        if live is None:
            live = self.worlds.live(block)
            if block < self._fits:
                self._live[block] = live
        return live


class _LossArrays:
    """What `graphres.kernels.cascade.dominators.add_losses` works in, one a thread."""

    def __init__(self, graph: FollowGraph) -> None:
        n, stored = graph.n, len(graph.followers.targets)
        self.posted = np.zeros(n, np.uint64)
        self.tree = SearchTree(
            np.zeros(n, np.int32),
            np.zeros(n + 1, np.int64),
            *np.zeros((4, n + 1), np.int32),
            *np.empty((2, stored), np.int32),
        )
        self.linked = Linked(*np.zeros((7, n + 1), np.int32))
