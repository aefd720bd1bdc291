"""Interventions at several probabilities: what holds, what turns, under which assumption."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from graphres import Spread, intervene
from graphres.interventions import Assumptions, intervention
from graphres.interventions.across import Order, intervene_across, leading
from graphres.interventions.result import Compared
from graphres.report.kinds.intervene.levels_result import write_headline
from graphres.spread.levels import Level, find_levels
from graphres.spread.sample import Mean
from graphres.strategies.degree import InDegree
from tests import graphs


def across(graph, texts, levels=None, budget=5, spread=None, **assumed):
    spread = spread or Spread()
    plans = [intervention(text) for text in texts]
    measure = partial(intervene, graph, budget=budget, runs=2, orders={}, jobs=1)
    levels = levels or find_levels(graph, spread)
    return intervene_across(measure, plans, levels, spread, Assumptions(**assumed))


def test_every_level_is_what_its_probability_gives_by_itself():
    graph = graphs.crowded(150, 5)
    texts = ["suspend", "counter:greedy", "suspend:random"]
    made = across(graph, texts)
    for level, found in zip(made.levels, made.found, strict=True):
        alone = intervene(graph, texts, budget=5, runs=2, spread=Spread(level.probability))
        assert found.rows() == alone.rows()


def test_an_order_that_no_probability_changes_is_made_once(monkeypatch):
    made = []
    real = InDegree.scores
    monkeypatch.setattr(InDegree, "scores", lambda self, g: made.append(1) or real(self, g))
    across(graphs.crowded(100, 5), ["suspend:in-degree", "private:in-degree"])
    assert len(made) == 1


def pair(one, other, low, high):
    return Compared(one, other, 5, Mean((low + high) / 2, low, high), Mean(0, 0, 0))


def test_only_what_nobody_beats_beyond_chance_leads():
    pairs = [
        pair("a", "none", -0.3, -0.2),
        pair("b", "none", -0.2, -0.1),
        pair("b", "a", 0.05, 0.1),
        pair("c", "none", -0.3, -0.2),
        pair("c", "a", -0.1, 0.1),
        pair("d", "none", -0.1, 0.1),
    ]
    assert leading(pairs) == ["a", "c"]


def test_an_order_holds_turns_or_neither():
    assert Order("a", "b", 5, (-1, -1, -1)).holds
    assert Order("a", "b", 5, (1, 0, -1)).turns
    neither = Order("a", "b", 5, (-1, 0, -1))
    assert not neither.holds
    assert not neither.turns


def test_a_counter_message_from_the_poster_s_hub_leads_until_it_backfires():
    # One hub of many followers: silencing it, or letting it speak first, ends the message.
    graph = graphs.make(40, [(v, 0) for v in range(1, 40)] + [(0, v) for v in range(1, 40)])
    sources = np.arange(40) == 7
    spread = Spread(sources=sources)
    made = across(graph, ["private", "counter"], budget=1, spread=spread, backlash=0.0)
    assert made.leader == "counter"
    told = write_headline(made)
    assert told.startswith("counter leaves the least reach at all three probabilities")
    assert {tried.option for tried in made.tried} == {"--tie", "--immunity", "--backlash"}
    by_option = {tried.option: tried.better for tried in made.tried}
    for option, better in by_option.items():
        assert (f"with {option}" in told.lower()) or better is None
        assert option in told


def test_a_lever_that_says_nothing_overtakes_where_counter_messages_backfire():
    graph = graphs.crowded(300, 6)
    texts, spread = ["suspend", "counter"], Spread(worlds=128)
    made = across(graph, texts, spread=spread)
    assert made.leader == "counter"
    at = Spread(made.levels[1].probability, worlds=128)
    turned = intervene(graph, texts, budget=5, spread=at, assumed=Assumptions(backlash=0.2))
    suspended, spoken = (row["reach"] for row in turned.rows()[1:])
    assert suspended < spoken
    assert {tried.option: tried.better for tried in made.tried}["--backlash"] == "suspend"
    assert f"With --backlash 0.2 suspend leaves less (p = {at.probability:g})." in write_headline(
        made
    )


def test_without_counter_messages_no_assumption_is_tried():
    made = across(graphs.crowded(60, 4), ["suspend"])
    assert made.tried == ()
    assert write_headline(made).startswith("suspend leaves less reach than none")


@pytest.mark.parametrize("p", [0.0])
def test_what_changes_nothing_does_not_lead(p):
    made = across(graphs.crowded(60, 4), ["suspend", "private"], [Level(0.05, p, 0.0)] * 3)
    assert made.leader is None
    assert write_headline(made).startswith("No intervention differs from none")
