"""Files that are written whole or not at all, several together."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphres.engine import atomic_write as writing
from graphres.engine import signals
from graphres.engine.atomic_write import Batch, open_part, write_atomically
from graphres.errors import UnfinishedError


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def write_both(folder: Path, failing: BaseException | None = None) -> None:
    with Batch() as batch:
        for name in ("a", "b"):
            with batch.writing(folder / name) as part:
                part.write_text("new")
        assert "new" not in [text for name, text in files(folder).items() if len(name) == 1]
        if failing:
            raise failing


def test_several_appear_together(tmp_path):
    write_both(tmp_path)
    assert files(tmp_path) == {"a": "new", "b": "new"}


@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt()])
def test_none_appears_where_one_fails(tmp_path, error):
    (tmp_path / "b").write_text("old")
    with pytest.raises(type(error)):
        write_both(tmp_path, error)
    assert files(tmp_path) == {"b": "old"}
    assert not signals.LEFTOVERS


def test_what_has_its_name_is_taken_back_where_another_gets_none(tmp_path, monkeypatch):
    (tmp_path / "a").write_text("old")
    replace = os.replace

    def fail_for_b(part, final):
        if Path(final).name == "b":
            raise OSError(28, "No space left on device")
        replace(part, final)

    monkeypatch.setattr(writing.os, "replace", fail_for_b)
    with pytest.raises(UnfinishedError, match="b: can't be written"):
        write_both(tmp_path)
    assert files(tmp_path) == {"a": "old"}


def test_a_file_is_on_the_disk_before_it_has_its_name(tmp_path, monkeypatch):
    steps = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(writing.os, "fsync", lambda at: (steps.append("sync"), sync(at)))
    monkeypatch.setattr(writing.os, "replace", lambda *at: (steps.append("name"), replace(*at)))
    with write_atomically(tmp_path / "a") as part:
        part.write_text("new")
    assert steps[:2] == ["sync", "name"]


def test_parts_are_known_while_they_are_there(tmp_path):
    with open_part(tmp_path / "a") as part:
        part.write_text("half")
        assert str(part) in signals.LEFTOVERS
    assert not signals.LEFTOVERS
    assert files(tmp_path) == {}
