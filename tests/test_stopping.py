"""The first Ctrl-C stops a search, which goes on with its best order; the second ends it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from graphres.commands.stopping import stop_at_ctrl_c
from graphres.engine.signals import stoppable
from graphres.strategies import strategy

ROOT = Path(__file__).resolve().parents[1]
MOVEMENT = str(ROOT / "sample_graphs" / "movement.csv")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX here")

FOR_EVER = "best:for=R,steps=100000000"
WORDS = "goes on with the best order so far; press Ctrl-C again to stop"

#: The command line, which writes a dot whenever a search begins to listen.
LISTENING = f"""
import os, runpy, sys
from contextlib import contextmanager
from graphres.commands import stopping
inner = stopping.stoppable

@contextmanager
def dotted(tell):
    with inner(tell) as is_asked:
        os.write(2, b".")
        yield is_asked

stopping.stoppable = dotted
sys.argv[0] = {str(ROOT / "cli.py")!r}
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def stopped(*arguments: str, signals: int, wait_for_dot: bool = True):
    """Run a command, send so many interrupts once it searches; its status, output and words."""
    hears = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        [sys.executable, "-c", LISTENING, *arguments, "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        preexec_fn=hears,
    ) as process:
        try:
            if wait_for_dot:
                assert process.stderr.read(1) == b"."
            else:
                time.sleep(3)
            for _ in range(signals):
                time.sleep(0.3)
                process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
            return process.returncode, out.decode(), err.decode()
        finally:
            process.kill()


@pytest.mark.parametrize("command", ["collapse", "rank"])
def test_the_first_interrupt_ends_the_search_and_the_result_says_so(command):
    more = ("--measure", "giant") if command == "collapse" else ("--budget", "5", "--worlds", "64")
    arguments = (command, MOVEMENT, "-s", FOR_EVER, *more, "--format", "json")
    status, out, err = stopped(*arguments, signals=1)
    assert status == 0
    assert err.count("warning: stopped after") == 1
    assert WORDS in err
    made = json.loads(out)
    assert made["manifest"]["stopped_after_seconds"] > 0
    assert made["manifest"]["deterministic"] is False
    rows = made["curve"] if command == "collapse" else made["ranking"]
    assert len(rows) >= 5


def test_a_calibration_judges_the_draws_made_so_far():
    usual = ("reproduce", "--calibrate", "--quick", "--only", "recovery", "--target", "skew")
    status, out, err = stopped(*usual, "--draws", "3000", "--format", "json", signals=1)
    assert status == 0
    assert "goes on with the draws made so far" in err
    made = json.loads(out)
    assert made["manifest"]["stopped_after_seconds"] > 0
    assert 0 < made["calibration"]["draws"] == len(made["draws"]) < 3000
    assert made["calibration"]["draws_asked"] == 3000


def test_the_second_interrupt_ends_the_command():
    # The members before the search can't be stopped midway, so that two come before any is over.
    platform = str(ROOT / "sample_graphs" / "open-platform.csv")
    status, out, err = stopped("rank", platform, "-s", FOR_EVER, signals=2)
    assert (status, out) == (130, "")
    assert WORDS in err
    assert "Traceback" not in err


def test_a_search_inside_a_reinsertion_listens_too():
    status, out, err = stopped(
        *("rank", MOVEMENT, "-s", f"{FOR_EVER}+reinsert@0.1", "--budget", "3", "--worlds", "64"),
        signals=1,
    )
    assert status == 0
    assert out.startswith("rank,account")
    assert WORDS in err


def test_with_several_jobs_the_first_interrupt_ends_the_command():
    status, out, err = stopped(
        *("rank", MOVEMENT, "-s", FOR_EVER, "--jobs", "2"), signals=1, wait_for_dot=False
    )
    assert (status, out) == (130, "")
    assert "stopped" not in err


def test_only_searches_listen_and_an_order_without_a_stop_is_deterministic():
    chosen = [strategy("in-degree"), strategy("best:steps=3"), strategy("best+reinsert")]
    assert stop_at_ctrl_c(chosen, 2).facts() == {}
    assert chosen[1].listening is None
    stops = stop_at_ctrl_c(chosen, None)
    assert chosen[1].listening == chosen[2].base.listening == stops.listening
    with stoppable(lambda: "") as is_asked:
        assert not is_asked()
    assert not chosen[1].is_timed
