"""`graphres campaign --frontier`: table, document, page, conditions."""

from __future__ import annotations

import csv
import io
import json

import pytest

from graphres.report.kinds.campaign.frontier_result import COLUMNS

KARATE = "sample_graphs/karate.csv"
SHORT = (KARATE, "--undirected", "--days", "40", "--runs", "2", "-q")


@pytest.fixture(autouse=True)
def checkout(monkeypatch, request):
    monkeypatch.chdir(request.config.rootpath)


def test_csv_has_points_and_crossings(graphres):
    done = graphres("campaign", *SHORT, "--frontier", "pressure")
    assert done.status == 0, done.err
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert tuple(rows[0]) == COLUMNS
    assert {row["kind"] for row in rows} == {"point", "crossing"}
    assert rows[0]["value"] == "0.0"
    assert rows[0]["opened_per_suspended"] == ""
    (crossing,) = [row for row in rows if row["kind"] == "crossing"]
    values = [float(row["value"]) for row in rows if row["kind"] == "point"]
    held = [float(row["held_share"]) for row in rows if row["kind"] == "point"]
    below = max(value for value in values if value < float(crossing["value"]))
    assert held[values.index(below)] >= 1 > held[values.index(below) + 1]


def test_json_and_conditions(graphres):
    command = ("campaign", *SHORT, "--frontier", "find", "--return", "0", "--follow-rate", "0")
    done = graphres(*command, "--format", "json")
    found = json.loads(done.out, parse_constant=lambda word: pytest.fail(word))
    assert found["schema"] == "graphres.frontier/1"
    assert list(found) == ["schema", "manifest", "frontier", "crossings", "points"]
    assert found["frontier"]["status"] == "never held"
    assert found["frontier"]["crossing"] is None
    assert found["crossings"] == []
    assert graphres(*command, "--fail-if", "find.crossings == 0").status == 1
    assert graphres(*command, "--fail-if", "find.crossing < 1").status == 4
    assert graphres(*command, "--fail-if", "pressure.crossing < 1").status == 2


@pytest.mark.parametrize("columns", [80, 100])
def test_the_page_fits_and_says_what_was_found(graphres, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    page = graphres("campaign", *SHORT, "--frontier", "pressure", "--format", "table").out
    assert max(map(len, page.splitlines())) <= columns
    assert "crossing" in page
    assert "The audience is held up to" in page
    assert "boasted that ten accounts are opened for each one closed" in " ".join(page.split())


@pytest.mark.parametrize(
    "wrong",
    [
        ("--frontier", "luck"),
        ("--frontier", "find", "--arm", "none"),
        ("--frontier", "find", "--refollow", "0.5"),
        ("--frontier", "pressure", "--from-day", "20"),
    ],
)
def test_wrong_usage_is_one_line_and_2(graphres, wrong):
    done = graphres("campaign", *SHORT, *wrong)
    assert done.status == 2
    assert done.out == ""
    assert done.err.count("\n") == 1
