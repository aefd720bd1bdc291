"""Frontiers on small graphs where the answer is known."""

from __future__ import annotations

import pytest

import graphres
from graphres.campaigns import campaign, frontier
from graphres.data.generators import generate
from graphres.errors import InputError, UsageError
from tests import graphs

GRAPH = generate("preferential", n=80, mean_followers=6, seed=3)
QUIET = {"days": 40, "follow_rate": 0.0, "unfollow": 0.0, "suspend": ("random@5%/day",), "runs": 2}


def test_all_find_at_once_so_all_is_held():
    found = frontier(
        GRAPH,
        over="replacements",
        values=[1, 2, 4],
        come_back=1.0,
        return_after="fixed:1",
        refollow=1.0,
        refollow_after=0.0,
        **(QUIET | {"follow_rate": 2.0, "days": 60, "from_day": 10}),
    )
    assert found.status == "always held"
    assert found.crossings == ()
    assert found.figures()["crossing"] is None
    assert "held everywhere" in found.sentence


@pytest.mark.parametrize("over", ["replacements", "find"])
def test_nobody_comes_back_so_nothing_is_held(over):
    found = frontier(GRAPH, over=over, values=[0, 0.5, 1], come_back=0.0, **QUIET)
    assert found.status == "never held"
    assert all(point.opened_per_suspended == 0 for point in found.points)
    assert "held nowhere" in found.sentence


def test_without_growth_only_no_pressure_holds():
    found = frontier(GRAPH, over="pressure", values=[0, 1, 2], **QUIET)
    assert found.points[0].held_share == 1
    assert found.points[0].opened_per_suspended is None
    assert found.status == "crossed"
    assert not found.crossing.rises
    assert found.crossing.value < 0.1
    assert found.opened_per_suspended is None


def test_a_point_is_what_a_campaign_says():
    asked = {"days": 50, "from_day": 5, "runs": 3, "seed": 4, "replacements": 1.5}
    found = frontier(GRAPH, over="find", values=[0.0, 0.05, 1.0], **asked)
    point = next(each for each in found.points if each.value == 0.05)
    trace = campaign(GRAPH, arms=["plan"], find=0.05, **asked)
    late = sum(own.held_late for run in trace.runs for own in run if own.arm == "plan")
    early = sum(own.held_before for run in trace.runs for own in run if own.arm == "plan")
    assert point.held_share == late / early
    mean = trace.mean("plan")
    assert point.opened_per_suspended * mean["suspended"] == pytest.approx(mean["opened"])


def test_pressure_multiplies_rates_and_takes_no_more_than_all():
    asked = {"days": 6, "runs": 1, "come_back": 0.0, "arms": ["plan"]}
    one = campaign(GRAPH, suspend=("random@6%/day",), **asked)
    other = campaign(GRAPH, suspend=("random@2%/day",), pressure=3, **asked)
    assert one.days.to_csv() == other.days.to_csv()
    all_of_them = campaign(GRAPH, suspend=("random@50%/day",), pressure=5, **asked)
    assert all_of_them.mean("plan")["suspended"] == GRAPH.n


def test_workers_change_nothing_and_progress_ends_at_all():
    seen = []
    one = frontier(
        GRAPH,
        over="pressure",
        days=40,
        runs=3,
        values=[0, 1, 8],
        jobs=1,
        on_progress=lambda done, total: seen.append((done, total)),
    )
    other = frontier(GRAPH, over="pressure", days=40, runs=3, values=[8, 0, 1], jobs=2)
    assert one == other
    assert [done for done, _ in seen[:-1]] == list(range(1, len(seen)))
    assert seen[-1][0] == seen[-1][1]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"over": "luck"}, "no frontier"),
        ({"over": "find", "refollow": 0.5}, "refollow"),
        ({"over": "pressure", "days": 29}, "at least days=30"),
        ({"over": "pressure", "values": [1, 1]}, "two values"),
        ({"over": "find", "values": [0, 2]}, "out of range"),
        ({"over": "find", "runs": 0}, "runs"),
        ({"over": "find", "luck": 1}, "no parameter"),
    ],
)
def test_wrong_usage(wrong, said):
    with pytest.raises(UsageError, match=said):
        frontier(GRAPH, **wrong)


def test_an_audience_of_nobody_cannot_be_held():
    with pytest.raises(InputError, match="nobody is followed"):
        frontier(graphs.make(3, []), over="pressure", days=30, follow_rate=0.0, runs=1)


def test_public_name():
    assert graphres.frontier is frontier
