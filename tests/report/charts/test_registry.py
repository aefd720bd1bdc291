"""What charts show and say, from results."""

from __future__ import annotations

import numpy as np
import pytest

from graphres.errors import UsageError
from graphres.report.charts.bands import lines_of
from graphres.report.charts.chart_spec import Dots, Line, Lines
from graphres.report.charts.registry import PICTURES, picture
from graphres.report.document import Document
from graphres.report.kinds.collapse.headline import told
from graphres.stats.intervals import t_interval
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
        *("collapse", "reach", "campaign", "frontier", "intervene", "sweep", "compare", "wave"),
        *("calibration", "report"),
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


def test_a_grid_over_a_number_is_lines_of_means_over_seeds(documents):
    rows = documents("sweep").rows("summary")
    shown = picture(documents("sweep"))
    reach = next(panel for panel in shown.panels if isinstance(panel, Lines))
    assert reach.title == "reach, mean over all removals (collapse): share of all accounts"
    assert reach.x_title.startswith("probability: ")
    line = next(line for line in reach.lines if line.name == "random")
    assert line.x == [0.05, 0.1, 0.2]
    own = [
        row["value"]
        for row in rows
        if (row["figure"], row["strategy"], row["probability"]) == ("area_reach", "random", 0.2)
    ]
    assert len(own) == 3
    assert line.y[2] == pytest.approx(np.mean(own))
    low, high = t_interval(own)
    assert line.low[2] <= max(low, 0)
    assert line.high[2] >= high


def test_a_key_that_changes_nothing_is_named_and_left_out(documents):
    shown = picture(documents("sweep"))
    assert "R is the same whatever probability is." in shown.remarks
    by_title = {panel.title.partition(":")[0]: panel for panel in shown.panels}
    dots = by_title["R (collapse)"].dots
    assert [dot.name for dot in dots] == ["in-degree", "random"]
    assert len(dots[1].each) == 3
    assert len(set(dots[0].each)) == 1
    assert dots[0].low == pytest.approx(dots[0].high)
    names = [dot.name for dot in by_title["giant component without those ranked (rank)"].dots]
    assert names[0] == "in-degree, budget 3"


def rows_of(count, seeds=(0,)):
    """A grid of so many strategies, with values 0, 0.01, …"""
    return [
        {
            **{"cell": place, "command": "collapse", "graph": "g", "seed": seed},
            **{"strategy": f"s{place}", "figure": "R", "value": place / 100},
            **{"low": None, "high": None},
        }
        for place in range(count)
        for seed in seeds
    ]


def grid_of(rows, status="finished"):
    cells = [{"cell": 1, "graph": "g", "seed": 0, "status": status}]
    return Document("graphres.sweep/1", {"summary": rows, "cells": cells})


def test_of_many_combinations_both_ends_are_drawn_and_that_is_said():
    shown = picture(grid_of(rows_of(60)))
    (panel,) = shown.panels
    names = [dot.name for dot in panel.dots]
    assert names == [f"s{place}" for place in [*range(20), *range(40, 60)]]
    said = "R: of 60 combinations the 20 least and the 20 largest are shown; the folder has all."
    assert said in shown.remarks
    assert (
        shown.title == "Of 60 combinations, R is least with s0 (0.000) and largest with s59 (0.590)"
    )


def test_two_seeds_have_no_interval_and_what_is_missing_is_told():
    shown = picture(grid_of(rows_of(2, seeds=(0, 1)), status="failed"))
    dot = shown.panels[0].dots[1]
    assert (dot.value, dot.low, dot.each) == (0.01, None, [0.01, 0.01])
    assert shown.remarks == [
        "Means over 2 seeds, too few for an interval; ticks are single seeds.",
        "Cells not there: 1 of 1.",
    ]
    assert picture(grid_of([])).panels == []


def test_differences_are_held_against_none_and_noise_is_told(documents):
    document = documents("ranks")
    rows = [row for row in document.rows("rows") if row["difference"] is not None]
    (panel,) = picture(document).panels
    assert panel.reference == 0
    looks = {True: "strong", False: "weak", None: "unknown"}
    assert [(d.name, d.value, d.look) for d in panel.dots] == [
        (row["name"], row["difference"], looks[row["changed"]]) for row in rows
    ]


def change(before, after, changed, low=None, high=None, noise="intervals"):
    difference = None if before is None else after - before
    return {
        **{"part": "summary", "name": "random", "figure": "R", "noise": noise, "changed": changed},
        **{"before": before, "after": after, "difference": difference, "low": low, "high": high},
    }


def test_changes_are_told_in_percent_and_far_ones_in_words():
    rows = [
        change(0.5, 0.25, True, -0.3, -0.2),
        change(0.5, 0.5, False, -0.1, 0.1),
        change(0.5, 0.6, None, noise="unknown"),
        change(0.1, 0.9, True, 0.7, 0.9),
        change(0, 2, True, 2, 2, "exact"),
    ]
    told = {"compared": 5, "changed": 3}
    parts = {"rows": rows, "compare": told, "of": "graphres.collapse/1"}
    shown = picture(Document("graphres.compare/1", {**parts, "before": "a/x.json", "after": "y/"}))
    (panel,) = shown.panels
    assert [(d.value, d.low, d.high, d.look) for d in panel.dots] == [
        (-0.5, -0.6, -0.4, "strong"),
        (0.0, -0.2, 0.2, "weak"),
        (pytest.approx(0.2), None, None, "unknown"),
    ]
    said = "random: R 0.1 \N{RIGHTWARDS ARROW} 0.9; random: R 0 \N{RIGHTWARDS ARROW} 2."
    assert shown.remarks[0] == f"Off the chart, more than fourfold or from 0: {said}"
    assert shown.title.startswith("3 of 5 figures changed beyond noise: R of random rose by 800 %")
    assert shown.source == "x.json \N{RIGHTWARDS ARROW} y: results of collapse"


def test_a_wave_is_predicted_observed_and_random(documents):
    rows = documents("wave").rows("figures")
    (panel,) = picture(documents("wave")).panels
    assert [dot.look for dot in panel.dots[:3]] == ["plain", "strong", "weak"]
    values = [dot.value for dot in panel.dots]
    wanted = [
        row[f"{name}_change"] / row["before"]
        for row in rows
        for name in ("predicted", "observed", "random")
    ]
    assert values == pytest.approx(wanted)
    title = picture(documents("wave")).title
    assert title.startswith(
        "The giant component lost 6.2 %; the removals alone predict \N{MINUS SIGN}4.3 %"
    )
