"""Search among sets and among orders, against counting everything again."""

from __future__ import annotations

import itertools
import time

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.graph import FollowGraph
from graphres.graph.budgets import Budget
from graphres.measures.curves import collapse
from graphres.spread import Spread
from graphres.strategies import Choice, strategy
from graphres.strategies.dismantling import DismantlingTask
from graphres.strategies.local_search import _rearrange_stretch
from graphres.strategies.objectives import Objective
from graphres.strategies.set_search import _Exchanges, find_cheaper_set
from graphres.strategies.time_limit import TimeLimit
from tests import graphs
from tests.reference import dismantling as slow

COSTS = st.sampled_from([0.0, 1.0, 2.0, 5.0])


def ground_of(graph: FollowGraph, cost: np.ndarray | None = None, may_go: int | None = None):
    """Places are accounts here, so that both may be compared."""
    line = np.arange(graph.n if may_go is None else may_go, dtype=np.int32)
    prices = None if cost is None else Budget.of_costs(cost)
    choice = Choice(line, len(line), 0, 0, Spread(), 1, prices)
    return DismantlingTask.of(graph, choice), choice


def random_moves(seed: int, rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 1 << 62, (rows, columns))


@given(graphs.follow_graphs(largest=9), st.integers(1, 4), st.integers(0, 99), st.data())
def test_exchanges_keep_components_small_and_never_cost_more(graph, size, seed, data):
    cost = np.array(data.draw(st.lists(COSTS, min_size=graph.n, max_size=graph.n)))
    whole, (ground, _) = slow.tied(graph), ground_of(graph, cost)
    chosen = np.arange(graph.n, dtype=np.int32)
    exchanges = _Exchanges(ground, chosen, size)
    for turn in range(3):
        after = exchanges.after(random_moves(seed + turn, 20, 4))
        assert len(set(after.tolist())) == len(after)
        assert cost[after].sum() <= cost[chosen].sum()
        left = whole.subgraph(set(whole) - set(after.tolist()))
        assert slow.largest(left) <= size
        components = exchanges._components
        for part in nx.connected_components(left):
            labels = {int(components.label[v]) for v in part}
            assert len(labels) == 1
            assert labels <= part
            assert components.size[labels.pop()] == len(part)
        assert all(components.label[after] == -1)
        chosen = after


@given(graphs.follow_graphs(largest=9), st.integers(0, 99))
def test_whoever_is_protected_is_never_exchanged_in(graph, seed):
    may_go = graph.n // 2
    ground, choice = ground_of(graph, may_go=may_go)
    chosen = np.arange(may_go, dtype=np.int32)
    size = max(1, slow.largest(slow.tied(graph).subgraph(range(may_go, graph.n))))
    found = find_cheaper_set(ground, chosen, size, choice, TimeLimit(steps=4))
    assert all(found < may_go)
    assert (
        slow.largest(slow.tied(graph).subgraph(set(range(graph.n)) - set(found.tolist()))) <= size
    )


@settings(max_examples=40)
@given(graphs.graphs_and_orders(largest=12), st.sampled_from([0, 2]), st.data())
def test_a_stretch_is_rearranged_and_nothing_else(case, floor, data):
    graph, _ = case
    cost = np.array(data.draw(st.lists(COSTS, min_size=graph.n, max_size=graph.n)))
    ground, _ = ground_of(graph, cost)
    order = np.array(data.draw(st.permutations(range(graph.n))), dtype=np.int32)
    first = data.draw(st.integers(0, max(0, graph.n - 2)))
    stop = data.draw(st.integers(first, graph.n))
    moved = order.copy()
    if stop > first:
        _rearrange_stretch(ground, moved, first, stop, random_moves(3, 25, 2), floor)
    assert moved[:first].tolist() == order[:first].tolist()
    assert moved[stop:].tolist() == order[stop:].tolist()
    assert sorted(moved.tolist()) == sorted(order.tolist())

    def total(tried: np.ndarray) -> float:
        giant = np.rint(collapse(graph, tried)["giant"][1:] * graph.n)
        return float(np.dot(np.where(giant > floor, giant, 0), cost[tried]))

    assert total(moved) <= total(order) + 1e-9


def test_rearranging_sorts_a_short_order_as_well_as_can_be():
    graph = graphs.crowded(30, 3)
    ground, _ = ground_of(graph)
    order = np.arange(graph.n, dtype=np.int32)
    orders = [np.concatenate([p, order[5:]]) for p in itertools.permutations(order[:5])]
    best = min(collapse(graph, tried).R for tried in orders)
    _rearrange_stretch(ground, order, 0, 5, random_moves(1, 400, 2), 0)
    assert collapse(graph, order).R == pytest.approx(best)


