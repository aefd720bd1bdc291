"""Dismantlers against their definitions."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.data.reading import read_follows
from graphres.errors import StrategyError
from graphres.graph.undirected import list_neighbours
from graphres.measures.curves import collapse
from graphres.strategies import strategy
from graphres.strategies.reinsertion import bring_back
from tests import graphs
from tests.reference import dismantling as slow


@st.composite
def graphs_and_eligible(draw: st.DrawFn, *, largest: int = 12):
    """A graph and the accounts that may go, those first in number, as a ground has them."""
    graph = draw(graphs.follow_graphs(largest=largest))
    return graph, list(range(draw(st.integers(0, graph.n))))


def order_of(spec: str, graph, may_go: list[int]) -> list[int]:
    eligible = np.isin(np.arange(graph.n), may_go)
    return strategy(spec)(graph, eligible=eligible).tolist()


def then_by_ties(graph, may_go: list[int], first: list[int]) -> list[int]:
    left = slow.tied(graph)
    left.remove_nodes_from(first)
    return first + slow.by_ties(left, [v for v in may_go if v not in first])


@given(graphs.follow_graphs(), st.data())
def test_ties_are_follows_whichever_way_they_run(graph, data):
    accounts = data.draw(st.permutations(range(graph.n)))
    rows = list_neighbours(graph, np.array(accounts, dtype=np.int32))
    whole = slow.tied(graph)
    for place, account in enumerate(accounts):
        assert sorted(accounts[i] for i in rows.row(place)) == sorted(whole[account])


@given(graphs_and_eligible(), st.sampled_from([1, 2, 3]))
def test_collective_influence_is_counted_again_after_every_removal(case, radius):
    graph, may_go = case
    first = slow.by_influence(graph, may_go, radius)
    expected = then_by_ties(graph, may_go, first)
    assert order_of(f"collective-influence:l={radius}", graph, may_go) == expected


@pytest.mark.parametrize("radius", [1, 2, 3])
def test_collective_influence_on_a_larger_graph(radius):
    graph = graphs.crowded(90, 2)
    found = strategy(f"collective-influence:l={radius}")(graph).tolist()
    first = slow.by_influence(graph, list(range(90)), radius)
    assert found[: len(first)] == first


@given(graphs_and_eligible())
def test_k_core_takes_the_innermost_first(case):
    graph, may_go = case
    core = slow.core_numbers(slow.tied(graph))
    assert core == nx.core_number(slow.tied(graph))
    assert order_of("k-core", graph, may_go) == sorted(may_go, key=lambda v: (-core[v], v))


@given(graphs_and_eligible())
def test_core_hd_takes_most_ties_in_the_2_core(case):
    graph, may_go = case
    first = slow.core_degree(graph, may_go)
    found = order_of("core-hd", graph, may_go)
    assert found[: len(first)] == first
    assert sorted(found) == may_go


@given(st.integers(2, 40), st.integers(0, 1000))
def test_core_hd_halves_trees(n, seed):
    """Each removal takes from a largest component the account that leaves least of it together."""
    tree = nx.random_labeled_tree(n, seed=seed)
    order = strategy("core-hd")(graphs.make(n, list(tree.edges), directed=False)).tolist()
    for account in order:
        parts = [tree.subgraph(c).copy() for c in nx.connected_components(tree)]
        part = next(part for part in parts if account in part)
        assert len(part) == max(map(len, parts))

        def left(v: int, whole: nx.Graph = part) -> int:
            return slow.largest(whole.subgraph(set(whole) - {v}))

        assert account == min(part, key=lambda v: (left(v), v))
        assert left(account) <= len(part) / 2
        tree.remove_node(account)


def test_trees_with_few_that_may_go_end():
    """A protected hub, and leaves that each take off one account alone."""
    eligible = np.arange(201) > 0
    order = strategy("core-hd")(graphs.star(200), eligible=eligible)
    assert order.tolist() == list(range(1, 201))


@settings(max_examples=60)
@given(graphs_and_eligible())
def test_adaptive_betweenness_is_counted_again_after_every_removal(case):
    graph, may_go = case
    first = slow.by_betweenness(graph, may_go)
    expected = then_by_ties(graph, may_go, first)
    assert order_of("betweenness:adaptive", graph, may_go) == expected


@given(graphs.follow_graphs())
def test_betweenness_is_that_of_networkx(graph):
    ranking = strategy("betweenness").ranking(graph)
    expected = nx.betweenness_centrality(slow.tied(graph), normalized=False)
    for account, score in zip(ranking.order.tolist(), ranking.scores, strict=True):
        assert score == pytest.approx(expected[account], rel=1e-11)


def test_threads_and_pivots_from_everywhere_change_no_betweenness():
    graph = graphs.crowded(600, 4)
    exact = strategy("betweenness").ranking(graph)
    assert exact.scores.tolist() == strategy("betweenness").ranking(graph, jobs=2).scores.tolist()
    pivots = strategy("betweenness:pivots=600").ranking(graph)
    assert exact.order.tolist() == pivots.order.tolist()
    expected = nx.betweenness_centrality(slow.tied(graph), normalized=False)
    best = sorted(expected, key=lambda v: (-float(f"{expected[v]:.12g}"), v))[:50]
    assert exact.order[:50].tolist() == best


def test_few_pivots_estimate_betweenness_without_bias():
    graph = graphs.crowded(60, 2)
    exact = strategy("betweenness").ranking(graph)
    hub = exact.order[0]
    runs = [strategy("betweenness:pivots=6").ranking(graph, run=run) for run in range(300)]
    seen = [r.scores[r.order.tolist().index(hub)] for r in runs]
    error = np.std(seen) / np.sqrt(len(seen))
    assert error > 0
    assert abs(np.mean(seen) - exact.scores[0]) < 4 * error


def test_karate_club_known_first_removals():
    club = graphs.karate()
    assert strategy("betweenness")(club)[:4].tolist() == [0, 33, 32, 2]
    assert strategy("betweenness:adaptive")(club)[:4].tolist() == [0, 33, 32, 2]


@given(graphs.follow_graphs(largest=9), st.data())
def test_reinsertion_brings_back_whoever_forms_the_smallest_component(graph, data):
    line = data.draw(st.permutations(range(graph.n)))
    cuts = sorted(data.draw(st.lists(st.integers(0, graph.n), min_size=2, max_size=2)))
    gone, away = line[: cuts[0]], line[cuts[0] : cuts[1]]
    size = data.draw(st.integers(1, graph.n))
    as_places = (np.array(part, dtype=np.int32) for part in (gone, away))
    found, sizes = bring_back(list_neighbours(graph), *as_places, size)
    assert found.tolist() == slow.bring_back(slow.tied(graph), gone, away, size)
    assert all(sizes > size)


@pytest.mark.parametrize("size", [2, 4, 8])
@pytest.mark.parametrize("seed", range(6))
def test_reinsertion_goes_on_rightly_when_a_giant_takes_components_in(seed, size):
    graph = graphs.crowded(50, 1.6, seed)
    line = np.random.default_rng(seed).permutation(graph.n).tolist()
    gone, away = line[:3], line[3:40]
    found, _ = bring_back(
        list_neighbours(graph), np.array(gone, np.int32), np.array(away, np.int32), size
    )
    assert found.tolist() == slow.bring_back(slow.tied(graph), gone, away, size)


def test_reinsertion_when_those_waited_at_are_overtaken_by_several_that_became_one():
    """41 is tied to the chains 0-2, 3-5, 6-8 of three, and waits at the first. 42 makes one of the
    others, 43 makes one of all: then 41 adds less by more than the size of what it waited at."""
    chains = [(i, i + 1) for first in range(0, 39, 3) for i in (first, first + 1)] + [(39, 40)]
    tied = {41: [*range(0, 24, 3)], 42: [4, 7], 43: [1, 5], 44: [3, *range(24, 40, 3)]}
    edges = [(account, other) for account, others in tied.items() for other in others]
    graph = graphs.make(45, chains + edges, directed=False)
    away = [44, 41, 43, 42]
    found, sizes = bring_back(
        list_neighbours(graph), np.zeros(0, np.int32), np.array(away, np.int32), 2
    )
    assert found.tolist() == slow.bring_back(slow.tied(graph), [], away, 2) == [44, 41, 43, 42]
    assert sizes.tolist() == [45, 27, 11, 7]


@given(graphs_and_eligible(), st.sampled_from(["in-degree", "core-hd", "random"]))
def test_reinsertion_needs_no_more_removals_and_holds_the_target(case, base):
    graph, may_go = case
    eligible = np.isin(np.arange(graph.n), may_go)
    before = collapse(graph, strategy(base)(graph, eligible=eligible))
    after = collapse(graph, strategy(f"{base}+reinsert@0.3")(graph, eligible=eligible))
    assert sorted(after.order.tolist()) == may_go
    needed, now = before.dismantling_set(0.3), after.dismantling_set(0.3)
    assert (now is None) == (needed is None)
    assert now is None or now <= needed


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("collective-influence:l=4", "collective-influence:l=2"),
        ("betweenness:adaptve", "adaptive and pivots=N"),
        ("betweenness:pivots=0", "adaptive,pivots=64"),
        ("core-hd:2", "takes no argument"),
        ("degree+reinsert@2", r"degree\+reinsert@0.1"),
        ("degre+reinsert", "did you mean degree"),
        ("core-hd+reinsrt", r"did you mean core-hd\+reinsert"),
    ],
)
def test_a_dismantler_written_wrong_says_what_is_right(spec, says):
    with pytest.raises(StrategyError, match=says):
        strategy(spec)


@pytest.mark.parametrize("limit", [1, 40, 60, 110, 150])
def test_a_budget_buys_the_beginning_of_what_is_reinserted(limit):
    graph = graphs.crowded(200, 3)
    chosen = strategy("degree:adaptive+reinsert@0.5")
    assert chosen(graph, limit=limit).tolist() == chosen(graph)[:limit].tolist()


def test_a_reinserted_strategy_keeps_what_it_is():
    assert strategy("random+reinsert").is_random
    assert strategy("degree:adaptive+reinsert@0.1").spec == "degree:adaptive+reinsert@0.1"
    first, second = (strategy("random+reinsert")(graphs.karate(), run=run) for run in (0, 1))
    assert first.tolist() != second.tolist()


@pytest.mark.parametrize(
    ("spec", "fewest"),
    [("core-hd+reinsert", 100), ("degree:adaptive+reinsert", 98), ("betweenness:adaptive", 148)],
)
def test_crime_network_to_one_in_a_hundred(shared, spec, fewest):
    graph, _ = read_follows(shared / "data" / "crime.undirected.csv", undirected=True)
    curve = collapse(graph, strategy(spec)(graph))
    assert curve.dismantling_set(0.01) <= fewest
