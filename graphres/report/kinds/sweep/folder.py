"""A folder of a sweep as a result: what every cell comes to, and what became of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphres.errors import InputError
from graphres.report.document import Document
from graphres.report.result import Rows
from graphres.studies.sweeps.folder import FAILURES, MANIFEST
from graphres.studies.sweeps.table import SCHEMA

#: Columns that do not tell what a cell is.
_NO_PART = ("account", "run", "at")

#: Columns of every cell: cell, command, graph, seed.
_FIRST = 4


def sums_of(folder: Path) -> Rows:
    """Return the figures that sum cells up: what the cell is, figure, value, low, high."""
    tables = sorted(folder.glob("cell-*.parquet"))
    if not tables:
        return Rows([], list)
    import pyarrow.parquet as pq

    names = [name for name in pq.read_schema(tables[0]).names if name not in _NO_PART]

    def batches() -> Iterator[Sequence[Sequence[Any]]]:
        for table in tables:
            means = pq.read_table(table, filters=[("run", "=", "mean")])
            sums = means.filter(means["at"].is_null())
            yield [sums[name].to_pylist() for name in names]

    return Rows(names, batches)


def folder_document(folder: Path) -> Document:
    """Return the result in the folder of a sweep.

    Raises
    ------
    InputError
        For a folder that is none of a sweep.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        schema, cells = manifest["schema"], manifest["cells"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(
            "is no folder of a sweep",
            where=str(folder),
            do="give the folder that sweep -o wrote, or a JSON file",
        ) from error
    if schema != SCHEMA:
        raise InputError(f"is a result of schema {schema}", where=str(folder), do=f"need {SCHEMA}")
    about = {
        name: manifest[name] for name in ("graphres", "versions", "inputs") if name in manifest
    }
    parts = {
        "manifest": about,
        "title": manifest.get("title", ""),
        "folder": str(folder),
        "cells": _cells(folder, cells),
        "summary": sums_of(folder),
    }
    return Document(schema, parts)


def _cells(folder: Path, cells: Sequence[Mapping[str, Any]]) -> Rows:
    """Return every cell by what tells it from others, its status, and why it failed."""
    reasons = _reasons(folder)
    names = list(dict.fromkeys(name for cell in cells for name in cell))
    varied = [
        name
        for place, name in enumerate(names)
        if place < _FIRST or len({str(cell.get(name)) for cell in cells}) > 1
    ]
    rows = [
        [
            *(cell.get(name) for name in varied),
            _status(folder, cell["cell"], reasons),
            reasons.get(cell["cell"]),
        ]
        for cell in cells
    ]
    return Rows.of([*varied, "status", "reason"], rows)


def _reasons(folder: Path) -> dict[int, str]:
    path = folder / FAILURES
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {int(row["cell"]): row["reason"] for row in csv.DictReader(file)}


def _status(folder: Path, cell: int, reasons: dict[int, str]) -> str:
    if (folder / f"cell-{cell:05}.parquet").exists():
        return "finished"
    return "failed" if cell in reasons else "not there"
