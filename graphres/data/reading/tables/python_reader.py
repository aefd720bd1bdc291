"""The Python reader: record by record, so that each unreadable row has a line and a reason."""

from __future__ import annotations

import io
from array import array
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from graphres.data.reading.streams.text import Skipped, strip
from graphres.data.reading.tables.encode import Coded, as_text
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.records import BLANK_RUNS, NUL, Record, lines_of, records
from graphres.data.reading.tables.rows import BadRows, ColumnSelection, TableRows
from graphres.errors import InputError

_BATCH = 100_000
EXTRA = "more cells than columns"


def read_with_python(
    text: io.RawIOBase,
    layout: Layout,
    wanted: ColumnSelection,
    *,
    where: str,
    encoding: str,
    skip_bad: bool,
) -> TableRows:
    """Read a table record by record.

    Parameters
    ----------
    text : stream of UTF-8 bytes
        From the start of the table's text.
    layout : Layout
    wanted : ColumnSelection
    where : str
        The source's name, for messages.
    encoding : str
        What messages call bytes that are not valid.
    skip_bad : bool
        Count rows that can't be read, and go on.

    Raises
    ------
    InputError
        At the first row that can't be read, with its line, unless `skip_bad`.

    Notes
    -----
    Linear in the text, some twenty times slower than the Arrow reader; each id is stored once.
    """
    reader = _Reader(layout, wanted, where, skip_bad)
    lines = lines_of(Skipped(text, layout.skip), where)
    for record in records(lines, layout.delimiter, first_line=layout.first_line, encoding=encoding):
        reader.take(record)
    return reader.rows()


class _Reader:
    """Sorts records into good rows, blank lines, repeated headers and bad rows."""

    def __init__(self, layout: Layout, wanted: ColumnSelection, where: str, skip_bad: bool) -> None:
        self._layout = layout
        self._wanted = wanted
        self._where = where
        self._skip_bad = skip_bad
        self._header = list(layout.header) if layout.header and any(layout.header) else None
        self._header_keys = [self._header[k] for k in wanted.keys] if self._header else []
        self._width = layout.columns
        self._keys = [_Coder() for _ in wanted.keys]
        self._extras = [_TextColumn() for _ in wanted.extras]
        self._lines = array("q")
        self._rows = TableRows(layout, wanted, [], {}, blank_lines=layout.blank_lines)

    def take(self, record: Record) -> None:
        """File one record."""
        if record.reason:
            return self._reject(record.line_number, record.reason)
        cells = record.cells
        keys = [strip(cells[k]) if k < len(cells) else "" for k in self._wanted.keys]
        if not (keys and all(keys)) and not any(map(strip, cells)):
            self._rows.blank_lines += 1
        elif self._is_header(keys, cells):
            self._rows.repeated_headers += 1
        elif cells[0][:1] in ("#", "%") and not record.quoted and self._is_comment(cells):
            self._take_comment(record)
        elif not all(keys):
            self._reject(record.line_number, f"no {self._wanted.labels[keys.index('')]}")
        elif len(cells) > self._width and any(map(strip, cells[self._width :])):
            self._reject(record.line_number, EXTRA)
        else:
            self._keep(record, keys)

    def _keep(self, record: Record, keys: Sequence[str]) -> None:
        cells = record.cells
        for coder, key in zip(self._keys, keys, strict=True):
            coder.add(key)
        for column, at in zip(self._extras, self._wanted.extras, strict=True):
            column.add(cells[at] if at < len(cells) else "")
        self._lines.append(record.line_number)
        if record.lines > 1:
            self._rows.spanning.add(record.line_number)

    def _is_header(self, keys: Sequence[str], cells: Sequence[str]) -> bool:
        if self._header is None or not _same(keys, self._header_keys):
            return False
        names = [strip(cell) for cell in cells]
        return _same(_without_empty_tail(names), _without_empty_tail(self._header))

    def _is_comment(self, cells: Sequence[str]) -> bool:
        """Whether a line with # or % before it is no row: a blank follows, or cells are missing."""
        alone = self._layout.delimiter == BLANK_RUNS and cells[0] in ("#", "%")
        return (
            alone
            or cells[0][1:2].isspace()
            or len(_without_empty_tail(list(cells))) < len(self._keys)
        )

    def _take_comment(self, record: Record) -> None:
        """Count a comment among the rows, or the header again where it says that."""
        first, *rest = record.cells
        cells = [cell for cell in (strip(first.lstrip("#%")), *map(strip, rest)) if cell]
        if self._header is not None and _same(cells, _without_empty_tail(self._header)):
            self._rows.repeated_headers += 1
        else:
            self._rows.comments.add(record.line_number)

    def _reject(self, line_number: int, reason: str) -> None:
        if not self._skip_bad:
            do = _way_out(reason) if self._rows_fit() else _OTHER_SHAPE
            raise InputError(reason, where=f"{self._where}:{line_number}", do=do)
        self._rows.bad.setdefault(reason, BadRows()).add(line_number)

    def _rows_fit(self) -> bool:
        """Whether a row above, and half of the first ones, have the shape of the table."""
        if len(self._wanted.keys) < 2:
            return True
        sample = self._layout.sample
        fit = sum(
            len(row) <= self._width and all(k < len(row) and row[k] for k in self._wanted.keys)
            for row in sample
        )
        return bool(self._lines) and 2 * fit >= len(sample)

    def rows(self) -> TableRows:
        """All that was filed."""
        rows = self._rows
        rows.keys = [coder.coded() for coder in self._keys]
        rows.extras = {
            at: column.array() for at, column in zip(self._wanted.extras, self._extras, strict=True)
        }
        rows.lines = np.frombuffer(self._lines, dtype=np.int64) if self._lines else _NO_LINES
        return rows


_OTHER_SHAPE = "look at the first rows: is this a table of follows, and in this encoding?"
_NO_LINES = np.zeros(0, dtype=np.int64)


def _way_out(reason: str) -> str:
    skip = "go on without it: --on-bad-row skip"
    if reason.startswith("not valid"):
        return f"name the encoding (--encoding cp1252?) or {skip}"
    if reason == NUL:
        return f"name the encoding (--encoding utf-16-le?) or {skip}"
    return f"mend the row or {skip}"


def _same(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Whether cells are a header's names, in any case."""
    return [cell.casefold() for cell in cells] == [name.casefold() for name in names]


def _without_empty_tail(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


class _Coder:
    """Codes ids as they come, keeping each once."""

    def __init__(self) -> None:
        self._codes_by_name: dict[str, int] = {}
        self._codes = array("i")

    def add(self, name: str) -> None:
        self._codes.append(self._codes_by_name.setdefault(name, len(self._codes_by_name)))

    def coded(self) -> Coded:
        codes = np.array(self._codes, dtype=np.int32)
        return Coded(codes, as_text(list(self._codes_by_name)))


class _TextColumn:
    """Cells of a text column, packed in batches."""

    def __init__(self) -> None:
        self._cells: list[str] = []
        self._chunks: list[pa.StringArray] = []

    def add(self, cell: str) -> None:
        self._cells.append(cell)
        if len(self._cells) == _BATCH:
            self._pack()

    def array(self) -> pa.ChunkedArray:
        self._pack()
        return pa.chunked_array(self._chunks, type=pa.string())

    def _pack(self) -> None:
        self._chunks.append(as_text(self._cells))
        self._cells = []
