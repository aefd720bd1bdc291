"""Each strategy against its definition, and how strategies are written."""

from __future__ import annotations

import importlib.metadata

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.errors import InputError, InputWarning, StrategyError
from graphres.graph import FollowGraph
from graphres.measures.curves import collapse
from graphres.stats.rounding import round_significant
from graphres.strategies import Choice, Ranking, Strategy, strategy
from graphres.strategies.pagerank import pagerank
from tests import graphs
from tests.reference import measures as reference


@given(graphs.follow_graphs(), st.sampled_from(["in-degree", "out-degree", "degree"]), st.data())
def test_adaptive_degree_recounts_after_every_removal(graph, kind, data):
    if kind == "degree" and not graph.directed:
        kind = "in-degree"
    line = sorted(data.draw(st.sets(st.integers(0, graph.n - 1))))
    eligible = np.isin(np.arange(graph.n), line)
    found = strategy(f"{kind}:adaptive")(graph, eligible=eligible)
    assert found.tolist() == reference.adaptive_order(graph, kind, line)


@pytest.mark.parametrize("kind", ["in-degree", "out-degree", "degree"])
def test_adaptive_degree_on_a_larger_graph(kind):
    graph = graphs.crowded(120, 5)
    found = strategy(f"{kind}:adaptive")(graph)
    assert found.tolist() == reference.adaptive_order(graph, kind, list(range(120)))


def test_scores_of_an_adaptive_order_are_degrees_when_chosen():
    ranking = strategy("in-degree:adaptive").ranking(graphs.path(4))
    left = reference.as_networkx(graphs.path(4))
    for account, score in zip(ranking.order.tolist(), ranking.scores, strict=True):
        assert left.in_degree[account] == score
        left.remove_node(account)


def test_karate_club_known_first_removals():
    club = graphs.karate()
    assert strategy("degree")(club)[:4].tolist() == [33, 0, 32, 2]
    assert strategy("degree:adaptive")(club)[:4].tolist() == [33, 0, 32, 1]
    assert strategy("networkx:betweenness")(club)[:4].tolist() == [0, 33, 32, 2]
    assert strategy("pagerank")(club)[:4].tolist() == [33, 0, 32, 2]


def test_published_robustness_of_the_crime_network(shared):
    """R of static and adaptive degree, ties by smaller id."""
    rows = (shared / "data" / "crime.undirected.csv").read_text().split()[1:]
    pairs = [tuple(map(int, row.split(","))) for row in rows]
    number = {a: i for i, a in enumerate(sorted({a for pair in pairs for a in pair}))}
    graph = graphs.make(len(number), [(number[a], number[b]) for a, b in pairs], directed=False)
    static = collapse(graph, strategy("degree")(graph))
    adaptive = collapse(graph, strategy("degree:adaptive")(graph))
    assert static.R == pytest.approx(0.042173, abs=5e-7)
    assert adaptive.R == pytest.approx(0.034032, abs=5e-7)


@given(graphs.follow_graphs(largest=8), st.sampled_from([0.0, 0.5, 0.85]))
def test_pagerank_solves_its_equations(graph, damping):
    found = pagerank(graph, damping=damping)
    np.testing.assert_allclose(found, reference.shares(graph, damping), atol=1e-11)


def test_pagerank_agrees_with_networkx():
    graph = graphs.crowded(80, 4)
    expected = nx.pagerank(reference.as_networkx(graph), tol=1e-12, max_iter=1000)
    np.testing.assert_allclose(pagerank(graph), [expected[i] for i in range(80)], atol=1e-9)


def test_random_orders_are_even():
    """Every account is first about equally often."""
    graph = graphs.cycle(5)
    firsts = [strategy("random")(graph, run=run)[0] for run in range(1000)]
    counts = np.bincount(firsts, minlength=5)
    assert counts.min() > 150
    assert counts.max() < 250


