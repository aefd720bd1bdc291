"""A folder of results: every file is written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import graphres
from graphres.data.provenance import versions
from graphres.engine.atomic_write import write_atomically
from graphres.engine.locking import lock, release
from graphres.errors import UnfinishedError, UsageError
from graphres.studies.sweeps.document import Experiment
from graphres.studies.sweeps.table import SCHEMA

if TYPE_CHECKING:
    import pyarrow as pa


#: Names that begin with a line are passed over by whoever reads the folder as one table.
MANIFEST = "_manifest.json"
FAILURES = "_failures.csv"
SECONDS = "_seconds.csv"

_OWN = ("cell-*.parquet", MANIFEST, FAILURES, SECONDS)

#: Says that a process writes here, and which.
_LOCK = ".lock"

#: What a kill may leave of a file on its way.
_PARTS = tuple(f".{name}.*.part" for name in _OWN)


class Folder:
    """Where an experiment's results are.

    Parameters
    ----------
    path : path
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def begin(self, experiment: Experiment, *, resume: bool, force: bool) -> None:
        """Make the folder ready, or refuse.

        Raises
        ------
        UsageError
            Where it holds something and neither ``resume`` nor ``force`` is given; where it holds
            what is no result of a sweep; where ``resume`` finds another experiment.
        """
        if resume and force:
            raise UsageError("resume goes on, force begins again", do="give one of them")
        manifest = _manifest(experiment)
        try:
            self._refuse(manifest, resume=resume, force=force)
            self._make()
            self._lock()
            self._clear(manifest, resume=resume, force=force)
        except BaseException:
            self.end()
            raise

    def _clear(self, manifest: Mapping[str, Any], *, resume: bool, force: bool) -> None:
        """Look once more, now that nobody else writes here, and leave what is to be kept."""
        there = self._refuse(manifest, resume=resume, force=force)
        for name in self._found():
            # Failed cells are tried again, and what was on its way is begun again.
            if force or name == FAILURES or name not in there:
                (self.path / name).unlink()
        if not (resume and there):
            self.write(MANIFEST, lambda part: part.write_text(_text(manifest), encoding="utf-8"))

    def end(self) -> None:
        """Leave the folder to others."""
        release(self.path.resolve() / _LOCK)

    def _refuse(self, manifest: Mapping[str, Any], *, resume: bool, force: bool) -> list[str]:
        """What is there, unless it may not be."""
        if (self.path / _LOCK).exists():
            self._lock()
        there = [name for name in self._found() if not _matches(name, _PARTS)]
        if there and not (resume or force):
            raise UsageError(
                "this folder is not empty",
                where=str(self.path),
                do="name another, go on with --resume, or begin again with --force",
            )
        self._refuse_strangers(there)
        if resume and there:
            self._refuse_others(manifest)
        return there

    def _lock(self) -> None:
        try:
            do = "wait for it, or name another folder"
            lock(self.path.resolve() / _LOCK, where=str(self.path), do=do)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def _found(self) -> list[str]:
        if self.path.exists() and not self.path.is_dir():
            raise UsageError("this is no folder", where=str(self.path), do="name a folder")
        there = self.path.iterdir() if self.path.exists() else ()
        return sorted(each.name for each in there if each.name != _LOCK)

    def _make(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def _refuse_strangers(self, there: Sequence[str]) -> None:
        strangers = [name for name in there if not _matches(name, _OWN)]
        if strangers:
            raise UsageError(
                f"this folder holds what no sweep wrote ({strangers[0]})",
                where=str(self.path),
                do="name another folder",
            )

    def _refuse_others(self, manifest: Mapping[str, Any]) -> None:
        try:
            there = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UsageError(
                f"{MANIFEST} can't be read, so that it is not known what this folder holds",
                where=str(self.path),
                do="name another folder",
            ) from error
        wanted = json.loads(_text(manifest))
        if there != wanted:
            differ = [n for n in {**wanted, **there} if there.get(n) != wanted.get(n)]
            raise UsageError(
                f"this folder holds another experiment ({_said(differ[0])})",
                where=str(self.path),
                do="name another folder, or begin again with --force",
            )

    def finished(self, number: int) -> bool:
        """Whether a cell is there."""
        return (self.path / _name(number)).exists()

    def write_cell(self, number: int, table: pa.Table) -> None:
        """Write one cell."""
        import pyarrow.parquet as pq

        self.write(_name(number), lambda part: pq.write_table(table, part))

    def write_table(self, name: str, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Write a small table as CSV."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([header, *rows])
        text = out.getvalue()
        self.write(name, lambda part: part.write_text(text, encoding="utf-8", newline="\n"))

    def seconds(self) -> dict[int, str]:
        """What cells took in earlier goes."""
        path = self.path / SECONDS
        if not path.exists():
            return {}
        with path.open(encoding="utf-8", newline="") as file:
            return {int(row["cell"]): row["seconds"] for row in csv.DictReader(file)}

    def write(self, name: str, write: Callable[[Path], object]) -> None:
        """Write a file whole."""
        with write_atomically(self.path / name) as part:
            write(part)


def _matches(name: str, patterns: Sequence[str]) -> bool:
    return any(Path(name).match(pattern) for pattern in patterns)


def _name(number: int) -> str:
    return f"cell-{number:05}.parquet"


def _unwritable(path: Path, error: OSError) -> UnfinishedError:
    return UnfinishedError(
        f"can't be written ({(error.strerror or str(error)).lower()})",
        where=str(path),
        do="choose another folder or make room",
    )


def _manifest(experiment: Experiment) -> dict[str, Any]:
    """What the results follow from; nothing in it tells when, or how long."""
    return {
        "schema": SCHEMA,
        "graphres": graphres.__version__,
        "versions": versions(),
        "title": experiment.title,
        "graphs": {name: dict(spec.given) for name, spec in experiment.graphs.items()},
        "inputs": experiment.inputs(),
        "cells": [cell.told() for cell in experiment.cells],
    }


def _text(manifest: Mapping[str, Any]) -> str:
    return json.dumps(manifest, ensure_ascii=False, indent=1, default=str) + "\n"


def _said(name: str) -> str:
    """What differs, as it is told."""
    known = {"inputs": "files have changed", "cells": "its cells differ"}
    return known.get(name, f"{name} differs")
