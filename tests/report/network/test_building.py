"""A scene holds the graph, its order and its curve; what is left agrees with the measures."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from hypothesis import given, settings

from graphres.graph import FollowGraph
from graphres.report.network import building
from graphres.report.network.building import build_scene
from graphres.report.network.scene import Scene
from graphres.report.network.state import find_state
from graphres.report.network.words import explain_picture, tell_finding, tell_stop
from graphres.spread import Grouping
from tests.graphs import crowded, graphs_and_orders, karate, path, star
from tests.report.network.conftest import suspend


@given(graphs_and_orders())
@settings(max_examples=40, deadline=None)
def test_a_scene_is_the_graph_and_its_order(case):
    graph, order = case
    scene = build_scene(graph, [suspend(graph, order)])
    names = graph.ids.to_pylist()
    followers = dict(zip(names, graph.in_degree.tolist(), strict=True))
    assert dict(zip(scene.ids, scene.size.tolist(), strict=True)) == followers
    follower = np.repeat(np.arange(graph.n), graph.following.lengths())
    pairs = zip(follower.tolist(), graph.following.targets.tolist(), strict=True)
    assert {frozenset(scene.ids[i] for i in pair) for pair in scene.ties.tolist()} == {
        frozenset((names[u], names[v])) for u, v in pairs
    }
    removal = scene.removals[0]
    assert [scene.ids[i] for i in removal.order] == [names[account] for account in order]


@given(graphs_and_orders())
@settings(max_examples=40, deadline=None)
def test_what_is_left_agrees_with_the_curve_at_every_stop(case):
    graph, order = case
    scene = build_scene(graph, [suspend(graph, order)])
    removal = scene.removals[0]
    for stop in range(len(removal.at)):
        state = find_state(scene, removal, stop)
        gone = {scene.ids[i] for i in np.flatnonzero(state.present == 0)}
        assert gone == {graph.ids[account].as_py() for account in order[:stop]}
        assert state.connected.sum() == round(float(removal.numbers["giant"][stop]) * graph.n)
        assert (state.connected <= state.present).all()


def test_rows_in_another_order_give_the_same_scene():
    rng = np.random.default_rng(3)
    pairs = [(f"u{a}", f"u{b}") for a, b in rng.integers(0, 40, (90, 2)).tolist() if a != b]
    shuffled = pairs.copy()
    random.Random(1).shuffle(shuffled)
    told = [build_scene(FollowGraph.from_pairs(rows)).to_document() for rows in (pairs, shuffled)]
    assert told[0] == told[1]


def test_a_scene_survives_its_document():
    graph = karate()
    scene = build_scene(graph, [suspend(graph, [0, 33, 2])])
    told = scene.to_document()
    again = Scene.from_document(json.loads(json.dumps(told)))
    assert again.to_document() == told
    assert tell_stop(again, again.removals[0], 2) == tell_stop(scene, scene.removals[0], 2)


def test_a_still_picture_ends_where_the_giant_is_half_unless_a_budget_ends_before():
    graph = star(9)
    whole = suspend(graph, range(10), has_budget=False)
    assert build_scene(graph, [whole]).removals[0].suspended == 1
    assert build_scene(graph, [suspend(graph, range(10))]).removals[0].suspended == 10


def test_colours_are_for_the_largest_groups():
    graph = path(21)
    column = ["a"] * 6 + ["b"] * 5 + ["c"] * 4 + ["d"] * 3 + ["e", "f", "g"]
    scene = build_scene(graph, grouping=Grouping.by("kind", column))
    assert [(group.name, group.accounts) for group in scene.groups] == [
        *(("a", 6), ("b", 5), ("c", 4), ("d", 3), ("e", 1)),
        ("2 smaller groups", 2),
    ]
    of = dict(zip(scene.ids, scene.group.tolist(), strict=True))
    assert (of["account 0"], of["account 10"], of["account 20"]) == (0, 1, 5)


@pytest.fixture
def few(monkeypatch):
    """Communities from 30 accounts on, and at most three of them."""
    monkeypatch.setattr(building, "MOST_ACCOUNTS", 30)
    monkeypatch.setattr(building, "_MOST_COMMUNITIES", 3)


def test_a_large_graph_is_drawn_as_communities(few):
    graph = crowded(60, 3)
    order = np.argsort(-graph.in_degree, kind="stable")[:20].tolist()
    scene = build_scene(graph, [suspend(graph, order)])
    assert scene.has_communities
    assert scene.ids == ["community 1", "community 2", "community 3"]
    assert scene.size.sum() + scene.accounts_left_out == 60
    assert (np.diff(scene.size) <= 0).all()
    removal = scene.removals[0]
    community = building.find_communities(graph)
    for stop, k in enumerate(removal.at.tolist()):
        left = np.setdiff1d(np.arange(60), order[:k])
        present = np.bincount(community[left], minlength=3)[:3]
        assert find_state(scene, removal, stop).present.tolist() == present.tolist()
    assert removal.suspended == 20
    assert "communities are drawn instead" in explain_picture(scene)[0]
    assert any("Not drawn" in line for line in explain_picture(scene))


def test_a_picture_says_what_it_shows():
    graph = star(9)
    scene = build_scene(graph, [suspend(graph, [0])])
    removal = scene.removals[0]
    assert tell_stop(scene, removal, 0) == (
        "10 accounts and 9 follows: 10 connected, 0 in smaller pieces."
    )
    assert tell_stop(scene, removal, 1) == (
        "1 account suspended (listed); 1 still connected, 8 in smaller pieces; "
        "0 % of the follows left."
    )
    assert tell_finding(build_scene(graph)) == "The network has 10 accounts and 9 follows"
    assert tell_finding(build_scene(karate())) == "The network has 34 accounts and 78 ties"
