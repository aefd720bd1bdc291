"""Every format by name, and the one way out for a result."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any

from graphres.report.output import Destination
from graphres.report.progress import is_plain
from graphres.report.result import Result

#: Where each format's writer lives; it is imported when the format is asked for.
WRITERS = {
    "table": "terminal:write_table",
    "csv": "csv:write_csv",
    "json": "json:write_json",
    "jsonl": "json:write_jsonl",
    "markdown": "markdown:write_markdown",
    "parquet": "parquet:write_parquet",
    "xlsx": "xlsx:write_xlsx",
}

_PAGE = 100


def write(result: Result, place: Destination) -> None:
    """Write a result to its place in the place's format."""
    with place.open() as out:
        if place.format == "table":
            from graphres.report.formats.ascii import wants_ascii

            coloured, ascii_only = not is_plain(out), wants_ascii(out)
            _writer("table")(result, out, width=_width(out), colour=coloured, ascii_only=ascii_only)
        else:
            _writer(place.format)(result, out)


def _writer(format: str) -> Callable[..., None]:  # noqa: A002
    module, _, name = WRITERS[format].partition(":")
    writer: Callable[..., None] = getattr(import_module(f"graphres.report.formats.{module}"), name)
    return writer


def _width(out: IO[Any]) -> int:
    """Return the columns of a page: those of the terminal, at most 100."""
    if out is not sys.stdout:
        return _PAGE
    return max(40, min(shutil.get_terminal_size((_PAGE, 24)).columns, _PAGE))
