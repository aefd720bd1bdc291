"""Building a graph: counts of what is dropped, rows, and the frozen arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.errors import UsageError
from graphres.graph import FollowGraph
from tests import graphs
from tests.reference import measures as reference


@st.composite
def rows(draw):
    n = draw(st.integers(1, 9))
    account = st.integers(0, n - 1)
    return n, draw(st.lists(st.tuples(account, account), max_size=40))


@given(rows())
def test_repeats_are_counted_first_then_self_follows(case):
    n, pairs = case
    codes = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    ids = graphs.make(n, []).ids
    graph, dropped = FollowGraph.from_follows(ids, codes[:, 0].copy(), codes[:, 1].copy())
    distinct = set(pairs)
    assert dropped.repeated_rows == len(pairs) - len(distinct)
    assert dropped.self_follows == sum(u == v for u, v in distinct)
    assert {(u, int(v)) for u in range(n) for v in graph.following.row(u)} == {
        (u, v) for u, v in distinct if u != v
    }
    assert graph.m == len(distinct) - dropped.self_follows


@given(rows())
def test_the_reverse_of_a_tie_is_a_repeated_row(case):
    n, pairs = case
    codes = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    ids = graphs.make(n, []).ids
    graph, dropped = FollowGraph.from_follows(
        ids, codes[:, 0].copy(), codes[:, 1].copy(), directed=False
    )
    ties = {(min(p), max(p)) for p in pairs}
    loops = sum(u == v for u, v in ties)
    assert dropped == (len(pairs) - len(ties), loops, 0)
    assert graph.m == len(ties) - loops
    assert graph.followers is graph.following
    both = {(u, v) for u, v in ties if u != v} | {(v, u) for u, v in ties if u != v}
    assert {(u, int(v)) for u in range(n) for v in graph.following.row(u)} == both


@st.composite
def weighted_rows(draw):
    n = draw(st.integers(1, 7))
    account = st.integers(0, n - 1)
    value = st.sampled_from([0.0, 0.25, 0.5, 1.0])
    return n, draw(st.lists(st.tuples(account, account, value), max_size=40))


def built(n, rows, directed):
    ends = np.array([row[:2] for row in rows], dtype=np.int32).reshape(-1, 2)
    values = np.array([row[2] for row in rows], dtype=np.float64)
    return FollowGraph.from_follows(
        graphs.make(n, []).ids,
        ends[:, 0].copy(),
        ends[:, 1].copy(),
        directed=directed,
        probability=values,
    )


@given(weighted_rows(), st.booleans())
def test_the_first_row_of_a_follow_gives_its_probability(case, directed):
    n, rows = case
    graph, dropped = built(n, rows, directed)
    expected, differing = reference.first_probability(rows, directed=directed)
    assert reference.probabilities(graph) == expected
    assert dropped.differing == differing
    assert graph.probability.shape == graph.followers.targets.shape
    bare, without = FollowGraph.from_follows(
        graph.ids,
        *np.array([r[:2] for r in rows], dtype=np.int32).reshape(-1, 2).T.copy(),
        directed=directed,
    )
    assert bare.probability is None
    assert without == dropped._replace(differing=0)
    for mine, plain in zip(graph.followers, bare.followers, strict=True):
        assert mine.tobytes() == plain.tobytes()


@given(weighted_rows(), st.booleans(), st.randoms(use_true_random=False))
def test_without_repeats_the_order_of_rows_changes_no_probability(case, directed, random):
    n, rows = case
    seen = set()
    distinct = []
    for u, v, p in rows:
        pair = (u, v) if directed else (min(u, v), max(u, v))
        if pair not in seen:
            seen.add(pair)
            distinct.append((u, v, p))
    shuffled = random.sample(distinct, len(distinct))
    one, other = (built(n, each, directed)[0] for each in (distinct, shuffled))
    assert reference.probabilities(one) == reference.probabilities(other)


def test_probabilities_are_frozen_too_and_one_a_row():
    graph, _ = built(2, [(0, 1, 0.5)], True)
    with pytest.raises(ValueError, match="read-only"):
        graph.probability[0] = 1
    ends = np.zeros(2, dtype=np.int32), np.ones(2, dtype=np.int32)
    with pytest.raises(UsageError, match="3 values for 2 rows"):
        FollowGraph.from_follows(graph.ids, *ends, probability=np.ones(3))


@given(graphs.follow_graphs())
def test_rows_ascend_and_are_each_others_transpose(graph):
    for side in (graph.followers, graph.following):
        for account in range(graph.n):
            assert np.all(np.diff(side.row(account)) > 0)
    forward = {(u, int(v)) for u in range(graph.n) for v in graph.following.row(u)}
    backward = {(int(u), v) for v in range(graph.n) for u in graph.followers.row(v)}
    assert forward == backward


def test_direction_of_degrees():
    graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")])
    assert graph.in_degree.tolist() == [0, 2, 0]
    assert graph.out_degree.tolist() == [1, 0, 1]
    assert graph.degree.tolist() == [1, 2, 1]


def test_arrays_are_frozen():
    graph = graphs.karate()
    with pytest.raises(ValueError, match="read-only"):
        graph.following.targets[0] = 1
    with pytest.raises(AttributeError):
        graph.directed = True


def test_accounts_by_name():
    graph = FollowGraph.from_pairs([("007", "7"), ("7", "NA")])
    assert graph.index_of(["NA", "07", "007"]).tolist() == [2, -1, 0]
    assert graph.accounts["account"].tolist() == ["007", "7", "NA"]


def test_keys_follow_names_and_nothing_else():
    names = ["a", "b", "account of nine", "naïve", "日本"]
    first = FollowGraph.from_pairs([(names[0], names[1]), (names[2], names[3])])
    second = FollowGraph.from_pairs([(names[3], names[2]), (names[4], names[1])])
    shared = names[3]
    one = first.keys[first.index_of([shared])[0]]
    other = second.keys[second.index_of([shared])[0]]
    assert one == other
    assert len(set(first.keys.tolist())) == 4


def test_keys_of_a_sliced_array_of_names():
    whole = graphs.make(5, [])
    part, _ = FollowGraph.from_follows(
        whole.ids.slice(2), np.zeros(0, np.int32), np.zeros(0, np.int32)
    )
    assert part.keys.tolist() == whole.keys[2:].tolist()
