"""Documents of small runs, made once, for charts and pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from graphres.commands import run
from graphres.report.document import Document

ROOT = Path(__file__).resolve().parents[2]
KARATE = [str(ROOT / "sample_graphs" / "karate.csv"), "--undirected"]

MOVEMENT = ROOT / "sample_graphs" / "movement.csv"

#: A grid over a number, and one of choices.
GRID = f"""
title = "Small"
seed = [0, 1, 2]
[graphs.karate]
file = "{ROOT / "sample_graphs" / "karate.csv"}"
undirected = true
[[collapse]]
strategy = ["in-degree", "random"]
measure = ["giant", "reach"]
probability = [0.05, 0.1, 0.2]
worlds = 64
runs = 2
points = 4
[[rank]]
strategy = ["in-degree", "pagerank"]
budget = [3, 6]
worlds = 64
"""

PAIR = ["-i", "suspend:degree", "-i", "private:degree"]

RUNS = {
    "collapse": ["collapse", *KARATE, "--measure=giant", "--measure=reach", "-p", "0.2"],
    "giant": ["collapse", *KARATE],
    "portfolio": ["collapse", *KARATE, "-s", "best:for=giant@0.2,steps=3"],
    "audience": ["collapse", *KARATE, "--measure=audience", "-s", "in-degree"],
    "counts": ["collapse", *KARATE, "--measure=components", "-s", "in-degree"],
    "early": ["collapse", *KARATE, "--measure=reach", "--budget=2", "-p", "0.9", "-s", "random"],
    "reach": ["reach", *KARATE, "-p", "0.2"],
    "campaign": ["campaign", *KARATE, "--days=8", "--runs=3"],
    "alone": ["campaign", *KARATE, "--days=8", "--runs=1", "--arm=none"],
    "frontier": ["campaign", *KARATE, "--days=40", "--runs=2", "--frontier=pressure"],
    "intervene": ["intervene", *KARATE, "--budget=3", "-p", "0.2"],
    "rank": ["rank", *KARATE, "-p", "0.2"],
    "pagerank": ["rank", *KARATE, "-p", "0.2", "-s", "pagerank"],
    "info": ["info", *KARATE],
    "report": ["report", *KARATE],
    "sweep": ["sweep", "{grid}", "-o", "{folder}"],
    "compare": ["compare", "{giant}", "{collapse}"],
    "ranks": ["compare", "{rank}", "{pagerank}"],
    "wave": [
        *("compare", str(MOVEMENT), str(MOVEMENT.with_name("movement-later.csv")), "--runs=5"),
        *("--suspended", str(MOVEMENT.with_name("movement-suspended.txt"))),
    ],
    "pareto": [*("intervene", *KARATE, "--budget=4", "-p", "0.2", "--pareto"), *PAIR],
}

#: Those that have a chart.
CHARTS = [name for name in RUNS if name not in ("rank", "pagerank", "info")]

#: How the line below a chart begins, where it is not that of one graph.
SOURCES = {
    "sweep": "Small: 30 cells on karate; seeds 0, 1, 2; graphres",
    "compare": "giant.json → collapse.json: results of collapse; graphres",
    "ranks": "rank.json → pagerank.json: results of rank; graphres",
    "wave": "movement.csv → movement-later.csv: 999 accounts; 39 suspended, 20 left, 18 joined",
}

Documents = Callable[[str], Document]


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    """The document of a run by name."""
    folder, made = tmp_path_factory.mktemp("documents"), {}
    (folder / "grid.toml").write_text(GRID, encoding="utf-8")
    places = {"grid": str(folder / "grid.toml"), "folder": str(folder / "results")}

    def argument(text: str) -> str:
        """An argument; another run's file where it names one."""
        name = text.strip("{}")
        if name == text:
            return text
        if name not in places:
            document(name)
        return places.get(name) or str(folder / f"{name}.json")

    def document(name: str) -> Document:
        if name not in made:
            path = folder / f"{name}.json"
            arguments = [argument(text) for text in RUNS[name]]
            if name == "sweep":
                with path.open("w", encoding="utf-8") as out, redirect_stdout(out):
                    assert run([*arguments, "-q", "--format=json"]) == 0
            else:
                assert run([*arguments, "-q", "-o", str(path)]) == 0
            held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            made[name] = Document(held.pop("schema"), held)
        return made[name]

    return document


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests of a process; it draws with WebGL, in software if need be."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if program is None:
        pytest.skip("no chromium to read the page with: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--enable-unsafe-swiftshader"]
        )
        yield started
        started.close()
