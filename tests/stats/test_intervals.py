"""Intervals against what they are made of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from graphres.stats.intervals import (
    gamma_interval,
    jackknife_ratio,
    mean_band,
    share_interval,
    t_interval,
    world_interval,
)


def test_students_interval_is_scipys():
    values = [0.2, 0.5, 0.3, 0.9]
    expected = stats.t.interval(0.95, 3, np.mean(values), stats.sem(values))
    assert t_interval(values) == pytest.approx(expected)


def test_without_skewness_the_interval_of_worlds_is_students():
    values = np.array([0.0, 1.0] * 64)
    low, high = world_interval(values)
    half = stats.t.ppf(0.975, 64) * np.sqrt(64) / 128
    assert (low, high) == (pytest.approx(0.5 - half), pytest.approx(0.5 + half))


def test_a_few_pairs_that_make_most_of_the_variance_leave_few_degrees_of_freedom():
    even, one = np.zeros((2, 128))
    even[::2] = np.tile([0.1, -0.1], 32)
    one[0], one[1] = 0.4, -0.4
    squares = [np.sum((v[::2] - v[1::2]) ** 2) for v in (even, one)]
    assert squares[0] == pytest.approx(squares[1])
    widths = [np.subtract(*world_interval(v)[::-1]) for v in (even, one)]
    assert widths[1] == pytest.approx(
        widths[0] * stats.t.ppf(0.975, 3) / stats.t.ppf(0.975, 64), rel=1e-6
    )


def test_a_long_tail_above_moves_the_interval_up():
    values = np.zeros(256)
    values[::16] = np.linspace(0.1, 1, 16) ** 3
    mean = values.mean()
    low, high = world_interval(values)
    assert high - mean > 1.3 * (mean - low)
    flipped = world_interval(-values)
    assert (-flipped[1], -flipped[0]) == (pytest.approx(low), pytest.approx(high))


def test_equal_worlds_have_no_width_and_rows_are_taken_one_by_one():
    rows = np.array([[0.3] * 8, [0.0, 0.1] * 4, [0.0, 0.1, 0.5, 0.2] * 2])
    low, high = world_interval(rows)
    assert low[0] == high[0] == pytest.approx(0.3)
    for row, one, other in zip(rows, low, high, strict=True):
        assert world_interval(row) == (pytest.approx(one), pytest.approx(other))


def test_wilson_is_scipys():
    expected = stats.binomtest(16, 64).proportion_ci(0.95, method="wilson")
    assert share_interval(0.25, 64) == pytest.approx((expected.low, expected.high))
    assert share_interval(0.0, 64)[0] == 0


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=2, max_size=6))
def test_a_band_over_runs_is_the_interval_at_every_point(runs):
    mean, low, high = mean_band(runs)
    for place, values in enumerate(zip(*runs, strict=True)):
        assert mean[place] == pytest.approx(np.mean(values))
        assert (low[place], high[place]) == pytest.approx(t_interval(values))


def test_a_band_of_one_run_is_its_own_interval():
    mean, low, high = mean_band([[0.5, 0.2]], [[0.4, 0.2]], [[0.7, 0.2]])
    assert (mean.tolist(), low.tolist(), high.tolist()) == ([0.5, 0.2], [0.4, 0.2], [0.7, 0.2])


def test_a_band_joins_what_differs_between_runs_with_what_each_leaves_open():
    runs, low, high = [[0.4], [0.6]], [[0.3], [0.5]], [[0.7], [0.9]]
    mean, below, above = mean_band(runs, low, high)
    half = mean - t_interval([0.4, 0.6])[0]
    assert (mean - below) == pytest.approx(np.hypot(half, 0.1))
    assert (above - mean) == pytest.approx(np.hypot(half, 0.3))


def jackknifed(over, under, change, undo):
    """The interval from the definition: every run left out in turn."""
    runs = list(zip(over, under, strict=True))
    ratio = sum(over) / sum(under)
    without = []
    for left in range(len(runs)):
        rest = runs[:left] + runs[left + 1 :]
        without.append(change(sum(x for x, _ in rest) / sum(y for _, y in rest)))
    mean = sum(without) / len(runs)
    error = ((len(runs) - 1) / len(runs) * sum((x - mean) ** 2 for x in without)) ** 0.5
    half = stats.t.ppf(0.975, len(runs) - 1) * error
    return ratio, undo(change(ratio) - half), undo(change(ratio) + half)


@given(st.lists(st.tuples(st.floats(0.1, 9), st.floats(0.1, 9)), min_size=5, max_size=9))
def test_a_ratio_s_interval_leaves_out_every_run_in_turn(runs):
    over, under = zip(*runs, strict=True)
    expected = jackknifed(over, under, np.log, np.exp)
    assert jackknife_ratio(over, under) == pytest.approx(expected, rel=1e-6)


def test_a_ratio_that_may_be_negative_has_its_interval_on_its_own_scale():
    over, under = [3.0, -1.0, -2.0, 1.0, -3.0], [4.0, 5.0, 6.0, 5.0, 4.0]
    expected = jackknifed(over, under, lambda x: x, lambda x: x)
    assert jackknife_ratio(over, under) == pytest.approx(expected)


def test_a_ratio_has_no_interval_under_five_runs_and_no_value_of_nothing():
    assert jackknife_ratio([1.0, 2.0, 3.0, 2.0], [4.0] * 4) == (0.5, None, None)
    assert jackknife_ratio([1.0], [0.0]) == (None, None, None)
    assert jackknife_ratio([1.0] * 5, [0.0, 0.0, 2.0, 0.0, 0.0]) == (2.5, None, None)
    assert jackknife_ratio([0.0, 0.0, 2.0, 0.0, 0.0], [1.0] * 5) == (0.4, None, None)


def test_runs_that_say_nothing_neither_count_nor_change_the_interval():
    over, under = [1.0, 2.0, 1.0, 2.0, 3.0], [4.0, 3.0, 4.0, 4.0, 5.0]
    empty = [0.0] * 3
    assert jackknife_ratio(over + empty, under + empty) == jackknife_ratio(over, under)
    assert jackknife_ratio(over[1:] + empty, under[1:] + empty)[1:] == (None, None)


def test_more_confidence_is_a_wider_interval():
    over, under = [1.0, 2.0, 1.0, 2.0, 3.0], [4.0] * 5
    (_, low, high), (_, wide_low, wide_high) = (
        jackknife_ratio(over, under, confidence) for confidence in (0.9, 0.99)
    )
    assert wide_low < low < high < wide_high


@given(st.integers(0, 60))
def test_events_of_one_size_have_poisson_s_interval(count):
    y = np.array([float(count)])
    low, high = gamma_interval(y, y, np.ones(1))
    assert low[0] == pytest.approx(stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0)
    assert high[0] == pytest.approx(stats.chi2.ppf(0.975, 2 * count + 2) / 2)
