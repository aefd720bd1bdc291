"""What suspensions do beside their purpose, held to the definitions."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from graphres.data.expressions import parse
from graphres.measures.curves import collapse
from graphres.moderation.collateral import expected_wrongful, isolated, label_holds, rightful_loss
from graphres.moderation.moderators import Moderator
from graphres.moderation.outcome_columns import Accounts
from graphres.moderation.partial_observation import HiddenFollows
from graphres.strategies import strategy
from graphres.studies.trials.runs import TrialPlan, run_trials
from graphres.studies.trials.summary import summarise
from tests import graphs
from tests.graphs import follow_graphs, graphs_and_orders
from tests.reference.budget_walk import isolated_after


@given(graphs_and_orders())
def test_isolated_accounts_are_those_left_without_a_follow(case):
    graph, order = case
    who = np.arange(graph.n) % 2 == 0
    counts = isolated(graph, np.array(order, dtype=np.int32), who)
    slow = [sum(who[a] for a in isolated_after(graph, order[:k])) for k in range(len(order) + 1)]
    assert counts.tolist() == slow


@settings(max_examples=40)
@given(follow_graphs(largest=6))
def test_expected_loss_is_the_mean_over_all_labels(graph):
    """Weighted by their probability, the losses of all subsets give the expectation."""
    confidence = np.linspace(0.1, 0.9, graph.n)
    order = np.arange(graph.n, dtype=np.int32)[::-1][:3]
    exact, wrongful = np.zeros(len(order) + 1), np.zeros(len(order) + 1)
    for holds in product([True, False], repeat=len(order)):
        mask = np.array(holds)
        weight = np.prod(np.where(mask, confidence[order], 1 - confidence[order]))
        exact += weight * rightful_loss(graph, order, mask)
        wrongful += weight * np.concatenate([[0], np.cumsum(~mask)])
    none = np.zeros(len(order), bool)
    assert expected_wrongful(confidence, order, none) == pytest.approx(wrongful)
    runs = [
        rightful_loss(graph, order, label_holds(graph, confidence, order, seed=0, run=run))
        for run in range(300)
    ]
    error = np.std(runs, axis=0) / 300**0.5
    assert (np.abs(np.mean(runs, axis=0) - exact) <= 5 * error + 0.02).all()


@given(graphs_and_orders())
def test_rightful_losses_are_those_of_the_rightful_alone(case):
    graph, order = case
    kept = np.arange(len(order)) % 3 != 1
    whole = np.array(order, dtype=np.int32)
    loss = rightful_loss(graph, whole, kept)
    start = collapse(graph, [])["giant"][0]
    for k in range(len(order) + 1):
        alone = whole[:k][kept[:k]]
        assert loss[k] == pytest.approx(start - collapse(graph, alone)["giant"][-1])


def trials(specs=("in-degree",), jobs=2, **plan):
    graph = graphs.crowded(60, 4)
    strategies = [strategy(spec) for spec in specs]
    return graph, run_trials(graph, strategies, TrialPlan(**plan), jobs=jobs)


def test_columns_beside_the_measures_end_in_the_summary():
    cost = np.arange(60.0)
    accounts = Accounts(cost, True, np.full(60, 0.75), np.ones(60, bool))
    plan = {"limit": 10, "runs": 5, "points": None, "moderator": Moderator(0.2, 0.1)}
    _, found = trials(accounts=accounts, **plan)
    assert len(found) == 5
    for trial in found:
        for name in accounts.names:
            assert trial.summary[name] == trial.values[name][-1]
        assert trial.values["cumulative_cost"][0] == 0
    mean = summarise(found)[-1]
    assert mean["wrongly_removed_low"] <= mean["wrongly_removed"] <= mean["wrongly_removed_high"]
    # A right hit is wrongful with probability 1/4, a mistaken one for sure.
    assert found[0].summary["expected_wrongful"] >= 2.5


def test_until_counts_the_fewest_removals_or_says_that_it_is_not_reached():
    _, found = trials(until=parse("giant <= 0.5"))
    assert found[0].summary["until_removed"] == found[0].summary["removed"]
    _, found = trials(until=parse("giant <= 0.1"), limit=2)
    assert found[0].summary["until_removed"] is None
    assert summarise(found)[-1]["until_removed"] is None
    _, found = trials(until=parse("cumulative_cost > 5"), accounts=Accounts(np.ones(60)))
    assert found[0].summary["until_removed"] == 6


def test_nothing_hidden_loses_nothing():
    _, found = trials(hiding=HiddenFollows(0.0), runs=3)
    assert {trial.summary["effect_lost_giant"] for trial in found} == {0.0}


def test_what_is_lost_by_not_seeing_all_is_paired_with_full_knowledge():
    graph, found = trials(hiding=HiddenFollows(0.5), runs=4, points=None)
    full = collapse(graph, strategy("in-degree")(graph))
    for run, trial in enumerate(found):
        seen = HiddenFollows(0.5).see(graph, seed=0, run=run).graph
        blind = collapse(graph, strategy("in-degree")(seen))
        assert trial.summary["effect_lost_giant"] == pytest.approx(blind.R - full.R)
        assert (trial.values["giant_known"] == full["giant"]).all()
        assert (trial.values["giant"] == blind["giant"]).all()


@pytest.mark.parametrize("jobs", [1, 3])
def test_errors_and_hiding_do_not_depend_on_threads(jobs):
    plan = {
        "limit": 12,
        "runs": 4,
        "hiding": HiddenFollows(0.3),
        "moderator": Moderator(0.2, 0.1),
        "accounts": Accounts(errors=True, confidence=np.full(60, 0.5)),
    }
    specs = ("random", "in-degree", "degree:adaptive")
    _, one = trials(specs, jobs=1, **plan)
    _, other = trials(specs, jobs=jobs, **plan)
    assert [t.summary for t in one] == [t.summary for t in other]


def test_drawn_ties_give_the_range_of_places_too():
    graph = graphs.cycle(12)
    found = run_trials(graph, [strategy("in-degree")], TrialPlan(tie_runs=20))
    mean = summarise(found)[-1]
    places = [trial.summary["tenth_giant"] for trial in found]
    assert (mean["tenth_giant_min"], mean["tenth_giant_max"]) == (min(places), max(places))
