"""reach_share is what `graphres.reach` says of the graph of that evening."""

from __future__ import annotations

import pytest

import graphres
from graphres.campaigns import Parameters, campaign
from graphres.campaigns.daily_reach import persons_today, reach_seed
from graphres.campaigns.scenario import Setting
from graphres.campaigns.state import World
from graphres.campaigns.steps import come_back, grow, lose, rediscover, suspend
from graphres.data.generators import generate
from graphres.errors import UsageError
from graphres.kernels.campaign import layout as at
from graphres.spread import Spread

GRAPH = generate("preferential", n=60, mean_followers=6, seed=3)


def evening(parameters, seed, run, day):
    """The world of arm ``none`` on an evening."""
    world = World(Setting(GRAPH, parameters, seed), run)
    for today in range(1, day + 1):
        world.begin(today)
        come_back(world)
        rediscover(world)
        grow(world)
        lose(world)
    return world


def test_reach_is_that_of_the_exported_graph():
    made = Parameters(days=8, newcomers=0.5)
    spread = Spread(probability=0.2, worlds=128)
    trace = campaign(GRAPH, made, arms=["none"], runs=2, seed=7, spread=spread, reach_every=4)
    for run in (0, 1):
        days = trace.days[trace.days["run"] == run].set_index("day")["reach_share"]
        assert days.notna().tolist() == [day % 4 == 0 for day in range(9)]
        for day in (0, 4, 8):
            today = persons_today(evening(made, 7, run, day))
            assert today.n == 60 + day // 2
            exported = graphres.from_networkx(graphres.to_networkx(today))
            drawn = Spread(probability=0.2, worlds=128, seed=reach_seed(7, run))
            assert graphres.reach(exported, drawn).whole.mean == pytest.approx(days[day])


def test_the_absent_neither_post_nor_hear():
    world = World(Setting(GRAPH, Parameters(days=3), 0), 0)
    world.begin(1)
    suspend(world, world.open_accounts[:40])
    today = persons_today(world)
    here = world.persons.status == at.PRESENT
    assert today.n == 60
    assert here.sum() == 20
    assert (today.in_degree[~here] == 0).all()
    assert (today.out_degree[~here] == 0).all()
    assert today.m == world.persons.followers.sum()


def test_reach_is_not_measured_unless_asked_for_and_changes_nothing():
    asked = {"days": 6, "runs": 1, "suspend": ("reach-greedy:worlds=64@1/day",)}
    plain = campaign(GRAPH, **asked)
    measured = campaign(GRAPH, spread=Spread(worlds=64), reach_every=2, **asked)
    assert plain.days["reach_share"].isna().all()
    columns = [name for name in plain.days.columns if name != "reach_share"]
    assert plain.days[columns].equals(measured.days[columns])
    shares = measured.days["reach_share"].dropna()
    assert ((shares > 0) & (shares < 1)).all()
    first = measured.days[measured.days["day"] == 0]["reach_share"]
    assert first.nunique() == 1


def test_what_reach_can_not_be_measured_with():
    with pytest.raises(UsageError, match="reach_every"):
        campaign(GRAPH, days=3, spread=Spread(), reach_every=0)
    with pytest.raises(UsageError, match="column"):
        campaign(GRAPH, days=3, spread=Spread(probability="col"))
