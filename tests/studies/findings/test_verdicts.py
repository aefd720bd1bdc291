"""Verdicts over every way in which an interval can lie to a tolerance."""

from __future__ import annotations

import math
from itertools import product

import pytest

from graphres.studies.findings.verdicts import Check, Tolerance, Untestable, joint

PLACES = (-1.0, 0.0, 0.5, 1.0, 2.0)


@pytest.mark.parametrize(
    "tolerance",
    [
        Tolerance.within(0, 1),
        Tolerance.below(1),
        Tolerance.above(0),
        Tolerance.at_least(0),
        Tolerance.at_most(1),
    ],
    ids=str,
)
def test_a_verdict_is_what_all_points_of_the_interval_say(tolerance):
    """Held to the definition: every point of a fine grid over the interval is in, or none is."""
    for low, high in product(PLACES, PLACES):
        if low > high:
            continue
        inside = {low + (high - low) * k / 64 in tolerance for k in range(65)}
        expected = "undecided" if len(inside) == 2 else "holds" if inside == {True} else "fails"
        assert Check("x", tolerance, (low + high) / 2, low, high).verdict == expected


def test_no_end_is_told_and_is_no_number():
    check = Check("x", Tolerance.above(0), 14.9, 14.9, None, is_open=True)
    assert (check.verdict, str(check)) == (
        "holds",
        "x: at least 14.9 [14.9, no end], holds (above 0)",
    )
    assert Check("x", Tolerance.below(1), 1.0, 1.0, None, is_open=True).verdict == "fails"
    assert Check("x", Tolerance.below(1), 0.5, 0.4, None, is_open=True).verdict == "undecided"


def test_no_end_is_inside_what_has_no_end():
    assert Check("x", Tolerance.above(0), math.inf, 1.0, math.inf).verdict == "holds"
    assert Check("x", Tolerance.at_most(1), math.inf, math.inf, math.inf).verdict == "fails"


def test_a_single_run_decides_nothing():
    assert Check.mean("x", [0.5], Tolerance.below(1)).verdict == "undecided"


def test_nothing_to_measure_is_untestable():
    with pytest.raises(Untestable):
        Check.mean("x", [], Tolerance.below(1))
    with pytest.raises(Untestable):
        Check.share("x", 0, 0, Tolerance.below(1))


def test_all_have_to_hold_and_one_failure_is_enough():
    made = {
        "holds": Check("x", Tolerance.below(1), 0.5, 0.4, 0.6),
        "fails": Check("x", Tolerance.below(1), 1.5, 1.4, 1.6),
        "undecided": Check("x", Tolerance.below(1), 1.0, 0.4, 1.6),
    }
    for names in product(made, repeat=3):
        worst = next(v for v in ("fails", "undecided", "holds") if v in names)
        assert joint([made[name] for name in names]) == worst
