"""Differences beyond noise: the formulas, and how often nothing seems to be something."""

import math

import numpy as np
import pytest
from scipy import stats

from graphres.studies.comparisons.curves import compare_curves
from graphres.studies.comparisons.estimates import Estimate, compare_estimates
from graphres.studies.comparisons.rows import MeasureCurve


def test_exact_figures_differ_or_do_not():
    one = Estimate(0.25, is_exact=True)
    assert (
        compare_estimates(one, Estimate(0.25 + 1e-15, is_exact=True), are_paired=True).changed
        is False
    )
    assert compare_estimates(one, Estimate(0.26, is_exact=True), are_paired=False)[3:] == (
        "exact",
        True,
    )
    gone = Estimate(None, is_exact=True)
    assert compare_estimates(one, gone, are_paired=True)[3:] == ("exact", True)
    assert compare_estimates(gone, gone, are_paired=True)[3:] == ("exact", False)


def test_runs_that_drew_the_same_are_compared_one_by_one():
    before, after = (1.0, 2.0, 3.0, 4.0), (1.2, 2.1, 3.3, 4.2)
    one, other = Estimate(2.5, runs=before), Estimate(2.7, runs=after)
    found = compare_estimates(one, other, are_paired=True)
    test = stats.ttest_rel(after, before).confidence_interval()
    assert found[:3] == pytest.approx((0.2, test.low, test.high))
    assert found[3:] == ("paired", True)
    apart = compare_estimates(one, other, are_paired=False)
    assert (apart.noise, apart.changed) == ("intervals", False)


def test_intervals_are_added_as_for_independent_means():
    found = compare_estimates(Estimate(1.0, 0.8, 1.3), Estimate(2.0, 1.5, 2.4), are_paired=True)
    assert found.low == pytest.approx(1.0 - math.hypot(0.5, 0.3))
    assert found.high == pytest.approx(1.0 + math.hypot(0.4, 0.2))


def test_an_estimate_beside_an_exact_figure_has_its_own_noise():
    runs = (0.9, 1.1, 1.0)
    found = compare_estimates(
        Estimate(0.5, is_exact=True), Estimate(1.0, runs=runs), are_paired=True
    )
    half = stats.t.ppf(0.975, 2) * np.std(runs, ddof=1) / math.sqrt(3)
    assert found[1:3] == pytest.approx((0.5 - half, 0.5 + half))


def test_one_run_says_nothing_of_noise():
    found = compare_estimates(
        Estimate(0.5, runs=(0.5,)), Estimate(0.7, runs=(0.7,)), are_paired=True
    )
    assert found[3:] == ("unknown", None)
    sampled = Estimate(0.5, runs=(0.4, 0.6), is_sampled=True)
    assert compare_estimates(sampled, sampled, are_paired=True).noise == "unknown"
    assert compare_estimates(Estimate(None), Estimate(0.5), are_paired=True).changed is None


@pytest.mark.parametrize("are_paired", [True, False])
def test_where_nothing_changed_one_in_twenty_seems_to(are_paired):
    rng = np.random.default_rng(5)
    false = 0
    for _ in range(600):
        before, after = rng.normal(size=(2, 8))
        one, other = (Estimate(float(x.mean()), runs=tuple(x)) for x in (before, after))
        false += bool(compare_estimates(one, other, are_paired=are_paired).changed)
    assert 0.01 < false / 600 < 0.08


def curve(runs, *, is_exact=False, low=(), high=()):
    return MeasureCurve(list(range(len(runs[0]))), runs, list(low), list(high), is_exact)


def test_a_curve_that_moves_at_one_place_has_changed():
    flat, bent = curve([[1.0, 0.5, 0.0]], is_exact=True), curve([[1.0, 0.25, 0.25]], is_exact=True)
    found = compare_curves(flat, bent, are_paired=True)
    assert (found.mean.changed, found.changed, found.places_changed) == (False, True, 2)
    assert (found.largest, found.at) == (-0.25, 1)
    same = compare_curves(flat, flat, are_paired=True)
    assert (same.changed, same.places_changed) == (False, 0)


def test_curves_of_unlike_places_are_compared_where_both_have_any():
    one = MeasureCurve([0, 2, 4], [[3.0, 2.0, 1.0]], [], [], True)
    other = MeasureCurve([0, 3, 4], [[3.0, 9.0, 0.5]], [], [], True)
    found = compare_curves(one, other, are_paired=True)
    assert (found.places, found.largest, found.at) == (2, -0.5, 4)
    assert compare_curves(one, MeasureCurve([1], [[1.0]], [], [], True), are_paired=True) is None


def test_curves_of_which_nothing_changed_seldom_seem_to_differ_at_a_place():
    rng = np.random.default_rng(6)
    for are_paired in (True, False):
        false = 0
        for _ in range(300):
            before, after = rng.normal(size=(2, 6, 20))
            found = compare_curves(
                curve(before.tolist()), curve(after.tolist()), are_paired=are_paired
            )
            false += bool(found.places_changed)
        assert false / 300 < 0.08
    moved = (np.array(before) + 30 * (np.arange(20) == 7)).tolist()
    found = compare_curves(curve(before.tolist()), curve(moved), are_paired=True)
    assert (found.places_changed, found.at) == (1, 7)


def test_a_sampled_curve_has_the_noise_of_its_worlds():
    def of(middle, half):
        ends = [[m + sign * half for m in middle] for sign in (-1, 1)]
        return curve([middle], low=[ends[0]], high=[ends[1]])

    far = compare_curves(of([1.0, 0.5], 0.01), of([0.9, 0.4], 0.01), are_paired=True)
    near = compare_curves(of([1.0, 0.5], 0.2), of([0.9, 0.4], 0.2), are_paired=True)
    assert (far.changed, far.places_changed) == (True, 2)
    assert (near.changed, near.places_changed) == (False, 0)
    assert compare_curves(curve([[1.0]]), curve([[2.0]]), are_paired=True).changed is None
