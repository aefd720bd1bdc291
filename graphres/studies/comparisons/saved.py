"""Results that were written to files: JSON, Parquet, the folder of a sweep."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphres.close_matches import suggest_path
from graphres.engine.unchanged import check_version
from graphres.errors import GraphresError, InputError
from graphres.studies.sweeps.folder import MANIFEST

#: Under which name a document holds the rows that Parquet has as its table.
_ROWS = {
    "graphres.collapse/1": "curve",
    "graphres.rank/1": "ranking",
    "graphres.intervene/1": "interventions",
    "graphres.reach/1": "rows",
    "graphres.sweep/1": "rows",
    "graphres.campaign/1": "days",
    "graphres.campaign/2": "days",
}

_HOW = "write it with -o NAME.json or NAME.parquet"


@dataclass(frozen=True)
class Saved:
    """A result as it was written.

    Parameters
    ----------
    source : str
    schema : str
        Such as ``graphres.collapse/1``.
    document : mapping
        As in JSON; long tables are lists of rows there too.
    """

    source: str
    schema: str
    document: Mapping[str, Any]

    @property
    def manifest(self) -> Mapping[str, Any]:
        """How it was made."""
        made: Mapping[str, Any] = self.document.get("manifest") or {}
        return made

    @contextmanager
    def trusted(self) -> Iterator[None]:
        """Work with what the schema promises; `InputError` where the document breaks it."""
        try:
            yield
        except (GraphresError, MemoryError):
            raise
        except Exception as error:  # anything may stand where a number or a table should
            raise InputError(
                f"is not what its schema, {self.schema}, promises ({broken_promise(error)})",
                where=self.source,
                do="make it again",
            ) from error


def broken_promise(error: Exception) -> str:
    """What a document lacks, by the error of the code that trusted it.

    Examples
    --------
    >>> broken_promise(KeyError("rank"))
    "no 'rank'"
    """
    if isinstance(error, KeyError):
        return f"no {error}"
    return next(iter(str(error).splitlines()), type(error).__name__)


def read_result(path: str | os.PathLike[str]) -> Saved:
    """Read a result.

    Parameters
    ----------
    path : path
        JSON or Parquet that a command wrote, or the folder of a sweep.

    Raises
    ------
    InputError
        For a file that can't be read, or is no result.
    """
    place = Path(path)
    try:
        if place.is_dir():
            return _parquet(place)
        with place.open("rb") as file:
            check_version(place, os.fstat(file.fileno()), name=str(place))
            start = file.read(4)
        if start == b"PAR1":
            return _parquet(place)
        return _json(place)
    except FileNotFoundError as error:
        do = suggest_path(path, folders=True)
        raise InputError("no such file", where=str(path), do=do) from error
    except OSError as error:
        fault = (error.strerror or str(error)).lower()
        raise InputError(fault, where=str(path), do="name a result") from error


def _json(place: Path) -> Saved:
    try:
        document = json.loads(place.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError("no result in JSON or Parquet", where=str(place), do=_HOW) from error
    schema = document.get("schema") if isinstance(document, dict) else None
    if not isinstance(schema, str) or not schema.startswith("graphres."):
        raise InputError("this JSON is no result of graphres", where=str(place), do=_HOW)
    return Saved(str(place), schema, document)


def _parquet(place: Path) -> Saved:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(place)
        about = {
            key.decode().removeprefix("graphres."): json.loads(value)
            for key, value in (table.schema.metadata or {}).items()
            if key.startswith(b"graphres.")
        }
    except (pa.ArrowException, ValueError, RecursionError) as error:
        raise InputError("can't be read as Parquet", where=str(place), do=_HOW) from error
    schema = about.pop("schema", "")
    if schema not in _ROWS:
        raise InputError("this Parquet is no result of graphres", where=str(place), do=_HOW)
    if schema == "graphres.sweep/1":
        about |= _of_sweep(place, about)
    return Saved(str(place), schema, {**about, _rows_name(schema, table): table.to_pylist()})


def _of_sweep(place: Path, about: Mapping[str, Any]) -> dict[str, Any]:
    """The cells, and what a sweep's manifest says beside its grid, which the rows tell."""
    path = place / MANIFEST
    if not path.exists():
        return {"manifest": {}, "cells": [about["cell"]] if "cell" in about else []}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError("is not the manifest of a sweep", where=str(path), do=_HOW) from error
    said = {name: told[name] for name in ("graphres", "versions", "inputs") if name in told}
    return {"manifest": said, "cells": told.get("cells", [])}


def _rows_name(schema: str, table: Any) -> str:
    """A campaign writes one of several tables."""
    if not schema.startswith("graphres.campaign/"):
        return _ROWS[schema]
    return "days" if "followers_mean_persons" in table.column_names else "other"
