"""The largest strong component, with spans of follows settled in both of their ways."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.measures import strong
from graphres.measures.curves import collapse
from graphres.strategies import strategy
from tests import graphs
from tests.reference import measures as reference


@given(graphs.graphs_and_orders(), st.integers(0, 6))
def test_large_and_small_spans_give_the_definition(case, small):
    graph, order = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strong, "_SMALL", small)
        found = collapse(graph, order, measures=["strong"])["strong"]
    expected = reference.curve(graph, order, set())["strong"]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@pytest.mark.parametrize("small", [0, 50, 1 << 13])
@pytest.mark.parametrize("spec", ["in-degree", "out-degree:adaptive", "random"])
def test_a_larger_graph_agrees_however_it_is_cut(monkeypatch, spec, small):
    graph = graphs.crowded(300, 6)
    order = strategy(spec)(graph).tolist()
    monkeypatch.setattr(strong, "_SMALL", small)
    found = collapse(graph, order, measures=["strong"])["strong"]
    for k in range(0, 301, 20):
        assert found[k] == reference.measures_after(graph, order[:k], set())["strong"]


@pytest.mark.parametrize("small", [0, 1 << 13])
def test_a_pair_that_joins_before_a_hub_with_most_of_the_follows(monkeypatch, small):
    """Of the follows two thirds and more come back with the hub, the pair's own before it."""
    hub = [(0, leaf) for leaf in range(1, 7)] + [(leaf, 0) for leaf in range(1, 7)]
    graph = graphs.make(7, [*hub, (1, 2), (2, 1)])
    monkeypatch.setattr(strong, "_SMALL", small)
    curve = collapse(graph, range(7), measures=["strong"])
    assert (curve["strong"] * 7).round().tolist() == [7, 2, 1, 1, 1, 1, 1, 0]
