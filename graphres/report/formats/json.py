"""JSON, one document; and JSON lines, one row a line.

Tables are written column by column: a batch's cells become texts a column at a time, by what the
column's values are, and a row is a pattern filled in. It is what `json.dumps` writes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any, TextIO

from graphres.report.result import Result, Rows, clean


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
    for row in _rows(result.rows):
        out.write(row + "\n")


def _write_rows(rows: Rows, out: TextIO) -> None:
    out.write("[")
    between = "\n"
    for row in _rows(rows):
        out.write(between + row)
        between = ",\n"
    out.write("\n]")


def _rows(rows: Rows) -> Iterator[str]:
    """Yield every row as an object."""
    keys = (_text(name).replace("%", "%%") for name in rows.names)
    pattern = "{" + ", ".join(f"{key}: %s" for key in keys) + "}"
    for batch in rows.clean_batches():
        yield from map(pattern.__mod__, zip(*map(_cells, batch), strict=True))


def _cells(column: Sequence[Any]) -> Sequence[str]:
    """Return the text of every value of a column without NaN."""
    kinds = set(map(type, column))
    if not kinds <= _TEXTS.keys():
        return [_text(value) for value in column]
    if len(kinds) == 1:
        return list(map(_TEXTS[kinds.pop()], column))
    return [_TEXTS[type(value)](value) for value in column]


#: How values of the plain types are written.
_TEXTS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: int.__repr__,
    float: float.__repr__,
    bool: {True: "true", False: "false"}.__getitem__,
    type(None): {None: "null"}.__getitem__,
}


def _text(value: Any, indent: int | None = None) -> str:
    return json.dumps(clean(value), ensure_ascii=False, allow_nan=False, indent=indent)
