"""`graphres report`, and --html of the commands that have results to show."""

from __future__ import annotations

import json

import pytest

from graphres.report.charts import extra
from graphres.studies.sweeps import sweep

COMMANDS = [
    ["collapse", "--network"],
    ["reach"],
    ["rank", "--network"],
    ["campaign", "--days", "3", "--runs", "1"],
    ["campaign", "--days", "40", "--runs", "1", "--frontier", "pressure"],
    ["intervene", "--budget", "1", "--network"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_page_of_a_command_is_that_of_its_result(graphres, star, tmp_path, command):
    name, *options = command
    result, own, page = (tmp_path / n for n in ("a.json", "own.html", "page.html"))
    done = graphres(name, star, *options, "-o", result, "--html", own, "-q")
    assert (done.status, done.err) == (0, "")
    assert graphres("report", result, "-o", page).status == 0
    assert page.read_text(encoding="utf-8") == own.read_text(encoding="utf-8")
    assert "star.csv" in own.read_text(encoding="utf-8")


def test_without_a_file_the_page_goes_to_the_pipe(graphres, star, tmp_path):
    graphres("reach", star, "-o", tmp_path / "a.json", "-q")
    done = graphres("report", tmp_path / "a.json")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no JSON that can be read"),
        ("[]", "is no result of graphres"),
        ('{"schema": "else/1"}', "is no result of graphres"),
        ('{"schema": "graphres.collapse/1"}', "is not what its schema, graphres.collapse/1"),
        ('{"schema": "graphres.rank/1", "ranking": [{"rank": 1}]}', "is not what its schema"),
    ],
)
def test_what_is_no_result_is_named(graphres, tmp_path, text, said):
    path = tmp_path / "result.json"
    path.write_text(text)
    done = graphres("report", path, "-o", tmp_path / "page.html")
    assert done.status == 3
    assert done.err.startswith(f"error: {path}: {said}")
    assert done.err.count("\n") == 1
    assert not (tmp_path / "page.html").exists()


def test_a_missing_result_is_named(graphres, tmp_path):
    done = graphres("report", tmp_path / "absent.json")
    assert (done.status, "no such file" in done.err) == (3, True)


def test_a_mistyped_result_is_told_with_the_nearest(graphres, tmp_path):
    (tmp_path / "reach.json").write_text("{}")
    (tmp_path / "results").mkdir()
    for wrong, right in (("raech.json", "reach.json"), ("result", "results")):
        for command in (["report"], ["compare", tmp_path / "reach.json"]):
            files = [*command[1:], tmp_path / wrong]
            done = graphres(command[0], *reversed(files))
            assert done.status == 3
            said = f"no such file; did you mean {tmp_path / right}?\n"
            assert done.err == f"error: {tmp_path / wrong}: {said}"


def test_a_folder_that_is_none_of_a_sweep_is_named(graphres, tmp_path):
    done = graphres("report", tmp_path)
    assert done.status == 3
    assert "is no folder of a sweep; give the folder that sweep -o wrote" in done.err
    (tmp_path / "_manifest.json").write_text('{"schema": "else/1", "cells": []}')
    assert "is a result of schema else/1" in graphres("report", tmp_path).err


def test_an_unfinished_sweep_has_a_page(graphres, tmp_path):
    drawn = {"model": "uniform", "n": 30, "mean_followers": 3}
    grid = {"graphs": {"a": drawn}, "collapse": [{"strategy": ["in-degree", "random"], "runs": 1}]}
    sweep(grid, tmp_path / "r")
    (tmp_path / "r" / "cell-00002.parquet").unlink()
    done = graphres("report", tmp_path / "r")
    assert (done.status, done.err) == (0, "")
    assert "Cells not there: 1 of 2." in done.out
    assert "not there" in done.out


def test_a_page_needs_a_result(graphres):
    done = graphres("report")
    assert done.status == 2
    assert "missing argument" in done.err


def test_a_result_is_never_written_over(graphres, tmp_path):
    path = tmp_path / "result.html"
    path.write_text(json.dumps({"schema": "graphres.info/1"}))
    done = graphres("report", path, "-o", path, "--force")
    assert (done.status, "is an input" in done.err) == (2, True)


def test_a_missing_extra_is_said(graphres, tmp_path, monkeypatch):
    monkeypatch.setattr(extra, "find_spec", lambda name: None if name == "jinja2" else object())
    for command in (["report", "absent.json"], ["rank", "absent.csv", "--html", "page.html"]):
        done = graphres(*command)
        assert done.status == 4
        assert "charts and pages need jinja2, not installed here; pip install jinja2" in done.err
