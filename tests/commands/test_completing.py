"""Completion: what a shell is told, and in bash what it makes of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def answered(shell: str, words: str, number: int) -> list[str]:
    """What a shell gets to hear of a line whose word of that number is being typed."""
    typed = str(number) if shell != "fish" else words.split(" ")[number]
    asked = {
        "_GRAPHRES_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": typed,
    }
    done = subprocess.run(
        [sys.executable, ROOT / "cli.py"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_given_its_script(shell):
    asked = {**os.environ, "_GRAPHRES_COMPLETE": f"{shell}_source"}
    done = subprocess.run(
        [sys.executable, ROOT / "cli.py"], env=asked, capture_output=True, text=True, check=True
    )
    assert f"_GRAPHRES_COMPLETE={shell}_complete" in done.stdout
    assert "graphres" in done.stdout


def test_commands_options_and_values():
    assert answered("bash", "graphres co", 1) == ["plain,collapse", "plain,compare"]
    assert "plain,--suspended" in answered("bash", "graphres compare a b --su", 4)
    assert "plain,random" in answered("bash", "graphres collapse f.csv -s ra", 4)
    assert answered("bash", "graphres collapse f.csv --measure gi", 4) == ["plain,giant"]
    assert answered("bash", "graphres collapse f.csv --model i", 4) == ["plain,ic"]


def test_files_and_folders_are_the_shells_own():
    assert answered("bash", "graphres collapse sam", 2) == ["file,sam"]
    assert answered("bash", "graphres collapse f.csv --protect sam", 4) == ["file,sam"]
    assert answered("bash", "graphres sweep e.toml -o res", 4) == ["dir,res"]


def test_zsh_and_fish_are_told_what_things_mean():
    told = answered("zsh", "graphres coll", 1)
    assert told[:2] == ["plain", "collapse"]
    assert answered("fish", "graphres coll", 1)[0].startswith("plain,collapse")


def test_a_line_that_is_wrong_already_completes_nothing():
    assert "".join(answered("bash", "graphres colapse f", 2)) == ""


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_in_bash_itself(tmp_path):
    (tmp_path / "graphres").write_text(f'#!/bin/sh\nexec {sys.executable} {ROOT / "cli.py"} "$@"\n')
    (tmp_path / "graphres").chmod(0o755)
    script = """
    eval "$(_GRAPHRES_COMPLETE=bash_source graphres)"
    COMP_WORDS=(graphres camp) COMP_CWORD=1
    _graphres_completion graphres camp graphres
    echo "${COMPREPLY[@]}"
    """
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout.strip(), done.stderr) == ("campaign", "")
