"""--plot, whatever the command: seen to be possible before the work, and written whole."""

from __future__ import annotations

import pytest

from graphres.report.charts import extra
from graphres.report.charts import plot as graphres_plot
from graphres.studies.comparisons import compare as graphres_compare

COMMANDS = [
    ["collapse", "--points", "5"],
    ["reach"],
    ["campaign", "--days", "3", "--runs", "1"],
    ["intervene", "--budget", "1"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_chart_is_written_beside_the_result(graphres, star, tmp_path, command):
    name, *options = command
    path = tmp_path / "chart.svg"
    done = graphres(name, star, *options, "--plot", path, "-q")
    assert (done.status, done.err) == (0, "")
    assert path.read_text(encoding="utf-8").startswith("<svg")
    assert done.out == graphres(name, star, *options, "-q").out


GRID = """
[graphs.drawn]
model = "uniform"
n = 30
mean_followers = 3
[[collapse]]
strategy = ["in-degree", "random"]
runs = 2
"""


@pytest.fixture
def grid(tmp_path):
    path = tmp_path / "grid.toml"
    path.write_text(GRID)
    return path


def test_a_sweep_and_its_folder_are_drawn(graphres, grid, tmp_path):
    chart, page = tmp_path / "grid.svg", tmp_path / "grid.html"
    given = ["sweep", grid, "-o", tmp_path / "r", "-q"]
    done = graphres(*given, "--plot", chart, "--html", page)
    assert (done.status, done.err) == (0, "")
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    assert "A grid of runs" in page.read_text(encoding="utf-8")
    report = graphres("report", tmp_path / "r")
    assert (report.status, report.err) == (0, "")
    assert "Of 2 combinations, R is least with in-degree" in report.out
    plotted = " ".join(graphres_plot(tmp_path / "r").title.text)
    assert plotted.startswith("Of 2 combinations, R is least with in-degree")


def test_a_sweep_of_which_nothing_is_there_says_why(graphres, grid, tmp_path):
    grid.write_text(GRID.replace("mean_followers = 3", "mean_followers = 40"))
    chart = tmp_path / "grid.svg"
    done = graphres("sweep", grid, "-o", tmp_path / "r", "-q", "--plot", chart)
    assert done.status == 4
    assert done.err.startswith("warning: 2 of 2 cells failed; see ")
    assert "error: there is nothing to draw" in done.err
    assert not chart.exists()


def test_what_a_sweep_cannot_draw_is_said_before_the_work(graphres, grid, tmp_path):
    folder, chart = tmp_path / "r", tmp_path / "chart.svg"
    chart.write_text("old")
    within = graphres("sweep", grid, "-o", folder, "--plot", folder / "chart.svg")
    assert (within.status, "the folder of results takes nothing else" in within.err) == (2, True)
    dry = graphres("sweep", grid, "--dry-run", "--plot", tmp_path / "dry.svg")
    assert (dry.status, "a dry run has nothing for --plot" in dry.err) == (2, True)
    there = graphres("sweep", grid, "-o", folder, "--resume", "--plot", chart)
    assert there.err == f"error: {chart}: exists already; choose another name\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chart.svg", "grid.toml"]
    assert chart.read_text() == "old"


def test_comparisons_are_drawn(graphres, star, tmp_path):
    files = [tmp_path / name for name in ("a.json", "b.json")]
    for seed, path in enumerate(files):
        assert graphres("collapse", star, "--seed", seed, "-o", path, "-q").status == 0
    chart, page = tmp_path / "a.svg", tmp_path / "a.html"
    done = graphres("compare", *files, "--plot", chart, "--html", page)
    assert (done.status, done.err) == (0, "")
    assert done.out == graphres("compare", *files).out
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    assert "What changed between two results" in page.read_text(encoding="utf-8")
    found = graphres_plot(graphres_compare(*files))
    assert " ".join(found.title.text).endswith("figures changed beyond noise")
    own = graphres("compare", *files, "-o", files[1], "--force")
    assert (own.status, "is an input" in own.err) == (2, True)


def test_a_wave_is_drawn(graphres, star, tmp_path):
    later, gone = tmp_path / "later.csv", tmp_path / "gone.txt"
    later.write_text("follower,followed\nann,bob\nbob,ann\n")
    gone.write_text("hub\n")
    chart = tmp_path / "wave.svg"
    done = graphres(
        "compare", star, later, "--suspended", gone, "--runs", "2", "--plot", chart, "-q"
    )
    assert (done.status, done.err) == (0, "")
    assert "The giant component lost" in chart.read_text(encoding="utf-8").replace("\xa0", " ")


def test_a_chart_that_exists_is_only_replaced_by_force(graphres, star, tmp_path):
    path = tmp_path / "chart.svg"
    path.write_text("old")
    done = graphres("collapse", star, "--plot", path)
    assert (done.status, path.read_text(), done.out) == (2, "old", "")
    assert "exists already" in done.err
    assert graphres("collapse", star, "--plot", path, "--force").status == 0
    assert path.read_text(encoding="utf-8").startswith("<svg")


def test_a_suffix_has_to_say_what_it_is(graphres, star, tmp_path):
    done = graphres("reach", star, "--plot", tmp_path / "chart.jpg")
    assert done.status == 2
    assert "its suffix is none of .png, .svg, .pdf, .html; give it one" in done.err


def test_chart_and_result_are_two_files(graphres, star, tmp_path):
    both = ["--plot", tmp_path / "a.svg", "-o", tmp_path / "a.svg", "--format", "csv"]
    done = graphres("reach", star, *both)
    assert done.status == 2
    assert "is to be written twice; name two files" in done.err


def test_an_input_is_never_written_over(graphres, star):
    svg = star.with_suffix(".svg")
    star.rename(svg)
    done = graphres("reach", svg, "--plot", svg, "--force")
    assert (done.status, "is an input" in done.err) == (2, True)


def test_a_missing_extra_is_said_before_the_work(graphres, tmp_path, monkeypatch):
    monkeypatch.setattr(extra, "find_spec", lambda name: None if name == "altair" else object())
    done = graphres("collapse", tmp_path / "absent.csv", "--plot", tmp_path / "chart.svg")
    assert done.status == 4
    assert done.err == (
        "error: charts and pages need altair, not installed here; pip install altair\n"
    )
