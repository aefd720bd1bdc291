"""A disk that fails at any step leaves the old file or the whole new one, and one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks are POSIX")


def broken(*words: str) -> str:
    """What breaks the promise, as the script prints it; nothing, if it holds."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.faults", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert "| all |" in done.stdout, done.stderr
    return "" if done.returncode == 0 else done.stdout


def test_a_disk_that_fails_leaves_a_file_whole() -> None:
    assert not broken("--command", "reach", "--kind", "kill", "--kind", "ENOSPC", "--sizes", "2")


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_fails_leaves_all_files_whole(name: str) -> None:
    assert not broken("--command", name)
