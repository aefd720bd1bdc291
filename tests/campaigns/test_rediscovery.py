"""What the sample movement shows at a fast growth: doses drawn by lot, and two cohorts."""

from __future__ import annotations

from pathlib import Path

import pytest

import graphres
from graphres.campaigns import campaign

SAMPLES = Path(__file__).resolve().parents[2] / "sample_graphs"


@pytest.fixture(scope="module")
def movement():
    accounts = SAMPLES / "movement-accounts.csv"
    graph, _ = graphres.read_follows(SAMPLES / "movement.csv", accounts=accounts)
    return graph


def rows(trace, dose, group):
    told = {(r["group"], r["dose"]): r for r in trace.rows("doses") if r["arm"] == "plan"}
    return told[group, dose]


def test_every_further_suspension_leaves_less(movement):
    trace = campaign(movement, dose=(0, 1, 2, 4, 8), follow_rate=0.5, runs=2)
    left = [rows(trace, dose, "all") for dose in ("0", "1", "2", "4", "8")]
    ends = [row["followers_end"] for row in left]
    assert ends == sorted(ends, reverse=True)
    assert [e > 80 for e in ends] == [True, False, False, False, False]
    for end, low, high in zip(ends[1:], (14, 4, 0.6, 0.05), (25, 8, 1.8, 0.5), strict=True):
        assert low < end < high
    assert all(48 < row["followers_end_none"] < 68 for row in left)
    assert left[0]["ratio"] > 1.3
    assert left[3]["ratio"] < 0.04


def test_the_cohort_under_pressure_loses_nearly_all(movement):
    plan = ("attribute:lang == 'en'@3%/day", "attribute:lang != 'en'@0.3%/day")
    trace = campaign(movement, suspend=plan, group="lang", follow_rate=0.5, runs=1)
    english, arabic = (rows(trace, "all", group) for group in ("en", "ar"))
    assert english["followers_end"] < 1.5
    assert english["followers_end_none"] == pytest.approx(58.7, rel=0.1)
    assert arabic["followers_end"] == pytest.approx(43.9, rel=0.15)
    assert arabic["followers_end_none"] == pytest.approx(56.1, rel=0.1)
