"""The command as a process: pipes, exit statuses, signals, terminals."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[1]
GRAPHRES = [sys.executable, str(ROOT / "cli.py")]
SAMPLE = ROOT / "sample_graphs" / "movement.csv"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and signals are POSIX here")


def graphres(*arguments: str | Path, **options) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*GRAPHRES, *map(str, arguments)], capture_output=True, **options)


def in_terminal(*arguments: str | Path, columns: int = 80, **variables: str) -> str:
    """What a terminal gets to see of stdout and stderr together."""
    import pty

    shown, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns), **variables}
    process = subprocess.Popen(
        [*GRAPHRES, *map(str, arguments)], stdout=terminal, stderr=terminal, env=environment
    )
    os.close(terminal)
    parts = []
    while part := _read(shown):
        parts.append(part)
    os.close(shown)
    assert process.wait() == 0
    return b"".join(parts).decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # a terminal's other end is gone
        return b""


def test_stdin_plain_and_compressed_give_what_the_file_gives():
    wanted = graphres("collapse", SAMPLE, "-q").stdout
    plain = SAMPLE.read_bytes()
    assert wanted.count(b"\n") > 10_000
    for data in (plain, gzip.compress(plain)):
        done = graphres("collapse", "-", "-q", input=data)
        assert (done.returncode, done.stdout, done.stderr) == (0, wanted, b"")


def test_data_on_stdout_and_words_on_stderr():
    done = graphres("collapse", SAMPLE, "-s", "in-degree")
    assert done.stdout.startswith(b"strategy,run,removed,")
    assert b"note: " in done.stderr
    assert b"note: " not in done.stdout


def test_jobs_change_no_byte():
    wanted = graphres("collapse", SAMPLE, "-q", "--jobs", "1").stdout
    assert graphres("collapse", SAMPLE, "-q", "--jobs", "3").stdout == wanted


def test_the_processor_changes_no_byte():
    """Roots and quantiles differ in their last bits with and without wide vector instructions."""
    wide = " ".join(np.show_config(mode="dicts")["SIMD Extensions"].get("found", []))
    command = ["reach", SAMPLE, "-p", "0.2", "--sources", "top:5", "-q"]
    narrow = graphres(*command, env={**os.environ, "NPY_DISABLE_CPU_FEATURES": wide})
    assert narrow.stdout.startswith(b"part,name,mean")
    assert graphres(*command).stdout == narrow.stdout


@pytest.mark.parametrize("command", [["generate", "uniform", "--n", "20000"], ["--help"]])
def test_a_closed_pipe_is_141_and_silent(command):
    arguments = " ".join([*GRAPHRES, *command])
    script = f"{arguments} | true; echo ${{PIPESTATUS[0]}}"
    # A short text may have left before the reader does, so the reader leaves first.
    script = (
        script
        if command != ["--help"]
        else f"(sleep 0.5; {arguments}) | true; echo ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("141\n", "")


def test_head_gets_its_lines():
    script = f"{' '.join(GRAPHRES)} generate uniform --n 20000 | head -n 2; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert done.stdout.splitlines()[0] == "follower,followed"
    assert done.stdout.splitlines()[2] == "141"
    assert done.stderr == ""


@contextmanager
def started(*arguments):
    """A process that hears Ctrl-C, also where the tests run in the background, and never stays."""
    hears = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        [*GRAPHRES, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hears
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("after", [0.8, 2.0])
def test_ctrl_c_is_130_silent_and_leaves_nothing(tmp_path, after):
    path = tmp_path / "out.csv"
    asked = ["collapse", str(SAMPLE), "-q", "--runs", "100000", "-o", str(path)]
    with started(*asked) as process:
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_does_not_wait_for_what_is_being_computed():
    slow = [str(SAMPLE.with_name("open-platform.csv")), "-s", "networkx:betweenness"]
    with started("collapse", *slow, "-q") as process:
        time.sleep(2.5)
        process.send_signal(signal.SIGINT)
        begun = time.monotonic()
        process.communicate(timeout=60)
    assert process.returncode == 130
    assert time.monotonic() - begun < 5


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}


@pytest.mark.parametrize("told", [ASCII, {"LC_ALL": "C"}, {"LANG": "C", "LC_ALL": ""}], ids=str)
@pytest.mark.parametrize("columns", [80, 100])
def test_a_terminal_of_ascii_gets_ascii(told, columns):
    options = ["--measure", "giant", "--measure", "reach", "--budget", "20", "-q"]
    shown = in_terminal("collapse", SAMPLE, *options, columns=columns, NO_COLOR="1", **told)
    assert shown.isascii()
    assert "\\" not in shown
    assert "-> followed)" in " ".join(shown.split())  # a long path may wrap before it
    assert "random x10" in shown
    assert max(map(len, shown.splitlines())) <= columns


def test_names_are_left_alone_on_a_terminal_of_ascii(tmp_path):
    path = tmp_path / "follows.csv"
    path.write_text("follower,followed\nb–c,a → d\n", encoding="utf-8")
    shown = in_terminal("info", path, "-q", **ASCII)
    assert r"a \u2192 d" in shown
    assert r"b\u2013c" in shown


def test_errors_are_one_line_with_their_status(tmp_path):
    cases = [
        (2, ["collapse", SAMPLE, "--format", "xml"]),
        (2, ["nothing"]),
        (3, ["collapse", SAMPLE, "--follower", "nobody"]),
        (3, ["collapse", tmp_path / "none.csv"]),
        (3, ["collapse", tmp_path]),
        (4, ["collapse", SAMPLE, "-o", "/proc/graphres/out.csv"]),
    ]
    for status, arguments in cases:
        done = graphres(*arguments)
        assert done.returncode == status, arguments
        assert done.stdout == b""
        errors = [line for line in done.stderr.splitlines() if not line.startswith(b"note: ")]
        assert len(errors) == 1, done.stderr
        assert errors[0].startswith(b"error: ")


def test_a_folder_that_takes_no_file_is_told_before_the_work(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "file").write_text("")
    begun = time.monotonic()
    done = graphres("collapse", SAMPLE, "--runs", "100000", "-o", folder / "file" / "out.csv")
    assert done.returncode == 4
    assert time.monotonic() - begun < 10
    if os.geteuid() != 0:
        folder.chmod(0o500)
        assert graphres("collapse", SAMPLE, "-o", folder / "out.csv").returncode == 4
        folder.chmod(0o700)


def test_a_full_disk_is_4():
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*GRAPHRES, "collapse", str(SAMPLE), "-q"], stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 4
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_an_output_that_exists_is_kept_without_force(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("mine")
    assert graphres("collapse", SAMPLE, "-o", path).returncode == 2
    assert path.read_text() == "mine"
    assert graphres("collapse", SAMPLE, "-q", "-o", path, "--force").returncode == 0
    assert path.read_bytes() == graphres("collapse", SAMPLE, "-q").stdout


def test_fail_if_is_1():
    done = graphres("collapse", SAMPLE, "-q", "--fail-if", "in-degree.R < random.R")
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


def test_a_terminal_gets_a_table_in_colour():
    shown = in_terminal("collapse", SAMPLE)
    assert "\x1b[" in shown
    assert "giant, by share of accounts removed" in shown


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_and_no_animation_when_unwanted(variables):
    shown = in_terminal("collapse", SAMPLE, "--runs", "100", **variables)
    assert "giant, by share of accounts removed" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("columns", [80, 100])
def test_a_page_fits_a_terminal(columns):
    path = SAMPLE.relative_to(ROOT)
    shown = in_terminal("collapse", os.path.relpath(path), columns=columns, NO_COLOR="1")
    assert max(map(len, shown.replace("\r", "").splitlines())) <= columns


def test_progress_is_not_for_a_pipe_and_quiet_means_quiet():
    long = ("collapse", SAMPLE, "--runs", "60", "-o", "/dev/null")
    assert b"removing" not in graphres(*long).stderr
    assert in_terminal(*long, "-q") == ""


def test_stdout_is_utf8_whatever_the_locale(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("follower,followed\nann,漢字\n", encoding="utf-8")
    plain = {**os.environ, "PYTHONIOENCODING": "latin-1", "LC_ALL": "C"}
    for form in ("csv", "table", "json"):
        done = graphres("rank", path, "--format", form, env=plain)
        assert done.returncode == 0
        assert "漢字".encode() in done.stdout


def test_closed_stdout_is_an_error_and_no_traceback():
    script = f"{' '.join(GRAPHRES)} rank {SAMPLE} -q >&-"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1


def test_it_is_a_module_too():
    command = [sys.executable, "-m", "graphres", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("graphres ")
