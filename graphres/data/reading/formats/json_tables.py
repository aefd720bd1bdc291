"""JSON and NDJSON as a table: objects by the names of their fields, lists by position."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain
from typing import Any

from graphres.data.convert import Float, Integer
from graphres.data.reading.formats.derived import Cells, Derived, write_out
from graphres.data.reading.formats.exports import Export, recognise_export
from graphres.data.reading.formats.json_values import read_document
from graphres.data.reading.streams.sources import Source
from graphres.data.reading.tables.headers import recognise_ends
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.rows import ColumnSelection
from graphres.data.reading.tables.table import TableOptions
from graphres.errors import InputError

_A_ROW_A_FOLLOW = "write a row a follow: follower,followed"
_SCALARS = (str, bool)


def write_json_table(
    source: Source, options: TableOptions, *, exports: bool, owned: bool
) -> Derived:
    """Write JSON out as a table.

    Parameters
    ----------
    source : Source
    options : TableOptions
    exports : bool
        Whether platforms' own exports of follows are recognised.
    owned : bool
        Whether the account is known whose followers or followings these are.

    Raises
    ------
    InputError
        For JSON that is no table, and for one account's list whose account is not named.
    """
    document = read_document(source, options.encoding)
    notes: list[str] = []
    records = document.records
    export: Export | None = None
    if records is None:
        export = recognise_export(document.value, document.name, source.name) if exports else None
        if export is not None:
            listed = export.records
        else:
            listed = _listed(document.value, source.name, notes, options.wanted_names)
        records = iter(enumerate(listed, start=1))
    first = next(records, None)
    if first is None:
        raise InputError("an empty list", where=source.name, do="give a table of follows")
    if export is None and exports:
        export = recognise_export([first[1]], document.name, source.name)
    if export is not None:
        export.need_owner(owned, source.name)
        notes.append(f"read as {export.what}")
    writer = _Writer(first[1], export, source.name, document.by_line, lone=not options.follows)
    for place, record in chain([first], records):
        writer.add(place, record)
    return writer.table(options, notes)


def _listed(value: Any, where: str, notes: list[str], wanted: Sequence[str]) -> Sequence[Any]:
    """Return the records of a document: a list, the one list in an object, or the object itself."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        raise InputError("this JSON is a single value", where=where, do=_A_ROW_A_FOLLOW)
    if value.get("type") == "FeatureCollection":
        raise InputError("this is GeoJSON, of places", where=where, do=_A_ROW_A_FOLLOW)
    names, rows = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(rows, list):
        return [dict(zip(map(str, names), row, strict=False)) for row in rows]
    lists = {name: content for name, content in value.items() if _is_table(content)}
    lists = lists or {
        name: content for name, content in value.items() if isinstance(content, list) and content
    }
    if len(lists) == 1 and not lists.keys() & {"error", "errors"}:
        name, content = next(iter(lists.items()))
        notes.append(f"the rows are the list {name!r}")
        return list(content)
    if len(lists) > 1:
        raise InputError(
            f"this JSON holds {len(lists)} lists ({', '.join(lists)})",
            where=where,
            do="write the one of follows to a file by itself, as with jq .NAME",
        )
    flat = not any(isinstance(content, dict | list) for content in value.values())
    if not (wanted or (flat and recognise_ends(list(value)))):
        raise InputError(
            f"this JSON is one object ({', '.join(list(value)[:5])}), no list of follows",
            where=where,
            do=_A_ROW_A_FOLLOW,
        )
    return [value]


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict | list)


