"""Documents of small runs, made once, for charts and pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphres.commands import run
from graphres.report.document import Document

ROOT = Path(__file__).resolve().parents[2]
KARATE = [str(ROOT / "sample_graphs" / "karate.csv"), "--undirected"]

PAIR = ["-i", "suspend:degree", "-i", "private:degree"]

RUNS = {
    "collapse": ["collapse", *KARATE, "--measure=giant", "--measure=reach", "-p", "0.2"],
    "giant": ["collapse", *KARATE],
    "audience": ["collapse", *KARATE, "--measure=audience", "-s", "in-degree"],
    "counts": ["collapse", *KARATE, "--measure=components", "-s", "in-degree"],
    "early": ["collapse", *KARATE, "--measure=reach", "--budget=2", "-p", "0.9", "-s", "random"],
    "reach": ["reach", *KARATE, "-p", "0.2"],
    "campaign": ["campaign", *KARATE, "--days=8", "--runs=3"],
    "alone": ["campaign", *KARATE, "--days=8", "--runs=1", "--arm=none"],
    "frontier": ["campaign", *KARATE, "--days=40", "--runs=2", "--frontier=pressure"],
    "intervene": ["intervene", *KARATE, "--budget=3", "-p", "0.2"],
    "rank": ["rank", *KARATE, "-p", "0.2"],
    "info": ["info", *KARATE],
    "pareto": [*("intervene", *KARATE, "--budget=4", "-p", "0.2", "--pareto"), *PAIR],
}

#: Those that have a chart.
CHARTS = [name for name in RUNS if name not in ("rank", "info")]

Documents = Callable[[str], Document]


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    """The document of a run by name."""
    folder, made = tmp_path_factory.mktemp("documents"), {}

    def document(name: str) -> Document:
        if name not in made:
            path = folder / f"{name}.json"
            assert run([*RUNS[name], "-q", "-o", str(path)]) == 0
            held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            made[name] = Document(held.pop("schema"), held)
        return made[name]

    return document
