"""--plot, whatever the command: seen to be possible before the work, and written whole."""

from __future__ import annotations

import pytest

from graphres.report.plots import extra

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
        'error: charts and pages need altair; install with: pip install "graphres[plot]"\n'
    )


def test_an_empty_graph_has_nothing_to_draw(graphres, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("follower,followed\n")
    done = graphres("collapse", path, "--plot", tmp_path / "chart.svg", "-q")
    assert done.status == 4
    assert "nothing to draw" in done.err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["empty.csv"]
