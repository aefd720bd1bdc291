"""Strategies in the same worlds."""

from __future__ import annotations

import numpy as np
import pytest

from graphres.spread import Spread
from graphres.spread.sample import WorldSample, difference, joint_mean
from graphres.stats.intervals import t_interval, t_quantile, world_interval
from graphres.strategies import strategy
from graphres.studies.trials.paired_differences import changed_places, differences
from graphres.studies.trials.runs import TrialPlan, run_trials
from graphres.studies.trials.summary import mean_area, mean_reach, summarise
from tests import graphs


def trials(*specs: str, **plan):
    graph = graphs.crowded(150, 5)
    chosen = [strategy(spec) for spec in specs]
    held_to = TrialPlan(measures=("reach",), spread=Spread(probability=0.3), **plan)
    return run_trials(graph, chosen, held_to)


def test_a_difference_is_that_of_the_means_with_a_paired_interval():
    found = trials("in-degree", "random", runs=4, limit=30)
    area, end = differences(found)
    by_spec = [[t for t in found if t.strategy == name] for name in ("in-degree", "random")]
    first, second = (np.mean([t.sample.at(30) for t in group], axis=0) for group in by_spec)
    assert (end.what, end.removed) == ("reach", 30)
    assert end.difference == pytest.approx(np.mean(first - second))
    low, high = world_interval(first - second)
    means = [t.sample.at(30).mean() for t in by_spec[1]]
    of_runs = t_quantile(3) * np.std(means, ddof=1) / 2
    assert end.high - end.difference == pytest.approx(np.hypot(high - end.difference, of_runs))
    assert end.difference - end.low == pytest.approx(np.hypot(end.difference - low, of_runs))
    assert area.what == "area"
    assert area.difference == pytest.approx(mean_area(by_spec[0]).mean - mean_area(by_spec[1]).mean)
    assert area.is_clear


def test_a_strategy_does_not_differ_from_itself():
    found = trials("degree", "degree:adaptive", limit=1)
    for contrast in differences(found):
        assert (contrast.low, contrast.difference, contrast.high) == (0, 0, 0)
        assert not contrast.is_clear


def test_nothing_is_compared_at_the_end_of_a_complete_order():
    assert [c.what for c in differences(trials("in-degree", "degree"))] == ["area"]


def test_orders_of_other_lengths_are_compared_where_both_are(tmp_path):
    path = tmp_path / "few.csv"
    path.write_text("account 0\naccount 1\n")
    found = trials(f"list:{path}", "in-degree", limit=20)
    (only,) = differences(found)
    assert (only.what, only.removed) == ("reach", 2)


def test_no_reach_no_difference():
    graph = graphs.crowded(20, 2)
    assert differences(run_trials(graph, [strategy("in-degree")], TrialPlan())) == []


def test_means_over_runs_have_both_parts_of_the_interval():
    runs = [np.array([0.1, 0.3, 0.2, 0.2]), np.array([0.3, 0.3, 0.2, 0.4])]
    mean, low, high = joint_mean(runs, is_exact=False)
    of_worlds = world_interval(np.mean(runs, axis=0))
    first, last = t_interval([0.2, 0.3])
    assert mean == pytest.approx(0.25)
    assert high - mean == pytest.approx(np.hypot(of_worlds[1] - mean, (last - first) / 2))
    assert mean - low == pytest.approx(np.hypot(mean - of_worlds[0], (last - first) / 2))
    assert joint_mean(runs[:1], is_exact=True) == pytest.approx((0.2, 0.2, 0.2))
    assert difference(runs, runs, is_exact=True).mean == 0


def test_the_mean_row_holds_the_interval_of_the_mean():
    found = trials("random", runs=5)
    row = summarise(found)[-1]
    area = mean_area(found)
    assert row["area_reach"] == pytest.approx(area.mean)
    assert (row["area_reach_low"], row["area_reach_high"]) == (area.low, area.high)
    assert row["reach_start_low"] == mean_reach(found, 0).low
    assert mean_reach(found, 151) is None


def two(here: tuple[float, float], there: tuple[float, float]):
    """Trials of two strategies whose areas differ clearly at one probability, and at another."""
    from graphres.studies.trials.summary import Trial

    def trial(name: str, area: float, other: float) -> Trial:
        kept = np.array([0, 10])
        sample = WorldSample(
            100, False, kept, np.zeros((2, 64), np.int32), np.full(64, int(1000 * area))
        )
        return Trial(name, 0, kept, {}, {}, 100, sample, {0.2: np.full(64, other)})

    return [trial("a", here[0], there[0]), trial("b", here[1], there[1])]


def test_strategies_that_change_places_at_another_probability():
    assert changed_places(two((0.1, 0.2), (0.3, 0.2)), (0.2,)) == {0.2: [("a", "b")]}
    assert changed_places(two((0.1, 0.2), (0.2, 0.3)), (0.2,)) == {0.2: []}
    assert changed_places(two((0.1, 0.2), (0.2, 0.2)), (0.2,)) == {0.2: []}
    assert changed_places(two((0.1, 0.2), (0.3, 0.2)), (0.01,)) == {}
