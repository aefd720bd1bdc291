"""What each removal takes away from reach, its own messages measured by themselves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.spread import Spread, Worlds, reach_curve
from graphres.spread.losses import MEASURED, enough_worlds, removal_losses, spread_from_each
from graphres.strategies import strategy
from tests.graphs import crowded, graphs_and_orders
from tests.reference.reach import by_follow, listened_to, live_follows, reached


@settings(max_examples=30)
@given(graphs_and_orders(largest=8), st.sampled_from([Spread(0.4), Spread("wc", model="lt")]))
def test_whom_each_reaches_before_it_goes_is_as_its_worlds_say(case, spread):
    graph, order = case
    spread = replace(spread, worlds=64, seed=3)
    found = spread_from_each(graph, np.array(order, dtype=np.int32), spread)
    draw = {"ic": live_follows, "lt": listened_to}[spread.model]
    p = by_follow(graph, spread)
    for world in (0, 1, 40, 63):
        live = draw(graph, p, spread.seed, "own posts", 0, world)
        for k, account in enumerate(order):
            there = set(range(graph.n)) - set(order[:k])
            assert found[k, world] == reached(live, account, there)


def test_who_may_not_post_loses_no_messages_of_its_own():
    graph = crowded(40, 4)
    order = strategy("in-degree")(graph)[:4]
    sources = np.zeros(40, dtype=bool)
    sources[order[:2]] = True
    found = spread_from_each(graph, order, Spread(0.5, sources=sources))
    assert (found[:2].sum(axis=1) > 0).all()
    assert not found[2:].any()


def measured(graph, order, spread):
    curve = reach_curve(graph, order, spread, kept=np.arange(len(order) + 1))
    return curve, removal_losses(graph, order, spread, curve)


def test_parts_make_the_loss_and_threads_change_nothing():
    graph = crowded(60, 4)
    order = strategy("in-degree")(graph)[:8]
    spread = enough_worlds(graph, Spread(0.3, seed=5))
    curve, losses = measured(graph, order, spread)
    parts = losses.silenced + losses.removed + losses.cut
    np.testing.assert_allclose(parts, losses.mean, atol=1e-11)
    assert (losses.low <= losses.mean).all()
    assert (losses.mean <= losses.high).all()
    again = removal_losses(graph, order, spread, curve, jobs=3)
    assert np.array_equal(losses.low, again.low)
    assert np.array_equal(losses.mean, again.mean)


def test_own_messages_are_seen_also_where_the_account_posts_in_no_world():
    """64 worlds of 600 sources: most accounts post in none of them."""
    graph = crowded(600, 6)
    order = strategy("in-degree")(graph)[:20]
    spread = Spread(0.2, worlds=64)
    curve, losses = measured(graph, order, spread)
    posts = np.isin(order, Worlds(graph, spread).posters)
    assert not posts.all()
    assert not curve.step_silenced[1:][~posts].any()
    assert (losses.silenced > 0).all()
    assert np.isnan(losses.low).all(), "64 worlds are too few for an interval"


def test_the_mean_is_that_of_very_many_worlds():
    graph = crowded(60, 4)
    order = strategy("in-degree")(graph)[:6]
    many, _ = measured(graph, order, Spread(0.3, worlds=1 << 15, seed=1))
    few = [measured(graph, order, Spread(0.3, worlds=512, seed=seed))[1].mean for seed in range(40)]
    error = np.std(few, axis=0, ddof=1) / np.sqrt(len(few))
    assert (np.abs(np.mean(few, axis=0) - many.steps[1:]) < 4 * error).all()


def test_worlds_that_are_all_there_are_lose_what_the_curve_loses():
    graph = crowded(60, 4)
    order = strategy("in-degree")(graph)[:6]
    for spread in (Spread(1.0), Spread(0.3, together=True)):
        curve, losses = measured(graph, order, spread)
        assert np.array_equal(losses.mean, curve.steps[1:])
        assert np.array_equal(losses.low, curve.step_ends()[0][1:])
        assert enough_worlds(graph, spread) == spread


def test_worlds_are_eight_a_source_unless_that_takes_too_long():
    graph = crowded(600, 6)
    assert enough_worlds(graph, Spread(0.1)).worlds == 4800
    assert enough_worlds(graph, Spread(0.1, worlds=6400)).worlds == 6400
    only = np.arange(600) < 3
    assert enough_worlds(graph, Spread(0.1, sources=only)).worlds == 256


@pytest.mark.parametrize("length", [0, 3])
def test_losses_can_be_cut(length):
    graph = crowded(60, 4)
    _, losses = measured(graph, strategy("in-degree")(graph)[:6], Spread(0.3))
    assert len(losses.cut_to(length).mean) == len(losses.cut_to(length).cut) == length
    assert MEASURED > 20
