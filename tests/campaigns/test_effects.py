"""Effects on those hit and never hit, flatness of the mean, and the balance of a match."""

from __future__ import annotations

import numpy as np
import pytest

from graphres.campaigns import campaign
from graphres.data.generators import generate

GRAPH = generate("preferential", n=80, mean_followers=6, seed=3)


def test_effects_are_those_of_the_trajectories():
    trace = campaign(GRAPH, days=30, dose=(0, 1, 3), runs=6)
    rows = trace.trajectories.query("arm == 'plan' and day == 30 and dose != 'all'")
    wanted = []
    for _, run in rows.groupby("run"):
        by_dose = run.set_index("dose")
        hit, never = by_dose.loc[["1", "3"]].sum(), by_dose.loc["0"]
        y_hit, y_never = (part["followers"] / part["persons"] for part in (hit, never))
        none_hit, none_never = (part["followers_none"] / part["persons"] for part in (hit, never))
        total, spill = y_hit - none_hit, y_never - none_never
        wanted.append((total, total - spill, spill, y_hit - y_never))
    (row,) = [r for r in trace.effects if r["dose"] == "hit"]
    told = [row[name] for name in ("total", "direct", "spill_over", "naive")]
    assert told == pytest.approx(np.mean(wanted, axis=0).tolist())
    assert row["total_low"] < row["total"] < row["total_high"]
    assert {r["dose"] for r in trace.effects} == {"hit", "1", "3"}


def test_five_runs_give_an_interval_and_four_none():
    for runs in (4, 5):
        trace = campaign(GRAPH, days=20, dose=(0, 2), runs=runs, follow_rate=1.0)
        (row,) = [r for r in trace.rows("doses") if (r["arm"], r["dose"]) == ("plan", "2")]
        assert (row["ratio_low"] is not None) == (runs == 5)
        (effect, _) = trace.effects
        assert (effect["total_low"] is not None) == (runs == 5)


def test_without_interaction_a_suspension_has_no_spill_over():
    asked = {"come_back": 0.0, "follow_rate": 0.0, "unfollow": 0.0}
    trace = campaign(GRAPH, days=9, suspend=("attribute:lang == 'en'@1/day",), runs=1, **asked)
    never = trace.rows("doses")
    (row,) = [r for r in never if r["arm"] == "plan" and r["dose"] == "0"]
    # Without growth others lose only the follows of those who are gone.
    assert row["ratio"] < 1
    (effect,) = [r for r in trace.effects if r["dose"] == "hit"]
    assert effect["spill_over"] < 0
    assert effect["total"] == -effect["followers_none"]


def test_a_mean_without_change_is_flat_and_a_draining_one_is_not():
    still = {"follow_rate": 0.0, "unfollow": 0.0, "come_back": 0.0, "days": 40, "runs": 5}
    trace = campaign(GRAPH, suspend=("random@3%/day",), **still)
    verdicts = {row["arm"]: (row["verdict"], row["days"]) for row in trace.levels}
    assert verdicts == {"none": ("flat", 30), "plan": ("not flat", 30)}


def test_the_balance_of_a_match_is_that_of_the_accounts_hit():
    trace = campaign(GRAPH, days=20, suspend=("in-degree@2/day",), runs=2, arms=["rotating"])
    plan, rotating = (
        np.log2(1 + np.concatenate([own.hit["followers"] for own in trace.runs_of(arm)]))
        for arm in ("plan", "rotating")
    )
    spread = ((plan.var(ddof=1) + rotating.var(ddof=1)) / 2) ** 0.5
    assert trace.balance["followers"] == pytest.approx((plan.mean() - rotating.mean()) / spread)
    assert len(plan) == sum(sum(own.days["suspended"]) for own in trace.runs_of("plan"))
    assert campaign(GRAPH, days=3, runs=1).balance is None


def test_survival_is_the_product_over_ages_of_those_not_closed():
    asked = {"suspend": ("random@4/day",), "return_after": "1", "group": "lang", "runs": 2}
    trace = campaign(GRAPH, days=25, **asked)
    returns = trace.returns[trace.returns["arm"] == "plan"]
    lang = dict(zip(GRAPH.ids.to_pylist(), GRAPH.attributes["lang"], strict=True))
    rows = [r for r in trace.rows("survival") if r["arm"] == "plan" and r["dose"] == "all"]
    for group in {"all", *lang.values()}:
        own = returns[returns["person"].map(lang).eq(group) | (group == "all")]
        told = {r["age"]: r["surviving"] for r in rows if r["group"] == group}
        left = 1.0
        for age in range(int(own["lifetime"].max()) + 1):
            at_risk = (own["lifetime"] >= age).sum()
            closed = ((own["lifetime"] == age) & ~own["censored"]).sum()
            left *= 1 - closed / at_risk
            if age in told:
                assert told[age] == pytest.approx(left)
        assert max(told) == own["lifetime"].max()
    assert {r["dose"] for r in trace.rows("survival")} >= {"all", "1", "2"}
