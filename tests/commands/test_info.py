import csv
import io
import json
from pathlib import Path

import pytest

from graphres.measures import MEASURES
from graphres.strategies import families


def test_json_tells_the_graph_and_what_was_dropped(graphres, star):
    done = graphres("info", star, "--format", "json", "-q")
    assert done.status == 0
    result = json.loads(done.out)
    assert result["schema"] == "graphres.info/1"
    graph = result["graph"]
    assert {name: graph[name] for name in ("accounts", "follows", "repeated_rows_dropped")} == {
        "accounts": 5,
        "follows": 6,
        "repeated_rows_dropped": 1,
    }
    assert (graph["giant"], graph["strong"], graph["strong_share"]) == (5, 2, 0.4)
    assert result["most_followed"][0] == {"account": "hub", "followers": 4}
    assert result["warnings"] == []
    assert "follows_nobody" in graph


def test_csv_is_field_and_value(graphres, star):
    rows = list(csv.DictReader(io.StringIO(graphres("info", star, "-q").out)))
    assert list(rows[0]) == ["field", "value"]
    assert {"field": "follows", "value": "6"} in rows


def test_partial_exports_are_said_to_be_partial(graphres, star, accounts):
    options = ["--accounts", accounts, "--followers-total", "total", "--crawled", "collected"]
    result = json.loads(graphres("info", star, *options, "--format", "json").out)
    graph = result["graph"]
    assert graph["followers_total_share"] == pytest.approx(6 / 13)
    assert (graph["follows_nobody"], graph["follows_unknown"], graph["crawled"]) == (0, 1, 3)
    assert any("unknown" in note for note in result["notes"])
    assert result["most_followed"][0]["followers_total"] == 10
    page = graphres("info", star, *options, "--format", "table").out
    assert "46.2 % of the followers known" in page
    assert "whom they follow is unknown" in page


def test_bad_rows_are_counted_and_shown(graphres, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("follower,followed\nann,bob\nann,\ncem,bob\n")
    assert graphres("info", path).status == 3
    done = graphres("info", path, "--on-bad-row", "skip", "--format", "json")
    assert json.loads(done.out)["graph"]["bad_rows"] == 1
    assert "1 bad row left out" in done.err
    assert "line 3" in done.err
    quiet = graphres("info", path, "--on-bad-row", "skip", "-q").err
    assert quiet.count("\n") == 1
    assert "1 bad row left out" in quiet
    assert graphres("info", path, "--on-bad-row", "skip", "--strict").status == 3


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_listings_name_everything_there_is(graphres, form):
    strategies = graphres("info", "--strategies", "--format", form).out
    assert all(name.replace("-", "") in strategies.replace("-", "") for name in families())
    measures = graphres("info", "--measures", "--format", form).out
    assert all(name in measures for name in MEASURES)
    environment = graphres("info", "--environment", "--format", form).out
    for fact in ("numpy", "cores", "memory", "kernel cache", "sample graphs", "extra plot"):
        assert fact in environment


def test_every_listing_says_direction_cost_and_reference(graphres):
    for kind in ("strategies", "measures"):
        rows = json.loads(graphres("info", f"--{kind}", "--format", "json").out)[kind]
        assert all(row["direction"] and row["cost"] for row in rows)
        assert sum("doi:" in row["reference"] for row in rows) > len(rows) / 2


def test_the_environment_times_a_kernel_both_ways_and_names_the_samples(graphres):
    rows = json.loads(graphres("info", "--environment", "--format", "json").out)["environment"]
    told = {row["what"]: row["is"] for row in rows}
    slow, fast = (float(told[f"kernel {how}"].split()[0]) for how in ("interpreted", "compiled"))
    assert min(slow, fast) > 0
    assert (Path(told["sample graphs"]) / "karate.csv").exists()


def test_one_question_at_a_time(graphres, star):
    assert graphres("info").status == 2
    assert graphres("info", star, "--measures").status == 2
    assert graphres("info", "--strategies", "--measures").status == 2
