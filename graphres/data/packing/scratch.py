"""A folder for what memory can't hold, flat and gone in the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.engine.atomic_write import report_unwritable
from graphres.engine.signals import LEFTOVERS


@contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """A fresh folder, removed at the end of the block or when a signal ends the process.

    Raises
    ------
    UnfinishedError
        Where there can be none, or where it has no more room.
    """
    with report_unwritable(parent):
        folder = tempfile.mkdtemp(prefix="graphres-", dir=parent)
        LEFTOVERS.add(folder)
        try:
            yield Path(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            LEFTOVERS.discard(folder)


def append(path: Path, values: npt.NDArray[Any]) -> None:
    """Write values behind those of a file."""
    if len(values):
        with path.open("ab") as file:
            np.ascontiguousarray(values).tofile(file)


def load(path: Path, kind: Any) -> npt.NDArray[Any]:
    """All values of a file; none where there is no file."""
    return np.fromfile(path, dtype=kind) if path.exists() else np.zeros(0, dtype=kind)


def take(path: Path, kind: Any) -> npt.NDArray[Any]:
    """All values of a file, which goes."""
    values = load(path, kind)
    path.unlink(missing_ok=True)
    return values


def mapped(path: Path, kind: Any) -> npt.NDArray[Any]:
    """The values of a file where they lie, read-only."""
    if not path.exists() or not path.stat().st_size:
        return np.zeros(0, dtype=kind)
    return np.asarray(np.memmap(path, dtype=kind, mode="r"))
