"""Run command lines in this process, and tables to run them on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from graphres.commands import run


class Done(NamedTuple):
    status: int
    out: str
    err: str


Graphres = Callable[..., Done]


@pytest.fixture
def graphres(capsys: pytest.CaptureFixture[str]) -> Graphres:
    """Run `graphres ARGUMENTS…`; stdout is a pipe."""

    def invoke(*arguments: str | Path) -> Done:
        status = run([str(argument) for argument in arguments])
        return Done(status, *capsys.readouterr())

    return invoke


@pytest.fixture
def star(tmp_path: Path) -> Path:
    """Four accounts follow a hub, two of them each other; one row is repeated."""
    path = tmp_path / "star.csv"
    rows = ["ann,hub", "bob,hub", "cem,hub", "dee,hub", "ann,bob", "bob,ann", "ann,hub"]
    path.write_text("\n".join(["follower,followed", *rows]) + "\n")
    return path


@pytest.fixture
def accounts(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.csv"
    path.write_text(
        "account,lang,total,collected\n"
        "hub,en,10,no\nann,de,2,yes\nbob,de,1,yes\ncem,en,0,no\ndee,en,0,yes\n"
    )
    return path
