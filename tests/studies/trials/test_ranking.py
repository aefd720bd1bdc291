import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.data.expressions import parse
from graphres.measures.curves import collapse
from graphres.moderation.selection import Rules
from graphres.spread import Spread, reach_curve
from graphres.strategies import strategy
from graphres.studies.trials.ranking import expected_loss, rank_accounts
from tests.graphs import crowded, follow_graphs, graphs_and_orders, star
from tests.reference.reach import hearers, reached, worlds_of


@given(follow_graphs())
def test_losses_lead_from_the_whole_giant_to_what_is_left(graph):
    ranked = rank_accounts(graph, strategy("in-degree:adaptive"))
    giant = collapse(graph, ranked.order)["giant"]
    assert np.array_equal(ranked.giant_after, giant[1:])
    assert np.allclose(giant[0] - np.cumsum(ranked.giant_loss), ranked.giant_after)
    assert (ranked.giant_loss >= 0).all()


def test_a_hub_takes_the_giant_with_it():
    ranked = rank_accounts(star(9), strategy("in-degree"), Rules(limit=2))
    assert ranked.order.tolist() == [0, 1]
    assert ranked.scores.tolist() == [9, 0]
    assert ranked.giant_loss.tolist() == [0.9, 0]


def test_losses_of_reach_split_exactly_at_every_step():
    graph = crowded(80, 4)
    ranked = rank_accounts(graph, strategy("degree"), spread=Spread(probability=0.3))
    reach = ranked.reach
    parts = reach.step_silenced + reach.step_removed + reach.step_cut
    np.testing.assert_allclose(parts[1:], reach.steps[1:], atol=1e-11)
    assert (reach.step_cut >= -1e-11).all()
    # Over all removals: what each poster reached when it went, what each listener heard.
    assert parts[1:].sum() == pytest.approx(reach.mean[0])


@given(graphs_and_orders(largest=8), st.sampled_from([0.4, 1.0]))
def test_a_step_is_silenced_and_removed_as_its_worlds_say(case, p):
    graph, order = case
    spread = Spread(probability=p, worlds=64)
    curve = reach_curve(graph, np.array(order, dtype=np.int32), spread)
    drawn = worlds_of(graph, spread)
    for k, account in enumerate(order, start=1):
        there = set(range(graph.n)) - set(order[: k - 1])
        silenced = sum(reached(live, s, there) for s, live in drawn if s == account)
        heard = sum(account in hearers(live, {s}, there) for s, live in drawn if s != account)
        whole = len(drawn) * graph.n
        assert curve.step_silenced[k] == pytest.approx(silenced / whole)
        assert curve.step_removed[k] == pytest.approx(heard / whole)


def test_a_random_order_has_no_scores():
    assert np.isnan(rank_accounts(star(3), strategy("random")).scores).all()


@given(follow_graphs())
def test_a_cut_is_what_others_lose(graph):
    ranked = rank_accounts(graph, strategy("degree"))
    curve = collapse(graph, ranked.order, measures=("giant", "strong"))
    for name, loss, cut in (
        ("giant", ranked.giant_loss, ranked.giant_cut),
        ("strong", ranked.strong_loss, ranked.strong_cut),
    ):
        assert np.allclose(np.cumsum(loss), curve[name][0] - curve[name][1:])
        assert np.allclose(cut, np.maximum(loss - 1 / graph.n, 0))


def test_until_ranks_the_fewest_accounts():
    graph = crowded(80, 4)
    ranked = rank_accounts(graph, strategy("degree"), until=parse("giant <= 0.5 and reach < 1"))
    assert ranked.is_reached
    assert ranked.giant_after[-1] <= 0.5
    assert (ranked.giant_after[:-1] > 0.5).all()
    assert len(ranked.reach.mean) == len(ranked.order) + 1
    limited = rank_accounts(graph, strategy("degree"), Rules(limit=1), until=parse("giant < 0.1"))
    assert (len(limited.order), limited.is_reached) == (1, False)


def test_expected_loss_without_doubt_is_the_loss():
    graph = crowded(40, 3)
    ranked = rank_accounts(graph, strategy("degree"), Rules(limit=10))
    sure = expected_loss(graph, ranked.order, np.ones(40), runs=3)
    assert sure["expected_wrongful"].tolist() == [0.0] * 10
    assert np.allclose(sure["expected_loss"], np.cumsum(ranked.giant_loss))
    never = expected_loss(graph, ranked.order, np.zeros(40), runs=3)
    assert never["expected_wrongful"].tolist() == list(range(1, 11))
    assert not never["expected_loss"].any()
