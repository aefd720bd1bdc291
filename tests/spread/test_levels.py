"""Probabilities at which a message reaches a share of whom it can."""

from __future__ import annotations

import numpy as np
import pytest

from graphres import Spread, reach
from graphres.spread.levels import SHARES, find_levels
from tests import graphs
from tests.reference.interventions import World, expected

TINY = graphs.make(5, [(1, 0), (2, 1), (3, 2), (3, 0), (4, 3), (0, 4), (2, 4)])


def test_the_exact_reach_at_a_level_is_near_its_share():
    most, _ = expected(TINY, 1.0, World, range(5))
    for level in find_levels(TINY, Spread()):
        exact, _ = expected(TINY, level.probability, World, range(5))
        assert exact / most == pytest.approx(level.share, rel=0.25)


@pytest.mark.parametrize("model", ["ic", "lt"])
def test_reach_at_a_level_is_near_its_share_in_other_worlds(model):
    graph = graphs.crowded(400, 6)
    sources = np.arange(400) % 3 == 0
    levels = find_levels(graph, Spread(model=model, sources=sources))
    most = reach(graph, Spread(1.0, model=model, sources=sources)).whole.mean
    assert [level.share for level in levels] == list(SHARES)
    assert [lv.probability for lv in levels] == sorted({lv.probability for lv in levels})
    for level in levels:
        found = reach(graph, Spread(level.probability, model, 2048, sources=sources))
        assert found.whole.mean / most == pytest.approx(level.share, rel=0.3)
        assert level.reached == pytest.approx(level.share, rel=0.051)


def test_levels_hang_on_seed_and_sources_alone():
    graph = graphs.crowded(200, 6)
    levels = find_levels(graph, Spread())
    assert levels == find_levels(graph, Spread(0.7, worlds=1024), jobs=2)
    assert levels != find_levels(graph, Spread(seed=1))


def test_where_nobody_can_be_reached_the_shares_stand_for_themselves():
    graph = graphs.star(4)
    levels = find_levels(graph, Spread(sources=np.arange(5) == 2))
    assert [(lv.probability, lv.reached) for lv in levels] == [(s, 0.0) for s in SHARES]
