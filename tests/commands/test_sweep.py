"""`graphres sweep`: exit codes, the grid, a kill in the middle, Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from graphres.studies.sweeps.folder import FAILURES, SECONDS

ROOT = Path(__file__).resolve().parents[2]

EXPERIMENT = """\
seed = [0, 1, 2]
[graphs.drawn]
model = "preferential"
n = 120
mean_followers = 5
[[collapse]]
strategy = ["in-degree", "random", "degree:adaptive", "pagerank"]
measure = ["giant", "reach"]
probability = [0.1, 0.2]
worlds = 64
runs = 2
"""


@pytest.fixture
def experiment(tmp_path):
    path = tmp_path / "e.toml"
    path.write_text(EXPERIMENT)
    return path


def test_a_row_a_cell_and_a_page(graphres, experiment, tmp_path):
    done = graphres("sweep", experiment, "-o", tmp_path / "r", "-q")
    assert (done.status, done.err) == (0, "")
    header, *rows = done.out.splitlines()
    assert header == "cell,command,graph,seed,probability,strategy,status,reason"
    assert rows[0] == "1,collapse,drawn,0,0.1,in-degree,finished,"
    assert len(rows) == 24
    page = graphres("sweep", experiment, "-o", tmp_path / "r", "--resume", "--format", "table")
    assert page.out.startswith("24 cells in 1 table\n")
    assert "kept" in page.out
    told = json.loads(
        graphres("sweep", experiment, "-o", tmp_path / "r", "--resume", "--format", "json").out
    )
    assert told["schema"] == "graphres.sweep/1"
    assert {row["status"] for row in told["cells"]} == {"kept"}


OPTIONS = {
    "collapse": """
cost = "followers_total"
budget = "10%"
hide = "accounts:0.2"
miss = 0.1
false_alarm = 0.2
until = "removed >= 8"
target_where = "lang == 'en'"
runs = 3
""",
    "rank": """
strategy = "pagerank"
cost = "followers_total"
budget = "en=90,de=60"
budget_by = "lang"
ties = "random:3"
""",
}


@pytest.mark.parametrize("command", OPTIONS)
def test_a_cell_says_what_its_command_says(graphres, tmp_path, command):
    follows, accounts = (ROOT / "sample_graphs" / f"movement{x}.csv" for x in ("", "-accounts"))
    head = f'[graphs.g]\nfile = "{follows}"\naccounts = "{accounts}"\n[[{command}]]\n'
    (tmp_path / "e.toml").write_text(head + OPTIONS[command])
    assert graphres("sweep", tmp_path / "e.toml", "-o", tmp_path / "r", "-q").status == 0
    given = [
        f"--{name.replace('_', '-')}={value}"
        for name, value in tomllib.loads(OPTIONS[command]).items()
    ]
    done = graphres(command, follows, "--accounts", accounts, *given, "-q", "--format", "json")
    assert done.status == 0, done.err
    told, table = json.loads(done.out), pd.read_parquet(tmp_path / "r")
    if command == "collapse":
        wanted = next(row for row in told["summary"] if row["run"] == "mean")
        found = table[table["at"].isna() & (table["run"] == "mean")].set_index("figure")["value"]
        names = ["removed", "until_removed", "giant_end", "effect_lost_giant", "cumulative_cost"]
        names += ["wrongly_removed", "not_found", "isolated"]
    else:
        wanted = told["ranking"][-1]
        found = table[table["account"] == wanted["account"]].set_index("figure")["value"]
        names = ["rank", "score", "giant_loss", "reach_after", "cost", "cumulative_cost"]
        names += ["within_budget"]
        assert table["at"].max() == len(told["ranking"])
    assert {name: found[name] for name in names} == {name: wanted[name] for name in names}


def test_a_dry_run_writes_nothing(graphres, experiment, tmp_path):
    done = graphres("sweep", experiment, "--dry-run", "--format", "json", "--jobs", "2")
    told = json.loads(done.out)
    assert (done.status, len(told["cells"])) == (0, 24)
    first = told["estimate"]["first_cells"][0]
    assert told["estimate"]["seconds"] == pytest.approx(first["seconds"] * 24 / 2, abs=0.05)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["e.toml"]
    page = graphres("sweep", experiment, "--dry-run", "--format", "table").out
    assert "were all cells like these" in page


def test_failures_leave_with_4(graphres, experiment, tmp_path):
    experiment.write_text(EXPERIMENT.replace('"pagerank"', '"attribute:mood == 1"'))
    done = graphres("sweep", experiment, "-o", tmp_path / "r", "--format", "csv")
    assert done.status == 4
    assert done.err == f"warning: 6 of 24 cells failed; see {tmp_path / 'r' / FAILURES}\n"
    assert sum(",failed," in row for row in done.out.splitlines()) == 6
    assert len(list((tmp_path / "r").glob("*.parquet"))) == 18


def test_errors_are_one_line_with_the_status_of_the_contract(graphres, experiment, tmp_path):
    assert graphres("sweep", experiment).status == 2
    absent = graphres("sweep", tmp_path / "absent.toml", "-o", tmp_path / "r")
    assert (absent.status, absent.err.count("\n")) == (3, 1)
    experiment.write_text(EXPERIMENT.replace("worlds", "wolrds"))
    wrong = graphres("sweep", experiment, "-o", tmp_path / "r")
    assert wrong.status == 3
    assert wrong.err == f"error: {experiment}:10: no key 'wolrds' here; did you mean worlds?\n"
    experiment.write_text(EXPERIMENT)
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "own.txt").write_text("")
    assert graphres("sweep", experiment, "-o", tmp_path / "r").status == 2


@contextmanager
def begun(experiment: Path, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A sweep in a process that hears Ctrl-C, seen to have finished some cells but not all."""
    line = [sys.executable, ROOT / "cli.py", "sweep", experiment, "-o", folder, "--jobs", "1"]
    with subprocess.Popen(
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=experiment.parent,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:
        try:
            deadline = time.monotonic() + 60
            while len(list(folder.glob("*.parquet"))) < 3:
                assert time.monotonic() < deadline
                assert process.poll() is None
                time.sleep(0.002)
            yield process
        finally:
            process.kill()


def content(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != SECONDS}


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX here")
def test_a_sweep_that_was_killed_goes_on_to_the_same_bytes(graphres, experiment, tmp_path):
    assert graphres("sweep", experiment, "-o", tmp_path / "whole", "-q").status == 0
    with begun(experiment, tmp_path / "killed") as process:
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert 3 <= len(list((tmp_path / "killed").glob("*.parquet"))) < 24
    done = graphres("sweep", experiment, "-o", tmp_path / "killed", "--resume", "--jobs", "2")
    assert done.status == 0
    assert content(tmp_path / "killed") == content(tmp_path / "whole")


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX here")
def test_an_interrupt_keeps_finished_cells(experiment, tmp_path):
    with begun(experiment, tmp_path / "r") as process:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    there = len(list((tmp_path / "r").glob("cell-*.parquet")))
    assert 3 <= there < 24
    assert "of 24 cells are kept; go on with --resume" in said
