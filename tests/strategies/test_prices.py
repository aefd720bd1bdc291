"""Strategies that look at prices, against trying every set and against orders that do not."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.data.reading import read_follows
from graphres.graph.budgets import Budget
from graphres.moderation.selection import Rules, select
from graphres.spread import Spread
from graphres.strategies import strategy
from graphres.strategies.spending import Spending
from tests import graphs
from tests.reference import dismantling as slow

COSTS = st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.0, 7.0])


@st.composite
def priced(draw: st.DrawFn, largest: int = 9):
    graph = draw(graphs.follow_graphs(largest=largest))
    return graph, np.array(draw(st.lists(COSTS, min_size=graph.n, max_size=graph.n)))


def union(graph, accounts) -> int:
    return len(set().union(*(graph.followers.row(int(v)).tolist() for v in accounts)))


def largest_union(graph, cost, limit) -> int:
    """By trying every set that the budget pays for."""
    sets = (s for k in range(graph.n + 1) for s in itertools.combinations(range(graph.n), k))
    return max(union(graph, s) for s in sets if cost[list(s)].sum() <= limit)


@given(priced(), st.sampled_from([0.5, 2.0, 4.0, 9.0]))
def test_followers_union_covers_its_share_of_the_best_for_the_budget(case, limit):
    graph, cost = case
    budget = Budget.of_costs(cost, limit)
    order = strategy("followers-union")(graph, prices=budget)
    assert sorted(order.tolist()) == list(range(graph.n))
    bought = union(graph, budget.walk(order).order)
    assert bought >= (1 - 1 / math.sqrt(math.e)) * largest_union(graph, cost, limit) - 1e-9


def test_followers_union_is_the_best_in_the_median_and_beats_the_cost_blind():
    draw, shares, blind = random.Random(5), [], []
    for _ in range(40):
        n = draw.randint(6, 12)
        pairs = [(u, v) for u in range(n) for v in range(n) if u != v and draw.random() < 0.3]
        graph = graphs.make(n, pairs)
        budget = Budget.of_costs(np.array([draw.choice([1.0, 2.0, 5.0, 8.0]) for _ in range(n)]), 8)
        best = largest_union(graph, budget.cost, 8) or 1
        chosen = strategy("followers-union")
        shares.append(union(graph, budget.walk(chosen(graph, prices=budget)).order) / best)
        blind.append(union(graph, budget.walk(chosen(graph)).order) / best)
    assert np.median(shares) == 1
    assert np.mean(shares) > np.mean(blind) + 0.03


@given(priced())
def test_without_a_budget_followers_union_goes_by_gain_per_cost(case):
    graph, cost = case
    order = strategy("followers-union")(graph, prices=Budget.of_costs(cost)).tolist()
    covered: set[int] = set()
    left = list(range(graph.n))
    for account in order:
        gain = {v: len(set(graph.followers.row(v).tolist()) - covered) for v in left}
        free = [v for v in left if cost[v] == 0]
        if free:
            best = max(gain[v] for v in free)
            assert account in free
            assert gain[account] == best
        else:
            ratio = {v: gain[v] / cost[v] for v in left}
            assert ratio[account] == pytest.approx(max(ratio.values()))
        covered |= set(graph.followers.row(account).tolist())
        left.remove(account)


@given(priced(), st.sampled_from(["reach-greedy", "reach-replace"]))
def test_reach_strategies_take_at_least_as_much_as_the_best_single_account(case, name):
    """Messages are certain, so that losses are exact."""
    graph, cost = case
    budget, spread = Budget.of_costs(cost, 3.0), Spread(probability=1.0)
    chosen = strategy(f"{name}:worlds=64")
    order = chosen(graph, prices=budget, spread=spread)
    assert sorted(order.tolist()) == list(range(graph.n))
    from graphres.spread import reach_curve

    def left(accounts) -> float:
        return float(reach_curve(graph, np.array(accounts, np.int32), spread).mean[-1])

    single = min((left([v]) for v in range(graph.n) if cost[v] <= 3), default=1.0)
    if name == "reach-greedy":
        assert left(budget.walk(order).order) <= single + 1e-9


@given(priced(largest=8), st.integers(1, 4))
def test_reinsertion_brings_back_the_smallest_component_per_cost(case, size):
    from graphres.graph.undirected import list_neighbours
    from graphres.strategies.reinsertion import bring_back

    graph, cost = case
    rows = list_neighbours(graph)
    away = np.arange(graph.n, dtype=np.int32)
    stays, sizes = bring_back(rows, away[:0], away, size, cost)
    assert stays.tolist() == slow.bring_back_priced(slow.tied(graph), away.tolist(), size, cost)
    assert slow.largest(slow.tied(graph).subgraph(set(away.tolist()) - set(stays.tolist()))) <= size
    assert len(sizes) == len(stays)


def test_reinsertion_at_equal_costs_needs_as_many_as_without():
    graph = graphs.crowded(150, 3)
    plain = select(strategy("degree+reinsert@0.1"), graph, Rules())
    prices = Budget.of_costs(np.full(graph.n, 2.0))
    priced = select(strategy("degree+reinsert@0.1"), graph, Rules(prices=prices))
    from graphres.measures.curves import collapse

    found = [collapse(graph, s.order).dismantling_set(0.1) for s in (plain, priced)]
    assert abs(found[0] - found[1]) <= 2


def test_what_is_bought_is_what_was_chosen_for_the_budget():
    """Three tenths fit into 0.3, for the chooser as for the purse."""
    graph = graphs.make(6, [(3, 0), (4, 1), (5, 2)])
    budget = Budget.of_costs(np.array([0.1, 0.1, 0.1, 9, 9, 9]), 0.3)
    rules = Rules(budget=budget, prices=budget)
    assert select(strategy("followers-union"), graph, rules).order.tolist() == [0, 1, 2]


def test_unknown_costs_are_never_paid_and_purses_are_kept_apart():
    graph = graphs.make(6, [(3, 0), (4, 0), (5, 0), (4, 1), (5, 1), (5, 2)])
    cost = np.array([np.nan, 1.0, 1.0, 1.0, 1.0, 1.0])
    budget = Budget(np.array([1.0, 0.0]), cost, np.array([0, 0, 1, 1, 1, -1], np.int32))
    for name in ("followers-union", "reach-greedy:worlds=64"):
        order = strategy(name)(graph, prices=budget, spread=Spread(probability=1.0))
        assert sorted(order.tolist()) == list(range(6))
        assert budget.walk(order).order.tolist() == [1]
        assert order[0] == 1


def test_spending_takes_back():
    spending = Spending(Budget.of_costs(np.array([2.0, 2.0]), 2.0))
    line = np.arange(2, dtype=np.int32)
    spending.pay(0)
    assert spending.best(line, np.array([1, 1])) is None
    spending.take_back(0)
    assert spending.best(line, np.array([1, 2])) == 1


def test_on_a_real_network_prices_buy_more(shared):
    """Accounts cost their ties, and more of them: followers are worth the same at any price."""
    graph, _ = read_follows(shared / "data" / "advogato.txt.gz")
    cost = 1.0 + graph.degree % 17
    budget = Budget.of_costs(cost, 60.0)
    chosen = strategy("followers-union")
    bought, blind = (
        union(graph, budget.walk(chosen(graph, prices=prices, limit=200)).order)
        for prices in (budget, None)
    )
    assert bought > 1.2 * blind