@given(graphs.follow_graphs(largest=9), st.sampled_from([0.2, 0.4]), st.data())
@settings(max_examples=15)
def test_best_costs_as_little_as_the_optimum(graph, target, data):
    cost = np.array(data.draw(st.lists(COSTS, min_size=graph.n, max_size=graph.n)))
    size = int(target * graph.n + 1e-9)
    order = strategy(f"best:for=giant@{target},steps=3")(graph, prices=Budget.of_costs(cost))
    needed = collapse(graph, order).dismantling_set(target)
    whole = slow.tied(graph)
    sets = (s for k in range(graph.n + 1) for s in itertools.combinations(range(graph.n), k))
    least = min(
        cost[list(gone)].sum()
        for gone in sets
        if slow.largest(whole.subgraph(set(whole) - set(gone))) <= size
    )
    assert cost[order[:needed]].sum() == pytest.approx(least)


def test_prices_are_worth_looking_at_on_a_real_network(shared):
    from graphres.data.reading import read_follows

    graph, _ = read_follows(shared / "data" / "crime.undirected.csv", undirected=True)
    cost = 1.0 + np.arange(graph.n) * 7919 % 11
    chosen = strategy("best:for=giant@0.2,steps=12")
    aware, blind = (chosen(graph, prices=prices) for prices in (Budget.of_costs(cost), None))
    spent = [
        cost[order[: collapse(graph, order).dismantling_set(0.2)]].sum() for order in (aware, blind)
    ]
    assert spent[0] < 0.9 * spent[1]


def test_the_area_ends_where_the_giant_is_at_the_target():
    """A path of five: without its middle the giant has two of five, one step later one of five."""
    graph = graphs.make(5, [(0, 1), (1, 2), (2, 3), (3, 4)])
    choice = ground_of(graph)[1]
    order = np.array([2, 1, 3, 0, 4], dtype=np.int32)
    assert Objective.parse("area@0.4").value(graph, order, choice) == (0.0, pytest.approx(0.08))
    assert Objective.parse("area@0.2").value(graph, order, choice)[1] == pytest.approx(1.0 / 5)
    assert Objective.parse("area@0.1").value(graph, order[:2], choice)[1] == float("inf")
    ranking = strategy("best:for=area@0.2,steps=3").ranking(graph)
    assert ranking.claim["best_searched"] <= 1.0 / 5 + 1e-12


def test_behind_the_target_of_an_area_the_order_goes_on_as_it_was():
    graph = graphs.crowded(200, 3)
    area, giant = (strategy(f"best:for={o}@0.3,steps=30")(graph) for o in ("area", "giant"))
    sets = [collapse(graph, order).dismantling_set(0.05) for order in (area, giant)]
    assert sets[0] <= 1.2 * sets[1]


@pytest.mark.parametrize("objective", ["area@0.1", "R", "giant@0.05"])
def test_search_improves_what_its_members_find(objective):
    graph = graphs.crowded(150, 3)
    claim = strategy(f"best:for={objective},steps=30").ranking(graph).claim
    assert claim["best_searched"] < claim["best_member"]
    assert claim["best_stopped"] == 0


def test_whoever_asks_to_end_gets_the_best_so_far():
    graph, calls = graphs.crowded(200, 3), itertools.count()
    chosen = strategy("best:for=R,steps=100000000")
    chosen.stop = lambda: next(calls) > 60
    ranking = chosen.ranking(graph)
    assert sorted(ranking.order.tolist()) == list(range(graph.n))
    assert ranking.claim["best_stopped"] == 1
    assert collapse(graph, ranking.order).R == pytest.approx(ranking.claim["best_searched"])
    chosen.stop = lambda: True
    ranking = chosen.ranking(graph)
    assert [name for name in ranking.claim if name.startswith("tried")] == [
        "tried[degree:adaptive]"
    ]


def test_slices_get_shorter_when_they_take_long(monkeypatch):
    clock = iter([0.0, 10.0, 14.0, 14.0, 14.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    patience = TimeLimit(seconds=100.0)
    assert patience.slice(1000, 2000) == 30
    patience.end_slice()  # took four seconds instead of half a second
    assert patience.slice(1600, 2000) == 6
