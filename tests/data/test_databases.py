"""The recipe of docs/howto-databases.md for SQLite, run as it stands on the page."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECIPES = re.findall(
    r"```sh\n(.*?)```", (ROOT / "docs" / "howto-databases.md").read_text("utf-8"), re.DOTALL
)

needs_shell = pytest.mark.skipif(
    not (shutil.which("sqlite3") and shutil.which("bash")), reason="no sqlite3 shell"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with sqlite3.connect(tmp_path / "social.db") as base:
        base.execute("CREATE TABLE follows (target_id INTEGER, source_id INTEGER)")
        base.executemany("INSERT INTO follows VALUES (?, ?)", [(2**60 + 1, 7), (2**60 + 1, 8)])
        base.execute("CREATE TABLE users (id INTEGER, lang TEXT, followers_total INTEGER)")
        base.execute("INSERT INTO users VALUES (7, 'en', 3)")
    base.close()
    return tmp_path


@needs_shell
@pytest.mark.parametrize("recipe", RECIPES[:2])
def test_sqlite(folder: Path, recipe: str) -> None:
    called = f'graphres() {{ {sys.executable} {ROOT / "cli.py"} "$@"; }}; set -o pipefail; '
    done = subprocess.run(
        ["bash", "-c", called + recipe], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "3 accounts, 2 follows" in done.stdout
    assert str(2**60 + 1) in done.stdout, "ids stay exact"
    assert "warning" not in done.stderr


def test_a_database_itself_is_refused(folder: Path) -> None:
    from graphres import read_follows
    from graphres.errors import InputError

    with pytest.raises(InputError, match="an SQLite database"):
        read_follows(folder / "social.db")
