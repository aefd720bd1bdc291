"""What must hold of a campaign whatever it is run on."""

from __future__ import annotations

import numpy as np
import pytest

import graphres
from graphres.campaigns import ARMS, Parameters, campaign
from graphres.campaigns.runs import one_run
from graphres.campaigns.state import Setting, World
from graphres.campaigns.steps import come_back, grow, lose, rediscover, suspend
from graphres.campaigns.targeting import draws
from graphres.campaigns.trace import TABLES
from graphres.data.generators import generate
from graphres.graph import FollowGraph
from graphres.kernels.campaign import accounts as campaign_accounts
from graphres.kernels.campaign import aligning as campaign_aligning
from graphres.kernels.campaign import draws as campaign_draws
from graphres.kernels.campaign import evening as campaign_evening
from graphres.kernels.campaign import following as campaign_following
from graphres.kernels.campaign import giant as campaign_giant
from graphres.kernels.campaign import growth as campaign_growth
from graphres.kernels.campaign import matching as campaign_matching
from graphres.kernels.campaign import overlooking as campaign_overlooking
from graphres.kernels.campaign import rediscovery as campaign_finding
from graphres.kernels.campaign import rows as campaign_rows
from graphres.kernels.compiled import Kernel
from graphres.kernels.structures import draws as drawing

KERNELS = [
    value
    for module in (
        campaign_accounts,
        campaign_aligning,
        campaign_draws,
        campaign_evening,
        campaign_finding,
        campaign_following,
        campaign_giant,
        campaign_growth,
        campaign_matching,
        campaign_overlooking,
        campaign_rows,
        drawing,
    )
    for value in vars(module).values()
    if isinstance(value, Kernel)
]
GRAPH = generate("preferential", n=120, mean_followers=8, seed=2)


def steps(world: World, day: int) -> None:
    world.begin(day)
    come_back(world)
    rediscover(world)
    grow(world)
    lose(world)


def live_pairs(world: World) -> set[tuple[int, int]]:
    follower, followed = world.follows_today()
    return set(zip(follower.tolist(), followed.tolist(), strict=True))


def test_without_hazard_every_arm_is_plain_growth():
    trace = campaign(GRAPH, days=30, suspend=("random@0/day",), runs=2, jobs=1, arms=ARMS)
    by_arm = {arm: trace.days[trace.days["arm"] == arm].drop(columns="arm") for arm in ARMS}
    for arm in ARMS:
        assert by_arm[arm].to_numpy().tolist() == by_arm["none"].to_numpy().tolist()
    assert trace.mean("plan")["stunting"] == 0
    assert trace.mean("plan")["followers_end"] > GRAPH.m / GRAPH.n


def test_whoever_is_found_by_all_at_once_has_lost_nothing_by_the_next_step_2():
    made = Parameters(
        days=40,
        return_after="fixed:1",
        come_back=1.0,
        refollow=1.0,
        refollow_after=0.0,
        follow_rate=0.9,
        unfollow=0.02,
        newcomers=0.3,
    )
    setting = Setting(GRAPH, made, seed=4)
    plain, pressed = World(setting, 1), World(setting, 1)
    for day in range(1, made.days + 1):
        for world in (plain, pressed):
            world.begin(day)
            come_back(world)
            rediscover(world)
        assert live_pairs(plain) == live_pairs(pressed)
        for world in (plain, pressed):
            grow(world)
            lose(world)
        accounts = pressed.open_accounts
        order = np.argsort(draws(pressed, accounts, 0))
        closed, _ = suspend(pressed, accounts[order[:15]])
        assert len(closed) == 15


def test_nobody_comes_back_and_the_network_drains():
    trace = campaign(GRAPH, days=60, come_back=0.0, suspend=("random@10%/day",), runs=1)
    days = trace.days[trace.days["arm"] == "plan"]
    assert (days["accounts"] + days["suspended"].cumsum() == GRAPH.n).all()
    assert days["accounts"].iloc[-1] < 6
    assert days["persons_away"].max() == 0
    assert trace.mean("plan")["opened"] == 0


def test_arms_are_one_until_the_first_day_they_differ():
    trace = campaign(GRAPH, days=30, from_day=12, runs=2, suspend=("in-degree@5%/day",), arms=ARMS)
    days = trace.days
    for arm in ARMS:
        early = days[(days["arm"] == arm) & (days["day"] < 12)].drop(columns="arm")
        none = days[(days["arm"] == "none") & (days["day"] < 12)].drop(columns="arm")
        assert early.to_numpy().tolist() == none.to_numpy().tolist()
    late = days[days["day"] == 12].groupby("arm")["suspended"].sum()
    assert late["none"] == 0
    assert late["plan"] == late["random"] == late["rotating"] > 0


