from dataclasses import replace

import pytest

from graphres.campaigns import Parameters, campaign
from graphres.campaigns.channels import parse_channel, parse_waves
from graphres.data.generators import generate
from graphres.errors import InputError, UsageError
from tests import graphs


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"come_back": 1.5}, "come_back"),
        ({"find": float("nan")}, "find"),
        ({"replacements": 17}, "replacements"),
        ({"days": 0}, "days"),
        ({"days": 2.5}, "whole"),
        ({"days": 10, "from_day": 11}, "from_day"),
        ({"from_day": 5, "to_day": 4}, "to_day"),
        ({"return_after": "soon"}, "return_after"),
        ({"return_after": "fixed:0"}, "at least 1"),
        ({"discovery": "exposure=0.5"}, "add up to 1"),
        ({"discovery": "luck=1"}, "mixture"),
    ],
)
def test_values_out_of_range_are_usage_errors(wrong, said):
    with pytest.raises(UsageError, match=said):
        Parameters(**wrong)


@pytest.mark.parametrize("text", ["random", "random@", "random@x/day", "random@120%/day", "@3/day"])
def test_channels_that_are_none(text):
    with pytest.raises(UsageError):
        parse_channel(text)


def test_young_needs_days():
    with pytest.raises(UsageError, match="young:days=2"):
        parse_channel("young@3/day")


@pytest.mark.parametrize("text", ["30", "0:0.2", "7:200%", "x:1%"])
def test_waves_that_are_none(text):
    with pytest.raises(UsageError):
        parse_waves(text)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"arms": ["nune"]}, "no arm"),
        ({"arms": []}, "no arm"),
        ({"runs": 0}, "runs"),
        ({"replacement": 2}, "no parameter"),
        ({"suspend": ("in-degre@1/day",)}, "did you mean"),
        ({"waves": "x"}, "waves"),
    ],
)
def test_a_campaign_checks_before_it_runs(wrong, said):
    with pytest.raises(UsageError, match=said):
        campaign(graphs.star(3), **wrong)


def test_a_group_is_a_column_of_the_accounts():
    with pytest.raises(InputError, match="no column 'language'"):
        campaign(graphs.star(3), group="language")


def test_an_empty_graph_has_no_figures():
    trace = campaign(graphs.make(0, []), days=3, runs=2)
    assert trace.mean("plan")["stunting"] is None
    assert trace.days["accounts"].max() == 0


def test_what_is_left_to_the_graph_grows_by_some_tenth_a_month():
    graph = generate("preferential", n=800, mean_followers=9, seed=4)
    trace = campaign(graph, days=30, runs=2, arms=["none"])
    assert trace.parameters.suspend == ("in-degree:soft@4/day",)
    start = graph.m / graph.n
    assert 1.05 < trace.mean("none")["followers_end"] / start < 1.12
    given = campaign(graph, days=2, runs=1, follow_rate=0.3, suspend=("random@1/day",))
    assert given.parameters.follow_rate == 0.3
    assert given.parameters.suspend == ("random@1/day",)
    assert replace(Parameters(act=("private@1/day",)), days=9).suspend == ()
