"""The fast reader: Arrow's, on all cores, believed only where it proves that it read right.

Its proof is arithmetic. Every physical line is a row or a blank line, so no record swallowed
another; `Watched` vouches for the bytes. Ids that look like plain whole numbers are read as
numbers, which is believed only if writing them out again takes exactly the bytes that were there:
any other spelling (007, +7, 7.0, " 7") is longer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

from graphres.data.reading.streams.text import BLANKS
from graphres.data.reading.tables.arrow import as_arrow, as_numpy, as_text
from graphres.data.reading.tables.checked_stream import NotVerifiedError, Watched
from graphres.data.reading.tables.encode import Coded, code_column
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.rows import Rows, Wanted
from graphres.engine.pool import map_in_order

#: Bytes that Arrow takes apart at a time.
BLOCK = 4 << 20
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DENSE = 4

CsvOptions = tuple[csv.ReadOptions, csv.ParseOptions, csv.ConvertOptions]


def read_fast(open_watched: Callable[[], Watched], layout: Layout, wanted: Wanted) -> Rows | None:
    """Read a table with Arrow.

    Parameters
    ----------
    open_watched : callable
        Gives the text from the first data row; called up to three times.
    layout : Layout
    wanted : Wanted

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
    for kind in _whole_kinds(layout, wanted):
        rows = _attempt(partial(_read_whole, kind=kind), open_watched(), layout, wanted)
        if rows is not None:
            return rows
    return _attempt(_read_text, open_watched(), layout, wanted)


def _attempt(
    read: Callable[[Watched, Layout, Wanted], Rows], text: Watched, layout: Layout, wanted: Wanted
) -> Rows | None:
    try:
        with text:
            return read(text, layout, wanted)
    except (NotVerifiedError, pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None


def _whole_kinds(layout: Layout, wanted: Wanted) -> list[pa.DataType]:
    """Kinds of whole number that both columns may be, by the head of the table; narrowest first."""
    cells = [cell for row in layout.sample for cell in row]
    only_ids = layout.width == 2 == len(wanted.keys) and not wanted.extras
    if not only_ids or not all(map(_WHOLE.fullmatch, cells)):
        return []
    narrow = all(len(cell) < 10 for cell in cells)
    return [pa.int32(), pa.int64()] if narrow else [pa.int64()]


def _read_whole(text: Watched, layout: Layout, wanted: Wanted, *, kind: pa.DataType) -> Rows:
    """Both columns as whole numbers, and proof that this is how they are written."""
    table, _ = _arrow(text, layout, wanted, kind)
    written = sum(_digits(chunk) for column in table.columns for chunk in column.chunks)
    if written + table.num_rows + text.line_ends != text.size:
        raise NotVerifiedError("not plain whole numbers")
    low, high = _bounds(table)
    if low >= 0 and high <= _DENSE * table.num_rows + 1000:
        keys = [Coded(_flat(column), None) for column in table.columns]
    else:
        keys = [code_whole(column) for column in table.columns]
    return _rows(layout, wanted, keys, {}, 0)


def _read_text(text: Watched, layout: Layout, wanted: Wanted) -> Rows:
    table, blank = _arrow(text, layout, wanted, pa.string())
    if table.num_rows + blank != text.lines:
        raise NotVerifiedError("a row that is not one line")
    extras = {at: table.column(str(at)) for at in wanted.extras}
    columns = [table.column(str(at)) for at in wanted.keys]
    del table
    keys = list(map_in_order(code_column, columns, jobs=2))
    return without_odd_rows(_rows(layout, wanted, keys, extras, blank + text.blank_lines))


def _arrow(
    text: Watched, layout: Layout, wanted: Wanted, kind: pa.DataType
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


def csv_options(layout: Layout, wanted: Wanted, kind: pa.DataType, blank: list[None]) -> CsvOptions:
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
    layout: Layout, wanted: Wanted, keys: list[Coded], extras: dict[int, Any], blank: int
) -> Rows:
    return Rows(layout, wanted, keys, extras, blank_lines=layout.blank_lines + blank)


def without_odd_rows(rows: Rows) -> Rows:
    """Leave out delimiter-only lines and repeated headers, where they are plainly that."""
    empty = _empty_rows(rows)
    if empty is not None:
        rows.blank_lines += int(empty.sum())
        rows = _kept(rows, ~empty)
    header = rows.layout.header
    if header and any(header):
        again = _repeated_headers(rows, [header[at] for at in rows.wanted.keys])
        if again is not None:
            rows.repeated_headers += int(again.sum())
            rows = _kept(rows, ~again)
    return rows


def _empty_rows(rows: Rows) -> npt.NDArray[np.bool_] | None:
    """Which rows hold no id; None if no row does."""
    codes = [key.code_of("") for key in rows.keys]
    if max(codes) < 0:
        return None
    blank = [key.codes == code for key, code in zip(rows.keys, codes, strict=True)]
    every = np.logical_and.reduce(blank)
    if np.logical_or.reduce(blank).sum() != every.sum():
        raise NotVerifiedError("a row without one of its ids")
    return _alone(rows, every, "no ids beside other cells")


def _repeated_headers(rows: Rows, names: list[str]) -> npt.NDArray[np.bool_] | None:
    """Which rows are the header again, in any case; None if no row is."""
    codes = [key.codes_like(name) for key, name in zip(rows.keys, names, strict=True)]
    if not all(map(len, codes)):
        return None
    same = [np.isin(key.codes, like) for key, like in zip(rows.keys, codes, strict=True)]
    return _alone(rows, np.logical_and.reduce(same), "a header beside other cells")


def _alone(rows: Rows, hits: npt.NDArray[np.bool_], doubt: str) -> npt.NDArray[np.bool_] | None:
    """Rows that are what their ids say, since the table has no other columns."""
    if not hits.any():
        return None
    if rows.layout.width > len(rows.keys):
        raise NotVerifiedError(doubt)
    return hits


def _kept(rows: Rows, keep: npt.NDArray[np.bool_]) -> Rows:
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
    found = [pc.min_max(column).as_py() for column in table.columns]
    return min(f["min"] for f in found), max(f["max"] for f in found)


def _flat(column: pa.ChunkedArray) -> npt.NDArray[np.int32]:
    """Small numbers as one array of int32."""
    flat = np.empty(len(column), dtype=np.int32)
    at = 0
    for chunk in column.chunks:
        flat[at : at + len(chunk)] = as_numpy(chunk)
        at += len(chunk)
    return flat


def code_whole(column: pa.ChunkedArray) -> Coded:
    """Code a column of whole numbers, not empty and none missing: texts of the distinct ones."""
    encoded = column.dictionary_encode().chunks
    codes = np.concatenate([as_numpy(chunk.indices) for chunk in encoded])
    return Coded(codes, encoded[0].dictionary.cast(pa.string()))
