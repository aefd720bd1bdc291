"""What every strategy of the registry owes its caller."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.graph import FollowGraph
from graphres.spread import Spread
from graphres.strategies import families, strategy
from tests import graphs

ARGUMENTS = {
    "in-degree": ["in-degree", "in-degree:adaptive", "in-degree:total"],
    "out-degree": ["out-degree", "out-degree:adaptive"],
    "degree": ["degree", "degree:adaptive"],
    "pagerank": ["pagerank", "pagerank:damping=0.5"],
    "betweenness": ["betweenness", "betweenness:adaptive", "betweenness:adaptive,pivots=3"],
    "k-core": ["k-core", "k-core+reinsert@0.3"],
    "core-hd": ["core-hd", "core-hd+reinsert@0.3"],
    "collective-influence": [f"collective-influence:l={radius}" for radius in (1, 2, 3)],
    "bpd": ["bpd"],
    "community-bridges": ["community-bridges"],
    "best": ["best:for=giant@0.3,steps=4", "best:for=R,steps=4"],
    "young": ["young:size"],
    "followers-union": ["followers-union"],
    "reach-greedy": ["reach-greedy:worlds=64"],
    "reach-replace": ["reach-replace:worlds=128"],
    "attribute": ["attribute:size > 1"],
    "networkx": ["networkx:betweenness", "networkx:harmonic"],
    "list": [],
}

#: They look for the best that a budget can buy, which is not the beginning of a better one.
FOR_A_BUDGET = ("best", "reach-greedy", "reach-replace")


def specs() -> list[str]:
    return [spec for name in families() for spec in ARGUMENTS.get(name, [name])]


def with_accounts(graph: FollowGraph, rows: list[int]) -> FollowGraph:
    """The same graph with its accounts numbered as `rows` says, and an account table."""
    import pandas as pd

    place = np.argsort(rows).astype(np.int32)
    follower = np.repeat(np.arange(graph.n, dtype=np.int32), graph.out_degree)
    followed = graph.following.targets
    size = np.array([len(name) % 3 + i % 4 for i, name in enumerate(graph.ids.to_pylist())])
    return FollowGraph.from_follows(
        graph.ids.take(pa.array(rows)),
        place[follower],
        place[followed],
        directed=graph.directed,
        attributes=pd.DataFrame({"size": size[rows]}),
        followers_total=(graph.in_degree * 2 + size).astype(np.float64)[rows],
    )[0]


@st.composite
def renumbered(draw: st.DrawFn):
    graph = draw(graphs.follow_graphs(largest=9))
    rows = list(range(graph.n))
    return with_accounts(graph, rows), with_accounts(graph, draw(st.permutations(rows)))


@pytest.mark.parametrize("spec", specs())
@settings(max_examples=30)
@given(data=st.data())
def test_contract(spec, data):
    graph, other = data.draw(renumbered())
    chosen = strategy(spec)
    before = [part.copy() for part in (*graph.followers, *graph.following)]
    eligible = np.array(data.draw(st.lists(st.booleans(), min_size=graph.n, max_size=graph.n)))
    limit = data.draw(st.integers(0, graph.n))
    for ties in ("first", "random"):
        order = chosen(graph, ties=ties)
        assert order.dtype == np.int32
        assert len(set(order.tolist())) == len(order)
        assert np.array_equal(order, chosen(graph, ties=ties)), "same seed, same order"
        first = chosen(graph, limit=limit, ties=ties)
        if not spec.startswith(FOR_A_BUDGET):
            assert np.array_equal(first, order[:limit]), "a budget buys the beginning"
        part = chosen(graph, eligible=eligible, limit=limit, ties=ties)
        assert len(part) <= limit
        assert all(eligible[part])
        ranking = chosen.ranking(graph, ties=ties)
        assert ranking.scores is None or len(ranking.scores) == len(ranking.order)
    for part, kept in zip((*graph.followers, *graph.following), before, strict=True):
        assert np.array_equal(part, kept), "the input is untouched"
    drawn = graph.ids.take(pa.array(chosen(graph, ties="random"))).to_pylist()
    again = other.ids.take(pa.array(chosen(other, ties="random"))).to_pylist()
    assert drawn == again, "names decide, not numbers"


@pytest.mark.parametrize(
    "spec", ["in-degree", "out-degree", "degree", "pagerank", "networkx:betweenness", "betweenness"]
)
def test_equal_scores_go_by_first_appearance(spec):
    assert strategy(spec)(graphs.cycle(6)).tolist() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("spec", specs())
def test_no_accounts_no_order(spec):
    import pandas as pd

    empty, _ = FollowGraph.from_follows(
        graphs.make(0, []).ids,
        np.zeros(0, np.int32),
        np.zeros(0, np.int32),
        attributes=pd.DataFrame({"size": np.zeros(0)}),
        followers_total=np.zeros(0),
    )
    assert strategy(spec)(empty).tolist() == []


def test_every_family_is_tried_here():
    assert set(ARGUMENTS) | {"random"} == set(families())


def test_every_family_says_what_it_does_and_costs():
    for family in families().values():
        assert family.summary
        assert family.cost
        assert family.__doc__


@pytest.mark.parametrize("spec", specs())
@settings(max_examples=15)
@given(data=st.data(), seed=st.integers(1, 9))
def test_a_strategy_says_whether_it_takes_a_seed(spec, data, seed):
    graph = data.draw(renumbered())[0]
    chosen = strategy(spec)
    if not (chosen.is_random or chosen.takes_seed):
        order = chosen(graph, spread=Spread(seed=0), seed=0)
        other = chosen(graph, spread=Spread(seed=seed), seed=seed, run=1)
        assert np.array_equal(order, other)
