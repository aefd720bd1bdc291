"""The Arrow reader: fast, on all cores, and trusted only where it proves that it read right.

Its proof is arithmetic. Every physical line is a row or a blank line, so no record swallowed
another; `CheckedStream` vouches for the bytes. Ids that look like plain whole numbers are read as
numbers, which is believed only if writing them out again takes exactly the bytes that were there:
any other spelling (007, +7, 7.0, " 7") is longer.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

from graphres.data.reading.streams.raw import Reader
from graphres.data.reading.streams.text import BLANKS
from graphres.data.reading.tables.encode import Coded, as_arrow, as_numpy, as_text, code_column
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.records import BLANK_RUNS
from graphres.data.reading.tables.rows import ColumnSelection, TableRows
from graphres.engine.pool import map_in_order

_BLANK_LINES = re.compile(rb"^\r?\n", re.MULTILINE)
_RUNS = re.compile(rb"[ \t]+")


class NotVerifiedError(Exception):
    """The Arrow reader can't be shown to read this text right; the Python reader has to."""


class CheckedStream(Reader):
    """A stream of whole lines that stops at what the Arrow reader might misread.

    Refused: NUL, invalid UTF-8, a lone CR, quotes that are not cleanly around whole cells, lines
    that may be comments.
    Runs of blanks become one blank. Counts are of what has been read so far.

    Parameters
    ----------
    text : stream of UTF-8 bytes
        From the first data row.
    delimiter : str
    drop_blank : bool
        Leave out empty lines, for tables of more columns than the Arrow reader looks at.
    """

    def __init__(self, text: io.RawIOBase, delimiter: str, *, drop_blank: bool = False) -> None:
        self._text = text
        self._runs = delimiter == BLANK_RUNS
        self._delimiter = ord(delimiter)
        self._rest = b""
        self._ahead = b""
        self._ended = False
        self._drop_blank = drop_blank
        self.blank_lines = 0
        self.size = 0
        self.lines = 0
        self.line_ends = 0

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, cut at the end of a line; empty at the end of the text."""
        size = 1 << 30 if size < 0 else size
        if self._ahead:
            chunk, self._ahead = self._ahead[:size], self._ahead[size:]
            return chunk
        chunk = b""
        while not chunk and (lines := self._complete_lines(size)):
            chunk = self._checked(lines)
        return chunk

    def is_empty(self, size: int) -> bool:
        """Whether nothing is left; else up to `size` bytes are read and wait for `read`."""
        self._ahead = self._ahead or self.read(size)
        return not self._ahead

    def close(self) -> None:
        """Close the stream beneath as well."""
        self._text.close()
        super().close()

    def _complete_lines(self, size: int) -> bytes:
        data = self._rest
        while not self._ended and (len(data) < size):
            raw = self._text.read(size - len(data))
            self._ended = not raw
            data = data + raw if data else raw
            if b"\n" in raw:
                break
        is_last = self._ended and len(data) <= size
        cut = len(data) if is_last else data.rfind(b"\n", 0, size) + 1
        if cut == 0 and data:
            raise NotVerifiedError("a line longer than a block")
        self._rest = data[cut:]
        return data[:cut] if cut < len(data) else data

    def _checked(self, chunk: bytes) -> bytes:
        if b"\x00" in chunk:
            raise NotVerifiedError("NUL")
        if not chunk.isascii():
            _check_utf8(chunk)
        returns = chunk.count(b"\r") if b"\r" in chunk else 0
        if returns and returns != chunk.count(b"\r\n"):
            raise NotVerifiedError("a lone CR")
        if b'"' in chunk:
            self._check_quotes(chunk)
        # One sign is found far sooner than two in a row.
        if any(sign in chunk and b"\n" + sign in b"\n" + chunk for sign in (b"#", b"%")):
            raise NotVerifiedError("a line that may be a comment")
        if self._runs:
            chunk = _single_blanks(chunk)
        if self._drop_blank:
            chunk = self._without_blank_lines(chunk)
        ends = int(np.count_nonzero(np.frombuffer(chunk, dtype=np.uint8) == ord("\n")))
        self.size += len(chunk)
        self.line_ends += ends + returns
        self.lines += ends + (chunk != b"" and not chunk.endswith(b"\n"))
        return chunk

    def _without_blank_lines(self, chunk: bytes) -> bytes:
        if b"\n\n" in chunk or b"\n\r\n" in chunk or chunk[:1] in (b"\r", b"\n"):
            before = chunk.count(b"\n")
            chunk = _BLANK_LINES.sub(b"", chunk)
            self.blank_lines += before - chunk.count(b"\n")
        return chunk

    def _check_quotes(self, chunk: bytes) -> None:
        """Let pass quotes that open and close whole cells, in turn: any reader agrees on those."""
        if self._runs:
            raise NotVerifiedError("quotes among runs of blanks")
        padded = np.frombuffer(b"\n" + chunk + b"\n", dtype=np.uint8)
        at = np.flatnonzero(padded == ord('"'))
        border = np.zeros(256, dtype=bool)
        border[[self._delimiter, ord("\n"), ord("\r")]] = True
        opens = border[padded[at[0::2] - 1]]
        closes = border[padded[at[1::2] + 1]]
        if len(opens) != len(closes) or not opens.all() or not closes.all():
            raise NotVerifiedError("quotes inside a cell")


def _check_utf8(chunk: bytes) -> None:
    try:
        codecs.utf_8_decode(chunk, "strict", True)
    except UnicodeDecodeError as error:
        raise NotVerifiedError("invalid UTF-8") from error


def _single_blanks(chunk: bytes) -> bytes:
    """One blank between cells, none around rows."""
    doubtful = b"  ", b"\t", b" \n", b" \r", b"\n "
    if chunk.startswith(b" ") or chunk.endswith(b" ") or any(sign in chunk for sign in doubtful):
        chunk = _RUNS.sub(b" ", chunk).replace(b" \r\n", b"\r\n")
        has_end = chunk.endswith(b"\n")
        chunk = chunk.replace(b" \n", b"\n").replace(b"\n ", b"\n").strip(b" ")
        if chunk.endswith(b"\n") != has_end or not chunk:
            raise NotVerifiedError("a last line of blanks alone")
    return chunk


#: Bytes that Arrow takes apart at a time.
BLOCK = 4 << 20
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DENSE = 4

CsvOptions = tuple[csv.ReadOptions, csv.ParseOptions, csv.ConvertOptions]


def read_with_arrow(
    open_stream: Callable[[], CheckedStream], layout: Layout, wanted: ColumnSelection
) -> TableRows | None:
    """Read a table with Arrow.

    Parameters
    ----------
    open_stream : callable
        Gives the text from the first data row; called up to three times.
    layout : Layout
    wanted : ColumnSelection

    Returns
    -------
    Rows or None
        None where Arrow's reading is not proven right; nothing is wrong then but the speed.
    """
    at = (*wanted.keys, *wanted.extras)
    if not wanted.keys or not max(at) < layout.width <= layout.columns:
        return None
    if not layout.delimiter.isascii():
        return None
    for kind in _integer_kinds(layout, wanted):
        rows = _attempt(partial(_read_integers, kind=kind), open_stream(), layout, wanted)
        if rows is not None:
            return rows
    return _attempt(_read_text, open_stream(), layout, wanted)


def _attempt(
    read: Callable[[CheckedStream, Layout, ColumnSelection], TableRows],
    text: CheckedStream,
    layout: Layout,
    wanted: ColumnSelection,
) -> TableRows | None:
    try:
        with text:
            return read(text, layout, wanted)
    except (NotVerifiedError, pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None


def _integer_kinds(layout: Layout, wanted: ColumnSelection) -> list[pa.DataType]:
    """Kinds of whole number that both columns may be, by the head of the table; narrowest first."""
    cells = [cell for row in layout.sample for cell in row]
    only_ids = layout.width == 2 == len(wanted.keys) and not wanted.extras
    if not only_ids or not all(map(_INTEGER.fullmatch, cells)):
        return []
    narrow = all(len(cell) < 10 for cell in cells)
    return [pa.int32(), pa.int64()] if narrow else [pa.int64()]


def _read_integers(
    text: CheckedStream, layout: Layout, wanted: ColumnSelection, *, kind: pa.DataType
) -> TableRows:
    """Both columns as whole numbers, and proof that this is how they are written."""
    table, _ = _arrow(text, layout, wanted, kind)
    written = sum(_digits(chunk) for column in table.columns for chunk in column.chunks)
    if written + table.num_rows + text.line_ends != text.size:
        raise NotVerifiedError("not plain whole numbers")
    low, high = _bounds(table)
    if low >= 0 and high <= _DENSE * table.num_rows + 1000:
        keys = [Coded(_flat(column), None) for column in table.columns]
    else:
        keys = [code_integers(column) for column in table.columns]
    return _rows(layout, wanted, keys, {}, 0)


def _read_text(text: CheckedStream, layout: Layout, wanted: ColumnSelection) -> TableRows:
    table, blank = _arrow(text, layout, wanted, pa.string())
    if table.num_rows + blank != text.lines:
        raise NotVerifiedError("a row that is not one line")
    extras = {at: table.column(str(at)) for at in wanted.extras}
    columns = [table.column(str(at)) for at in wanted.keys]
    del table
    keys = list(map_in_order(code_column, columns, jobs=2))
    return without_odd_rows(_rows(layout, wanted, keys, extras, blank + text.blank_lines))


def _arrow(
    text: CheckedStream, layout: Layout, wanted: ColumnSelection, kind: pa.DataType
) -> tuple[pa.Table, int]:
    """Arrow's table of the wanted columns, and how many blank lines it left out."""
    blank: list[None] = []
    options = csv_options(layout, wanted, kind, blank)
    if text.is_empty(BLOCK):
        # Arrow would refuse it while a thread of its own still reads, which aborts a process that
        # ends meanwhile.
        types = options[2].column_types
        return pa.table({name: as_text([]).cast(kind) for name, kind in types.items()}), 0
    table = csv.read_csv(text, *options)
    return table, len(blank)


