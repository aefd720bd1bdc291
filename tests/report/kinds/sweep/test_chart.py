"""What the chart of a sweep shows and says."""

from __future__ import annotations

import numpy as np
import pytest

from graphres.report.charts.chart_spec import LinePanel
from graphres.report.document import Document
from graphres.report.kinds import chart_of
from graphres.stats.intervals import t_interval


def test_a_grid_over_a_number_is_lines_of_means_over_seeds(documents):
    rows = documents("sweep").rows("summary")
    shown = chart_of(documents("sweep"))
    reach = next(panel for panel in shown.panels if isinstance(panel, LinePanel))
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
    shown = chart_of(documents("sweep"))
    assert "R is the same whatever probability is." in shown.remarks
    by_title = {panel.title.partition(":")[0]: panel for panel in shown.panels}
    dots = by_title["R (collapse)"].dots
    assert [dot.name for dot in dots] == ["in-degree", "random"]
    assert len(dots[1].singles) == 3
    assert len(set(dots[0].singles)) == 1
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
    shown = chart_of(grid_of(rows_of(60)))
    (panel,) = shown.panels
    names = [dot.name for dot in panel.dots]
    assert names == [f"s{place}" for place in [*range(20), *range(40, 60)]]
    said = "R: of 60 combinations the 20 least and the 20 largest are shown; the folder has all."
    assert said in shown.remarks
    assert (
        shown.title == "Of 60 combinations, R is least with s0 (0.000) and largest with s59 (0.590)"
    )


def test_two_seeds_have_no_interval_and_what_is_missing_is_told():
    shown = chart_of(grid_of(rows_of(2, seeds=(0, 1)), status="failed"))
    dot = shown.panels[0].dots[1]
    assert (dot.value, dot.low, dot.singles) == (0.01, None, [0.01, 0.01])
    assert shown.remarks == [
        "Means over 2 seeds, too few for an interval; ticks are single seeds.",
        "Cells not there: 1 of 1.",
    ]
    assert chart_of(grid_of([])).panels == []
