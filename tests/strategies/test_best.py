"""The portfolio, local search, belief propagation, communities and age."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.data.reading import read_follows
from graphres.errors import InputError, StrategyError
from graphres.graph import FollowGraph
from graphres.measures.curves import collapse
from graphres.strategies import strategy
from graphres.strategies.bpd import _WEIGHT
from graphres.strategies.time_limit import TimeLimit
from tests import graphs
from tests.reference import dismantling as slow


@settings(max_examples=15)
@given(graphs.follow_graphs(largest=9), st.sampled_from([0.2, 0.4]), st.data())
def test_best_needs_as_few_as_the_optimum(graph, target, data):
    may_go = list(range(data.draw(st.integers(0, graph.n))))
    eligible = np.arange(graph.n) < len(may_go)
    size = int(target * graph.n + 1e-9)
    order = strategy(f"best:for=giant@{target},steps=3")(graph, eligible=eligible)
    found = collapse(graph, order).dismantling_set(target)
    assert found == slow.fewest(slow.tied(graph), may_go, size)


@pytest.mark.parametrize("objective", ["giant@0.05", "R", "strong@0.05", "reach"])
def test_best_is_at_least_as_good_as_its_members_and_repeats(objective):
    graph = graphs.crowded(120, 2)
    ranking = strategy(f"best:for={objective},steps=40").ranking(graph)
    tried = [v for name, v in ranking.claim.items() if name.startswith("tried") and v is not None]
    assert ranking.claim["best_member"] == min(tried)
    assert ranking.claim["best_searched"] <= min(tried)
    again = strategy(f"best:for={objective},steps=40").ranking(graph)
    assert ranking.order.tolist() == again.order.tolist()
    if objective == "giant@0.05":
        measured = collapse(graph, ranking.order).dismantling_set(0.05)
        assert measured == ranking.claim["best_searched"]
    if objective == "R":
        assert collapse(graph, ranking.order).R == pytest.approx(ranking.claim["best_searched"])


def test_search_finds_fewer_than_the_members_on_the_crime_network(shared):
    graph, _ = read_follows(shared / "data" / "crime.undirected.csv", undirected=True)
    ranking = strategy("best:steps=600").ranking(graph)
    assert ranking.claim["best_searched"] <= 98
    assert collapse(graph, ranking.order).dismantling_set() == ranking.claim["best_searched"]


def test_the_clock_may_decide():
    assert strategy("best:seconds=1").is_timed
    assert not strategy("best:steps=1").is_timed
    order = strategy("best:for=giant@0.1,seconds=0.05")(graphs.karate())
    assert len(order) == 34


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("best:for=gaint@0.1", "no objective 'gaint@0.1'"),
        ("best:for=giant@2", "giant@0.01"),
        ("best:steps=2,seconds=3", "steps=N or seconds=S"),
        ("best:seconds=-1", "seconds=60"),
        ("best:fro=R", "for, steps and seconds"),
        ("young", "young:created"),
    ],
)
def test_written_wrong(spec, says):
    with pytest.raises(StrategyError, match=says):
        strategy(spec)


@given(graphs.follow_graphs(largest=10))
def test_first_by_belief_is_who_most_probably_breaks_cycles(graph):
    expected = slow.beliefs(slow.tied(graph), _WEIGHT, 100)
    ranking = strategy("bpd").ranking(graph)
    if expected:
        best = max(expected.values())
        assert ranking.scores[0] == pytest.approx(best, rel=1e-6)
        assert expected[ranking.order[0]] == pytest.approx(best, rel=1e-6)
    else:
        assert not ranking.scores.any()


def test_community_bridges_come_first():
    clique = [(u, v) for u in range(5) for v in range(u)]
    both = clique + [(u + 5, v + 5) for u, v in clique]
    graph = graphs.make(10, [*both, (3, 8), (3, 9)], directed=False)
    ranking = strategy("community-bridges").ranking(graph)
    assert ranking.order[0] == 3
    assert ranking.scores[:2].tolist() == [2, 0]


def test_the_youngest_go_first_and_unknown_ages_last():
    pairs = [("a", "b"), ("b", "c"), ("c", "d")]
    plain = FollowGraph.from_pairs(pairs)
    columns = {
        "created": ["2020-01-01", None, "2024-05-01", "2023"],
        "posts": [3, 9, 1, 9],
        "name": ["x", "y", "z", "w"],
    }
    graph = FollowGraph(
        plain.ids, plain.followers, plain.following, attributes=pd.DataFrame(columns)
    )
    assert strategy("young:created")(graph).tolist() == [2, 3, 0, 1]
    assert strategy("young:posts")(graph).tolist() == [1, 3, 0, 2]
    with pytest.raises(InputError, match="neither numbers nor dates"):
        strategy("young:name")(graph)
    with pytest.raises(InputError, match="account, created, posts, name"):
        strategy("young:born")(graph)


def test_a_member_that_takes_long_leaves_time(monkeypatch):
    graph = graphs.karate()
    whole = strategy("betweenness:adaptive")(graph)
    cut = strategy("betweenness:adaptive")
    answers = iter([False, False, True])
    monkeypatch.setattr(TimeLimit, "is_over", property(lambda self: next(answers)))
    order = cut(graph)
    assert order[:2].tolist() == whole[:2].tolist()
    assert sorted(order.tolist()) == list(range(graph.n))
    assert next(answers, None) is None


def test_time_is_shared(monkeypatch):
    monkeypatch.setattr(time, "monotonic", lambda: 100.0)
    patience = TimeLimit(seconds=8.0)
    assert patience.part(0.5).deadline == 104.0
    assert TimeLimit(seconds=-1.0).part(0.5).deadline == 100.0
    assert not TimeLimit(steps=3).part(0.5).is_over
