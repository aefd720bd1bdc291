"""JSON, one document; and JSON lines, one row a line."""

from __future__ import annotations

import json
from typing import Any, TextIO

from graphres.report.result import Result, Rows, clean

__all__ = ["write_json", "write_jsonl"]


def write_json(result: Result, out: TextIO) -> None:
    """Write the document of a result; long tables go out row by row, a line each."""
    out.write(f'{{\n"schema": {_text(result.schema)}')
    for name, value in result.document.items():
        out.write(f",\n{_text(name)}: ")
        if isinstance(value, Rows):
            _write_rows(value, out)
        else:
            out.write(_text(value, indent=1))
    out.write("\n}\n")


def write_jsonl(result: Result, out: TextIO) -> None:
    """Write the rows of a result, an object a line."""
    for row in result.rows:
        out.write(_text(dict(zip(result.rows.names, row, strict=True))) + "\n")


def _write_rows(rows: Rows, out: TextIO) -> None:
    out.write("[")
    between = "\n"
    for row in rows:
        out.write(between + _text(dict(zip(rows.names, row, strict=True))))
        between = ",\n"
    out.write("\n]")


def _text(value: Any, indent: int | None = None) -> str:
    return json.dumps(clean(value), ensure_ascii=False, allow_nan=False, indent=indent)
