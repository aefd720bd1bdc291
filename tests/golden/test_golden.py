"""The same seed gives the same bytes, whatever surrounds the process, and those of yesterday.

`make golden` writes hashes.json anew; a change of it belongs into the changelog.
"""

from __future__ import annotations

import json
import locale
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.golden.commands import COMMANDS, write_inputs
from tests.golden.comparing import hashes_of, texts_in, without_ties

ROOT = Path(__file__).resolve().parents[2]
HASHES = Path(__file__).with_name("hashes.json")


class Around(NamedTuple):
    """What surrounds a run, and must change nothing."""

    jobs: int = 1
    way: str = "due"
    shuffled: int | None = None
    environment: tuple[tuple[str, str], ...] = (("PYTHONHASHSEED", "0"),)


def _under(**environment: str) -> Around:
    return Around(environment=(("PYTHONHASHSEED", "0"), *environment.items()))


ALONE = {
    "two jobs": Around(jobs=2),
    "another hash seed": Around(environment=(("PYTHONHASHSEED", "1"),)),
    "a random hash seed": Around(environment=(("PYTHONHASHSEED", "random"),)),
    "interpreted": Around(way="interpreted"),
    "compiled": Around(way="compiled"),
    "locale C": _under(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"),
    "locale C.UTF-8": _under(LC_ALL="C.UTF-8"),
    "locale de_DE": _under(LC_ALL="de_DE.UTF-8"),
    "time zone": _under(TZ="Pacific/Kiritimati"),
    "narrow": _under(COLUMNS="20", LINES="5"),
    "one thread": _under(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1"),
}

TOGETHER = Around(
    jobs=2,
    way="interpreted",
    environment=(
        *(("PYTHONHASHSEED", "1"), ("LC_ALL", "C"), ("TZ", "Asia/Kathmandu"), ("COLUMNS", "20")),
        ("PYTHONUTF8", "0"),
    ),
)


def run_all(folder: Path, around: Around) -> Path:
    """Run every command in one process, in a folder; return where it writes."""
    out = folder / "out"
    out.mkdir(parents=True)
    write_inputs(folder, around.shuffled)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **dict(around.environment)}
    words = [sys.executable, "-W", "ignore", "-m", "tests.golden.run_commands"]
    done = subprocess.run(
        [*words, str(out), str(around.jobs), around.way],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands write as things are."""
    return run_all(tmp_path_factory.mktemp("usual"), Around())


def test_results_are_those_of_yesterday(usual: Path) -> None:
    hashes = hashes_of(texts_in(usual))
    if os.environ.get("GRAPHRES_GOLDEN") == "write":  # make golden
        HASHES.write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")
    assert hashes == json.loads(HASHES.read_text(encoding="utf-8"))


def test_every_command_is_hashed() -> None:
    written = {name.split("/")[0] for name in json.loads(HASHES.read_text(encoding="utf-8"))}
    assert written == set(COMMANDS)


def test_a_result_does_not_hang_on_what_surrounds_it(usual: Path, tmp_path: Path) -> None:
    other = run_all(tmp_path / "a folder of another name", TOGETHER)
    assert texts_in(other) == texts_in(usual)


@pytest.mark.long
@pytest.mark.parametrize("name", ALONE)
def test_a_result_does_not_hang_on(name: str, usual: Path, tmp_path: Path) -> None:
    if name == "locale de_DE" and not _has_locale("de_DE.UTF-8"):
        pytest.skip("no such locale on this system")
    assert texts_in(run_all(tmp_path, ALONE[name])) == texts_in(usual)


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
def test_a_result_does_not_hang_on_the_order_of_rows(
    seed: int, usual: Path, tmp_path: Path
) -> None:
    """In-degrees don't tie, so draws alone are left: they hang on names, never on places."""
    other = texts_in(run_all(tmp_path, Around(shuffled=seed)), same_rows=False)
    first = texts_in(usual, same_rows=False)
    assert other.keys() == first.keys()
    for name in first:
        assert without_ties(name, other[name]) == without_ties(name, first[name]), name


def _has_locale(name: str) -> bool:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_ALL, before)
    return True
