"""Crossings of curves that are known: one, several, none, and with noise."""

from __future__ import annotations

import numpy as np
import pytest

from graphres.campaigns.crossings import Curve, bisected

GRID = [0, 1, 2, 5, 10]


def scanned(curve, grid=GRID, noise=(0.0,)):
    """The curve as `bisected` finds it, every run off by its own noise; and values measured."""
    known = {}

    def measure(values):
        for value in values:
            assert value not in known
            known[value] = [curve(value) + off for off in noise]

    def now():
        values = sorted(known)
        table = np.array([known[value] for value in values])
        return Curve(values, table, np.ones_like(table))

    return bisected(measure, now, grid), list(known)


def test_a_monotone_curve_crosses_once_where_it_does():
    curve, measured = scanned(lambda x: x / 3)
    (crossing,) = curve.crossings()
    assert crossing.value == pytest.approx(3, abs=1e-9)
    assert crossing.rises
    assert crossing.low is None
    assert len(measured) == len(GRID) + 8
    left, right = curve.brackets()[0]
    assert right - left == 3 / 2**8


def test_a_bent_curve_is_met_by_halving():
    (crossing,) = scanned(lambda x: (x / 3.3) ** 4)[0].crossings()
    assert crossing.value == pytest.approx(3.3, abs=1e-3)


def test_noise_ends_the_halving_and_widens_the_interval():
    noise = np.random.default_rng(0).normal(0, 0.2, 12)
    curve, measured = scanned(lambda x: 2 - x / 4, noise=noise)
    (crossing,) = curve.crossings()
    assert len(measured) < len(GRID) + 8
    assert not crossing.rises
    assert crossing.value == pytest.approx(4 + 4 * noise.mean())
    assert crossing.low < crossing.value < crossing.high
    # The crossing is 4 + 4 · mean of the noise: so is its spread, t of 11 degrees of freedom.
    assert crossing.high - crossing.low == pytest.approx(
        4 * 2 * 2.201 * noise.std(ddof=1) / np.sqrt(12), rel=0.05
    )


def test_four_runs_leave_a_crossing_without_an_interval_and_five_give_it_one():
    noise = [-0.02, 0.01, 0.0, 0.02, -0.01]
    few, enough = (scanned(lambda x: x / 3, noise=n)[0] for n in (noise[:4], noise))
    assert few.crossings()[0][1:3] == (None, None)
    assert few.intervals() == [(None, None)] * len(few.values)
    (crossing,) = enough.crossings()
    assert crossing.low < crossing.value < crossing.high


def test_an_interval_of_a_crossing_ends_where_an_end_of_the_curve_s_interval_crosses():
    noise = [-0.3, 0.2, 0.1, 0.3, -0.2, 0.0]
    curve, _ = scanned(lambda x: x / 3, noise=noise)
    (crossing,) = curve.crossings()
    for end, where in ((curve.high, crossing.low), (curve.low, crossing.high)):
        assert np.interp(where, curve.values, end) == pytest.approx(1)


def test_a_curve_that_is_not_monotone_crosses_as_often_as_it_does():
    curve, _ = scanned(lambda x: 1.5 - abs(x - 4) / 4)
    values = [(round(each.value, 3), each.rises) for each in curve.crossings()]
    assert values == [(2.0, True), (6.0, False)]


@pytest.mark.parametrize("level", [0.9, 1.0, 1.1])
def test_a_curve_that_stays_on_its_side_has_no_crossing(level):
    curve, measured = scanned(lambda x: level)
    assert curve.crossings() == []
    assert measured == GRID


def test_an_interval_that_holds_1_everywhere_leaves_the_crossing_open():
    noise = [-1.0, -0.9, 0.0, 0.9, 1.2]
    (crossing,) = scanned(lambda x: 0.5 + x / 11, noise=noise)[0].crossings()
    assert crossing.low is None
    assert crossing.high is None


def test_ratios_are_of_sums_over_runs():
    curve = Curve([0, 1], [[1, 9], [2, 2]], [[1, 3], [1, 3]])
    assert curve.ratios.tolist() == [2.5, 1.0]
