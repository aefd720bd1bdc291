"""A result as its JSON tells it: what charts and pages are made from, fresh or read from a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphres.close_matches import suggest_path
from graphres.errors import InputError
from graphres.report.result import Result, Rows, clean

Columns = dict[str, list[Any]]


@dataclass(frozen=True)
class Document:
    """A result for programs.

    Parameters
    ----------
    schema : str
        Such as ``graphres.collapse/1``.
    parts : mapping
        Its fields, tables as ``Rows`` or as lists of mappings.

    Examples
    --------
    >>> made = Document("graphres.test/1", {"curve": [{"removed": 0, "giant": 1.0}]})
    >>> made.kind, made.columns("curve")
    ('test', {'removed': [0], 'giant': [1.0]})
    """

    schema: str
    parts: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """The command that made it, by its schema."""
        return self.schema.removeprefix("graphres.").partition("/")[0]

    @property
    def manifest(self) -> Mapping[str, Any]:
        """How it was made; empty where nobody said."""
        found: Mapping[str, Any] = self.parts.get("manifest", {})
        return found

    def columns(self, part: str) -> Columns:
        """A table by column; empty where it is not there."""
        table = self.parts.get(part, [])
        if isinstance(table, Rows):
            held: Columns = {name: [] for name in table.names}
            for batch in table.clean_batches():
                for column, values in zip(held.values(), batch, strict=True):
                    column.extend(values)
            return held
        names = dict.fromkeys(name for row in table for name in row)
        return {name: [row.get(name) for row in table] for name in names}

    def rows(self, part: str) -> list[dict[str, Any]]:
        """A table row by row."""
        table = self.parts.get(part, [])
        if isinstance(table, Rows):
            return [dict(zip(table.names, row, strict=True)) for row in table]
        return [clean(row) for row in table]

    def means(self, part: str = "summary") -> list[dict[str, Any]]:
        """The rows of a summary that tell of all runs together."""
        return [row for row in self.rows(part) if row["run"] == "mean"]


def document_of(result: Result) -> Document:
    """The document of a result that was just found."""
    return Document(result.schema, result.document)


def read_document(path: str | Path) -> Document:
    """The document in a JSON file that graphres has written.

    Raises
    ------
    InputError
        When the file can't be read, or is no result of graphres.
    """
    do = "give a file written with -o FILE.json"
    try:
        held = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise InputError(
            "no such file", where=str(path), do=suggest_path(path, folders=True)
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise InputError("is no JSON that can be read", where=str(path), do=do) from error
    schema = held.get("schema") if isinstance(held, dict) else None
    if not isinstance(schema, str) or not schema.startswith("graphres."):
        raise InputError("is no result of graphres", where=str(path), do=do)
    return Document(schema, {name: part for name, part in held.items() if name != "schema"})
