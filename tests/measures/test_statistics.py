import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from graphres.data.convert import to_networkx
from graphres.measures import statistics
from graphres.measures.statistics import describe, most_followed, reciprocity, strong_sizes
from tests.graphs import complete, crowded, cycle, follow_graphs, make, path, star


@given(follow_graphs())
def test_figures_are_those_of_networkx(graph):
    other = to_networkx(graph)
    figures = describe(graph)
    arcs = other.to_directed()
    weak = sorted(map(len, nx.weakly_connected_components(arcs)))
    strong = sorted(map(len, nx.strongly_connected_components(arcs)))
    assert figures["giant"] == weak[-1]
    assert figures["second"] == ([0, *weak])[-2]
    assert figures["components"] == len(weak)
    assert figures["strong"] == strong[-1]
    assert figures["strong_components"] == len(strong)
    assert strong_sizes(graph).tolist() == strong[::-1]
    assert figures["isolated"] == len(list(nx.isolates(other)))
    assert figures["density"] == (pytest.approx(nx.density(other)) if graph.n > 1 else None)
    if graph.m:
        assert figures["reciprocity"] == pytest.approx(nx.overall_reciprocity(arcs))
    else:
        assert figures["reciprocity"] is None


@given(follow_graphs(directed=True))
def test_reciprocity_in_many_spans_is_that_in_one(graph):
    whole = reciprocity(graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statistics, "_PAIRS_AT_ONCE", 3)
        assert reciprocity(graph) == whole


def test_known_shapes():
    assert describe(complete(5))["reciprocity"] == 1
    assert describe(path(5))["reciprocity"] == 0
    assert describe(cycle(5))["strong"] == 5
    assert describe(star(4))["followers_max"] == 4
    assert describe(star(4))["follows_nobody"] == 1


def test_no_accounts_no_figures():
    figures = describe(make(0, []))
    assert figures["accounts"] == figures["giant"] == figures["strong"] == 0
    assert figures["giant_share"] is figures["followers_mean"] is figures["density"] is None


def test_quantiles_of_followers():
    graph = crowded(300, 4)
    figures = describe(graph)
    for name, share in [("median", 0.5), ("p90", 0.9), ("p99", 0.99)]:
        assert figures[f"followers_{name}"] == np.quantile(graph.in_degree, share)


def test_most_followed_takes_the_first_seen_among_equals():
    graph = make(4, [(0, 2), (0, 1), (3, 1), (3, 2)])
    assert most_followed(graph, 3).tolist() == [1, 2, 0]
