"""Any format of tables as text that the table readers take; the parts of a folder as one table."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from graphres.data.reading.formats.derived import Derived, TextSource
from graphres.data.reading.moments import LineOf
from graphres.data.reading.parquet import read_parquet
from graphres.data.reading.streams.raw import Chained
from graphres.data.reading.streams.sources import Source
from graphres.data.reading.streams.text import Skipped, Text
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.records import lines_of
from graphres.data.reading.tables.rows import ColumnSelection, TableRows
from graphres.data.reading.tables.table import (
    ColumnChooser,
    TableOptions,
    read_layout,
    read_table,
    reread_with_lines,
)
from graphres.errors import InputError


def write_text_table(
    source: Source, options: TableOptions, *, exports: bool = False, owned: bool = False
) -> Derived:
    """Write a table of any format but Parquet out as text.

    Parameters
    ----------
    source : Source
        What errors name a line of its text by is set on it; see `translate_places`.
    options : TableOptions
    exports : bool
        Whether platforms' own exports of follows are recognised.
    owned : bool
        Whether the account is known whose followers or followings these are.
    """
    if source.parts:
        derived = join_parts(source, options, exports=exports, owned=owned)
    elif source.format == "json":
        from graphres.data.reading.formats.json_tables import write_json_table

        derived = write_json_table(source, options, exports=exports, owned=owned)
    elif source.format == "xlsx":
        from graphres.data.reading.formats.workbooks import write_workbook_table

        derived = write_workbook_table(source, options)
    else:
        return Derived(source, options)
    source.place = derived.place
    return derived


@contextmanager
def translate_places(source: Source) -> Iterator[None]:
    """Let an error that names a line of a derived text name its place in the file instead."""
    try:
        yield
    except InputError as error:
        name, _, line_number = (error.where or "").rpartition(":")
        if source.place is None or name != source.name or not line_number.isdecimal():
            raise
        raise type(error)(error.what, where=source.place(int(line_number)), do=error.do) from error


def read_table_rows(
    source: Source,
    options: TableOptions,
    choose: ColumnChooser,
    *,
    skip_bad: bool,
    exports: bool = False,
    owned: bool = False,
) -> tuple[TableRows, LineOf]:
    """Rows of a table of any format, and what finds the line of a row.

    ``exports`` and ``owned`` are those of `write_text_table`.

    The Arrow reader knows no lines; when one is needed for the first time, Python reads the
    table again.
    """
    if source.format == "parquet":
        rows = read_parquet(source, choose, skip_bad=skip_bad)
        table = None
    else:
        table = write_text_table(source, options, exports=exports, owned=owned)
        choose = table.checked(choose)
        with translate_places(source):
            rows = table.finish(read_table(table.source, table.options, choose))

    @cache
    def with_lines() -> TableRows:
        if rows.lines is not None or table is None:
            return rows
        return reread_with_lines(table.source, table.options, choose)

    def line_of(row: int) -> int:
        lines = with_lines().lines
        assert lines is not None
        first = rows.dropped_first if rows.lines is None else 0
        return int(lines[row + first])

    return rows, line_of


class _JoinedPart(NamedTuple):
    """One part: its text, how it is laid out, and how much of its top is left out."""

    table: Derived
    layout: Layout
    skip: int
    lines_above: int

    def open(self) -> Text | Skipped:
        """Open the part's rows."""
        text = Text(self.table.source.open(), self.table.options.encoding)
        return Skipped(text, self.skip) if self.skip else text


def join_parts(source: Source, options: TableOptions, *, exports: bool, owned: bool) -> Derived:
    """Put the parts one after another, headers but the first left out.

    Parameters are those of `write_text_table`.

    Raises
    ------
    InputError
        For parts whose columns differ; the first that does is named.
    """
    parts: list[_JoinedPart] = []
    for part in source.parts:
        table = write_text_table(part, options, exports=exports, owned=owned)
        layout = read_layout(table.source, table.options)
        above = layout.skip, layout.first_line - 1
        parts.append(_JoinedPart(table, layout, *(above if parts else (0, 0))))
        _refuse_others(parts[0], parts[-1])
    first = parts[0]

    def opened() -> Iterator[io.RawIOBase]:
        return (part.open() for part in parts)

    def place(line_number: int) -> str:
        part, part_line = _part_of(parts, line_number)
        return (
            part.table.place(part_line)
            if part.table.place
            else f"{part.table.source.name}:{part_line}"
        )

    def label(line_number: int) -> int | str:
        return _short(place(line_number))

    def check(layout: Layout, wanted: ColumnSelection) -> list[str]:
        checks = [part.table.check for part in parts if part.table.check is not None]
        return list(dict.fromkeys(warning for check in checks for warning in check(layout, wanted)))

    settled = replace(first.table.options, encoding="utf-8", delimiter=first.layout.delimiter)
    notes = (*source.notes, *dict.fromkeys(note for part in parts for note in part.table.notes))
    text = TextSource(source.name, lambda: Chained(opened()))
    return Derived(text, settled, place, label, notes, check=check)


def _refuse_others(first: _JoinedPart, part: _JoinedPart) -> None:
    ours, theirs = first.layout, part.layout
    if (ours.header, ours.columns) == (theirs.header, theirs.columns) and (
        ours.delimiter == theirs.delimiter
    ):
        return
    name = _short(first.table.source.name)
    if ours.header == theirs.header and ours.delimiter != theirs.delimiter:
        what = f"its cells are separated by {theirs.delimiter!r}, not {ours.delimiter!r} as {name}"
    else:
        what = f"its columns ({_columns(theirs)}) are not those of {name} ({_columns(ours)})"
    raise InputError(
        what,
        where=part.table.source.name,
        do="give parts of one table",
    )


def _columns(layout: Layout) -> str:
    if layout.header is None:
        return f"{layout.columns} without a header"
    return ", ".join(layout.header)


def _short(name: str) -> str:
    return name.rpartition("/")[2]


def _part_of(parts: list[_JoinedPart], line_number: int) -> tuple[_JoinedPart, int]:
    """Return the part that holds a line of the joined text, and the line's number there."""
    counts = [_lines_in(part) for part in parts]
    for part, count, end in zip(parts, counts, accumulate(counts), strict=True):
        if line_number <= end:
            return part, line_number - (end - count) + part.lines_above
    return parts[-1], counts[-1] + parts[-1].lines_above


def _lines_in(part: _JoinedPart) -> int:
    with part.open() as text:
        return sum(1 for _ in lines_of(text, part.table.source.name))
