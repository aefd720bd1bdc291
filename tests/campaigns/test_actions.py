"""Private accounts, limited distribution and lost platforms as daily actions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from graphres import intervene
from graphres.campaigns import ARMS, Parameters, campaign, frontier
from graphres.campaigns.actions import parse_act
from graphres.campaigns.daily_reach import persons_today, reach_seed, reach_share
from graphres.campaigns.parameters import USUAL_PLAN
from graphres.campaigns.runs import one_run
from graphres.campaigns.state import Setting, World
from graphres.campaigns.steps import come_back, grow, rediscover, suspend
from graphres.data.generators import generate
from graphres.errors import InputError, UsageError
from graphres.graph.layers import Layers
from graphres.interventions.daily_reach import reach_on
from graphres.spread import Spread

GRAPH = generate("preferential", n=120, mean_followers=8, seed=2)
LAYER = np.array([("x", "y", None)[v % 3] for v in range(GRAPH.n)], dtype=object)


def days_of(trace, arm, *columns):
    own = trace.days[trace.days["arm"] == arm]
    return [own[column].tolist() for column in columns]


def test_an_act_is_written_as_interventions_are():
    made = parse_act("limit:[attribute:lang == 'a@b'],factor=0.5@2/day")
    assert (made.act, made.kind, made.factor, made.count) == ("limit", "registry", 0.5, 2)
    assert parse_act("private:young:days=3@5%/day").youth == 3
    assert parse_act("private@1/day").kind == "in-degree"
    assert parse_act("suspend:random@1/day").share == Fraction(0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("private:random", "no rate"),
        ("flod:random@1/day", "did you mean flood"),
        ("humour:random@1/day", "write counter:probability=P"),
        ("counter:greedy@1/day", "of intervene alone"),
        ("flood:random,participants=2.5@1/day", "a whole number"),
        ("prvate:random@1/day", "did you mean private"),
        ("limit:random,facter=0.5@1/day", "did you mean factor"),
        ("private:factor=0.5@1/day", "a strategy alone"),
        ("platform:alpha,migrat=0.5@1/day", "platform:NAME@RATE"),
        ("private:random + limit:random@1/day", "by itself"),
        ("limit:random,factor=2@1/day", "out of range"),
        ("private:random@120%/day", "at most 100%/day"),
        ("platform@1/day", "platform:NAME@RATE"),
        ("platform:alpha,migrate=0.5@1/day", "platform:NAME@RATE"),
        ("private:in-degre@1/day", "did you mean"),
    ],
)
def test_acts_that_are_none(text, said):
    with pytest.raises(UsageError, match=said):
        campaign(GRAPH, act=(text,), days=3)


def test_an_act_is_no_choice_of_whom_to_suspend():
    with pytest.raises(UsageError, match="write --act private:random@1/day"):
        campaign(GRAPH, suspend=("private:random@1/day",), days=3)


def test_acts_alone_suspend_nobody_unless_it_is_said():
    assert Parameters(act=("private@1/day",)).suspend == ()
    explicit = ("in-degree:soft@2%/day",)
    assert Parameters(act=("private@1/day",), suspend=explicit).suspend == explicit
    assert Parameters().suspend == USUAL_PLAN
    trace = campaign(GRAPH, act=("private:random@2/day",), days=9, runs=1)
    assert sum(days_of(trace, "plan", "suspended")[0]) == 0
    assert days_of(trace, "plan", "persons_private")[0] == [2 * day for day in range(10)]


def test_private_persons_gain_nobody_and_keep_whom_they_have():
    made = Parameters(act=("private:in-degree@100%/day",), unfollow=0.0, follow_rate=2.0, days=12)
    for own in one_run(Setting(GRAPH, made, seed=3), ["plan"], 0):
        follows = own.days["follows"]
        if own.arm == "plan":
            assert follows[1:] == [follows[1]] * made.days
        else:
            assert follows[-1] > follows[1]


def test_who_is_limited_to_nothing_gains_nobody_by_attempts_and_a_factor_of_one_is_none():
    plan = "limit:random,factor={}@100%/day"
    grown = []
    for factor in (0, 0.3, 1):
        made = Parameters(act=(plan.format(factor),), unfollow=0.0, days=12)
        runs = one_run(Setting(GRAPH, made, seed=3), ["plan"], 0)
        grown.append([own.days["follows"] for own in runs])
    none = grown[0][0]
    assert grown[0][1][1:] == [none[1]] * 12
    assert none[-1] > grown[1][1][-1] > none[1]
    assert grown[2][1] == none


def test_a_return_ends_what_was_done():
    made = Parameters(days=6, come_back=1.0, return_after="1", follow_rate=3.0)
    world = World(Setting(GRAPH, made, seed=1), 0)
    world.begin(1)
    world.standing.act(world, parse_act("private@1/day"), world.open_accounts)
    world.standing.act(world, parse_act("limit:factor=0@1/day"), world.open_accounts)
    suspend(world, np.arange(10, dtype=np.int32))
    world.begin(2)
    come_back(world)
    assert not world.standing.private[:10].any()
    assert (world.standing.limited[:10] == 1).all()
    assert world.standing.private[10:].all()
    before = world.persons.followers.copy()
    rediscover(world)
    grow(world)
    gained = world.persons.followers - before
    assert gained[:10].sum() > 0
    assert not gained[10:].any()


def test_arms_spend_the_same_dose_of_every_act():
    acts = ("private:in-degree@3/day", "limit:random,factor=0.5@2/day")
    trace = campaign(
        GRAPH, act=acts, suspend=("random@2/day",), come_back=0.0, days=9, runs=2, arms=ARMS
    )
    for run in trace.runs:
        acted = {own.arm: own for own in run}
        for arm in ("random", "rotating", "all-at-once"):
            one, other = acted["plan"].days, acted[arm].days
            assert sum(one["suspended"]) == sum(other["suspended"]) == 18
            assert set(other) == set(one)
        assert sum(acted["none"].days["persons_private"]) == 0
    private = {arm: days_of(trace, arm, "persons_private")[0][9] for arm in ARMS}
    assert private["none"] == 0
    assert min(private[arm] for arm in ("all-at-once", "random", "rotating", "plan")) > 20


def test_the_split_is_exact_with_acts_too():
    made = Parameters(
        days=20,
        suspend=("in-degree:soft@4%/day",),
        act=("private:random@2%/day", "limit:in-degree@2%/day"),
        replacements=1.5,
    )
    run = one_run(Setting(GRAPH, made, seed=1), list(ARMS), 0)
    for own in run[1:]:
        assert sum(own.parts.values()) == run[0].audience.sum() - own.audience.sum()


def test_a_lost_platform_closes_what_stands_on_it_once():
    made = Parameters(
        act=("platform:x@100%/day",), days=12, come_back=1.0, return_after="1", newcomers=0.5
    )
    (own,) = (
        own for own in one_run(Setting(GRAPH, made, layer=LAYER), ["plan"], 0) if own.arm == "plan"
    )
    assert own.days["suspended"] == [0, (LAYER == "x").sum()] + [0] * 11
    place = Setting(GRAPH, made).place
    assert sorted(np.flatnonzero(own.suspensions)) == sorted(place[LAYER == "x"].tolist())
    follows = replace(GRAPH, layers=Layers.by_followed(GRAPH, ["x", "y"] * 60))
    trace = campaign(follows, act=("platform:x@100%/day",), days=2, runs=1, arms=["plan"])
    followed = (GRAPH.in_degree[::2] > 0).sum()
    assert days_of(trace, "plan", "suspended")[0] == [0, followed, 0]
    with pytest.raises(UsageError, match="name --layer"):
        campaign(GRAPH, act=("platform:x@1/day",))
    with pytest.raises(UsageError, match="no platform 'x'; there are: ar, de, en, es, fr"):
        campaign(GRAPH, act=("platform:x@1/day",), layer="lang")
    with pytest.raises(InputError, match="no column 'site'"):
        campaign(GRAPH, act=("platform:x@1/day",), layer="site")


def test_reach_feels_private_accounts_and_limits():
    spread = Spread(0.3, worlds=128)
    world = World(Setting(GRAPH, Parameters(days=3), seed=1), 0)
    world.begin(1)
    plain = reach_share(world, spread)
    graph = persons_today(world)
    drawn = Spread(0.3, worlds=128, seed=reach_seed(1, 0))
    assert reach_on(graph, drawn, lambda ground: None) == pytest.approx(plain, abs=1e-15)
    world.standing.act(world, parse_act("limit:factor=0.5@1/day"), world.open_accounts[::2])
    limited = reach_share(world, spread)
    world.standing.act(world, parse_act("private@1/day"), world.open_accounts)
    private = reach_share(world, spread)
    assert plain > limited > private > 0
    world = World(Setting(GRAPH, Parameters(days=3), seed=1), 0)
    world.begin(1)
    world.standing.act(world, parse_act("private@1/day"), world.open_accounts)
    # Everybody private: one hop, so on average 0.3 of a poster's followers.
    assert reach_share(world, spread) == pytest.approx(0.3 * graph.m / graph.n**2, rel=0.15)


def test_workers_change_nothing_and_pressure_multiplies_acts():
    asked = {"act": ("private:random@2/day", "limit@1%/day"), "days": 12, "runs": 2}
    one, other = (campaign(GRAPH, jobs=jobs, **asked) for jobs in (1, 2))
    assert one.frame("days").to_csv() == other.frame("days").to_csv()
    double = campaign(GRAPH, pressure=2.0, **asked)
    assert days_of(double, "plan", "persons_private")[0][5] == 20
    found = frontier(
        GRAPH, over="pressure", act=("private@1%/day",), days=31, runs=1, values=[0, 1]
    )
    assert found.points[0].held_share > found.points[1].held_share


SPREAD = Spread(0.3, worlds=128)
STILL = Parameters(days=2, follow_rate=0.0, unfollow=0.0)


@pytest.mark.parametrize(
    ("act", "lever"),
    [
        ("counter:in-degree@9/day", "counter:in-degree"),
        (
            "counter:in-degree,delay=2,probability=0.5@9/day",
            "counter:in-degree,delay=2,probability=0.5",
        ),
        ("flood:in-degree,participants=9,private=0@9/day", "flood:participants=9,private=0"),
        ("flood:in-degree,participants=9,private=1@9/day", "flood:participants=9,private=1"),
        ("private:in-degree@9/day", "private:in-degree"),
        ("limit:in-degree@9/day", "limit:in-degree"),
    ],
)
def test_the_first_day_is_what_intervene_says_of_that_evening(act, lever):
    made = replace(STILL, act=(act,))
    trace = campaign(GRAPH, made, arms=["plan"], runs=1, seed=1, spread=SPREAD, reach_every=1)
    (reach,) = days_of(trace, "plan", "reach_share")
    world = World(Setting(GRAPH, STILL, seed=1), 0)
    world.begin(1)
    spread = replace(SPREAD, seed=reach_seed(1, 0))
    found = intervene(persons_today(world), [lever], budget=9, spread=spread, jobs=1)
    # Equal scores may go in another order on a day; the nine are then others.
    nine = np.sort(GRAPH.in_degree)[-10:]
    assert nine[0] < nine[1], "the ninth and the tenth would be a matter of luck"
    assert reach[1] == pytest.approx(found.rows()[1]["reach"], abs=1e-12)


def test_a_crowd_that_never_errs_is_suspension():
    crowd = "crowd:in-degree:soft,recall=1,precision=1@4/day"
    asked = {"days": 12, "runs": 2, "arms": ["plan", "random"]}
    one = campaign(GRAPH, act=(crowd,), **asked).days
    other = campaign(GRAPH, act=("suspend:in-degree:soft@4/day",), **asked).days
    assert one.drop(columns="suspended_in_error").equals(other)


def test_a_crowd_closes_as_often_as_it_says_and_errs_as_often():
    act = "crowd:random,size=3,recall=0.7,precision=0.3,threshold=2@20/day"
    made = replace(STILL, act=(act,), days=1)
    setting = Setting(GRAPH, made, seed=1)
    hit = wrong = 0
    runs = 300
    for run in range(runs):
        own = one_run(setting, ["plan"], run)[1]
        wrong += own.days["suspended_in_error"][1]
        hit += own.days["suspended"][1] - own.days["suspended_in_error"][1]
    error = 0.7 * 20 * 0.7 / (0.3 * 100)
    assert hit / runs == pytest.approx(20 * (3 * 0.7**2 * 0.3 + 0.7**3), rel=0.03)
    assert wrong / runs == pytest.approx(100 * (3 * error**2 * (1 - error) + error**3), rel=0.06)


def test_more_participants_turn_more_of_the_flooded_private():
    turned = []
    for participants in (0, 5, 20, 400):
        act = f"flood:random,answer=0,participants={participants}@100%/day"
        trace = campaign(GRAPH, replace(STILL, act=(act,)), arms=["plan"], runs=3)
        private, flooded = days_of(trace, "plan", "persons_private", "persons_flooded")
        assert flooded[1] == GRAPH.n
        turned.append(private[1] / GRAPH.n)
    assert turned[0] == 0
    assert turned[1] < turned[2] < turned[3]
    assert turned[2] == pytest.approx(0.5, abs=0.12)


def test_who_comes_back_speaks_no_more():
    made = Parameters(days=6, come_back=1.0, return_after="1")
    world = World(Setting(GRAPH, made, seed=1), 0)
    world.begin(1)
    world.standing.act(world, parse_act("counter@1/day"), world.open_accounts)
    world.standing.act(world, parse_act("flood:private=0@1/day"), world.open_accounts)
    assert reach_share(world, SPREAD) < 0.1
    suspend(world, np.arange(10, dtype=np.int32))
    world.begin(2)
    come_back(world)
    assert not world.standing.speaking[:10].any()
    assert not world.standing.flooded[:10].any()
    assert world.standing.speaking[10:].all()


def test_counter_messages_of_two_probabilities_are_refused():
    acts = ("counter:probability=0.1@1/day", "counter:probability=0.2@1/day")
    with pytest.raises(UsageError, match="two counter-messages"):
        campaign(GRAPH, act=acts, days=3)
