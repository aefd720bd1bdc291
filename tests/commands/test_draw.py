"""`graphres draw`: pictures by suffix, SVG in a pipe, and what is refused."""

from __future__ import annotations

import json
import re

import pytest

from graphres.commands import draw, networks

pytest.importorskip("altair", reason="no altair")
pytest.importorskip("igraph", reason="no igraph")


@pytest.mark.parametrize(
    ("suffix", "begins"), [("png", b"\x89PNG"), ("svg", b"<svg"), ("pdf", b"%PDF")]
)
def test_a_picture_is_written_by_its_suffix(graphres, star, tmp_path, suffix, begins):
    path = tmp_path / f"picture.{suffix}"
    done = graphres("draw", star, "--budget", "1", "-o", path, "-q")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert path.read_bytes().startswith(begins)


def test_a_page_holds_the_network_and_its_strategies(graphres, star, tmp_path):
    path = tmp_path / "picture.html"
    done = graphres("draw", star, "-s", "in-degree", "-s", "random", "--budget", "2", "-o", path)
    assert done.status == 0
    text = path.read_text(encoding="utf-8")
    held = json.loads(re.search(r'id="networks" [^>]*>(.*?)</script>', text, re.S)[1])
    network = held["network-1"]
    assert [removal["strategy"] for removal in network["removals"]] == ["in-degree", "random"]
    assert network["nodes"]["id"][network["removals"][0]["order"][0]] == "hub"
    assert network["removals"][0]["numbers"]["giant"] == [1.0, 0.4, 0.2]
    assert "Without the 2 most followed accounts" in text


def test_in_a_pipe_the_picture_is_svg(graphres, star):
    done = graphres("draw", star, "--budget", "1", "-q")
    assert done.status == 0
    assert done.out.startswith("<svg")
    assert "hub" in done.out


def test_a_terminal_is_told_to_name_a_file(graphres, star, monkeypatch):
    monkeypatch.setattr(draw.sys.stdout, "isatty", lambda: True, raising=False)
    done = graphres("draw", star)
    assert done.status == 2
    assert "name a file: -o picture.png" in done.err


def test_two_strategies_take_a_page(graphres, star, tmp_path):
    done = graphres("draw", star, "-s", "in-degree", "-s", "random", "-o", tmp_path / "p.png")
    assert done.status == 2
    assert "picture.html" in done.err


def test_a_suffix_that_is_no_picture_is_refused(graphres, star, tmp_path):
    done = graphres("draw", star, "-o", tmp_path / "picture.jpg")
    assert done.status == 2
    assert ".png, .svg, .pdf" in done.err


def test_without_igraph_its_package_is_named(graphres, star, tmp_path, monkeypatch):
    monkeypatch.setitem(draw.sys.modules, "igraph", None)
    done = graphres("draw", star, "-o", tmp_path / "p.png")
    assert done.status == 4
    assert "pip install igraph" in done.err


@pytest.mark.parametrize(
    "command",
    [["collapse", "--measure", "giant"], ["rank"], ["intervene", "--budget", "2"]],
    ids=lambda command: command[0],
)
def test_pages_of_results_show_the_network(graphres, star, tmp_path, command):
    name, *options = command
    path = tmp_path / "page.html"
    assert graphres(name, star, *options, "--html", path, "-q").status == 0
    text = path.read_text(encoding="utf-8")
    held = json.loads(re.search(r'id="networks" [^>]*>(.*?)</script>', text, re.S)[1])
    network = held["network-1"]
    order = network["removals"][0]["order"]
    assert network["nodes"]["id"][order[0]] == "hub"
    assert network["removals"][0]["numbers"]["giant"][:2] == [1.0, 0.4]


@pytest.mark.parametrize("missing", ["igraph", "time"])
def test_a_page_without_the_network_says_why(graphres, star, tmp_path, monkeypatch, missing):
    if missing == "igraph":
        monkeypatch.setattr(networks, "find_spec", lambda name: None)
    else:
        monkeypatch.setattr(networks, "_AFFORDABLE", 3)
    path = tmp_path / "page.html"
    done = graphres("rank", star, "--html", path)
    assert done.status == 0
    assert "note: no picture of the network: " in done.err
    assert 'id="network-1"' not in path.read_text(encoding="utf-8")


def test_the_network_is_kept_for_a_page_that_is_made_later(graphres, star, tmp_path):
    result, page = tmp_path / "rank.json", tmp_path / "page.html"
    assert graphres("rank", star, "-q", "-o", result, "--network").status == 0
    assert graphres("report", result, "-o", page).status == 0
    assert 'id="network-1"' in page.read_text(encoding="utf-8")
    plain = tmp_path / "plain.json"
    assert graphres("rank", star, "-q", "-o", plain).status == 0
    assert "network" not in json.loads(plain.read_text(encoding="utf-8"))


def test_only_json_keeps_the_network(graphres, star):
    done = graphres("collapse", star, "--network", "--format", "csv")
    assert done.status == 2
    assert "-o FILE.json" in done.err


def test_a_ranking_tells_which_communities_an_account_bridges(graphres, tmp_path):
    trios = [(f"{g}{a}", f"{g}{b}") for g in "xyz" for a, b in ("ab", "bc", "ca")]
    path = tmp_path / "trios.csv"
    pairs = [*trios, ("xa", "ya"), ("za", "ya")]
    path.write_text("follower,followed\n" + "".join(f"{u},{v}\n" for u, v in pairs))
    done = graphres("rank", path, "--group", "community", "--budget", "9", "--format", "json", "-q")
    rows = {row["account"]: row for row in json.loads(done.out)["ranking"]}
    assert {name: rows[name]["bridges"] for name in ("ya", "xa", "za", "yb")} == {
        **{"ya": 2, "xa": 1, "za": 1, "yb": 0}
    }
    assert len({rows[f"{g}{a}"]["group"] for g in "xyz" for a in "abc"}) == 3


def test_groups_without_a_table_are_communities(graphres, star):
    done = graphres("reach", star, "--group", "community", "-p", "0.5", "--format", "json", "-q")
    assert done.status == 0
    groups = [row["group"] for row in json.loads(done.out)["groups"]]
    assert groups == [f"community {i}" for i in range(1, len(groups) + 1)]
    assert groups
