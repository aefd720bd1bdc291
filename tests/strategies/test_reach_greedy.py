"""Strategies that look at reach: what they choose, what they claim, and what holds of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres import read_follows
from graphres.errors import InputError, StrategyError
from graphres.graph import FollowGraph
from graphres.spread import Spread, Worlds, reach_curve
from graphres.strategies import strategy
from graphres.studies.trials.runs import TrialPlan, run_trials
from graphres.studies.trials.summary import summarise
from tests import graphs
from tests.reference import losses as reference_losses


def some(n: int, step: int) -> np.ndarray:
    return np.arange(n) % step == 1


def informed(spec: str, graph: FollowGraph, **given) -> list[int]:
    """The part of an order that was chosen by what it takes away."""
    ranking = strategy(spec).ranking(graph, **given)
    return ranking.order[ranking.scores > 0].tolist()


def exhaustive(spec: str, worlds: Worlds, line: list[int], limit: int) -> list[int]:
    if spec.startswith("reach-replace"):
        return reference_losses.replace_by_reach(worlds, line, limit)
    present = np.ones(worlds.graph.n, dtype=np.uint8)
    return reference_losses.greedy_by_reach(worlds, present, line, limit)


BOTH = pytest.mark.parametrize("spec", ["reach-greedy:worlds=64", "reach-replace:worlds=64"])


@BOTH
@settings(max_examples=40)
@given(graph=graphs.follow_graphs(largest=9), data=st.data())
def test_choices_are_those_of_trying_every_removal(spec, graph, data):
    line = sorted(data.draw(st.sets(st.integers(0, graph.n - 1))))
    limit = data.draw(st.integers(0, 4))
    sources = some(graph.n, data.draw(st.integers(2, 4)))
    sources[0] = True
    spread = Spread(data.draw(st.sampled_from([0.3, 0.7, 1.0])), worlds=64, sources=sources)
    eligible = np.isin(np.arange(graph.n), line)
    found = informed(spec, graph, eligible=eligible, limit=limit, spread=spread)
    worlds = Worlds(graph, spread, "choose")
    assert found == exhaustive(spec, worlds, line, min(limit, len(line)))


@BOTH
def test_choices_on_200_accounts_are_those_of_trying_every_removal(spec):
    graph = graphs.crowded(200, 5)
    sources = some(200, 29)
    line = np.flatnonzero(~sources).tolist()
    spread = Spread(0.3, worlds=64, sources=sources)
    found = informed(spec, graph, eligible=~sources, limit=6, spread=spread)
    worlds = Worlds(graph, spread, "choose")
    assert found == exhaustive(spec, worlds, line, 6)
    assert len(found) == 6


def test_replacing_finds_what_greedy_first_listeners_miss():
    """One source, two first listeners, everyone else behind one account that both tell."""
    tells = [(0, 1), (0, 2), (1, 3), (2, 3), *((3, i) for i in range(4, 10))]
    graph = graphs.make(10, [(listener, teller) for teller, listener in tells])
    spread = Spread(1.0, sources=np.arange(10) == 0)
    protected = np.arange(10) != 0
    assert strategy("reach-replace")(graph, limit=1, eligible=protected, spread=spread)[0] == 3
    near = reference_losses.greedy_by_reach(
        Worlds(graph, spread, "choose"), np.ones(10, np.uint8), [1, 2], 1
    )
    assert near == [1]


def test_the_rest_goes_by_in_degree():
    """Once the only source is gone nothing is left to take away."""
    graph = graphs.crowded(40, 4)
    spread = Spread(0.5, sources=np.arange(40) == 7)
    order = strategy("reach-greedy:worlds=64")(graph, spread=spread)
    assert order[0] == 7
    rest = [v for v in strategy("in-degree")(graph).tolist() if v != 7]
    assert order.tolist() == [7, *rest]


def test_threads_change_no_order():
    graph = graphs.crowded(80, 5)
    chosen = strategy("reach-greedy:worlds=256")
    one = chosen(graph, limit=5, spread=Spread(0.2))
    assert one.tolist() == chosen(graph, limit=5, spread=Spread(0.2), jobs=3).tolist()


def test_more_worlds_keep_the_first_ones():
    """Growing reuses follows already drawn; the choice is that of starting there."""
    graph = graphs.crowded(60, 5)
    spread = Spread(0.3, sources=some(60, 7))
    grown = strategy("reach-greedy").ranking(graph, limit=4, spread=spread)
    worlds = grown.claim["chooser_worlds"]
    fixed = strategy(f"reach-greedy:worlds={worlds}").ranking(graph, limit=4, spread=spread)
    assert grown.order.tolist() == fixed.order.tolist()
    assert grown.claim == fixed.claim


def test_worlds_grow_until_the_check_agrees(monkeypatch):
    """64 worlds overfit: their claim lies below the interval of fresh ones."""
    monkeypatch.setattr("graphres.strategies.reach_greedy._FEWEST", 64)
    monkeypatch.setattr("graphres.strategies.reach_greedy._MANY", 64)
    graph = graphs.crowded(120, 6)
    ranking = strategy("reach-greedy").ranking(graph, limit=10, spread=Spread(0.3))
    claim = ranking.claim
    assert claim["chooser_worlds"] > 64
    assert claim["reach_fresh_low"] <= claim["reach_in_sample"] <= claim["reach_fresh_high"]
    small = strategy("reach-greedy:worlds=64").ranking(graph, limit=10, spread=Spread(0.3)).claim
    assert small["reach_in_sample"] < small["reach_fresh_low"]


def test_growth_has_an_end(monkeypatch):
    """So many worlds, or so many dominator trees."""
    monkeypatch.setattr("graphres.strategies.reach_greedy._is_agreed", lambda claim: False)
    monkeypatch.setattr("graphres.strategies.reach_greedy._MOST", 1 << 10)
    graph = graphs.crowded(30, 3)
    few = strategy("reach-greedy").ranking(graph, limit=2, spread=Spread(0.1))
    assert few.claim["chooser_worlds"] == 1 << 10
    monkeypatch.setattr("graphres.strategies.reach_greedy._TREES", 1 << 10)
    limited = strategy("reach-greedy").ranking(graph, limit=2, spread=Spread(0.1))
    assert limited.claim["chooser_worlds"] == 1 << 9


def test_what_is_claimed_is_measured_in_the_choosers_worlds_and_in_fresh_ones():
    graph = graphs.crowded(80, 4)
    spread = Spread(0.2, worlds=128, seed=3)
    ranking = strategy("reach-greedy:worlds=128").ranking(graph, limit=5, spread=spread)
    own = reach_curve(graph, ranking.order, spread, stream="choose")
    fresh = reach_curve(graph, ranking.order, Spread(0.2, worlds=512, seed=3), stream="check")
    assert ranking.claim == {
        "chooser_worlds": 128,
        "reach_in_sample": own.mean[-1],
        "reach_fresh": fresh.mean[-1],
        "reach_fresh_low": fresh.low[-1],
        "reach_fresh_high": fresh.high[-1],
    }
    before = reach_curve(graph, ranking.order[:0], spread, stream="choose").mean[0]
    assert ranking.scores.sum() == pytest.approx(before - own.mean[-1])


def test_chooser_check_and_judge_draw_apart():
    graph, spread = graphs.crowded(50, 5), Spread(0.5, worlds=64)
    streams = [Worlds(graph, spread, stream) for stream in ("choose", "check", "reach")]
    drawn = [worlds.drawn(0) for worlds in streams]
    for one in range(3):
        for other in range(one):
            agree = np.bitwise_count(~(drawn[one] ^ drawn[other])).mean()
            assert 28 < agree < 36


def test_certain_worlds_claim_what_is_so():
    graph = graphs.crowded(50, 2)
    claim = strategy("reach-greedy").ranking(graph, limit=3, spread=Spread(1.0)).claim
    assert claim["chooser_worlds"] == 50
    assert claim["reach_in_sample"] == claim["reach_fresh"] == claim["reach_fresh_low"]


def test_claims_stand_in_the_summary_beside_what_is_measured():
    plan = TrialPlan(limit=4, measures=("giant", "reach"), spread=Spread(0.3, worlds=64))
    trials = run_trials(graphs.crowded(40, 4), [strategy("reach-greedy:worlds=64")], plan)
    for row in summarise(trials):
        assert row["chooser_worlds"] == 64
        assert row["reach_fresh_low"] <= row["reach_fresh"] <= row["reach_fresh_high"]


@pytest.mark.parametrize("argument", ["worlds=100", "worlds=0", "worlds=-64", "x=64", "64"])
def test_worlds_come_in_words_of_64(argument):
    with pytest.raises(StrategyError, match="worlds=N, N a multiple of 64"):
        strategy(f"reach-greedy:{argument}")


def test_nobody_may_post():
    nobody = Spread(sources=np.zeros(4, dtype=bool))
    with pytest.raises(InputError, match="no account may post"):
        strategy("reach-greedy")(graphs.star(3), spread=nobody)


@pytest.mark.parametrize(
    "spec",
    ["reach-greedy", pytest.param("reach-replace", marks=pytest.mark.long)],
)
def test_fresh_reach_on_real_mail_is_no_higher_than_that_of_in_degree(shared, spec):
    """All sources, p = 0.05, 20 removals, in the judge's worlds."""
    graph, _ = read_follows(shared / "data" / "email-Eu-core.txt.gz")
    assert graph.n == 1005
    order = strategy(spec)(graph, limit=20, jobs=2)
    judge = Spread(0.05, worlds=1 << 14)
    reach = reach_curve(graph, order, judge, jobs=2)
    by_followers = reach_curve(graph, strategy("in-degree")(graph, limit=20), judge, jobs=2)
    assert reach.mean[-1] <= by_followers.mean[-1]
    assert reach.mean[-1] <= 0.128
