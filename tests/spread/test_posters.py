"""Sources in order of followers, and the posters drawn from them."""

from __future__ import annotations

import numpy as np
import pytest

from graphres.kernels.hashing import hash_words
from graphres.spread import posters
from graphres.spread.posters import draw_posters, in_ranks
from tests import graphs


def test_sources_stand_by_followers_then_by_draws():
    graph = graphs.crowded(400, 3)
    draws = hash_words(7, "reach", "ranks", graph.keys)
    line = sorted(range(400), key=lambda v: (-graph.in_degree[v], draws[v]))
    assert in_ranks(graph, None, 7, "reach").tolist() == line
    some = np.arange(400) % 3 == 0
    assert in_ranks(graph, some, 7, "reach").tolist() == [v for v in line if some[v]]


@pytest.mark.parametrize("followers", [[1, 5, 5, 0], [1 << 25, 0, 1 << 25, 3]])
def test_draws_that_share_their_first_bits_still_settle_ties(followers):
    draws = np.array([9, 4, 3, 1], dtype=np.uint64)  # alike in their first 40 bits
    order = posters._by_followers(np.array(followers), draws).tolist()
    assert order == sorted(range(4), key=lambda i: (-followers[i], draws[i]))


def test_posters_are_as_likely_as_each_other():
    ranks = np.arange(10, dtype=np.int32)
    drawn = np.concatenate([draw_posters(ranks, 64, seed, "reach") for seed in range(400)])
    counts = np.bincount(drawn, minlength=10)
    assert abs(counts / counts.mean() - 1).max() < 0.02
