"""Folded in any chunks and any parts, follows give the curves that they give in memory."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.graph.orders import reverse_order
from graphres.measures import MeasureSetting, measure
from graphres.measures.out_of_core import (
    MEASURED,
    Folding,
    columns_of,
    fold_follows,
    measure_stored,
    merge_folds,
)
from graphres.spread import Spread
from tests import graphs
from tests.conftest import all_kernels
from tests.measures.stores import merge_tree, stored
from tests.reference.measures import pairs


def in_memory(graph, order, sources=None):
    setting = MeasureSetting(Spread(sources=sources))
    return measure(graph, np.array(order, dtype=np.int32), MEASURED, setting)


def assert_same_bytes(columns, expected):
    assert list(columns) == list(expected)
    for name, column in expected.items():
        assert columns[name].dtype == column.dtype, name
        assert columns[name].tobytes() == column.tobytes(), name


def parts_of(draw, m):
    """Where to split m follows."""
    cuts = draw(st.lists(st.integers(0, m), max_size=4))
    return list(zip([0, *sorted(cuts)], [*sorted(cuts), m], strict=True))


@given(case=graphs.graphs_and_orders(largest=20), data=st.data())
def test_any_chunk_gives_the_curves_of_memory(case, data):
    graph, order = case
    chunk = data.draw(st.integers(1, graph.n + 3))
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=graph.n, max_size=graph.n)))
    sources = data.draw(st.sampled_from([None, mask]))
    columns = measure_stored(
        stored(graph),
        np.array(order, dtype=np.int32),
        MEASURED,
        sources=sources,
        folding=Folding(chunk),
    )
    assert_same_bytes(columns, in_memory(graph, order, sources))


@given(case=graphs.graphs_and_orders(largest=20), data=st.data())
def test_any_parts_merged_in_any_order_give_the_same_fold(case, data):
    graph, order = case
    rows, back = stored(graph), reverse_order(graph.n, np.array(order, dtype=np.int32))
    parts = parts_of(data.draw, len(rows.following_targets))
    folds = [fold_follows(rows, back, first=first, stop=stop) for first, stop in parts]
    merged = merge_folds(*data.draw(st.permutations(folds)))
    for mine, whole in zip(merged, fold_follows(rows, back), strict=True):
        assert mine.tobytes() == whole.tobytes()
    columns = columns_of(
        merged, back, len(order), MEASURED, follows=graph.m, directed=graph.directed
    )
    assert_same_bytes(columns, in_memory(graph, order))


@given(graphs.graphs_and_orders(), st.integers(1, 10))
def test_the_tree_is_that_of_its_definition(case, chunk):
    graph, order = case
    back = reverse_order(graph.n, np.array(order, dtype=np.int32))
    fold = fold_follows(stored(graph), back, chunk=chunk)
    assert fold.parent.tolist() == merge_tree(graph.n, pairs(graph), back.tolist())


@settings(max_examples=25)
@given(graphs.graphs_and_orders(largest=30), st.integers(1, 10))
def test_compiled_folds_are_those_interpreted(case, chunk):
    graph, order = case
    order = np.array(order, dtype=np.int32)
    slow = measure_stored(stored(graph), order, MEASURED, folding=Folding(chunk))
    before = {each: each._compiled for each in all_kernels()}
    try:
        for each in before:
            each._compiled = each.compiled()
        fast = measure_stored(stored(graph), order, MEASURED, folding=Folding(chunk))
    finally:
        for each, compiled in before.items():
            each._compiled = compiled
    assert_same_bytes(fast, slow)


@pytest.mark.parametrize("share", [0.3, 1])
def test_mapped_from_files(tmp_path, share):
    graph = graphs.crowded(3000, 6)
    order = np.random.default_rng(3).permutation(graph.n)[: int(graph.n * share)].astype(np.int32)
    told = []
    columns = measure_stored(
        stored(graph, tmp_path),
        order,
        MEASURED,
        folding=Folding(500),
        on_progress=lambda *progress: told.append(progress),
    )
    assert_same_bytes(columns, in_memory(graph, order))
    assert told[-1] == (graph.m, graph.m)
    assert 256 <= len(told) <= 260


def test_most_follows_are_sifted_out_though_stored_in_order_of_removal(monkeypatch):
    """On the main path, follows that connect nothing are not kept; else this would be slow."""
    from graphres.measures.out_of_core import folding

    merged = []
    grow = folding._grow

    def counting(parent, later, *rest):
        merged.append(len(later))
        grow(parent, later, *rest)

    monkeypatch.setattr(folding, "_grow", counting)
    graph = graphs.crowded(2000, 20)
    measure_stored(stored(graph), np.arange(graph.n, dtype=np.int32), MEASURED)
    assert sum(merged) < graph.m / 3


def test_no_accounts_and_none_removed():
    empty = graphs.make(0, [])
    columns = measure_stored(stored(empty), np.zeros(0, np.int32), MEASURED)
    assert all(np.isnan(columns[name]).tolist() == [True] for name in MEASURED)
    graph = graphs.star(3)
    assert_same_bytes(
        measure_stored(stored(graph), np.zeros(0, np.int32), MEASURED), in_memory(graph, [])
    )
