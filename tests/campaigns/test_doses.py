"""Persons by dose: ordered suspensions, and followers beside the same persons' own without any."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from graphres.campaigns import ARMS, Parameters, campaign
from graphres.campaigns.arms import PlanLog, planned
from graphres.campaigns.dosing import NOT_DRAWN, assign_doses, due_days
from graphres.campaigns.runs import one_arm
from graphres.campaigns.state import Setting, World
from graphres.campaigns.steps import come_back, grow, lose, rediscover, suspend
from graphres.data.generators import generate
from graphres.data.reading.suspensions import SuspensionLog
from graphres.errors import UsageError
from tests.campaigns.test_twin import same, spelt
from tests.reference.campaign import DosedTwin, hashed, line_up, unit

GRAPH = generate("preferential", n=60, mean_followers=6, seed=11)

CASES = {
    "spaced": {"dose": (0, 1, 2, 4)},
    "equally recent": {
        "dose": (0, 1, 3),
        "dose_last": 12,
        "from_day": 3,
        "return_after": "fixed:2",
    },
    "several accounts": {"dose": (1, 5), "replacements": 2.4, "quit": 0.05, "newcomers": 0.4},
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("run", [0, 3])
def test_the_twin_agrees_draw_by_draw(name, run):
    made = Parameters(days=18, **CASES[name])
    eligible = np.arange(GRAPH.n) % 4 > 0
    setting = Setting(GRAPH, made, seed=5, eligible=eligible)
    world, twin = World(setting, run), twin_of(setting, run)
    decide = planned(setting, PlanLog())
    for day in range(1, made.days + 1):
        world.begin(day)
        for step in (come_back, rediscover, grow, lose):
            step(world)
        twin.step()
        if day >= made.from_day:
            chosen = decide(world).suspended
            closed = twin.choose_dosed()
            assert [spelt(world, account) for account in chosen] == closed
            done, _ = suspend(world, chosen)
            assert [spelt(world, account) for account in done] == twin.suspend(closed)
        same(world, twin)


def twin_of(setting, run):
    names = GRAPH.ids.to_pylist()
    keys = dict(zip(names, map(int, GRAPH.keys), strict=True))
    rows = [(names[u], names[v]) for u in range(GRAPH.n) for v in GRAPH.following.row(u)]
    twin = DosedTwin(keys, rows, setting.parameters, setting.seed, run)
    twin.order_doses(np.flatnonzero(setting.may_be_suspended[: setting.n]).tolist())
    return twin


@given(
    st.lists(st.integers(0, 12), min_size=1, max_size=5, unique=True).map(sorted),
    st.integers(1, 20),
    st.integers(0, 20),
    st.floats(0, 1, exclude_max=True),
    st.booleans(),
)
def test_days_lie_in_the_window_apart_and_end_together(doses, first, more, draw, ends):
    days = first + doses[-1] + more
    last = days if ends else None
    made = Parameters(days=days + 5 * ends, from_day=first, dose=tuple(doses), dose_last=last)
    for dose in made.dose:
        due = due_days(made, dose, draw)
        assert len(due) == len(set(due)) == dose
        assert due == sorted(due)
        assert all(first <= day <= days for day in due)
        if ends and dose:
            assert due[-1] == due_days(made, made.dose[-1], draw)[-1]


def test_as_many_persons_for_each_dose_and_others_take_no_part():
    eligible = np.arange(GRAPH.n) % 2 == 0
    setting = Setting(GRAPH, Parameters(days=9, dose=(0, 2, 3)), eligible=eligible)
    one, other = assign_doses(setting, 0), assign_doses(setting, 1)
    assert {dose: int(np.count_nonzero(one == dose)) for dose in (0, 2, 3, NOT_DRAWN)} == {
        0: 10, 2: 10, 3: 10, NOT_DRAWN: 30,
    }  # fmt: skip
    assert ((one == NOT_DRAWN) == ~setting.may_be_suspended).all()
    assert (one != other).any()


def test_dose_0_for_everybody_is_arm_none():
    trace = campaign(GRAPH, days=20, dose=(0,), runs=2)
    by_arm = {arm: trace.days[trace.days["arm"] == arm].drop(columns="arm") for arm in trace.arms}
    assert by_arm["plan"].to_numpy().tolist() == by_arm["none"].to_numpy().tolist()
    plan = trace.doses[trace.doses["arm"] == "plan"]
    assert plan["ratio"].tolist() == [1.0, 1.0]
    assert plan["dose"].tolist() == ["all", "0"]


@pytest.mark.parametrize("asked", [{"dose": (0, 1, 3)}, {"suspend": ("in-degree:soft@5%/day",)}])
def test_trajectories_sum_to_the_table_of_days(asked):
    trace = campaign(GRAPH, days=20, runs=2, group="lang", arms=ARMS, **asked)
    rows, days = trace.trajectories, trace.days
    keys = ["arm", "run", "day"]
    wanted = days.set_index(keys)["followers_mean_persons"] * GRAPH.n
    of_none = wanted.loc["none"]
    cells = rows[(rows["group"] != "all") & (rows["dose"] != "all")]
    both = [
        rows[(rows["group"] == "all") & (rows["dose"] != "all")],
        rows[(rows["group"] != "all") & (rows["dose"] == "all")],
        cells,
    ]
    for part in both:
        sums = part.groupby(keys)[["persons", "followers", "followers_none", "present"]].sum()
        assert (sums["persons"] == GRAPH.n).all()
        assert sums["followers"].to_numpy() == pytest.approx(wanted.loc[sums.index].to_numpy())
        none = of_none.loc[sums.index.droplevel("arm")]
        assert sums["followers_none"].to_numpy() == pytest.approx(none.to_numpy())
    away = days.set_index(keys)["persons_away"]
    gone = GRAPH.n - sums["present"] - away.loc[sums.index]
    assert (gone >= 0).all()
    assert (sums["present"].loc["none"] == GRAPH.n).all()


@pytest.mark.parametrize(("share", "slack"), [(1.0, 0.0), (0.0, 0.0), (0.6, 4.0)])
def test_what_is_left_after_k_suspensions_is_the_kth_power_of_the_share(share, slack):
    """Without growth, quitting and discovery, and with return the next morning, φ^k."""
    graph = generate("uniform", n=600, mean_followers=20, seed=8)
    trace = campaign(
        graph, days=40, dose=(0, 1, 2, 4), dose_last=36, runs=2, come_back=1.0, follow_rate=0.0,
        return_after="fixed:1", refollow=share, refollow_after=0.0, unfollow=0.0,
    )  # fmt: skip
    rows = trace.doses[(trace.doses["arm"] == "plan") & (trace.doses["dose"] != "all")]
    assert rows["dose"].tolist() == ["0", "1", "2", "4"]
    for row in rows.itertuples():
        k = int(row.dose)
        left, follows = share**k, 20 * row.persons * len(trace.runs)
        error = (left * (1 - left) / follows) ** 0.5
        assert abs(row.ratio - left) <= slack * error, k
        assert row.suspensions_mean == k
        assert row.present_share == 1


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_follow_is_left_exactly_where_each_of_its_k_draws_is_below_the_share(share):
    """Follow by follow the draws say who is left; their number is binomial with φ^k exactly.

    Nothing but the hash of a draw is shared with the campaign. The draws of a follow are k
    independent ones, so that the number left of all follows of dose k has the distribution
    Binomial(follows, φ^k): its exact tails bound what chance may do.
    """
    graph, seed = generate("uniform", n=150, mean_followers=20, seed=8), 5
    trace = campaign(
        graph, days=40, dose=(0, 1, 2, 4), dose_last=36, runs=1, come_back=1.0, follow_rate=0.0,
        return_after="fixed:1", refollow=share, refollow_after=0.0, unfollow=0.0, seed=seed,
    )  # fmt: skip
    keys, plan = graph.keys.tolist(), trace.runs[0][1]
    totals = {k: [0, 0] for k in (0, 1, 2, 4)}
    for p, last, k in zip(trace.setting.order.tolist(), plan.last, plan.suspensions, strict=True):
        fans = graph.followers.row(p).tolist()
        draws = [
            [
                hashed(seed, "campaign", 0, 0, "decide", keys[p], keys[f], back + 1)
                for back in range(k)
            ]
            for f in fans
        ]
        assert last == sum(all(unit(h) < share for h in own) for own in draws), (p, k)
        totals[int(k)][0] += int(last)
        totals[int(k)][1] += len(fans)
    for k, (left, follows) in totals.items():
        assert binomtest(left, follows, share**k).pvalue > 1e-6, k


def test_doses_are_those_of_the_log_and_else_counted():
    logged = np.array([(0, 1), (0, 5), (1, 2), (1, 3), (1, 4), (1, 6), (1, 7), (2, 99)])
    log = SuspensionLog(*logged.T.astype(np.int32))
    trace = campaign(GRAPH, days=10, runs=1, replay=log, come_back=0.0)
    rows = trace.doses.set_index(["arm", "group", "dose"])["persons"]
    assert rows["plan"]["all"].to_dict() == {"all": 60, "0": 58, "2": 1, "4+": 1}
    counted = campaign(GRAPH, days=20, runs=1, suspend=("random@10/day",), come_back=1.0)
    often = np.minimum(counted.runs[0][1].suspensions, 4)
    own = counted.doses[(counted.doses["arm"] == "plan") & (counted.doses["dose"] != "all")]
    assert own["persons"].tolist() == np.bincount(often)[np.unique(often)].tolist()


@pytest.mark.parametrize(
    "wrong",
    [
        {"dose": (0, 1), "suspend": ("random@1/day",)},
        {"dose": (0, 1), "act": ("private@1/day",)},
        {"dose": (0, 1), "pressure": 2.0},
        {"dose": (1, 0)},
        {"dose": (0, -1)},
        {"dose": (0, 20), "days": 10},
        {"dose": (0, 1), "dose_last": 99},
        {"dose_last": 9},
    ],
)
def test_doses_wrongly_asked_for(wrong):
    with pytest.raises(UsageError):
        Parameters(**{"days": 30, **wrong})


@pytest.mark.parametrize("asked", [{"dose": (0, 2, 3)}, {"suspend": ("in-degree:soft@6%/day",)}])
def test_events_are_those_of_the_twin(asked):
    made = Parameters(days=25, replacements=1.5, **asked)
    setting = replace(Setting(GRAPH, made, seed=2), group=GRAPH.attributes["lang"].to_numpy())
    own = one_arm(setting, 1, "plan", planned(setting, PlanLog()), track=True).history
    struck = [(day, int(p)) for day, persons in own.struck for p in persons]
    groups = setting.labels[: GRAPH.n]
    wanted = line_up(own.followers.tolist(), own.present.tolist(), struck, groups, made.days)
    trace = campaign(GRAPH, made, runs=2, seed=2, group="lang")
    rows = trace.events[(trace.events["arm"] == "plan") & (trace.events["run"] == 1)]
    told = {(r.group, r.k, r.offset): r for r in rows.itertuples()}
    assert set(told) == set(wanted)
    for key, (persons, present, followers, matched) in wanted.items():
        row = told[key]
        assert (row.persons, row.present, row.followers) == (persons, present, followers)
        assert row.followers_matched == pytest.approx(matched, nan_ok=True)
