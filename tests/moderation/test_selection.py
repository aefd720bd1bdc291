"""Budgets, moderators who err, parts unseen: who is suspended, held to the definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.errors import InputError, UsageError
from graphres.graph.budgets import Budget, Errors
from graphres.moderation.moderators import Moderator
from graphres.moderation.partial_observation import (
    HiddenAccounts,
    HiddenFollows,
    HiddenGroups,
    ShortLists,
)
from graphres.moderation.selection import Rules, select
from graphres.strategies import strategy
from tests import graphs
from tests.graphs import follow_graphs
from tests.reference.budget_walk import suspended
from tests.reference.measures import pairs


@st.composite
def walks(draw):
    n = draw(st.integers(1, 10))
    order = draw(st.permutations(range(n)))[: draw(st.integers(0, n))]
    pool = draw(st.permutations(range(n)))[: draw(st.integers(0, n))]
    each = st.lists(st.integers(0, 3), min_size=len(order), max_size=len(order))
    missed = draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))
    cost = draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    purse = draw(st.lists(st.integers(-1, 1), min_size=n, max_size=n))
    limits = draw(st.lists(st.integers(0, 12), min_size=2, max_size=2))
    return order, missed, draw(each), pool, cost, purse, limits


@given(walks())
def test_a_walk_is_its_definition(case):
    order, missed, mistakes, pool, cost, purse, limits = case
    budget = Budget(np.array(limits, float), np.array(cost, float), np.array(purse, np.int32))
    errors = Errors(np.array(missed, bool), np.array(mistakes, np.int64), np.array(pool, np.int32))
    walk = budget.walk(np.array(order, np.int32), errors)
    found = list(
        zip(walk.order.tolist(), walk.mistaken.tolist(), walk.not_found.tolist(), strict=True)
    )
    assert found == suspended(*case)
    paid = [sum(cost[a] for a, _, _ in found if purse[a] == p) for p in (0, 1)]
    assert walk.spent.tolist() == paid


def test_costs_that_sum_to_the_budget_fit_whatever_the_last_bit_says():
    budget = Budget(np.array([0.3]), np.full(4, 0.1), np.zeros(4, np.int32))
    assert len(budget.walk(np.arange(4, dtype=np.int32)).order) == 3


def test_a_dear_account_is_passed_over_and_the_next_that_fits_taken():
    graph = graphs.star(4)
    cost = np.array([9.0, 1, 1, 1, 1])
    rules = Rules(budget=Budget(np.array([2.0]), cost, np.zeros(5, np.int32)))
    assert select(strategy("in-degree"), graph, rules).order.tolist() == [1, 2]


@pytest.mark.parametrize("spec", ["in-degree", "degree:adaptive", "random", "pagerank"])
def test_a_budget_in_accounts_is_a_limit(spec):
    graph = graphs.crowded(60, 4)
    plain = select(strategy(spec), graph, Rules(limit=9))
    paid = select(strategy(spec), graph, Rules(budget=Budget.of_accounts(60, 9)))
    assert paid.order.tolist() == plain.order.tolist()
    assert (paid.scores is None and plain.scores is None) or (paid.scores == plain.scores).all()


@given(follow_graphs(), st.integers(0, 6), st.integers(0, 6))
def test_every_purse_takes_the_head_of_its_own_part_of_the_order(graph, one, other):
    purse = (np.arange(graph.n) % 3 - 1).astype(np.int32)
    limits = np.array([one, other], float)
    rules = Rules(budget=Budget(limits, np.ones(graph.n), purse))
    found = select(strategy("in-degree"), graph, rules).order.tolist()
    whole = strategy("in-degree")(graph).tolist()
    for number, limit in enumerate((one, other)):
        part = [a for a in whole if purse[a] == number]
        assert [a for a in found if purse[a] == number] == part[:limit]
    assert found == [a for a in whole if a in found]


@given(follow_graphs(), st.floats(0, 1), st.floats(0, 0.9), st.integers(0, 9), st.integers(0, 3))
def test_who_is_missed_or_hit_depends_on_names_alone(graph, miss, alarm, limit, run):
    others = np.arange(graph.n) % 2 == 1
    moderator = Moderator(miss, alarm, others)
    rules = Rules(~others, limit, moderator=moderator)
    if not (others.any() or (not alarm)):
        return
    found = select(strategy("in-degree"), graph, rules, run=run)
    assert len(found.order) <= limit
    assert len(set(found.order.tolist())) == len(found.order)
    assert (others[found.order] == found.mistaken).all()
    # A larger budget changes nothing of what a smaller one has done.
    longer = select(strategy("in-degree"), graph, Rules(~others, 99, moderator=moderator), run=run)
    assert longer.order[: len(found.order)].tolist() == found.order.tolist()


def test_the_budget_counts_suspensions_right_or_wrong():
    graph = graphs.crowded(400, 4)
    rules = Rules(limit=100, moderator=Moderator(0.3, 0.2))
    found = [select(strategy("in-degree"), graph, rules, run=run) for run in range(40)]
    assert {len(each.order) for each in found} == {100}
    wrong = np.array([each.mistaken.sum() for each in found])
    right = 100 - wrong
    lost = np.array([each.not_found[-1] for each in found])
    assert wrong.mean() == pytest.approx(20, abs=3 * 4 / 40**0.5)
    assert (lost / (lost + right)).mean() == pytest.approx(0.3, abs=0.03)


def test_a_false_alarm_hits_nobody_intended():
    graph = graphs.crowded(60, 4)
    intended = set(strategy("in-degree")(graph, limit=20).tolist())
    for run in range(10):
        rules = Rules(limit=20, moderator=Moderator(0.0, 0.4))
        found = select(strategy("in-degree"), graph, rules, run=run)
        assert not intended & set(found.order[found.mistaken].tolist())
    with pytest.raises(InputError, match="nobody to hit"):
        select(strategy("in-degree"), graph, Rules(moderator=Moderator(0.0, 0.4)))


@pytest.mark.parametrize("wrong", [(1.5, 0), (-0.1, 0), (0, 1)])
def test_shares_of_errors_are_shares(wrong):
    with pytest.raises(UsageError):
        Moderator(*wrong)


@given(follow_graphs(), st.floats(0, 0.99), st.integers(0, 5))
def test_hidden_follows_are_the_same_from_both_ends(graph, share, run):
    seen = HiddenFollows(share).see(graph, seed=3, run=run).graph
    both = {(int(u), v) for v in range(graph.n) for u in seen.followers.row(v)}
    assert both == set(pairs(seen))
    assert both <= set(pairs(graph))
    if not graph.directed:
        assert {(v, u) for u, v in both} == both
    assert (seen.keys == graph.keys).all()


def test_a_share_of_follows_is_hidden_whatever_the_order_of_rows():
    rng = np.random.default_rng(0)
    named = [(f"a{u}", f"a{v}") for u, v in rng.integers(0, 60, (900, 2)).tolist()]
    from graphres.graph import FollowGraph

    def kept(rows):
        graph = FollowGraph.from_pairs(rows)
        seen = HiddenFollows(0.25).see(graph, seed=0, run=1).graph
        names = graph.ids.to_pylist()
        return graph.m, {(names[u], names[v]) for u, v in pairs(seen)}

    m, one = kept(named)
    assert kept(named[::-1])[1] == one
    assert len(one) == pytest.approx(0.75 * m, abs=4 * (m * 0.25 * 0.75) ** 0.5)


@given(follow_graphs(), st.integers(1, 4))
def test_a_list_shows_no_more_than_so_many(graph, longest):
    seen = ShortLists(longest).see(graph, seed=0, run=0).graph
    both = {(int(u), v) for v in range(graph.n) for u in seen.followers.row(v)}
    assert both == set(pairs(seen)) <= set(pairs(graph))
    if graph.directed:
        expected = np.minimum(graph.out_degree, longest)
        assert seen.out_degree.tolist() == expected.tolist()
    else:
        assert (seen.out_degree >= np.minimum(graph.out_degree, longest)).all()


@given(follow_graphs(), st.floats(0, 0.99))
def test_hidden_accounts_are_never_removed(graph, share):
    seen = HiddenAccounts(share).see(graph, seed=0, run=2)
    hidden = set(np.flatnonzero(~seen.accounts).tolist())
    assert set(pairs(seen.graph)) == {f for f in pairs(graph) if not hidden & set(f)}
    found = select(strategy("in-degree"), graph, Rules(hiding=HiddenAccounts(share)), run=2)
    assert set(found.order.tolist()) == set(range(graph.n)) - hidden


def test_each_run_hides_one_group():
    graph = graphs.crowded(30, 3)
    groups = [np.arange(30) % 3 == part for part in range(3)]
    hiding = HiddenGroups(groups)
    assert hiding.parts == 3
    for run in range(3):
        found = select(strategy("degree"), graph, Rules(hiding=hiding), run=run)
        assert not groups[run][found.order].any()


def test_hiding_keeps_the_probability_of_each_follow():
    ids = graphs.make(5, []).ids
    ends = np.array([[0, 1, 2, 3, 4, 0], [1, 2, 3, 4, 0, 2]], dtype=np.int32)
    from graphres.graph import FollowGraph
    from tests.reference.measures import probabilities

    graph, _ = FollowGraph.from_follows(ids, *ends, probability=np.arange(6) / 10)
    seen = HiddenFollows(0.5).see(graph, seed=0, run=0).graph
    assert 0 < seen.m < graph.m
    assert probabilities(seen).items() <= probabilities(graph).items()


def test_what_a_strategy_says_of_its_choice_is_not_said_of_another():
    graph = graphs.crowded(20, 3)
    greedy = strategy("reach-greedy:worlds=64")
    assert select(greedy, graph, Rules(limit=3)).claim
    missing = Rules(limit=3, moderator=Moderator(0.5))
    assert not select(greedy, graph, missing, run=1).claim
    assert not select(greedy, graph, Rules(limit=3, hiding=HiddenFollows(0.2))).claim