def csv_options(
    layout: Layout, wanted: ColumnSelection, kind: pa.DataType, blank: list[None]
) -> CsvOptions:
    """How Arrow reads the wanted columns, ids as ``kind``; blank lines it leaves out are noted."""
    nothing = BLANKS + layout.delimiter

    def skip_blank(row: Any) -> str:
        if row.text.strip(nothing):
            return "error"
        blank.append(None)
        return "skip"

    keys = [str(at) for at in wanted.keys]
    extras = [str(at) for at in wanted.extras if at not in wanted.keys]
    types = dict.fromkeys(keys, kind) | dict.fromkeys(extras, pa.string())
    columns = [str(at) for at in range(layout.width)]
    return (
        csv.ReadOptions(column_names=columns, block_size=BLOCK),
        csv.ParseOptions(
            delimiter=layout.delimiter,
            ignore_empty_lines=False,
            newlines_in_values=False,
            invalid_row_handler=skip_blank,
        ),
        csv.ConvertOptions(
            column_types=types,
            include_columns=keys + extras,
            null_values=[],
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )


def _rows(
    layout: Layout, wanted: ColumnSelection, keys: list[Coded], extras: dict[int, Any], blank: int
) -> TableRows:
    return TableRows(layout, wanted, keys, extras, blank_lines=layout.blank_lines + blank)


def without_odd_rows(rows: TableRows) -> TableRows:
    """Leave out delimiter-only lines and repeated headers, where they are plainly that."""
    empty = _empty_rows(rows)
    if empty is not None:
        rows.blank_lines += int(empty.sum())
        rows = _keep_rows(rows, ~empty)
    header = rows.layout.header
    if header and any(header):
        again = _repeated_headers(rows, [header[at] for at in rows.wanted.keys])
        if again is not None:
            rows.repeated_headers += int(again.sum())
            rows = _keep_rows(rows, ~again)
    return rows


def _empty_rows(rows: TableRows) -> npt.NDArray[np.bool_] | None:
    """Which rows hold no id; None if no row does."""
    codes = [key.code_of("") for key in rows.keys]
    if max(codes) < 0:
        return None
    blank = [key.codes == code for key, code in zip(rows.keys, codes, strict=True)]
    every = np.logical_and.reduce(blank)
    if np.logical_or.reduce(blank).sum() != every.sum():
        raise NotVerifiedError("a row without one of its ids")
    return _alone(rows, every, "no ids beside other cells")


def _repeated_headers(rows: TableRows, names: list[str]) -> npt.NDArray[np.bool_] | None:
    """Which rows are the header again, in any case; None if no row is."""
    codes = [key.codes_like(name) for key, name in zip(rows.keys, names, strict=True)]
    if not all(map(len, codes)):
        return None
    same = [np.isin(key.codes, like) for key, like in zip(rows.keys, codes, strict=True)]
    return _alone(rows, np.logical_and.reduce(same), "a header beside other cells")


def _alone(
    rows: TableRows, hits: npt.NDArray[np.bool_], doubt: str
) -> npt.NDArray[np.bool_] | None:
    """Rows that are what their ids say, since the table has no other columns."""
    if not hits.any():
        return None
    if rows.layout.width > len(rows.keys):
        raise NotVerifiedError(doubt)
    return hits


def _keep_rows(rows: TableRows, keep: npt.NDArray[np.bool_]) -> TableRows:
    rows.keys = [key.keep(keep) for key in rows.keys]
    rows.extras = {at: column.filter(as_arrow(keep)) for at, column in rows.extras.items()}
    return rows


def _digits(numbers: pa.Array) -> int:
    """Bytes that whole numbers take when written in the ordinary way."""
    values = as_numpy(numbers)
    if not len(values):
        return 0
    written = len(values) + int(np.count_nonzero(values < 0))
    sizes = np.abs(values)
    largest, power = int(sizes.max()), 10
    while power <= largest:
        written += int(np.count_nonzero(sizes >= power))
        power *= 10
    return written


def _bounds(table: pa.Table) -> tuple[int, int]:
    if not table.num_rows:
        return 0, 0
    bounds = [pc.min_max(column).as_py() for column in table.columns]
    return min(f["min"] for f in bounds), max(f["max"] for f in bounds)


def _flat(column: pa.ChunkedArray) -> npt.NDArray[np.int32]:
    """Small numbers as one array of int32."""
    flat = np.empty(len(column), dtype=np.int32)
    at = 0
    for chunk in column.chunks:
        flat[at : at + len(chunk)] = as_numpy(chunk)
        at += len(chunk)
    return flat


def code_integers(column: pa.ChunkedArray) -> Coded:
    """Code a column of whole numbers, not empty and none missing: texts of the distinct ones."""
    encoded = column.dictionary_encode().chunks
    codes = np.concatenate([as_numpy(chunk.indices) for chunk in encoded])
    return Coded(codes, encoded[0].dictionary.cast(pa.string()))
