"""Whom each channel takes: young accounts, those that match, those that networkx ranks first."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from scipy.stats import chisquare

from graphres.campaigns import Parameters, campaign
from graphres.campaigns.arms import PlanLog, planned
from graphres.campaigns.channels import parse_channel
from graphres.campaigns.daily_snapshot import graph_of_today
from graphres.campaigns.scenario import Setting
from graphres.campaigns.state import World
from graphres.campaigns.steps import come_back, grow, lose, rediscover, suspend
from graphres.campaigns.targeting import ranked
from graphres.data.convert import to_networkx
from graphres.data.generators import generate
from graphres.errors import UsageError

GRAPH = generate("preferential", n=60, mean_followers=6, seed=3)


@pytest.fixture
def world():
    """A world in which some are away, some have come back, some have just arrived."""
    made = Parameters(days=12, newcomers=1.5, return_after="fixed:2", come_back=1.0, find=0.2)
    world = World(Setting(GRAPH, made, seed=1), 0)
    for day in range(1, 9):
        world.begin(day)
        come_back(world)
        rediscover(world)
        grow(world)
        lose(world)
        suspend(world, ranked(world, parse_channel("in-degree@5/day"), 0)[:5])
    return world


def test_young_takes_accounts_of_so_many_days_alone(world):
    chosen = ranked(world, parse_channel("young:days=3@1/day"), 0)
    accounts = world.open_accounts
    assert sorted(chosen) == sorted(accounts[world.ages(accounts) < 3])
    assert len(chosen) > 5
    incarnations = world.accounts.incarnation[chosen]
    assert set(incarnations) >= {0, 1}  # newcomers and the returned


def test_returned_takes_owners_suspended_before(world):
    chosen = ranked(world, parse_channel("returned@1/day"), 0)
    often = world.persons.suspensions
    accounts = world.open_accounts
    assert sorted(chosen) == sorted(accounts[often[accounts // world.slots] > 0])


@pytest.mark.parametrize("name", ["betweenness_centrality", "pagerank"])
def test_networkx_ranks_the_graph_of_the_day(world, name):
    chosen = ranked(world, parse_channel(f"networkx:{name}@1/day"), 0)
    today, node_of, _ = graph_of_today(world)
    scores = getattr(nx, name)(to_networkx(today))
    names = today.ids.to_pylist()
    in_order = [scores[names[node_of[account]]] for account in chosen]
    assert in_order == pytest.approx(sorted(in_order, reverse=True), abs=1e-11)
    assert sorted(chosen) == world.open_accounts.tolist()


def test_attribute_speaks_of_persons_and_never_of_newcomers(world):
    chosen = ranked(world, parse_channel("attribute:lang == 'en'@1/day"), 0)
    langs = world.setting.attributes["lang"].astype(object).to_numpy()
    accounts = world.open_accounts
    assert sorted(chosen) == sorted(accounts[langs[accounts // world.slots] == "en"])
    assert (chosen // world.slots < GRAPH.n).all()


def test_channels_of_a_campaign_act_in_turn():
    trace = campaign(
        GRAPH,
        days=10,
        runs=1,
        arms=["plan"],
        come_back=0.0,
        suspend=(
            "attribute:lang == 'en'@100%/day",
            "networkx:pagerank@1/day",
            "young:days=2@1/day",
        ),
    )
    days = trace.days[trace.days["arm"] == "plan"]["suspended"].tolist()
    english = int((GRAPH.attributes["lang"] == "en").sum())
    assert days == [0, english + 1, *[1] * 9]


def test_followers_of_a_group_are_inside_or_outside_it():
    trace = campaign(GRAPH, days=6, runs=1, group="lang", suspend=("random@5%/day",))
    rows = trace.cohorts[trace.cohorts["cohort"] == "group"]
    whole = rows["followers_end_inside"] + rows["followers_end_outside"]
    assert np.allclose(whole, rows["followers_end"])
    assert (rows["followers_end_outside"] > 0).any()
    assert rows.groupby("arm")["persons"].sum().tolist() == [GRAPH.n] * 2
    none = campaign(GRAPH, days=2, runs=1, arms=["none"]).cohorts
    assert none["followers_end_outside"].isna().all()


def test_a_schedule_of_pressure_eases_and_ends():
    asked = {"suspend": ("random@10/day",), "waves": "6:10%", "come_back": 0.0, "runs": 1}
    trace = campaign(GRAPH, days=9, pressure="0:1,4:0.25,7:0", **asked)
    days = trace.days[trace.days["arm"] == "plan"]["suspended"].tolist()
    wave = GRAPH.n // 10
    assert days[1:] == [10 + wave, 10, 10, 2, 3, 2, 0, 0, 0]
    steady = campaign(GRAPH, days=9, pressure="0:0.5", **asked)
    assert steady.days.equals(campaign(GRAPH, days=9, pressure=0.5, **asked).days)


def test_a_plan_keeps_its_own_pressure_in_another_world():
    made = Parameters(days=9, suspend=("random@6/day",))
    decide = planned(Setting(GRAPH, replace(made, pressure=0.5)), PlanLog())
    assert len(decide(World(Setting(GRAPH, made), 0)).suspended) == 3


@pytest.mark.parametrize("text", ["fast", "5:1,2:1", "1:x", "1:-1", "3", ":1"])
def test_no_schedule(text):
    if text == "3":
        assert Parameters(pressure=text).pressure == 3.0
        return
    with pytest.raises(UsageError):
        Parameters(pressure=text)


def test_a_missing_value_is_a_group_of_its_own():
    table = GRAPH.attributes.copy()
    table["lang"] = table["lang"].astype("string")
    table.loc[:9, "lang"] = None
    trace = campaign(replace(GRAPH, attributes=table), days=2, runs=1, group="lang", arms=["none"])
    rows = trace.cohorts[trace.cohorts["cohort"] == "group"].set_index("value")
    assert rows["persons"]["(none)"] == 10
    assert rows["persons"].sum() == GRAPH.n


def test_soft_draws_in_proportion_to_followers_without_replacement(world):
    """First and second place against their exact law, over many days' draws; zeros come last."""
    world.accounts.followers[world.open_accounts] = 0
    four = world.open_accounts[:4]
    world.accounts.followers[four] = weights = np.array([1, 2, 3, 6])
    channel, rounds = parse_channel("in-degree:soft@1/day"), 4000
    seen = np.zeros((4, 4))
    for number in range(rounds):
        order = ranked(world, channel, number)
        assert set(order[:4]) == set(four)
        first, second = (int(np.flatnonzero(four == account)[0]) for account in order[:2])
        seen[first, second] += 1
    shares = weights / weights.sum()
    law = shares[:, None] * weights[None, :] / (weights.sum() - weights)[:, None]
    np.fill_diagonal(law, 0)
    off = ~np.eye(4, dtype=bool)
    assert chisquare(seen[off], law[off] * rounds).pvalue > 0.001


@pytest.mark.parametrize("half_life", [1.0, 5.0])
def test_half_of_discouragement_heals_in_a_half_life(half_life):
    made = Parameters(days=12, discourage=0.4, heal=half_life, return_after="fixed:1")
    world = World(Setting(GRAPH, made, seed=1), 0)
    world.begin(1)
    (struck,), _ = suspend(world, world.open_accounts[:1])
    assert world.activity[struck] == pytest.approx(0.4)
    for _ in range(10):
        lose(world)
    assert world.activity[struck] == pytest.approx(1 - 0.6 * 0.5 ** (10 / half_life))
    assert world.activity[struck + 1] == 1.0
