"""What the chart of a collapse shows and says."""

from __future__ import annotations

import numpy as np
import pytest

from graphres.report.charts.chart_spec import ChartLine, LinePanel
from graphres.report.kinds import chart_of
from graphres.report.kinds.collapse.headline import write_findings
from graphres.stats.intervals import t_interval


def test_a_curve_of_one_run_is_the_result_itself(documents):
    rows = [r for r in documents("collapse").rows("curve") if r["strategy"] == "in-degree"]
    reach, giant = chart_of(documents("collapse")).panels
    line = giant.lines[0]
    assert line.x == [row["removed_fraction"] for row in rows]
    assert line.y == [row["giant"] for row in rows]
    assert line.low is None
    assert reach.lines[0].low == pytest.approx([row["reach_low"] for row in rows])
    assert reach.lines[0].high == pytest.approx([row["reach_high"] for row in rows])


def test_several_runs_are_their_mean_with_its_interval(documents):
    rows = [r for r in documents("giant").rows("curve") if r["strategy"] == "random"]
    line = chart_of(documents("giant")).panels[0].lines[1]
    assert line.name == "random"
    at_10 = [row["giant"] for row in rows if row["removed"] == 10]
    assert len(at_10) == 10
    assert line.y[10] == pytest.approx(np.mean(at_10))
    assert (line.low[10], line.high[10]) == pytest.approx(t_interval(at_10))


MEAN = {
    "strategy": "in-degree",
    "run": "mean",
    "removed": 1000,
    "half_giant": 0.4,
    "cut_max": 0.3,
    "cut_max_at": 0.35,
    "half_reach": 0.04,
    "reach_start": 0.5,
    "reach_end": 0.0,
    "reach_cut_max": 0.2,
    "reach_cut_max_at": 0.05,
}


def lines(*giant: float) -> LinePanel:
    return LinePanel("", "", [ChartLine("in-degree", [i / 100 for i in range(len(giant))], giant)])


def test_half_of_reach_is_the_title_while_few_are_gone():
    panels = {"reach": lines(0.5), "giant": lines(1.0, 0.99, 0.98, 0.97, 0.96, 0.5)}
    title, *remarks = write_findings([MEAN], panels, 1000)
    assert title == (
        "Suspending the 40 most followed accounts (4.0 %) cuts reach by half; "
        "the giant component stands, with 96 % of its accounts"
    )
    assert remarks == [
        "With 5.0 % of accounts removed by in-degree, 40 % of reach is cut: "
        "lost between accounts that are both left."
    ]


def test_a_giant_that_falls_is_not_said_to_stand():
    panels = {"reach": lines(0.5), "giant": lines(1.0, 0.9, 0.7, 0.5, 0.3)}
    assert write_findings([MEAN], panels, 1000)[0].endswith(
        "the giant component is left with 30 % of its accounts"
    )


def test_half_by_arithmetic_is_not_sold_as_a_finding():
    late = {**MEAN, "half_reach": 0.3}
    title = write_findings([late], {"reach": lines(0.5)}, 1000)[0]
    assert "half" not in title
    assert title.startswith("With 5.0 % of accounts removed by in-degree, 40 % of reach is cut")
    uncut = {**late, "reach_cut_max": 0.0, "reach_end": 0.25, "removed": 300}
    assert write_findings([uncut], {"reach": lines(0.5)}, 1000)[0] == (
        "Without the 300 most followed accounts reach is 50 % lower, none of it by paths that "
        "are cut"
    )


def test_of_the_giant_the_cut_is_told():
    random = {**MEAN, "strategy": "random", "cut_max": 0.02}
    title, other, halves = write_findings([MEAN, random], {"giant": lines(1.0)}, 1000)
    assert title == (
        "Removing 35 % of accounts by in-degree cuts a further 30 % of all accounts off the "
        "giant component"
    )
    assert other == "At most cut off by others: random 2.0 %."
    assert "arithmetic" in halves
    title = write_findings([{**random, "cut_max": 0.004}], {"giant": lines(1.0)}, 1000)[0]
    assert title == (
        "Hardly anybody is cut off: the giant component loses the removed accounts and at most "
        "0.4 % more"
    )


def test_the_giant_is_held_against_the_removed_alone(documents):
    reach, giant = chart_of(documents("collapse")).panels
    assert reach.reference is None
    assert (giant.reference.x, giant.reference.y) == ([0.0, 1.0], [1.0, 0.0])
