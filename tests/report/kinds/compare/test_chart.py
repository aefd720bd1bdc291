"""What charts of comparisons show and say."""

from __future__ import annotations

import pytest

from graphres.report.document import Document
from graphres.report.kinds import chart_of


def test_differences_are_held_against_none_and_noise_is_told(documents):
    document = documents("ranks")
    rows = [row for row in document.rows("rows") if row["difference"] is not None]
    (panel,) = chart_of(document).panels
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
    shown = chart_of(Document("graphres.compare/1", {**parts, "before": "a/x.json", "after": "y/"}))
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
    (panel,) = chart_of(documents("wave")).panels
    assert [dot.look for dot in panel.dots[:3]] == ["plain", "strong", "weak"]
    values = [dot.value for dot in panel.dots]
    wanted = [
        row[f"{name}_change"] / row["before"]
        for row in rows
        for name in ("predicted", "observed", "random")
    ]
    assert values == pytest.approx(wanted)
    title = chart_of(documents("wave")).title
    assert title.startswith(
        "The giant component lost 6.2 %; the removals alone predict \N{MINUS SIGN}4.3 %"
    )
