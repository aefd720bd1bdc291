"""Greedy on distinct audience against counting the union again for every candidate."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.strategies import strategy
from tests import graphs
from tests.reference import losses as reference_losses


@given(graphs.follow_graphs(), st.data())
def test_the_union_is_counted_again_for_every_candidate(graph, data):
    line = sorted(data.draw(st.sets(st.integers(0, graph.n - 1))))
    eligible = np.isin(np.arange(graph.n), line)
    ranking = strategy("followers-union").ranking(graph, eligible=eligible)
    order, gains = reference_losses.union_order(graph, line)
    assert ranking.order.tolist() == order
    assert ranking.scores.tolist() == gains


@pytest.mark.parametrize("mean", [2, 8])
def test_a_larger_graph(mean):
    graph = graphs.crowded(200, mean)
    ranking = strategy("followers-union").ranking(graph)
    order, gains = reference_losses.union_order(graph, list(range(200)))
    assert ranking.order.tolist() == order
    assert ranking.scores.tolist() == gains


def test_drawn_ties_keep_the_order_of_the_line():
    graph = graphs.cycle(7)
    chosen = strategy("followers-union")
    orders = {tuple(chosen(graph, ties="random", run=run).tolist()) for run in range(5)}
    assert len(orders) > 1
    assert chosen(graph).tolist() == list(range(7))


@given(graphs.follow_graphs(largest=8), st.integers(1, 4))
def test_a_prefix_has_at_least_its_share_of_the_best_union(graph, size):
    """1 - (1 - 1/k)^k of the largest union, by trying every set."""
    size = min(size, graph.n)
    rows = [set(graph.followers.row(v).tolist()) for v in range(graph.n)]
    best = max(len(set().union(*some)) for some in itertools.combinations(rows, size))
    found = strategy("followers-union").ranking(graph, limit=size)
    assert found.scores.sum() >= (1 - (1 - 1 / size) ** size) * best - 1e-9
