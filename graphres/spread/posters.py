"""Who posts in which world."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.graph import FollowGraph
from graphres.graph.orders import make_account_mask
from graphres.kernels.arrays import Int32, Mask, Words
from graphres.kernels.hashing import hash_words, uniform


def in_ranks(graph: FollowGraph, sources: Mask | None, seed: int, stream: str) -> Int32:
    """The sources, most followed first, equals in an order hashed from their names."""
    posting = make_account_mask(graph, sources, "sources")
    pool = np.arange(graph.n) if posting is None else np.flatnonzero(posting)
    draws = hash_words(seed, stream, "ranks", graph.keys[pool])
    return pool[_by_followers(graph.in_degree[pool], draws)].astype(np.int32)


def _by_followers(followers: npt.NDArray[np.int64], draws: Words) -> npt.NDArray[np.int64]:
    """Places in order of followers, most first, equals by their draws."""
    most = int(followers.max(initial=0))
    if most < 1 << 24:
        # One word sorts faster than two keys; the first 40 bits of a draw nearly always suffice.
        key = (most - followers).astype(np.uint64) << np.uint64(40) | draws >> np.uint64(24)
        order = np.argsort(key)
        ordered = key[order]
        if np.all(ordered[1:] != ordered[:-1]):
            return order
    return np.lexsort((draws, -followers))


def draw_posters(ranks: Int32, worlds: int, seed: int, stream: str) -> Int32:
    """One poster a world: a systematic sample of the ranks, neighbours side by side.

    World q takes rank ⌊(q + u) s / W⌋ of s sources, with one u drawn uniformly from [0, 1): every
    source is equally likely, and the numbers of worlds of any two differ by at most one. Madow &
    Madow 1944, doi:10.1214/aoms/1177731312.

    Parameters
    ----------
    ranks : ndarray of int32, shape (s,)
        The sources in order of followers, s > 0.
    worlds : int
        W.
    seed, stream
        What u is hashed from.

    Returns
    -------
    ndarray of int32, shape (W,)
        Account numbers.

    Examples
    --------
    >>> draw_posters(np.array([5, 7], dtype=np.int32), 4, seed=0, stream="reach").tolist()
    [5, 5, 7, 7]
    """
    u = float(uniform(seed, stream, "start")[0])
    places = np.floor((np.arange(worlds) + u) * (len(ranks) / worlds)).astype(np.int64)
    posters: Int32 = ranks[np.minimum(places, len(ranks) - 1)]
    return posters
