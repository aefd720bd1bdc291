import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.curves import collapse
from graphres.ranking import rank_accounts
from graphres.spread import Spread, reach_curve
from graphres.strategies import strategy
from tests.graphs import crowded, follow_graphs, graphs_and_orders, star
from tests.reference_reach import hearers, reached, worlds_of


@given(follow_graphs())
def test_losses_lead_from_the_whole_giant_to_what_is_left(graph):
    ranked = rank_accounts(graph, strategy("in-degree:adaptive"))
    giant = collapse(graph, ranked.order)["giant"]
    assert np.array_equal(ranked.giant_after, giant[1:])
    assert np.allclose(giant[0] - np.cumsum(ranked.giant_loss), ranked.giant_after)
    assert (ranked.giant_loss >= 0).all()


def test_a_hub_takes_the_giant_with_it():
    ranked = rank_accounts(star(9), strategy("in-degree"), limit=2)
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