def test_in_degree_total_ranks_by_the_followers_known_outside():
    plain = graphs.star(3)
    assert strategy("in-degree")(plain)[0] == 0
    known = FollowGraph(
        plain.ids,
        plain.followers,
        plain.following,
        followers_total=np.array([3.0, np.nan, 900.0, 3.0]),
    )
    assert strategy("in-degree:total")(known).tolist() == [2, 0, 3, 1]
    with pytest.raises(InputError, match="--followers-total"):
        strategy("in-degree:total")(plain)


def test_list_keeps_the_moderators_order(tmp_path):
    graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    chosen = tmp_path / "chosen.csv"
    chosen.write_text("account,why\ncem,spam\nann,\n")
    order = strategy(f"list:{chosen}")(graph)
    assert graph.ids.take(order).to_pylist() == ["cem", "ann"]


def test_list_names_accounts_that_are_not_there(tmp_path):
    graph = FollowGraph.from_pairs([("ann", "bob")])
    chosen = tmp_path / "chosen.txt"
    chosen.write_text("ann\n" + "\n".join(f"stranger{i}" for i in range(7)))
    with pytest.warns(InputWarning, match="7 of 8 names.*stranger0") as caught:
        order = strategy(f"list:{chosen}")(graph)
    assert order.tolist() == [0]
    assert "stranger5" not in str(caught[0].message)


def test_a_list_that_is_not_there(tmp_path):
    graph = FollowGraph.from_pairs([("ann", "bob")])
    with pytest.raises(InputError, match="none.csv"):
        strategy(f"list:{tmp_path / 'none.csv'}")(graph)


def test_attribute_takes_matches_most_followed_first():
    import pandas as pd

    graph = graphs.star(3)
    graph = FollowGraph(
        graph.ids,
        graph.followers,
        graph.following,
        attributes=pd.DataFrame({"lang": ["en", "fr", "en", "en"]}),
    )
    assert strategy("attribute:lang == 'en'")(graph).tolist() == [0, 2, 3]
    assert strategy("attribute:lang in ('fr', 'de')")(graph).tolist() == [1]


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("in-degre", "did you mean in-degree"),
        ("nonsense", "there are: random, in-degree"),
        ("in-degree:adaptiv", "in-degree:adaptive or in-degree:total"),
        ("random:3", "takes no argument"),
        ("pagerank:damping=2", "0 <= D < 1"),
        ("pagerank:alpha=0.5", "damping=D"),
        ("list", "write list:FILE"),
        ("attribute", "write"),
        ("networkx:betweenes", "betweenness_centrality"),
        ("networkx", "networkx:betweenness"),
    ],
)
def test_a_strategy_written_wrong_says_what_is_right(spec, says):
    with pytest.raises(StrategyError, match=says):
        strategy(spec)


def test_a_networkx_function_that_scores_no_accounts():
    with pytest.raises(StrategyError, match="no score an account"):
        strategy("networkx:density")(graphs.path(3))


def test_plug_ins_come_through_their_entry_point(monkeypatch):
    class Last(Strategy):
        """The newest account first."""

        name = "last"
        summary = "newest first"
        cost = "O(n)"

        def rank(self, graph, choice: Choice) -> Ranking:
            return Ranking(choice.candidates[::-1][: choice.limit])

    class Point:
        name = "last"

        def load(self):
            return Last

    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [Point()])
    monkeypatch.setattr("graphres.strategies.entry_points", lambda group: [Point()])
    assert strategy("last")(graphs.path(3)).tolist() == [2, 1, 0]


def test_scores_are_rounded_to_twelve_digits():
    values = np.array([1.0, 1 + 1e-13, 1 + 1e-11, 0.0, -2.5, 1e-300, 5e-324, np.inf, np.nan])
    short = round_significant(values)
    assert short[0] == short[1]
    assert short[0] != short[2]
    assert short[3] == 0
    assert short[4] == -2.5
    assert short[5] == pytest.approx(1e-300)
    assert np.isinf(short[7])
    assert np.isnan(short[8])
