"""From findings to rows: draws, workers, the command."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest

from graphres.campaigns.presets import load
from graphres.commands import run as run_command
from graphres.data.generators import generate
from graphres.errors import UsageError
from graphres.studies import findings
from graphres.studies.findings import COLUMNS, FINDINGS, reproduce
from graphres.studies.findings.parameter_sampling import draw_values, points
from graphres.studies.findings.published.returners import main_run
from graphres.studies.findings.run_cache import Bench, CampaignRun, find_announcers

SHORT = ("--quick", "--runs", "2", "--draws", "1")


def graphres(capsys, *arguments):
    status = run_command(["reproduce", *map(str, arguments)])
    return status, *capsys.readouterr()


def test_draws_fill_the_ranges_and_more_draws_begin_with_the_same():
    ranges = load("english-2015").ranges
    drawn = draw_values(ranges, 64, seed=3)
    assert drawn[:5] == draw_values(ranges, 5, seed=3)
    assert drawn != draw_values(ranges, 64, seed=4)
    for each in ranges:
        shares = [values[each.name] for values in drawn]
        assert each.low <= min(shares) < max(shares) <= each.high
    unit = points(64, len(ranges), seed=3)
    for column in unit.T:
        assert np.histogram(column, bins=8, range=(0, 1))[0].tolist() == [8] * 8


def test_drawn_values_are_what_a_bench_runs_with():
    bench = Bench(drawn={"campaign.find": 0.3, "graph.exponent": 2.5}, accounts=150)
    assert bench.parameters(main_run("english-2015")).find == 0.3
    assert bench.preset("high-recovery").parameters.find == 0.1, "said by the preset itself"
    assert bench.preset("low-pressure").graph["exponent"] == 2.5


def test_days_of_less_pressure_follow_and_recruits_are_in_proportion():
    told = load("english-2015")
    half = Bench(accounts=told.graph["n"] // 2)
    made = half.parameters(CampaignRun(eases=True))
    assert (made.to_day, made.days) == (None, told.parameters.days + 75)
    assert made.newcomers == told.parameters.newcomers / 2
    bench, eases = Bench(accounts=200), CampaignRun(arms=("repeated",), eases=True)
    own = eases.do(bench, 0)["repeated"]
    at_full = CampaignRun(arms=("repeated",)).do(bench, 0)["repeated"]
    last = told.parameters.days
    assert own.days["suspended"][: last + 1] == at_full.days["suspended"]
    weeks = ((last - 59, last), (last + 16, last + 76))
    before, after = (sum(own.days["suspended"][first:end]) for first, end in weeks)
    assert 0 < after < 0.6 * before


def test_announcers_are_those_that_the_preset_names():
    graph = generate(n=400, mean_followers=5, seed=1)
    found = find_announcers(load("english-2015").parameters, graph)
    assert found.tolist() == np.argsort(-graph.in_degree, kind="stable")[:2].tolist()


@pytest.fixture
def crowd(tmp_path):
    path = tmp_path / "crowd.csv"
    graph = generate(n=40, mean_followers=6, seed=3)
    rows = [f"{u},{v}" for u in range(40) for v in graph.following.row(u)]
    path.write_text("follower,followed\n" + "\n".join(rows) + "\n")
    return path


def test_the_same_bytes_for_one_and_two_workers(capsys, crowd):
    only = [word for number in (2, 3, 8, 12, 17) for word in ("--only", number)]
    arguments = (crowd, *SHORT, *only, "--format", "csv", "-q")
    one = graphres(capsys, *arguments, "--jobs", "1")
    two = graphres(capsys, *arguments, "--jobs", "2")
    assert one == two
    assert one[0] == 0
    assert one[1].count("\n") == 6


def test_csv_json_and_page(capsys, monkeypatch, tmp_path):
    status, out, err = graphres(capsys, "--quick", "--only", "11", "--format", "csv")
    assert (status, err) == (0, "")
    (row,) = csv.DictReader(io.StringIO(out))
    assert tuple(row) == COLUMNS
    assert (row["fact"], row["verdict"], row["share_of_draws"]) == ("11", "holds", "1.0")
    lonely = tmp_path / "lonely.csv"
    lonely.write_text("follower,followed\nx,x\ny,y\n")
    only = ("--only", "7", "--only", "12")
    _, out, _ = graphres(capsys, lonely, *SHORT, *only, "--format", "json")
    told = json.loads(out, parse_constant=lambda word: pytest.fail(word))
    assert list(told) == ["schema", "manifest", "caution", "findings"]
    assert "qualitative" in told["caution"]
    assert told["manifest"]["runs"] == 2
    assert told["findings"][1]["measured"] is None
    for columns in (80, 100):
        monkeypatch.setenv("COLUMNS", str(columns))
        _, out, _ = graphres(capsys, *SHORT, "--only", "11", "--format", "table")
        assert max(map(len, out.splitlines())) <= columns
        assert "qualitative" in out


def test_a_table_of_follows_is_the_start_of_all_runs(capsys, tmp_path):
    path = tmp_path / "ring.csv"
    path.write_text("a,b\n" + "".join(f"{i},{(i + 1) % 30}\n" for i in range(30)))
    arguments = (path, *SHORT, "--only", "7", "--format", "json", "-q")
    _, out, _ = graphres(capsys, *arguments)
    told = json.loads(out)
    assert told["manifest"]["n"] == 30
    assert told["findings"][0]["measured"] == 0.0


def test_fail_if_and_wrong_usage(capsys, tmp_path):
    lonely = tmp_path / "lonely.csv"
    lonely.write_text("follower,followed\nx,x\ny,y\n")
    quick = (lonely, *SHORT, "--only", "12", "-q")
    assert graphres(capsys, *quick, "--fail-if", "elsewhere.untestable > 0")[0] == 1
    assert graphres(capsys, *quick, "--fail-if", "elsewhere.holds > 0")[0] == 0
    assert graphres(capsys, *quick, "--fail-if", "elsewhere.measured > 0")[0] == 4
    assert graphres(capsys, *quick, "--fail-if", "trend.holds > 0")[0] == 2
    status, out, err = graphres(capsys, "--only", "twenty")
    assert (status, out, err.count("\n")) == (2, "", 1)
    with pytest.raises(UsageError, match="runs=0"):
        reproduce(runs=0)


def test_a_mistyped_finding_is_told_as_such(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, out, err = graphres(capsys, "tredn", *SHORT)
    assert (status, out) == (3, "")
    assert err.endswith("no finding of that name; did you mean --only trend?\n")


def test_ctrl_c_leaves_nothing(capsys, tmp_path, monkeypatch):
    def interrupted(*arguments, on_progress, **settings):
        def stop(done, total):
            raise KeyboardInterrupt

        return reproduce(*arguments, on_progress=stop, **settings)

    monkeypatch.setattr(findings, "reproduce", interrupted)
    path = tmp_path / "verdicts.csv"
    assert graphres(capsys, *SHORT, "--only", "11", "-o", path)[0] == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
def test_all_of_it_quickly():
    found = reproduce(quick=True)
    assert len(found.tested) == len(FINDINGS)
    assert found["elsewhere"].verdict == "holds"
    assert found["second-window"].verdict == "fails"
    assert found["degree-order"].verdict == "holds"
    assert found["recovery"].verdict == "holds"
    assert not found.frame()["verdict"].isna().any()
