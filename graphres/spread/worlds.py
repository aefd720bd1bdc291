"""Sampled worlds: which follows are live, and who posts, 64 worlds to a block."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Words
from graphres.kernels.cascade.live_edges import (
    LiveEdges,
    draw_rows,
    draw_thresholds,
    place_follows,
)
from graphres.kernels.hashing import hash_words
from graphres.spread.model import Spread, chances
from graphres.spread.posters import draw_posters, in_ranks

#: Up to so many sources each have a world of their own when nothing else is left to chance.
ENUMERATED = 4096


class Worlds:
    """The worlds in which a spread is measured on one graph.

    Draws are hashes of (seed, stream, block, followed, follower): neither strategies nor the order
    of rows nor the number of threads change one, and two streams have nothing in common.

    Parameters
    ----------
    graph : FollowGraph
    spread : Spread
    stream : str
        Whoever chooses takes another stream than whoever judges.
    are_sampled : bool
        Sample worlds even where follows are certain, since more than follows is left to chance.

    Raises
    ------
    InputError
        When nobody may post, or the graph has no probabilities.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> worlds = Worlds(graph, Spread(probability=1.0))
    >>> worlds.count, worlds.are_enumerated, worlds.posters.tolist()
    (3, True, [1, 0, 2])
    """

    def __init__(
        self,
        graph: FollowGraph,
        spread: Spread,
        stream: str = "reach",
        *,
        are_sampled: bool = False,
    ) -> None:
        self.graph = graph
        self.spread = spread
        self.stream = stream
        self._chances = chances(graph, spread)
        ranks = in_ranks(graph, spread.sources, spread.seed, stream)
        if len(ranks) == 0:
            raise InputError("no account may post", do="choose other --sources")
        self.sources = ranks
        certain = spread.model == "ic" and self._chances.are_certain and not are_sampled
        #: Whether the worlds are all there are, so that nothing is left to chance.
        self.are_enumerated = certain and (spread.together or len(ranks) <= ENUMERATED)
        #: Whether every follow passes the message on in every world.
        self.are_certain = spread.model == "ic" and self._chances.are_one
        self.posters = self._posters()
        #: How many worlds there are.
        self.count = (1 if certain else spread.worlds) if spread.together else len(self.posters)

    @property
    def blocks(self) -> int:
        """Words of 64 worlds, the last perhaps not full."""
        return -(-self.count // 64)

    def _posters(self) -> npt.NDArray[np.int32]:
        """The poster of every world; none are named when all sources post together."""
        if self.spread.together:
            return self.sources[:0]
        if self.are_enumerated:
            return self.sources
        return draw_posters(self.sources, self.spread.worlds, self.spread.seed, self.stream)

    def places(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Block and bit of every world of ``posters``; neighbours share a block, pairs go round."""
        world = np.arange(self.count)
        if self.are_enumerated:
            return world // 64, world % 64
        pair = world // 2
        return pair % self.blocks, 2 * (pair // self.blocks) + world % 2

    def posted(self, block: int) -> Words:
        """In which worlds of a block every account posts, uint64 (n,)."""
        made = np.zeros(self.graph.n, dtype=np.uint64)
        if self.spread.together:
            made[self.sources] = self.used(block)
            return made
        of_block, bit = self.places()
        here = of_block == block
        bits = np.uint64(1) << bit[here].astype(np.uint64)
        np.bitwise_or.at(made, self.posters[here], bits)
        return made

    def used(self, block: int) -> np.uint64:
        """The bits of a block that stand for worlds."""
        bits = min(64, self.count - 64 * block)
        return np.uint64((1 << bits) - 1)

    def live(self, block: int) -> LiveEdges:
        """The follows of a block, with no row drawn yet; all drawn for linear thresholds."""
        state = hash_words(self.spread.seed, self.stream, block)[0]
        n, stored = self.graph.n, len(self.graph.followers.targets)
        rows = *self.graph.followers, self.graph.keys
        if self.spread.model == "ic":
            drawn, follows = np.zeros(n, np.uint8), np.empty(stored, np.uint64)
            chance = self._chances.as_words()
            return LiveEdges(*rows, chance, self._chances.per, state, drawn, follows)
        drawn, follows = np.ones(n, np.uint8), np.zeros(stored, np.uint64)
        self._draw_thresholds(state, follows)
        return LiveEdges(*rows, np.zeros(1, np.uint64), 0, state, drawn, follows)

    def _draw_thresholds(self, state: np.uint64, follows: Words) -> None:
        graph = self.graph
        line = np.argsort(graph.keys, kind="stable").astype(np.int32)
        listeners = graph.following.offsets
        places = np.empty(len(follows), dtype=np.int64)
        place_follows(*graph.followers, line, listeners[:-1].copy(), places)
        weight, per = self._chances
        draw_thresholds(listeners, places, graph.keys, weight, per, state, follows)

    def drawn(self, block: int) -> Words:
        """Every live follow of a block, uint64 (m,), as all rows drawn make it."""
        edges = self.live(block)
        draw_rows(edges)
        follows: Words = edges.live
        return follows
