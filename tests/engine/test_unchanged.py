"""What was hashed is what was read: a file that changes meanwhile is an error."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graphres.data.provenance import file_input
from graphres.data.reading import read_follows
from graphres.data.reading.lists import read_list
from graphres.engine.unchanged import remember_files
from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.studies.comparisons.saved import read_result
from graphres.studies.sweeps import sweep

ROOT = Path(__file__).resolve().parents[2]

TABLE = "follower,followed\n" + "ann,bob\ncem,bob\n" * 200


def append(path: Path) -> None:
    with path.open("a") as file:
        file.write("dan,bob\n")


def overwrite(path: Path) -> None:
    """As long as before."""
    about = path.stat()
    path.write_text(TABLE.replace("cem", "dan"))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns + 1_000_000))


def cut(path: Path) -> None:
    path.write_text(TABLE[: len(TABLE) // 2])


def put_another_in_its_place(path: Path) -> None:
    other = path.with_name("other")
    other.write_text(TABLE + "dan,bob\n")
    other.replace(path)


CHANGES = [append, overwrite, cut, put_another_in_its_place]


def changed_at(call: int, change, path: Path):
    """A callback that changes a file the n-th time that it is called."""
    calls = []

    def on_progress(done: int, total: int) -> None:
        calls.append(done)
        if len(calls) == call:
            change(path)

    return on_progress


@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("call", [1, 2, 4])
def test_follows_that_change_while_they_are_read(tmp_path, change, call):
    path = tmp_path / "follows.csv"
    path.write_text(TABLE)
    with pytest.raises(InputError, match="changed while it was read"):
        read_follows(path, on_progress=changed_at(call, change, path))


def test_a_part_that_changes_while_it_is_read(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.csv").write_text(TABLE)
    graph, report = read_follows(tmp_path)
    assert graph.n == 3
    assert report.parts[0]["sha256"] == hashlib.sha256(TABLE.encode()).hexdigest()
    from graphres.data.reading.streams.sources import open_source

    opened = open_source(tmp_path)
    append(tmp_path / "b.csv")
    with pytest.raises(InputError, match=r"b\.csv: changed while it was read|changed"):
        _ = opened.sha256


def test_accounts_that_change_between_their_reading_and_their_hash(tmp_path, monkeypatch):
    follows, accounts = tmp_path / "follows.csv", tmp_path / "accounts.csv"
    follows.write_text(TABLE)
    accounts.write_text("account,lang\nann,en\nbob,de\ncem,en\n")
    from graphres.data.reading import account_table as known

    placed = known.account_table

    def change_first(*given, **more):
        append(accounts)
        return placed(*given, **more)

    monkeypatch.setattr(known, "account_table", change_first)
    with pytest.raises(InputError, match="accounts.csv"):
        read_follows(follows, accounts=accounts)


GRAPH = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")])


def test_a_list_that_changes_before_it_is_hashed(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("ann\n")
    with remember_files():
        read_list(path, GRAPH)
        assert file_input("list", path)["sha256"] == hashlib.sha256(b"ann\n").hexdigest()
        path.write_text("cem\nann\n")
        with pytest.raises(InputError, match="changed while it was read"):
            file_input("list", path)
    assert file_input("list", path)["sha256"] == hashlib.sha256(b"cem\nann\n").hexdigest()


def test_in_python_a_file_may_change_from_one_call_to_the_next(tmp_path):
    path = tmp_path / "follows.csv"
    for text, m in ((TABLE, 2), (TABLE + "dan,bob\n", 3)):
        path.write_text(text)
        graph, report = read_follows(path)
        assert graph.m == m
        assert report.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_result_that_changes_before_it_is_hashed(tmp_path):
    path = tmp_path / "result.json"
    path.write_text('{"schema": "graphres.info/1"}')
    with remember_files():
        read_result(path)
        append(path)
        with pytest.raises(InputError, match="changed"):
            file_input("before", path)


def test_a_sweep_does_not_read_another_file_than_its_manifest_names(tmp_path):
    path = tmp_path / "follows.csv"
    path.write_text(TABLE)
    experiment = {"graphs": {"f": {"file": str(path)}}, "collapse": [{"strategy": ["in-degree"]}]}
    found = sweep(experiment, tmp_path / "out", on_read=lambda *_: append(path))
    assert found.failures == {}  # read before it changed
    again = {**experiment, "collapse": [{"strategy": ["in-degree", "random"]}]}
    from graphres.studies.sweeps import runner as sweeping

    swept = sweeping._swept

    def change_first(*given):
        append(path)
        return swept(*given)

    sweeping._swept = change_first
    try:
        found = sweep(again, tmp_path / "again")
    finally:
        sweeping._swept = swept
    assert set(found.failures.values()) == {
        f"{path}: changed while it was read; run again once nothing writes to it, or on a copy"
    }


@pytest.mark.skipif(os.name == "nt", reason="process substitution is bash's")
def test_a_pipe_is_hashed_as_it_was_read(tmp_path):
    (tmp_path / "follows.csv").write_text(TABLE)
    run = f"{sys.executable} {ROOT / 'cli.py'}"
    lists = "--protect <(echo ann) -s list:<(echo bob)"
    script = f"cat follows.csv | {run} rank - -q --format json {lists}"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    inputs = {each["role"]: each for each in json.loads(done.stdout)["manifest"]["inputs"]}
    for role, text in (("follows", TABLE), ("protect", "ann\n"), ("list", "bob\n")):
        assert inputs[role]["sha256"] == hashlib.sha256(text.encode()).hexdigest(), role


def test_the_command_ends_with_3(tmp_path):
    """A file that something else goes on writing to."""
    path = tmp_path / "follows.csv"
    path.write_text("follower,followed\n" + "".join(f"a{i},b{i % 99}\n" for i in range(200_000)))
    code = (
        "import sys, threading, time\n"
        "def write():\n"
        "    while True:\n"
        "        with open(sys.argv[2], 'a') as file: file.write('x,y\\n')\n"
        "        time.sleep(0.002)\n"
        "from graphres.commands import run\n"
        "threading.Thread(target=write, daemon=True).start()\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    command = [sys.executable, "-c", code, "info", str(path), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        f"error: {path}: changed while it was read; run again once nothing writes to it, or on a"
        " copy\n"
    )
