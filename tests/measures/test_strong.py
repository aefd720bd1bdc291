"""The largest strong component, with spans of follows settled in both of their ways."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.curves import collapse
from graphres.measures import strong
from graphres.strategies import strategy
from tests import graphs, reference


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
