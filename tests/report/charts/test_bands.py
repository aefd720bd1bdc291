"""Runs of one name as one line with its interval."""

from __future__ import annotations

from graphres.report.charts.bands import lines_of


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
