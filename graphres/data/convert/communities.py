"""Communities of a follower graph, found by igraph's Leiden method."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from graphres.errors import UnfinishedError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int64
from graphres.kernels.hashing import hash_words

if TYPE_CHECKING:
    import igraph


#: Rounds of the Leiden method; it hardly gains after the first few.
_ROUNDS = 4


def find_communities(graph: FollowGraph, seed: int = 0) -> Int64:
    """Number the communities of a graph from 0, the largest first.

    Communities maximise modularity (Traag et al. 2019, doi:10.1038/s41598-019-41695-z) of the
    undirected graph, in which two accounts have one tie, whoever follows whom. Of communities
    of one size, the one whose names come first in the order of `order_by_name` comes first.

    Parameters
    ----------
    graph : FollowGraph
    seed : int
        The same seed gives the same communities, whatever the order of the rows.

    Returns
    -------
    ndarray of int64, shape (n,)
        The community of each account. Nearly linear in n + m.

    Raises
    ------
    UnfinishedError
        Where igraph is not installed.

    Examples
    --------
    >>> trio = [("a", "b"), ("b", "c"), ("c", "a")]
    >>> graph = FollowGraph.from_pairs([*trio, ("d", "e"), ("c", "d")])
    >>> find_communities(graph).tolist()
    [0, 0, 0, 1, 1]
    """
    names = order_by_name(graph)
    network = to_undirected_igraph(graph, names)
    with seed_igraph(seed, "communities"):
        found = network.community_leiden("modularity", n_iterations=_ROUNDS)
    return _by_size(np.array(found.membership, dtype=np.int64), names)


def _by_size(label: Int64, names: Int64) -> Int64:
    """Renumber labels of the accounts ``names``: the largest first, then the one named first."""
    _, first, place, sizes = np.unique(
        label, return_index=True, return_inverse=True, return_counts=True
    )
    number = np.empty(len(sizes), dtype=np.int64)
    number[np.lexsort([first, -sizes])] = np.arange(len(sizes))
    communities = np.empty(len(names), dtype=np.int64)
    communities[names] = number[place]
    return communities


def order_by_name(graph: FollowGraph) -> Int64:
    """Return the accounts in an order that depends on their names alone. O(n log n)."""
    return np.argsort(graph.keys, kind="stable")


def to_undirected_igraph(graph: FollowGraph, names: Int64) -> igraph.Graph:
    """Return one tie for each pair of accounts; vertex i is account ``names[i]``."""
    place = np.empty(graph.n, dtype=np.int64)
    place[names] = np.arange(graph.n)
    follower = place[np.repeat(np.arange(graph.n), graph.following.lengths())]
    followed = place[graph.following.targets]
    low, high = np.minimum(follower, followed), np.maximum(follower, followed)
    ties = np.unique(low * graph.n + high)
    ends = np.stack([ties // max(graph.n, 1), ties % max(graph.n, 1)], axis=1)
    return load_igraph().Graph(n=graph.n, edges=ends, directed=False)


@contextmanager
def seed_igraph(seed: int, stream: str) -> Iterator[None]:
    """Let igraph draw from a seed of its own within the block."""
    igraph = load_igraph()
    igraph.set_random_number_generator(random.Random(int(hash_words(seed, stream)[0])))  # noqa: S311
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def load_igraph() -> ModuleType:
    """Import igraph.

    Raises
    ------
    UnfinishedError
        Where it is not installed.
    """
    try:
        import igraph
    except ImportError as error:
        raise UnfinishedError(
            "communities and pictures of the network need igraph, which is not installed",
            do="pip install igraph",
        ) from error
    module: ModuleType = igraph
    return module
