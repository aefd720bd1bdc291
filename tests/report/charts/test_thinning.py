"""Curves thinned: what is left is exact, and nothing that was seen is gone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graphres.report.charts.chart_spec import ChartLine
from graphres.report.charts.thinning import choose_points, thin

curves = st.lists(st.floats(0, 1), min_size=1, max_size=60)


@given(curves, st.floats(0, 0.3))
def test_no_point_is_farther_from_the_thinned_curve_than_allowed(values, tolerance):
    x = list(range(len(values)))
    kept = choose_points(x, [values], tolerance)
    assert kept[0] == 0
    assert kept[-1] == len(values) - 1
    drawn = np.interp(x, kept, [values[place] for place in kept])
    assert np.abs(drawn - values).max() <= tolerance + 1e-9


@given(curves)
def test_without_tolerance_every_kink_is_kept(values):
    x = list(range(len(values)))
    kept = choose_points(x, [values], 0.0)
    kinks = [
        i for i in range(1, len(values) - 1) if values[i - 1] - 2 * values[i] + values[i + 1] > 1e-9
    ]
    assert set(kinks) <= set(kept)


def test_a_kink_of_the_band_counts_as_well():
    assert choose_points([0, 1, 2], [[1, 1, 1], [0, 0.9, 0]], 0.1) == [0, 1, 2]


def test_a_straight_line_is_its_ends_and_a_step_stays_where_it_is():
    x = [i / 1000 for i in range(1001)]
    straight = thin(ChartLine("in-degree", x, [1 - value for value in x]), 1.0)
    assert (straight.x, straight.y) == ([0.0, 1.0], [1.0, 0.0])
    step = thin(ChartLine("in-degree", x, [1.0] * 400 + [0.2] * 601), 1.0)
    assert step.x == [0.0, 0.399, 0.4, 1.0]
    assert step.y == [1.0, 1.0, 0.2, 0.2]
