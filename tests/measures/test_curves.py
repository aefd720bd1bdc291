"""Curves against their definitions, at every removal."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.errors import InputError, UsageError
from graphres.measures import COLUMNS, MEASURES
from graphres.measures.curves import collapse
from tests import graphs
from tests.reference import measures as reference

# Reach is sampled; its tests are those of spread.
EXACT = [name for name in COLUMNS if name != "reach"]


@given(graphs.graphs_and_orders(), st.data())
def test_every_measure_is_its_definition_at_every_removal(case, data):
    graph, order = case
    sources = data.draw(st.sets(st.integers(0, graph.n - 1)))
    mask = np.isin(np.arange(graph.n), list(sources))
    found = collapse(graph, order, measures=EXACT, sources=mask)
    expected = reference.curve(graph, order, sources)
    for name in EXACT:
        np.testing.assert_allclose(found[name], expected[name], rtol=1e-12, err_msg=name)


@given(graphs.graphs_and_orders())
def test_falling_measures_never_rise(case):
    graph, order = case
    curve = collapse(graph, order, measures=COLUMNS)
    for name in (name for name in COLUMNS if MEASURES[name].falls):
        assert np.all(np.diff(curve[name]) <= 1e-15), name


@given(graphs.graphs_and_orders())
def test_loss_of_the_giant_splits_into_removed_members_and_cut(case):
    graph, order = case
    curve = collapse(graph, order)
    first = reference.first_giant(graph)
    for k in range(len(order) + 1):
        gone = len(first & set(order[:k])) / graph.n
        loss = curve["giant"][0] - curve["giant"][k]
        assert curve.giant_removed[k] == pytest.approx(gone)
        assert curve.cut[k] == pytest.approx(loss - gone, abs=1e-11)


@given(graphs.graphs_and_orders(largest=10))
def test_a_shorter_order_is_a_prefix_of_a_longer_curve(case):
    graph, order = case
    rest = [v for v in range(graph.n) if v not in order]
    whole = collapse(graph, order + rest, measures=COLUMNS).cut_to(len(order))
    short = collapse(graph, order, measures=COLUMNS)
    for name in COLUMNS:
        np.testing.assert_array_equal(whole[name], short[name])


@pytest.mark.parametrize("n", [2, 3, 10, 101])
def test_complete_graph(n):
    curve = collapse(graphs.complete(n), np.arange(n))
    assert curve.R == pytest.approx((n - 1) / (2 * n))
    assert collapse(graphs.complete(n), np.arange(n), measures=["strong"]).area(
        "strong"
    ) == pytest.approx((n - 1) / (2 * n))


@pytest.mark.parametrize("leaves", [1, 4, 100])
def test_star_hub_first(leaves):
    n = leaves + 1
    assert collapse(graphs.star(leaves), np.arange(n)).R == pytest.approx((n - 1) / n**2)


def test_path_and_cycle():
    ends = collapse(graphs.path(5), [2], measures=["giant", "strong"])
    assert ends["giant"].tolist() == [1.0, 0.4]
    assert ends["strong"].tolist() == [0.2, 0.2]
    ring = collapse(graphs.cycle(5), [0], measures=["giant", "strong"])
    assert ring["giant"].tolist() == [1.0, 0.8]
    assert ring["strong"].tolist() == [1.0, 0.2]


def test_one_account():
    curve = collapse(graphs.make(1, []), [0], measures=COLUMNS)
    assert curve["giant"].tolist() == [1.0, 0.0]
    assert curve["strong"].tolist() == [1.0, 0.0]
    assert curve.R == 0.0


def test_no_account_gives_no_figure():
    curve = collapse(graphs.make(0, []), [], measures=COLUMNS)
    assert all(value in (None, 0) for value in curve.summary().values())
    assert curve.R is None


def test_nobody_removed():
    curve = collapse(graphs.karate(), [])
    assert curve["giant"].tolist() == [1.0]
    assert curve.R is None
    assert curve.area_to_end("giant") is None


def test_all_removed_leaves_nothing():
    curve = collapse(graphs.karate(), np.arange(34), measures=COLUMNS)
    assert all(curve[name][-1] == 0 for name in COLUMNS)


def test_summary_of_an_order_that_stops_early():
    curve = collapse(graphs.star(9), [0, 1, 2])
    figures = curve.summary()
    assert figures["R"] is None
    assert figures["area_giant"] is None
    assert figures["area_to_K_giant"] == pytest.approx(0.1)
    assert figures["half_giant"] == pytest.approx(0.1)
    assert figures["tenth_giant"] == pytest.approx(0.1)
    assert figures["dismantling_set"] is None
    assert figures["removed"] == 3


def test_critical_fraction_is_the_first_peak_of_susceptibility():
    # A path of five loses its middle: two components of two, susceptibility 4/5.
    curve = collapse(graphs.path(5), [2, 0, 1, 3, 4])
    assert curve.critical_fraction == pytest.approx(0.2)
    assert collapse(graphs.complete(4), [0, 1, 2, 3]).critical_fraction is None


def test_dismantling_set_is_the_shortest_prefix():
    curve = collapse(graphs.star(9), np.arange(10))
    assert curve.dismantling_set(0.1) == 1
    assert curve.dismantling_set(0.01) == 10


@pytest.mark.parametrize("order", [[0, 0], [5], [-1]])
def test_an_impossible_order_is_refused(order):
    with pytest.raises(InputError):
        collapse(graphs.path(5), order)


def test_unknown_measure_is_refused_with_the_nearest():
    with pytest.raises(UsageError, match="did you mean giant"):
        collapse(graphs.path(5), [0], measures=["gaint"])


def test_frame_has_a_row_a_removal():
    frame = collapse(graphs.path(5), [2, 0]).to_frame()
    assert frame.columns[:3].tolist() == ["removed", "removed_fraction", "giant"]
    assert frame["removed_fraction"].tolist() == [0.0, 0.2, 0.4]


def test_real_graphs_agree_with_independent_figures(shared):
    """Largest components of wiki-Vote and email-Eu-core after static degree removal."""
    import csv
    import gzip

    with (shared / "data" / "reference.csv").open() as table:
        rows = list(csv.DictReader(table))
    for name in ("email-Eu-core", "wiki-Vote"):
        with gzip.open(shared / "data" / f"{name}.txt.gz", "rt") as text:
            pairs = [tuple(map(int, row.split())) for row in text if not row.startswith("#")]
        number = {a: i for i, a in enumerate(sorted({a for pair in pairs for a in pair}))}
        graph = graphs.make(len(number), [(number[a], number[b]) for a, b in pairs])
        degrees = {"in_degree": graph.in_degree, "out_degree": graph.out_degree}
        degrees["total_degree"] = graph.degree
        for row in (row for row in rows if row["graph"] == name):
            key = next(k for k in degrees if row["strategy"].startswith(k.split("_")[0]))
            order = np.argsort(-degrees[key], kind="stable")[: int(row["removed"])]
            curve = collapse(graph, order, measures=["giant", "strong", "follows"])
            assert round(curve["giant"][-1] * graph.n) == int(row["largest_wcc"]), row
            assert round(curve["strong"][-1] * graph.n) == int(row["largest_scc"]), row
            assert round(curve["follows"][-1] * graph.m) == int(row["edges_left"]), row