class _Writer:
    """Records on their way to a table, all of one shape."""

    def __init__(
        self, first: Any, export: Export | None, where: str, by_line: bool, *, lone: bool
    ) -> None:
        self._where = where
        self._by_line = by_line
        self._export = export
        self._named = isinstance(first, dict)
        self._lone = lone and isinstance(first, _SCALARS)
        self._cells = Cells(named=self._named)
        #: What the cells of a column are, beside text and whole numbers.
        self._kinds: dict[int, set[str]] = {}
        self._passed_over = 0

    def add(self, number: int, record: Any) -> None:
        """Write one record."""
        if self._named and isinstance(record, dict):
            rows = [record] if self._export is None else self._export.rows_of(record)
            self._passed_over += not rows
            for row in rows:
                self._cells.add(number, self._flat(row))
        elif not self._named and isinstance(record, list) and not self._lone:
            self._cells.add_row(number, [self._cell(cell, at) for at, cell in enumerate(record)])
        elif self._lone and isinstance(record, _SCALARS):
            self._cells.add_row(number, [self._cell(record, 0)])
        else:
            raise self._misfit(number, record)

    def table(self, options: TableOptions, notes: list[str]) -> Derived:
        """Return the table that has been written."""
        header = True if self._named else False if self._lone else None
        if options.follows and self._named and len(self._cells.columns) < 2:
            raise InputError(
                f"this JSON has one field alone ({', '.join(self._cells.columns)})",
                where=self._where,
                do="a follow needs two ids; of one account's list name the account: --owner ID",
            )
        warnings = [] if self._export is None else self._export.warnings()
        if self._passed_over:
            noun = "record is" if self._passed_over == 1 else "records are"
            notes.append(f"{self._passed_over:,} {noun} no follow: passed over")
        return write_out(
            self._where,
            self._cells,
            options,
            header=header,
            place=self._place,
            notes=tuple(notes),
            warnings=tuple(warnings),
            check=self._check,
        )

    def _place(self, number: int) -> str:
        return f"{self._where}:{number}" if self._by_line else f"{self._where}, record {number}"

    def _flat(self, record: dict[str, Any], prefix: str = "") -> dict[str, str]:
        """Fields by name, those of objects within as ``outer.inner``."""
        flat: dict[str, str] = {}
        for name, value in record.items():
            full = f"{prefix}{name}"
            if isinstance(value, dict) and value:
                flat.update(self._flat(value, f"{full}."))
            else:
                at = self._cells.columns.setdefault(full, len(self._cells.columns))
                flat[full] = self._cell(value, at)
        return flat

    def _cell(self, value: Any, at: int) -> str:
        """Return a value as text; remember what can't be an id."""
        if value is None or value == {}:
            return ""
        if isinstance(value, Float):
            if value.exact is not None:
                return value.exact
            self._kinds.setdefault(at, set()).add("numbers with lost digits or fractions")
            return str(value)
        if isinstance(value, bool):
            self._kinds.setdefault(at, set()).add("true and false")
            return "true" if value else "false"
        if isinstance(value, str):
            return str(value)
        self._kinds.setdefault(at, set()).add("lists")
        return json.dumps(value, ensure_ascii=False)

    def _check(self, layout: Layout, wanted: ColumnSelection) -> list[str]:
        """Refuse ends that hold what is no id."""
        for at in wanted.keys:
            kinds = self._kinds.get(at)
            if kinds:
                name = layout.header[at] if layout.header else str(at + 1)
                raise InputError(
                    f"column {name!r} holds {min(kinds)}: no ids",
                    where=self._where,
                    do=_A_ROW_A_FOLLOW if "lists" in kinds else "write ids as text",
                )
        return []

    def _misfit(self, number: int, record: Any) -> InputError:
        if isinstance(record, str) and not self._named:
            return InputError(
                "this JSON is a list of names, not of follows",
                where=self._where,
                do=f"{_A_ROW_A_FOLLOW}, or name the account whose list it is: --owner ID",
            )
        return InputError(
            f"{_SHAPES.get(type(record), 'a single value')} among records of another kind",
            where=self._place(number),
            do="write all records alike",
        )


_SHAPES: dict[type, str] = {dict: "an object", list: "a list", Integer: "a number"}
