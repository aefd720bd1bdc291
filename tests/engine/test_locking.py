"""One process at a time writes to a place."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphres.engine.locking import lock, release, release_all
from graphres.errors import UsageError
from graphres.studies.sweeps import sweep

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such locks here")

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_graphs" / "movement.csv"

GRID = {
    "graphs": {"small": {"model": "uniform", "n": 50, "mean_followers": 3}},
    "collapse": [{"strategy": ["in-degree"]}],
}


@contextmanager
def another_that_locks(path: Path):
    """A process that holds a lock until it is killed."""
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from graphres.engine.locking import lock\n"
        "lock(Path(sys.argv[1]), where='x', do='y')\n"
        "print('locked', flush=True)\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE, cwd=ROOT)
    with process:
        try:
            assert process.stdout.readline() == b"locked\n"
            yield process
        finally:
            process.kill()


def test_a_lock_names_the_process_that_has_it(tmp_path):
    path = tmp_path / ".lock"
    with another_that_locks(path) as other:
        with pytest.raises(UsageError, match=f"process {other.pid}\\)"):
            lock(path, where="results", do="wait for it")
        assert path.exists()


def test_the_lock_of_a_dead_process_is_taken_over(tmp_path):
    path = tmp_path / ".lock"
    with another_that_locks(path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert path.exists()
        lock(path, where="results", do="wait for it")
        assert path.read_text() == f"{os.getpid()}\n"
    release(path)
    assert not path.exists()


def test_a_process_has_its_own_lock_already(tmp_path):
    for _ in range(2):
        lock(tmp_path / ".lock", where="results", do="wait for it")
    release_all()
    assert list(tmp_path.iterdir()) == []


def test_two_sweeps_do_not_write_to_one_folder(tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    with another_that_locks(folder / ".lock") as other:
        for ways in ({}, {"resume": True}, {"force": True}):
            with pytest.raises(UsageError, match=f"process {other.pid}"):
                sweep(GRID, folder, **ways)
        assert [path.name for path in folder.iterdir()] == [".lock"]
    assert len(sweep(GRID, folder).status) == 1
    assert not (folder / ".lock").exists()


def test_a_folder_that_is_refused_is_left_as_it_was(tmp_path):
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        sweep(GRID, tmp_path)
    with pytest.raises(UsageError, match="no sweep wrote"):
        sweep(GRID, tmp_path, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("option", ["-o", "--plot"])
def test_two_runs_do_not_write_one_file(tmp_path, option):
    path = tmp_path / ("out.csv" if option == "-o" else "out.svg")
    command = [sys.executable, ROOT / "cli.py", "collapse", SAMPLE, option, path]
    with another_that_locks(tmp_path / f".{path.name}.lock") as other:
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 2
        assert done.stderr == (
            f"error: {path}: another run writes here (process {other.pid}); "
            "wait for it, or choose another name\n"
        )
    assert subprocess.run([*command, "-q"], capture_output=True).returncode == 0
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