@pytest.mark.parametrize("table", TABLES)
def test_workers_and_row_order_change_no_byte(table):
    names = GRAPH.ids.to_pylist()
    pairs = [(names[u], names[v]) for u in range(GRAPH.n) for v in GRAPH.following.row(u)]
    shuffled = [pairs[i] for i in np.random.default_rng(0).permutation(len(pairs))]
    asked = {"days": 25, "runs": 3, "suspend": ("in-degree:soft@5%/day", "pagerank@1/day")}
    one = campaign(FollowGraph.from_pairs(pairs), jobs=1, **asked)
    other = campaign(FollowGraph.from_pairs(shuffled), jobs=2, **asked)
    assert one.frame(table).to_csv() == other.frame(table).to_csv()
    assert one.summary == other.summary


def test_the_split_is_exact_in_every_run():
    asked = {"days": 30, "from_day": 5, "suspend": ("in-degree:soft@6%/day",), "replacements": 1.5}
    runs = [one_run(Setting(GRAPH, Parameters(**asked), seed=1), list(ARMS), r) for r in (0, 1)]
    for run in runs:
        none = run[0].audience.sum()
        for own in run[1:]:
            assert sum(own.parts.values()) == none - own.audience.sum()
            assert own.parts["away"] >= 0
            assert own.parts["lost"] >= 0


def test_parts_add_up_to_stunting_and_lie_in_their_intervals():
    trace = campaign(GRAPH, days=30, suspend=("in-degree:soft@6%/day",), runs=5, arms=["spread"])
    mean = trace.mean("plan")
    parts = [mean[f"stunting_{p}"] for p in ("away", "lost", "regrowth", "spill_over")]
    assert sum(parts) == pytest.approx(mean["stunting"])
    assert mean["stunting_low"] <= mean["stunting"] <= mean["stunting_high"]
    assert mean["against_rotating_low"] <= mean["against_rotating"] <= mean["against_rotating_high"]
    own, rotating = (trace.mean(a)["follower_days"] for a in ("plan", "rotating"))
    assert mean["against_rotating"] == pytest.approx(1 - own / rotating)


def test_rotating_suspends_nobody_twice_while_others_remain():
    asked = {"suspend": ("in-degree@5/day",), "come_back": 1.0}
    trace = campaign(GRAPH, days=20, runs=1, arms=["rotating"], **asked)
    suspensions = {own.arm: own.suspensions for own in trace.runs[0]}
    assert suspensions["rotating"].sum() == suspensions["plan"].sum() == 100
    assert suspensions["rotating"].max() == 1
    assert suspensions["plan"].max() > 1


def test_a_day_suspends_an_account_once_and_fractions_carry_over():
    trace = campaign(
        GRAPH, days=10, suspend=("in-degree@0.5/day", "in-degree@0.75/day"), come_back=0.0, runs=1
    )
    days = trace.days[trace.days["arm"] == "plan"]
    assert days["suspended"].tolist() == [0, 0, 2, 1, 2, 0, 2, 1, 2, 0, 2]


def test_all_at_once_strikes_once():
    asked = {"suspend": ("random@2/day",), "come_back": 0.0, "arms": ["blow"]}
    trace = campaign(GRAPH, days=20, from_day=3, runs=1, **asked)
    days = trace.days
    once = days[days["arm"] == "all-at-once"]["suspended"].tolist()
    assert once[3] == sum(once) == days[days["arm"] == "plan"]["suspended"].sum()


def test_waves_come_on_their_days():
    trace = campaign(
        GRAPH, days=20, from_day=4, suspend=("random@0/day",), waves="7:25%", come_back=0.0, runs=1
    )
    days = trace.days[trace.days["arm"] == "plan"]
    struck = days[days["suspended"] > 0]
    assert struck["day"].tolist() == [4, 11, 18]
    assert struck["suspended"].tolist() == [30, 22, 17]


def test_protected_accounts_and_their_cohort_stay():
    eligible = np.arange(GRAPH.n) % 2 == 0
    trace = campaign(GRAPH, days=15, suspend=("random@5%/day",), eligible=eligible, runs=1)
    for own in trace.runs[0]:
        struck = set(np.flatnonzero(own.suspensions))
        assert struck <= set(trace.setting.place[eligible].tolist())


