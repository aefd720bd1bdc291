"""Replacements at a capacity in accounts and at a share of all."""

from __future__ import annotations

import pytest

from graphres.campaigns import Parameters, campaign
from graphres.campaigns.capacities import at_both_capacities, replacement_effect
from graphres.campaigns.scenario import Setting
from graphres.data.generators import generate

GRAPH = generate("preferential", n=50, mean_followers=5, seed=3)


def test_the_change_is_that_of_two_campaigns_on_the_same_numbers():
    made = Parameters(days=20, suspend=("random@4%/day",), replacements=3.0, follow_rate=0.5)
    told = replacement_effect(Setting(GRAPH, made, seed=1), 5, jobs=1)
    assert [(each.closing, each.a_day) for each in told] == [("count", 2.0), ("share", 0.04)]
    for each, spec in zip(told, ("random@2/day", "random@4%/day"), strict=True):
        days = [
            campaign(
                GRAPH, made, suspend=(spec,), replacements=opened, runs=5, seed=1
            ).mean("plan")["follower_days"]
            for opened in (3.0, 1.0)
        ]  # fmt: skip
        assert each.ratio == pytest.approx(days[0] / days[1])
        assert each.low < each.ratio < each.high


def test_both_rates_are_alike_at_the_start():
    plans = at_both_capacities(Parameters(suspend=("random@2/day", "in-degree@4%/day")), 200)
    assert plans["count"][1].suspend == ("random@2/day", "in-degree@8/day")
    assert plans["share"][1].suspend == ("random@1%/day", "in-degree@4%/day")
    assert plans["count"][0] == 10
    assert plans["share"][0] == pytest.approx(0.05)
