import numpy as np
from hypothesis import given

from graphres.curves import collapse
from graphres.ranking import rank_accounts
from graphres.strategies import strategy
from tests.graphs import follow_graphs, star


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


def test_a_random_order_has_no_scores():
    assert np.isnan(rank_accounts(star(3), strategy("random")).scores).all()