def test_channels_of_the_registry_see_the_day(tmp_path):
    listed = tmp_path / "list.csv"
    listed.write_text("account\n" + "\n".join(GRAPH.ids.to_pylist()[:4]) + "\n")
    trace = campaign(GRAPH, days=6, suspend=(f"list:{listed}@1/day",), come_back=0.0, runs=1)
    own = next(each for each in trace.runs[0] if each.arm == "plan")
    assert sorted(np.flatnonzero(own.suspensions)) == sorted(trace.setting.place[:4].tolist())
    spoken = campaign(
        GRAPH,
        days=5,
        suspend=("attribute:lang == 'en'@100%/day",),
        come_back=0.0,
        runs=1,
        group="lang",
    )
    cohorts = spoken.cohorts[(spoken.cohorts["cohort"] == "group")]
    struck = cohorts[cohorts["arm"] == "plan"].set_index("value")["suspensions"]
    persons = cohorts[cohorts["arm"] == "plan"].set_index("value")["persons"]
    assert struck["en"] == persons["en"]
    assert struck.drop("en").sum() == 0


def test_in_degree_is_that_of_the_registry_up_to_ties():
    from graphres.campaigns.channels import Channel, parse_channel
    from graphres.campaigns.targeting import ranked
    from graphres.strategies import strategy

    world = World(Setting(GRAPH, Parameters(days=9), seed=3), 0)
    for day in range(1, 6):
        steps(world, day)
        suspend(world, ranked(world, parse_channel("in-degree@1/day"), 0)[:9])
    plain = parse_channel("in-degree@1/day")
    registry = Channel("x", "registry", plain.share, plain.count, 0, strategy("in-degree"))
    one = world.accounts.followers[ranked(world, plain, 0)]
    other = world.accounts.followers[ranked(world, registry, 0)]
    assert one.tolist() == other.tolist()


def test_returns_tell_lifetime_and_censoring():
    trace = campaign(GRAPH, days=40, suspend=("random@5%/day",), return_after="1", runs=1)
    returns = trace.returns[trace.returns["arm"] == "plan"]
    assert (returns["lifetime"] + returns["day"] <= 40).all()
    assert (
        returns[returns["censored"]]["lifetime"] + returns["day"][returns["censored"]] == 40
    ).all()
    seen = returns["followers_30"].notna()
    assert (returns[seen]["lifetime"] >= 30).all()
    assert (returns[~seen]["lifetime"] <= 30).all()
    assert (returns["peak"] >= returns["followers_1"].fillna(0)).all()


def test_the_oracle_of_followers_without_interaction():
    """Mean followers x after the next step 2: x' = (x + g) a, with its exact transient."""
    n, hazard, share, unfollow, gain = 3000, 0.05, 0.4, 0.02, 2
    graph = generate("uniform", n=n, mean_followers=5, seed=8)
    made = Parameters(
        days=60,
        suspend=(f"random@{hazard * 100}%/day",),
        come_back=1.0,
        return_after="fixed:1",
        refollow=share,
        refollow_after=0.0,
        unfollow=unfollow,
        follow_rate=float(gain),
        discovery="random=1",
    )
    (own,) = [r for r in one_run(Setting(graph, made, seed=1), ["plan"], 0) if r.arm == "plan"]
    kept = 1 - hazard * (1 - share)
    a = (1 - unfollow) * kept
    x = 5.0
    for day in range(1, made.days + 1):
        grown = (x + gain) * (1 - unfollow)
        x = (x + gain) * a
        # Recorded in the evening: those suspended today are away, as followers too.
        seen = own.days["followers_mean"][day] / (1 - hazard)
        assert seen == pytest.approx(grown, rel=0.02), day
    stationary = gain * a / (1 - a)
    assert x == pytest.approx(stationary + (5 - stationary) * a**made.days)


def test_public_name():
    assert graphres.campaign is campaign


@pytest.mark.parametrize("replacements", [1.0, 2.5])
def test_interpreted_and_compiled_give_the_same_bytes(monkeypatch, replacements):
    asked = {
        "days": 8,
        "suspend": ("in-degree:soft@6%/day", "returned@9%/day"),
        "replacements": replacements,
        "find": 0.1,
        "find_contact": 0.05,
        "newcomers": 0.5,
        "discourage": 0.7,
        "quit": 0.05,
    }
    found = []
    for due in (False, True):
        monkeypatch.setattr(Kernel, "_is_due", lambda self, arguments, due=due: due)
        for each in KERNELS:
            monkeypatch.setattr(each, "_compiled", None)
        trace = campaign(GRAPH, runs=1, announcers=[0, 1, 2], jobs=1, **asked)
        found.append([trace.frame(table).to_csv() for table in TABLES])
    assert found[0] == found[1]
