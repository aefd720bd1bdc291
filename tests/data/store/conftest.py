"""Stores to open, and to damage."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphres.data.store.hashes import hash_file
from graphres.data.store.packing import pack
from tests import graphs
from tests.commands.conftest import graphres  # noqa: F401 - a fixture


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The store of a small graph with attributes."""
    path = tmp_path / "small.fgr"
    pack(graphs.crowded(20, 3), path)
    return path


@pytest.fixture
def edit() -> Callable[..., None]:
    """Change a store, and have its hashes go with it: what a foreign program would write."""

    def change(store: Path, **told: Any) -> None:
        path = store / "manifest.json"
        manifest = json.loads(path.read_text())
        for name in manifest["files"]:
            manifest["files"][name] = hash_file(store / name).to_dict()
        path.write_text(json.dumps({**manifest, **told}))

    return change


@pytest.fixture
def copy_of(store: Path, tmp_path: Path) -> Callable[[], Path]:
    """A fresh copy of the store, to be damaged."""

    def fresh() -> Path:
        path = tmp_path / "damaged.fgr"
        shutil.rmtree(path, ignore_errors=True)
        return Path(shutil.copytree(store, path))

    return fresh
