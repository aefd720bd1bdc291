"""Accounts at equal age: survival, bounds, and the control."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.campaigns import campaign
from graphres.campaigns.account_survival import AGEING, ageing, survival
from graphres.campaigns.slopes import line, slopes
from graphres.data.generators import generate

GRAPH = generate("preferential", n=100, mean_followers=8, seed=2)
PRESSED = {"days": 60, "suspend": ("random@3%/day",), "return_after": "1", "find": 0.05}


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=40))
def test_survival_is_the_product_written_out(accounts):
    lifetimes = np.array([a for a, _ in accounts], dtype=np.int64)
    closed = np.array([c for _, c in accounts], dtype=bool)
    ages, found = survival(lifetimes, closed)
    assert ages.tolist() == sorted({a for a, c in accounts if c})
    share = 1.0
    for age, left in zip(ages.tolist(), found.tolist(), strict=True):
        events = sum(a == age and c for a, c in accounts)
        share *= 1 - events / sum(a >= age for a, _ in accounts)
        assert left == pytest.approx(share)


def test_survival_without_censoring_is_the_share_left():
    lifetimes = np.random.default_rng(0).integers(0, 50, 200)
    ages, found = survival(lifetimes, np.ones(200, dtype=bool))
    assert found == pytest.approx([(lifetimes > age).mean() for age in ages])


def test_a_constant_hazard_gives_its_median():
    own = campaign(GRAPH, runs=4, arms=["plan"], **PRESSED | {"days": 200}).mean("plan")
    assert own["lifetime_median"] == pytest.approx(np.log(0.5) / np.log(0.97), rel=0.15)
    assert own["surviving_30"] == pytest.approx(0.97**30, abs=0.05)


def test_recovery_has_bounds_that_hold_the_median_of_all():
    trace = campaign(GRAPH, runs=3, arms=["plan"], **PRESSED)
    mean = trace.mean("plan")
    returns = trace.returns[trace.returns["arm"] == "plan"]
    old = returns[returns["day"] <= 30]
    assert mean["recovery_30_seen"] == pytest.approx(old["followers_30"].notna().mean())
    assert mean["recovery_30_least"] <= mean["recovery_30"]
    ratios = (old["followers_30"] / old["followers_before"])[old["followers_before"] > 0]
    assert mean["recovery_30"] == pytest.approx(ratios.median())
    assert mean["recovery_30_least"] == pytest.approx(ratios.fillna(0).median())
    most = ratios.fillna(np.inf).median()
    assert mean["recovery_30_most"] == (most if np.isfinite(most) else None)


def test_without_newcomers_there_is_nobody_of_the_same_age():
    mean = campaign(GRAPH, runs=2, arms=["plan"], **PRESSED).mean("plan")
    for age in (1, 7, 14, 30):
        assert mean[f"first_{age}"] is None
        assert mean[f"returned_{age}"] > 0


def test_newcomers_never_suspended_stand_beside():
    trace = campaign(GRAPH, runs=2, newcomers=2, seed=1, follow_rate=0.5, **PRESSED)
    mean = trace.mean("plan")
    assert mean["first_1"] < mean["first_7"] < mean["first_14"] < mean["first_30"]
    assert trace.mean("none")["returned_30"] is None
    assert trace.mean("none")["first_30"] > 0
    # Former followers find a return; nobody looks for a newcomer.
    assert mean["returned_30"] > mean["first_30"]
    counts = [len(own.first[1]) for own in trace.runs[0]]
    assert counts[0] == 2 * 59  # in arm none: everybody who came a day or more before the end
    assert counts[-1] < counts[0]


def test_returned_persons_whom_nobody_looks_for_are_like_newcomers():
    """What is lost at a suspension is followers, nothing else that growth depends on."""
    asked = {
        "find": 0.0,
        "find_contact": 0.0,
        "newcomers": 2,
        "discovery": "random=1",
        "follow_rate": 0.5,
    }
    mean = campaign(GRAPH, runs=8, arms=["plan"], **PRESSED | asked).mean("plan")
    for age in (7, 14):
        assert mean[f"returned_{age}"] == pytest.approx(mean[f"first_{age}"], rel=0.1)


def test_no_returns_no_figures():
    trace = campaign(GRAPH, days=5, runs=1, suspend=("random@0/day",))
    assert set(ageing([trace.runs[0][-1]])) == set(AGEING)
    assert set(ageing([trace.runs[0][-1]]).values()) == {None}


def test_slopes_have_no_share_where_that_of_none_touches_0():
    still = campaign(
        GRAPH, days=20, runs=3, follow_rate=0.0, unfollow=0.0, suspend=("random@5%/day",)
    )
    assert still.mean("none")["slope"] == 0
    assert still.mean("plan")["slope"] < 0
    assert still.mean("plan")["slope_share"] is None
    growing = campaign(GRAPH, days=20, runs=3, follow_rate=0.5, suspend=("random@5%/day",))
    mean, none = growing.mean("plan"), growing.mean("none")
    assert mean["slope_share"] == pytest.approx(mean["slope"] / none["slope"])
    # Runs whose slopes go either way: none's interval holds 0.
    nones = [run[0] for run in growing.runs]
    falling = [type(each)(**{**vars(each)}) for each in nones]
    for each in falling:
        each.days = {
            **each.days, "followers_mean_persons": each.days["followers_mean_persons"][::-1]
        }  # fmt: skip
    assert slopes(nones, nones, growing.parameters)["slope_share"] == pytest.approx(1)
    assert slopes(nones, [nones[0], falling[0]], growing.parameters)["slope_share"] is None


def test_a_line_and_its_error():
    from scipy.stats import linregress

    values = np.random.default_rng(3).normal(size=30)
    known = linregress(np.arange(30), values)
    assert line(values) == pytest.approx((known.slope, known.stderr))
