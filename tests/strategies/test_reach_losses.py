"""Losses from dominator trees against removing every account."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.spread import Spread, Worlds
from graphres.strategies.reach_losses import SampledLosses
from tests import graphs
from tests.reference import losses as reference_losses


@st.composite
def spreads(draw: st.DrawFn):
    graph = draw(graphs.follow_graphs(largest=10))
    present = np.array(draw(st.lists(st.booleans(), min_size=graph.n, max_size=graph.n)), np.uint8)
    sources = np.array(draw(st.lists(st.booleans(), min_size=graph.n, max_size=graph.n)))
    sources[draw(st.integers(0, graph.n - 1))] = True
    spread = Spread(
        probability=draw(st.sampled_from([0.0, 0.3, 0.6, 1.0, "wc"])),
        model=draw(st.sampled_from(["ic", "lt"])),
        worlds=64,
        together=draw(st.booleans()),
        seed=draw(st.integers(0, 99)),
        sources=sources,
    )
    return graph, spread, present


@settings(max_examples=150)
@given(spreads())
def test_losses_are_those_of_removing_every_account(case):
    graph, spread, present = case
    found = SampledLosses(graph, spread, "choose").count(present)
    worlds = Worlds(graph, spread, "choose")
    assert found.tolist() == reference_losses.losses(worlds, present)


@settings(max_examples=50)
@given(spreads())
def test_losses_are_subtrees_of_the_dominator_tree_of_networkx(case):
    graph, spread, present = case
    alone = Spread(spread.probability, spread.model, 64, seed=spread.seed, sources=spread.sources)
    found = SampledLosses(graph, alone, "choose").count(present)
    worlds = Worlds(graph, alone, "choose")
    assert found.tolist() == reference_losses.losses_by_networkx(worlds, present)


@pytest.mark.parametrize("probability", [0.1, 0.3, 1.0])
@pytest.mark.parametrize("together", [False, True])
def test_losses_on_a_larger_graph(probability, together):
    graph = graphs.crowded(150, 6)
    sources = np.arange(graph.n) % 25 == 3
    spread = Spread(probability, worlds=128, together=together, sources=sources)
    present = np.ones(graph.n, dtype=np.uint8)
    present[[1, 28, 50]] = 0
    losses = SampledLosses(graph, spread, "choose", jobs=2)
    expected = reference_losses.losses(Worlds(graph, spread, "choose"), present)
    assert losses.count(present).tolist() == expected
    assert losses.count(present).tolist() == expected, "a pass leaves nothing behind"


def test_rows_that_do_not_fit_are_drawn_again(monkeypatch):
    graph = graphs.crowded(60, 5)
    present = np.ones(graph.n, dtype=np.uint8)
    spread = Spread(0.3, worlds=192)
    kept = SampledLosses(graph, spread, "choose").count(present)
    monkeypatch.setattr("graphres.strategies.reach_losses._KEPT_BYTES", 8 * graph.m)
    losses = SampledLosses(graph, spread, "choose")
    assert losses.count(present).tolist() == kept.tolist() == losses.count(present).tolist()


def test_a_long_way_does_not_recurse():
    """A path of 30,000 accounts: each takes away all that come after it."""
    graph = graphs.path(30_000)
    sources = np.arange(graph.n) == graph.n - 1  # the last is followed by the one before it
    losses = SampledLosses(graph, Spread(1.0, sources=sources), "choose")
    found = losses.count(np.ones(graph.n, dtype=np.uint8))
    assert found[:-1].tolist() == list(range(1, graph.n))
    assert found[-1] == graph.n - 1
