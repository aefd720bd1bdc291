"""Ranks made again: held to the definition, and to what binomials say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from graphres.graph.budgets import Budget
from graphres.moderation.partial_observation import HiddenAccounts, HiddenFollows
from graphres.moderation.selection import Rules
from graphres.strategies import strategy
from graphres.studies.trials.rank_stability import measure_stability
from tests import graphs


def test_places_are_those_of_rankings_made_one_by_one():
    graph = graphs.crowded(120, 5)
    chosen, hiding = strategy("in-degree"), HiddenFollows(0.3)
    accounts = chosen(graph, limit=8)
    found = measure_stability(graph, chosen, accounts, Rules(limit=8), 40, hiding=hiding, jobs=2)
    places = []
    for run in range(40):
        seen = hiding.see(graph, seed=0, run=run).graph
        order = chosen(seen).tolist()
        places.append([order.index(a) + 1 for a in accounts.tolist()])
    ordered = np.sort(places, axis=0).astype(float)
    assert found.last == 100
    ordered[ordered > 100] = np.inf
    assert found.low.tolist() == ordered[1].tolist()
    assert found.high.tolist() == ordered[38].tolist()
    assert found.within.tolist() == (np.array(places) <= 8).mean(axis=0).tolist()


def test_nothing_hidden_moves_nobody():
    graph = graphs.crowded(50, 4)
    chosen = strategy("degree:adaptive")
    accounts = chosen(graph, limit=5)
    found = measure_stability(graph, chosen, accounts, Rules(limit=5), 7, hiding=HiddenFollows(0.0))
    assert found.low.tolist() == found.high.tolist() == [1, 2, 3, 4, 5]
    assert (found.within == 1).all()


def test_two_hubs_change_places_as_often_as_binomials_do():
    """Hubs of 30 and 26 followers: how often the second comes out first, ties to the first."""
    follows = [(leaf, 0) for leaf in range(2, 32)] + [(leaf, 1) for leaf in range(32, 58)]
    graph = graphs.make(58, [(0, 1), (1, 0), *follows])
    rounds, hidden = 2000, 0.2
    one = Rules(limit=1)
    accounts = np.array([1], dtype=np.int32)
    chosen = strategy("in-degree")
    found = measure_stability(graph, chosen, accounts, one, rounds, hiding=HiddenFollows(hidden))
    kept = np.arange(32)
    first, second = (stats.binom.pmf(kept, d, 1 - hidden) for d in (31, 27))
    ahead = sum(second[k] * first[:k].sum() for k in range(32))
    assert found.within[0] == pytest.approx(ahead, abs=4 * (ahead * (1 - ahead) / rounds) ** 0.5)


def test_drawn_ties_give_every_place_there_is():
    graph = graphs.cycle(6)
    accounts = np.array([0, 3], dtype=np.int32)
    found = measure_stability(graph, strategy("in-degree"), accounts, Rules(limit=2), 200)
    assert found.low.tolist() == [1, 1]
    assert found.high.tolist() == [6, 6]
    assert found.within == pytest.approx([1 / 3, 1 / 3], abs=0.14)


def test_whoever_is_hidden_has_no_place():
    graph = graphs.crowded(30, 3)
    accounts = strategy("in-degree")(graph, limit=2)
    found = measure_stability(
        graph, strategy("in-degree"), accounts, Rules(limit=2), 50, hiding=HiddenAccounts(0.5)
    )
    assert np.isinf(found.high).all()
    assert (found.within < 0.9).all()


def test_within_the_budget_is_within_its_purses():
    graph = graphs.star(6)
    cost = np.array([5.0, 1, 1, 1, 1, 1, 1])
    rules = Rules(budget=Budget(np.array([2.0]), cost, np.zeros(7, np.int32)))
    accounts = np.array([0, 1, 2, 3], dtype=np.int32)
    found = measure_stability(
        graph, strategy("in-degree"), accounts, rules, 9, hiding=HiddenFollows(0.1)
    )
    assert found.within.tolist() == [0, 1, 1, 0]


def test_jobs_change_nothing():
    graph = graphs.crowded(60, 4)
    chosen = strategy("pagerank")
    accounts = chosen(graph, limit=5)
    found = [
        measure_stability(
            graph, chosen, accounts, Rules(limit=5), 20, hiding=HiddenFollows(0.2), jobs=j
        )
        for j in (1, 3)
    ]
    for name in ("low", "high", "within"):
        assert (getattr(found[0], name) == getattr(found[1], name)).all()
