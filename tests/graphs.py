"""Graphs for tests: a Hypothesis strategy, and the classic shapes."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pyarrow as pa
from hypothesis import strategies as st

from graphres.graph import FollowGraph


def make(n: int, pairs: list[tuple[int, int]], *, directed: bool = True) -> FollowGraph:
    codes = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    ids = pa.array([f"account {i}" for i in range(n)], type=pa.string())
    return FollowGraph.from_follows(ids, codes[:, 0].copy(), codes[:, 1].copy(), directed=directed)[
        0
    ]


@st.composite
def follow_graphs(draw: st.DrawFn, *, largest: int = 12, directed: bool | None = None):
    """Graphs of up to `largest` accounts with repeats and self-follows in what they are made of."""
    n = draw(st.integers(1, largest))
    account = st.integers(0, n - 1)
    pairs = draw(st.lists(st.tuples(account, account), max_size=4 * n))
    both = draw(st.booleans()) if directed is None else directed
    return make(n, pairs, directed=both)


@st.composite
def graphs_and_orders(draw: st.DrawFn, *, largest: int = 12):
    graph = draw(follow_graphs(largest=largest))
    order = draw(st.permutations(range(graph.n)))
    length = draw(st.integers(0, graph.n))
    return graph, list(order[:length])


def karate() -> FollowGraph:
    return make(34, list(nx.karate_club_graph().edges), directed=False)


def complete(n: int) -> FollowGraph:
    return make(n, [(u, v) for u in range(n) for v in range(n)])


def star(leaves: int) -> FollowGraph:
    return make(leaves + 1, [(leaf, 0) for leaf in range(1, leaves + 1)])


def path(n: int) -> FollowGraph:
    return make(n, [(i, i + 1) for i in range(n - 1)])


def cycle(n: int) -> FollowGraph:
    return make(n, [(i, (i + 1) % n) for i in range(n)])


def crowded(n: int, mean: float, seed: int = 0) -> FollowGraph:
    """A heavy-tailed random graph."""
    rng = np.random.default_rng(seed)
    weight = rng.pareto(1.5, n) + 1
    followed = rng.choice(n, int(n * mean), p=weight / weight.sum())
    pairs = np.stack([rng.integers(0, n, int(n * mean)), followed], axis=1)
    return make(n, pairs.tolist())
