"""What charts show and say, from results."""

from __future__ import annotations

import numpy as np
import pytest

from graphres.errors import UsageError
from graphres.intervals import t_interval
from graphres.report.document import Document
from graphres.report.plots.bands import lines_of
from graphres.report.plots.collapse_words import told
from graphres.report.plots.picture import Dots, Line, Lines
from graphres.report.plots.pictures import PICTURES, picture
from tests.report.conftest import CHARTS, SOURCES


@pytest.mark.parametrize("name", CHARTS)
def test_every_result_has_a_title_panels_and_a_source(documents, name):
    shown = picture(documents(name))
    assert shown.title
    assert not shown.title.endswith(".")
    assert all(remark.endswith(".") for remark in shown.remarks)
    assert shown.panels
    assert shown.source.startswith(SOURCES.get(name, "karate.csv: 34 accounts, 78 ties; seed 0"))
    for panel in shown.panels:
        for line in panel.lines if isinstance(panel, Lines) else ():
            assert len(line.x) == len(line.y) > 0
            assert list(line.x) == sorted(line.x)


def test_what_has_no_chart_says_so():
    with pytest.raises(UsageError, match="result of info has no chart; those of collapse"):
        picture(Document("graphres.info/1", {}))
    assert set(PICTURES) == {
        *("collapse", "reach", "campaign", "frontier", "intervene", "sweep", "compare", "wave")
    }


def test_a_curve_of_one_run_is_the_result_itself(documents):
    rows = [r for r in documents("collapse").rows("curve") if r["strategy"] == "in-degree"]
    reach, giant = picture(documents("collapse")).panels
    line = giant.lines[0]
    assert line.x == [row["removed_fraction"] for row in rows]
    assert line.y == [row["giant"] for row in rows]
    assert line.low is None
    assert reach.lines[0].low == pytest.approx([row["reach_low"] for row in rows])
    assert reach.lines[0].high == pytest.approx([row["reach_high"] for row in rows])


def test_several_runs_are_their_mean_with_its_interval(documents):
    rows = [r for r in documents("giant").rows("curve") if r["strategy"] == "random"]
    line = picture(documents("giant")).panels[0].lines[1]
    assert line.name == "random"
    at_10 = [row["giant"] for row in rows if row["removed"] == 10]
    assert len(at_10) == 10
    assert line.y[10] == pytest.approx(np.mean(at_10))
    assert (line.low[10], line.high[10]) == pytest.approx(t_interval(at_10))


def test_runs_that_end_early_are_drawn_as_far_as_all_go():
    table = {
        "strategy": ["a"] * 5,
        "run": [0, 0, 0, 1, 1],
        "removed": [0, 1, 2, 0, 1],
        "giant": [1.0, 0.6, 0.4, 1.0, 0.8],
    }
    (line,) = lines_of(table, "strategy", "removed", "giant")
    assert (line.x, line.y) == ([0, 1], [1.0, 0.7])


def test_a_name_is_one_line_though_another_stands_between():
    table = {
        "arm": ["a", "b", "a"],
        "run": [0, 0, 1],
        "day": [0, 0, 0],
        "followers": [1.0, 5.0, 3.0],
    }
    assert [(line.name, line.y) for line in lines_of(table, "arm", "day", "followers")] == [
        ("a", [2.0]),
        ("b", [5.0]),
    ]


def test_a_measure_nobody_has_is_left_out():
    table = {"arm": ["a"], "run": [0], "day": [0], "reach_share": [None]}
    assert lines_of(table, "arm", "day", "reach_share") == []


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


def lines(*giant: float) -> Lines:
    return Lines("", "", [Line("in-degree", [i / 100 for i in range(len(giant))], giant)])


def test_half_of_reach_is_the_title_while_few_are_gone():
    panels = {"reach": lines(0.5), "giant": lines(1.0, 0.99, 0.98, 0.97, 0.96, 0.5)}
    title, *remarks = told([MEAN], panels, 1000)
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
    assert told([MEAN], panels, 1000)[0].endswith(
        "the giant component is left with 30 % of its accounts"
    )


def test_half_by_arithmetic_is_not_sold_as_a_finding():
    late = {**MEAN, "half_reach": 0.3}
    title = told([late], {"reach": lines(0.5)}, 1000)[0]
    assert "half" not in title
    assert title.startswith("With 5.0 % of accounts removed by in-degree, 40 % of reach is cut")
    uncut = {**late, "reach_cut_max": 0.0, "reach_end": 0.25, "removed": 300}
    assert told([uncut], {"reach": lines(0.5)}, 1000)[0] == (
        "Without the 300 most followed accounts reach is 50 % lower, none of it by paths that "
        "are cut"
    )


def test_of_the_giant_the_cut_is_told():
    random = {**MEAN, "strategy": "random", "cut_max": 0.02}
    title, other, halves = told([MEAN, random], {"giant": lines(1.0)}, 1000)
    assert title == (
        "Removing 35 % of accounts by in-degree cuts a further 30 % of all accounts off the "
        "giant component"
    )
    assert other == "At most cut off by others: random 2.0 %."
    assert "arithmetic" in halves
    title = told([{**random, "cut_max": 0.004}], {"giant": lines(1.0)}, 1000)[0]
    assert title == (
        "Hardly anybody is cut off: the giant component loses the removed accounts and at most "
        "0.4 % more"
    )


def test_the_giant_is_held_against_the_removed_alone(documents):
    reach, giant = picture(documents("collapse")).panels
    assert reach.reference is None
    assert (giant.reference.x, giant.reference.y) == ([0.0, 1.0], [1.0, 0.0])


def test_interventions_are_held_against_none(documents):
    (panel,) = picture(documents("intervene")).panels
    assert isinstance(panel, Dots)
    assert panel.dots[0].name == "none"
    assert panel.reference == panel.dots[0].value
    rows = documents("intervene").rows("interventions")
    assert [(d.value, d.low, d.high) for d in panel.dots] == [
        (row["reach"], row["reach_low"], row["reach_high"]) for row in rows
    ]


def test_of_many_mixtures_the_unbeaten_are_drawn(documents):
    rows = documents("pareto").rows("interventions")
    shown = picture(documents("pareto"))
    (panel,) = shown.panels
    assert len(panel.dots) == sum(row["frontier"] or row is rows[0] for row in rows)
    assert shown.remarks[0].startswith(f"Of {len(rows)} rows")
