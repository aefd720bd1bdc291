"""`sample:NAME` stands for a sample graph wherever a path does."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphres import read_follows
from graphres.data.reading.lists import read_ids
from graphres.data.samples import sample_names, sample_path
from graphres.errors import InputError
from graphres.studies.sweeps.document import read_experiment

SAMPLES = Path(__file__).resolve().parents[2] / "sample_graphs"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_sample_has_a_name() -> None:
    named = set(sample_names().values())
    assert named == {path for path in SAMPLES.iterdir() if path.name != "README.md"}
    assert sample_path("sample:karate.csv") == SAMPLES / "karate.csv"


def test_follows_accounts_lists_and_experiments() -> None:
    graph, report = read_follows("sample:movement", accounts="sample:movement-accounts")
    assert (graph.n, graph.m, report.source) == (1000, 6000, "sample:movement")
    assert len(read_ids("sample:movement-suspended", graph)) == 39
    read = read_experiment("sample:experiment")
    assert read.inputs()[0]["source"] == "sample:karate"


def test_an_unknown_sample_is_answered_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"no sample 'karat'; did you mean karate\? there are: "):
        read_follows("sample:karat")


def test_a_file_of_that_very_name_goes_first(tmp_path: Path) -> None:
    (tmp_path / "sample:karate").write_text("follower,followed\nann,bob\n")
    assert read_follows("sample:karate")[0].m == 1
