"""Ctrl-C, SIGTERM and SIGHUP at any moment: the right status, in two seconds, nothing left."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_graphs"
MOVEMENT, PLATFORM = SAMPLES / "movement.csv", SAMPLES / "open-platform.csv"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX here")

#: Seconds within which a signal ends any command.
SOON = 2.0

#: Seconds within which signals have been taken, on a machine that is busy.
STARTING = 0.2

#: A process that says when it is in our hands: what Python does before is its own.
STARTED = f"""
import os, runpy, sys
sys.argv[0] = {str(ROOT / "cli.py")!r}
try:
    os.write(1, b".")
    runpy.run_path(sys.argv[0], run_name="__main__")
except KeyboardInterrupt:
    os._exit(130)
"""

SWEEP = """
[graphs.drawn]
model = "uniform"
n = 20000
mean_followers = 10
[[collapse]]
strategy = ["in-degree", "random", "betweenness"]
runs = 1000
measure = ["giant", "reach"]
"""

#: Each would take minutes.
COMMANDS = {
    "rank": ["rank", PLATFORM, "-s", "betweenness", "-o", "{out}.csv"],
    "losses": ["rank", PLATFORM, "-s", "reach-greedy", "--worlds", "65536", "-o", "{out}.csv"],
    "collapse": ["collapse", PLATFORM, "-s", "betweenness:adaptive", "-o", "{out}.csv"],
    "networkx": ["collapse", PLATFORM, "-s", "networkx:betweenness", "-o", "{out}.csv"],
    "runs": ["collapse", MOVEMENT, "-s", "random", "--runs", "100000", "-o", "{out}.json"],
    "reach": ["reach", PLATFORM, "-p", "0.3", "--worlds", "1000000", "-o", "{out}.csv"],
    "campaign": ["campaign", PLATFORM, "--runs", "10000", "-o", "{out}.csv"],
    "intervene": ["intervene", PLATFORM, "-i", "flood", "--worlds", "1000000", "-o", "{out}.csv"],
    "sweep": ["sweep", "{out}.toml", "-o", "{out}"],
    "generate": ["generate", "preferential", "--n", "20000000", "-o", "{out}.csv"],
}


def interrupted(arguments, folder: Path, number: int, after: float):
    """Start a command in a folder, signal it, and give its status, seconds, and words."""
    (folder / "result.toml").write_text(SWEEP)
    words = [str(each).format(out=folder / "result") for each in arguments]
    jobs = [] if words[0] == "generate" else ["--jobs", "2"]
    hears = partial(signal.signal, number, signal.SIG_DFL)
    with subprocess.Popen(
        [sys.executable, "-c", STARTED, *words, *jobs],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hears,
    ) as process:
        try:
            assert process.stdout.read(1) == b"."
            time.sleep(after)
            process.send_signal(number)
            begun = time.monotonic()
            out, err = process.communicate(timeout=30)
            return process.returncode, time.monotonic() - begun, out, err.decode()
        finally:
            process.kill()


def check(name: str, folder: Path, number: int, after: float) -> None:
    status, seconds, out, err = interrupted(COMMANDS[name], folder, number, after)
    # In the first instant the signal itself ends the process, which a shell tells as the same.
    assert status in ({128 + number, -number} if after < STARTING else {128 + number}), err
    assert seconds < SOON
    assert out == b""
    assert "Traceback" not in err
    assert "error" not in err
    hidden = [path for path in folder.rglob("*") if path.name.startswith(".")]
    assert hidden == []
    if name not in ("campaign", "sweep"):  # which keep what is finished
        assert {path.name for path in folder.iterdir()} == {"result.toml"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_signal_stops_a_command_at_work(tmp_path, name):
    draw = random.Random(name)
    number = draw.choice([signal.SIGINT, signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    check(name, tmp_path, number, draw.uniform(0.6, 1.8))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_a_command_that_starts(tmp_path, number):
    draw = random.Random(int(number))
    for after in (draw.uniform(0, 0.4) for _ in range(4)):
        check("collapse", tmp_path, number, after)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(200))
def test_a_signal_stops_any_command_at_any_moment(tmp_path, seed):
    draw = random.Random(seed)
    number = draw.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    check(draw.choice(list(COMMANDS)), tmp_path, number, draw.choice([0.3, 3]) * draw.random())


@pytest.mark.long
@pytest.mark.parametrize("strategy", ["bpd", "core-hd", "k-core", "pagerank", "followers-union"])
@pytest.mark.parametrize("command", ["rank", "collapse"])
def test_a_signal_stops_any_strategy(tmp_path, command, strategy):
    name = f"{command} {strategy}"
    COMMANDS[name] = [command, PLATFORM, "-s", strategy, "--measure", "reach", "--worlds", "65536"]
    if command == "rank":
        COMMANDS[name] = [command, PLATFORM, "-s", strategy, "--resamples", "100000"]
    try:
        check(name, tmp_path, signal.SIGINT, 1.5)
    finally:
        del COMMANDS[name]


def run_code(code: str, *, number: int | None = None, after: float = 0.5):
    """Run Python; if wanted, signal it once it has written a dot."""
    hears = partial(signal.signal, number or signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hears,
        cwd=ROOT,
    ) as process:
        try:
            if number is not None:
                assert process.stdout.read(1) == b"."
                time.sleep(after)
                process.send_signal(number)
            out, err = process.communicate(timeout=20)
            return process.returncode, out.decode(), err.decode()
        finally:
            process.kill()


BEGUN = "import os, time\nfrom graphres.engine import signals\nsignals.take_signals()\n"


def test_an_interrupt_that_an_import_swallows_still_ends_in_130():
    code = BEGUN + (
        "signals.begin_work()\n"
        "os.write(1, b'.')\n"
        "try: time.sleep(60)\n"
        "except BaseException: pass\n"
        "time.sleep(60)\n"
    )
    assert run_code(code, number=signal.SIGINT) == (130, "", "")


def test_an_interrupt_swallowed_before_anybody_watches_still_ends_in_130():
    code = (
        "import os, signal, sys, threading, time\n"
        "from graphres.engine import signals\n"
        "signals.take_signals()\n"
        "class Thread(threading.Thread):\n"
        "    def start(self):\n"
        "        try: signal.raise_signal(signal.SIGINT)\n"
        "        except BaseException: pass\n"
        "        super().start()\n"
        "threading.Thread = Thread\n"
        "signals.begin_work()\n"
        "time.sleep(60)\n"
    )
    assert run_code(code) == (130, "", "")


def test_an_interrupt_swallowed_before_signals_are_taken_is_130():
    code = (
        "import signal, sys\n"
        "class Slow:\n"
        "    def __del__(self): signal.raise_signal(signal.SIGINT)\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'graphres.engine.signals': Slow()\n"
        "import graphres\n"
        "sys.meta_path.insert(0, Finder())\n"
        "import graphres.__main__\n"
    )
    assert run_code(code) == (130, "", "")


def test_work_that_finishes_after_a_swallowed_interrupt_is_130():
    code = BEGUN + (
        "signals.begin_work()\n"
        "os.write(1, b'.')\n"
        "try: time.sleep(60)\n"
        "except BaseException: pass\n"
        "signals.leave(0)\n"
    )
    assert run_code(code, number=signal.SIGINT) == (130, "", "")


def test_an_interrupt_in_a_finaliser_says_nothing():
    code = BEGUN + (
        "signals.begin_work()\n"
        "class Slow:\n"
        "    def __del__(self): os.write(1, b'.'); time.sleep(60)\n"
        "Slow()\n"
        "time.sleep(60)\n"
    )
    assert run_code(code, number=signal.SIGINT) == (130, "", "")


def test_what_must_happen_together_happens_before_the_interrupt():
    code = BEGUN + (
        "signals.begin_work()\n"
        "try:\n"
        "    with signals.postpone_signals():\n"
        "        os.write(1, b'.'); time.sleep(1.5); os.write(1, b'together ')\n"
        "    os.write(1, b'never')\n"
        "except KeyboardInterrupt: os.write(1, b'interrupted')\n"
        "signals.leave(0)\n"
    )
    assert run_code(code, number=signal.SIGTERM) == (143, "together interrupted", "")


def test_a_second_signal_does_not_wait():
    code = BEGUN + (
        "import signal\n"
        "signals.begin_work()\n"
        "try: signal.raise_signal(signal.SIGHUP)\n"
        "except KeyboardInterrupt: signals.allow_time()\n"
        "os.write(1, b'.')\n"
        "time.sleep(60)\n"
    )
    assert run_code(code, number=signal.SIGTERM, after=1.5) == (129, "", "")


def test_a_signal_of_a_library_ends_nothing():
    code = BEGUN + (
        "import signal\n"
        "signals.begin_work()\n"
        "signal.signal(signal.SIGUSR1, lambda *_: None)\n"
        "signal.raise_signal(signal.SIGUSR1)\n"
        "time.sleep(1.5)\n"
        "signals.leave(0)\n"
    )
    assert run_code(code) == (0, "", "")


def test_leftovers_go_whatever_ends_the_process(tmp_path):
    part = tmp_path / ".out.csv.1.part"
    code = BEGUN + (
        f"open({str(part)!r}, 'w').close()\n"
        f"signals.LEFTOVERS.add({str(part)!r})\n"
        "signals.leave(3)\n"
    )
    assert run_code(code) == (3, "", "")
    assert not part.exists()


def test_a_process_told_to_ignore_hangups_goes_on(tmp_path):
    code = (
        "import os, signal, time\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from graphres.engine import signals\n"
        "signals.take_signals(); signals.begin_work()\n"
        "os.write(1, b'.'); time.sleep(1); signals.leave(0)\n"
    )
    assert run_code(code, number=signal.SIGHUP, after=0.1) == (0, "", "")


def test_nothing_but_the_documented_statuses_even_if_it_cannot_start():
    code = "import sys\nsys.modules['click'] = None\nfrom graphres.__main__ import main\nmain()\n"
    status, out, err = run_code(code)
    assert (status, out, err.count("\n")) == (4, "", 1)
    assert err.startswith("error: can't run (ModuleNotFoundError: ")


@pytest.mark.parametrize(
    ("redirected", "arguments", "status"),
    [
        ("2>&-", "info none.csv", 3),
        ("2>/dev/full", "info none.csv", 3),
        ("2>/dev/full", "info none.csv --debug", 3),
        ("2>&-", "info none.csv --debug", 3),
        ("2>/dev/full >/dev/null", f"collapse {MOVEMENT}", 0),
        ("2>&- >/dev/null", f"collapse {MOVEMENT} --fail-if 'in-degree.R < random.R'", 1),
        (">&-", "--version", 4),
        (">&-", f"rank {MOVEMENT}", 4),
        (">/dev/full", "--help", 4),
        (">/dev/full 2>/dev/full", f"info {MOVEMENT}", 4),
        ("<&-", "info -", 3),
        ("<&- >&- 2>&-", "info -", 3),
        ("<&- >&- 2>&-", f"info {MOVEMENT}", 4),
    ],
)
def test_full_and_closed_streams_keep_the_status(redirected, arguments, status):
    if "/dev/full" in redirected and not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    script = f"{sys.executable} {ROOT / 'cli.py'} {arguments} {redirected}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert done.returncode == status
    assert "Traceback" not in done.stdout + done.stderr


def test_no_file_takes_the_place_of_a_closed_stream(tmp_path):
    path = tmp_path / "out.csv"
    script = f"{sys.executable} {ROOT / 'cli.py'} rank {MOVEMENT} -o {path} <&- >&- 2>&-"
    assert subprocess.run(["bash", "-c", script]).returncode == 0
    assert path.read_bytes().startswith(b"rank,account,")
