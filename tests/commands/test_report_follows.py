"""`graphres report FOLLOWS`: one answer on one screen, on a page, as figures."""

from __future__ import annotations

import json
import shlex

import pytest

KEYS = {
    *("schema", "manifest", "paragraphs", "graph", "budget", "effort", "reading", "levels"),
    *("probability", "removal", "halved", "curve", "leaders", "reverse_leaders"),
    *("rank_stability", "isolated", "repetition", "levers", "lever_differences"),
    "lever_warnings",
}


@pytest.fixture
def club(tmp_path):
    path = tmp_path / "my club.csv"
    pairs = [(f"a{i}", f"a{j}") for i in range(12) for j in range(3) if i != j]
    path.write_text(
        "".join(f"{one},{other}\n" for one, other in [("follower", "followed"), *pairs])
    )
    return path


def test_the_sample_is_answered_on_one_screen(graphres):
    done = graphres("report", "sample:movement")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert len(lines) <= 40
    assert "999 accounts, 6,000 follows (row 2: a0001 follows a0467)" in lines[0]
    commands = [line.split()[1] for line in lines if line.startswith("  graphres ")]
    assert commands == ["info", "collapse", "rank", "campaign", "intervene", "collapse"]
    assert "nan" not in done.out
    assert "None" not in done.out


def test_the_commands_it_names_run_and_agree(graphres, club, tmp_path):
    figures = tmp_path / "figures.json"
    done = graphres("report", club, "--header", "--seed", "5", "-o", figures)
    assert (done.status, done.out) == (0, "")
    told = json.loads(figures.read_text())
    for paragraph in told["paragraphs"]:
        _, *command = shlex.split(paragraph["command"])
        assert graphres(*command, "--format", "json", "-q").status == 0, paragraph["command"]
    _, *command = shlex.split(told["paragraphs"][4]["command"])
    levers = json.loads(graphres(*command, "--format", "json", "-q").out)["interventions"]
    assert [row["reach"] for row in levers] == [row["reach"] for row in told["levers"]]
    _, *command = shlex.split(told["paragraphs"][3]["command"])
    doses = graphres(*command, "--table", "doses", "--format", "csv", "-q").out
    once = next(row for row in told["repetition"] if row["dose"] == "1")
    assert str(once["ratio"]) in doses


def test_the_figures_are_those_of_the_text(graphres, club):
    told = json.loads(graphres("report", club, "--format", "json", "--budget", "2").out)
    assert told.keys() == KEYS
    assert told["schema"] == "graphres.report/1"
    assert (told["budget"], told["graph"]["accounts"]) == (2, 12)
    assert told["manifest"]["probability"] == told["probability"]
    assert {row["strategy"] for row in told["curve"]} == {"in-degree", "random"}
    csv = graphres("report", club, "--format", "csv", "--budget", "2").out
    assert csv.startswith("part,name,figure,value,low,high\n")


def test_a_page_shows_the_network_and_every_paragraph(graphres, club, tmp_path):
    page, figures = tmp_path / "page.html", tmp_path / "figures.json"
    done = graphres("report", club, "-o", page)
    assert (done.status, done.out, done.err) == (0, "", "")
    text = page.read_text(encoding="utf-8")
    assert text.index('id="network-1') < text.index("What was read") < text.index('id="figure-1-1"')
    assert text.count("More: <code>graphres ") == 6
    graphres("report", club, "-o", figures)
    again = graphres("report", figures)
    assert again.status == 0
    assert again.out.count("More: <code>graphres ") == 6


def test_hostile_ids_change_nothing_around_them(graphres, tmp_path):
    path = tmp_path / "hostile.csv"
    bad = ("<script>alert(1)</script>", "\x1b[2J", "{{ 7 * 7 }}", "=1+1")
    rows = [f'"{one}","{other}"' for one in bad for other in bad if one != other]
    path.write_text("\n".join(["follower,followed", *rows, ""]), encoding="utf-8")
    done = graphres("report", path)
    assert done.status == 0
    assert "\x1b[2J" not in done.out
    assert "{{ 7 * 7 }}" in done.out
    page = tmp_path / "page.html"
    assert graphres("report", path, "-o", page).status == 0
    assert "<script>alert" not in page.read_text(encoding="utf-8")


def test_a_direction_that_was_guessed_is_said(graphres, tmp_path):
    path = tmp_path / "bare.csv"
    path.write_text("a,b\nb,c\nc,a\nd,a\n")
    done = graphres("report", path)
    assert done.status == 0
    assert "no header says who follows whom" in done.err
    assert "The direction of follows was guessed" in " ".join(done.out.split())
    settled = graphres("report", path, "--follower", "1", "--followed", "2", "--no-header")
    assert settled.err == ""
    assert "guessed" not in settled.out
    assert "--no-header" in settled.out
    assert "--follower 1" in settled.out


def test_follows_and_results_are_told_apart_by_content(graphres, club, tmp_path):
    lines = tmp_path / "follows.jsonl"
    lines.write_text('{"follower": "a", "followed": "b"}\n{"follower": "b", "followed": "c"}\n')
    assert "3 accounts, 2 follows" in graphres("report", lines).out
    result = tmp_path / "named.csv"
    result.write_text(graphres("info", club, "--format", "json").out)
    assert graphres("report", result).out.startswith("<!doctype html>")
    assert graphres("pack", club, "-o", tmp_path / "store").status == 0
    assert "12 accounts, 33 follows" in graphres("report", tmp_path / "store").out
    missing = graphres("report", tmp_path / "absent.csv")
    assert (missing.status, "no such file" in missing.err) == (3, True)


def test_options_for_follows_are_refused_with_results(graphres, club, tmp_path):
    result = tmp_path / "a.json"
    graphres("info", club, "-o", result)
    done = graphres("report", result, "--budget", "3")
    assert done.status == 2
    assert done.err == "error: --budget is for a table of follows, not for results; leave it out\n"


@pytest.mark.parametrize(("budget", "said"), [("0", "out of range"), ("13", "out of range")])
def test_a_budget_out_of_range_is_refused(graphres, club, budget, said):
    done = graphres("report", club, "--budget", budget)
    assert done.status == 2
    assert said in done.err


def test_an_output_that_exists_or_is_the_input_is_refused(graphres, club, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("mine")
    assert graphres("report", club, "-o", page).status == 2
    assert graphres("report", club, "-o", club, "--force").status == 2
    assert page.read_text() == "mine"
