"""Clean rows of a table, some at a time, for who can't hold all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as csv

from graphres.amounts import parse_digits
from graphres.data.reading.columns import Columns, FollowColumns
from graphres.data.reading.ends import Basis
from graphres.data.reading.formats.tables import write_text_table
from graphres.data.reading.options import ReadOptions
from graphres.data.reading.owner import hint_at_owner, refuse_lists
from graphres.data.reading.parquet import parquet_batches
from graphres.data.reading.plausibility import warn_of_exchanged_headers
from graphres.data.reading.streams.sources import Source
from graphres.data.reading.tables.arrow_reader import (
    BLOCK,
    CheckedStream,
    NotVerifiedError,
    csv_options,
    without_odd_rows,
)
from graphres.data.reading.tables.encode import Coded, code_column
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.rows import ColumnSelection, TableRows
from graphres.data.reading.tables.table import open_checked_stream, read_layout
from graphres.errors import UnfinishedError, UsageError

#: Options that say how a row is read; all others look at more than one row.
_ROW_BY_ROW = (
    *("follower", "followed", "undirected", "header"),
    *("delimiter", "encoding", "normalize_handles", "max_bytes"),
)
_WHOLE = "pack it without --memory"


@dataclass
class FollowStream:
    """Rows of follows in the order of the file; counts are of what has been read so far.

    Parameters
    ----------
    layout : Layout
    columns : Columns
        Which column is which.
    batches : iterator of TableRows
        None is empty.
    rows, blank_lines, repeated_headers : int
    last : TableRows, optional
        The last row, twice.
    """

    layout: Layout
    columns: Columns
    batches: Iterator[TableRows] = field(repr=False)
    rows: int = 0
    blank_lines: int = 0
    repeated_headers: int = 0
    last: TableRows | None = None

    def __iter__(self) -> Iterator[TableRows]:
        sizes = None
        for batch in self.batches:
            self.blank_lines += batch.blank_lines
            self.repeated_headers += batch.repeated_headers
            if not batch.count:
                continue
            if warn_of_exchanged_headers(batch):
                raise _look_at_all("some rows repeat its header with the columns exchanged", self)
            sizes = _second_number(batch) if not self.rows else sizes
            self.rows += batch.count
            keys = [Coded(key.codes[[-1, -1]], key.names) for key in batch.keys]
            self.last = TableRows(batch.layout, batch.wanted, keys, {})
            yield batch
        if self.layout.header is None and sizes == self.rows - 1:
            raise _look_at_all(
                "its first row may say how many accounts and follows there are", self
            )


def check_options(options: ReadOptions) -> None:
    """Refuse options that need all rows at once.

    Raises
    ------
    UsageError
        Naming the first.
    """
    for each in fields(options):
        if each.name not in _ROW_BY_ROW and getattr(options, each.name) != each.default:
            raise UsageError(
                "needs the whole graph in memory",
                where=f"--{each.name.replace('_', '-')}",
                do=f"leave it out, or {_WHOLE}",
            )


def stream_follows(source: Source, options: ReadOptions, rows: int) -> FollowStream:
    """Open a table whose columns are beyond doubt, to be read some rows at a time.

    Parameters
    ----------
    source : Source
        Of text or Parquet; one file or parts.
    options : ReadOptions
    rows : int
        At most so many at a time, of text about so many.

    Raises
    ------
    InputError
        For a table that can't be read.
    UnfinishedError
        For one of which only a look at all rows tells how it is to be read.
    """
    finder = FollowColumns(source.name, options.follower, options.followed)
    choose = refuse_lists(finder.wanted, finder)
    if source.format == "parquet":
        layout, _, batches = parquet_batches(source, choose, rows)
    elif source.format == "csv":
        layout, batches = _text_batches(source, options, choose, rows)
    else:
        raise UnfinishedError(f"{source.format} is read as a whole", where=source.name, do=_WHOLE)
    assert finder.choice is not None
    stream = FollowStream(layout, finder.choice, batches, blank_lines=layout.blank_lines)
    _check_columns(stream)
    return stream


def _check_columns(stream: FollowStream) -> None:
    decision = stream.columns.decision
    is_settled = decision.basis is not Basis.GUESSED and not decision.may_count
    if not decision.named and (not is_settled or stream.layout.doubtful):
        raise _look_at_all(
            "its header does not say which columns hold follower and followed",
            stream,
            do="name them: --follower COL --followed COL",
        )
    if stream.columns.states:
        raise _look_at_all("it has a column that may say which rows are follows", stream)


def _look_at_all(what: str, stream: FollowStream, do: str = _WHOLE) -> UnfinishedError:
    return UnfinishedError(what, where=stream.columns.where, do=do)


def _text_batches(
    source: Source, options: ReadOptions, choose: Any, rows: int
) -> tuple[Layout, Iterator[TableRows]]:
    table = write_text_table(source, options.for_follows(), exports=True)
    with hint_at_owner():
        layout = read_layout(table.source, table.options)
        wanted: ColumnSelection = table.checked(choose)(layout)
    finished = table.finish(_nothing(layout, wanted)).layout
    text = open_checked_stream(table.source, table.options, layout, wanted)
    return finished, _read(text, layout, wanted, rows, source.name)


def _read(
    text: CheckedStream, layout: Layout, wanted: ColumnSelection, rows: int, where: str
) -> Iterator[TableRows]:
    """Batches of rows, of which the last proves that all were read right."""
    blank: list[None] = []
    count = 0
    try:
        with text:
            if max(wanted.keys) >= layout.width or not layout.delimiter.isascii():
                raise NotVerifiedError("columns that are not everywhere")
            if not text.is_empty(BLOCK):
                reader = csv.open_csv(text, *csv_options(layout, wanted, pa.string(), blank))
                for table in _tables(reader, rows):
                    count += table.num_rows
                    columns = [table.column(str(at)) for at in wanted.keys]
                    yield without_odd_rows(
                        TableRows(layout, wanted, [code_column(column) for column in columns], {})
                    )
            if count + len(blank) != text.lines:
                raise NotVerifiedError("a row that is not one line")
            yield _nothing(layout, wanted, len(blank) + text.blank_lines)
    except (NotVerifiedError, pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise UnfinishedError(
            f"a row needs a closer look ({str(error).partition(chr(10))[0]})",
            where=where,
            do=f"{_WHOLE}, which names the row",
        ) from error


def _nothing(layout: Layout, wanted: ColumnSelection, blank_lines: int = 0) -> TableRows:
    """No row, and lines that hold none."""
    none = Coded(np.zeros(0, dtype=np.int32), pa.array([], pa.string()))
    return TableRows(layout, wanted, [none, none], {}, blank_lines=blank_lines)


def _tables(reader: csv.CSVStreamingReader, rows: int) -> Iterator[pa.Table]:
    """Arrow's small batches put together."""
    waiting: list[pa.RecordBatch] = []
    for batch in reader:
        for start in range(0, batch.num_rows, rows):
            waiting.append(batch.slice(start, rows))
            if sum(each.num_rows for each in waiting) >= rows:
                yield pa.Table.from_batches(waiting)
                waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting)


def _second_number(batch: TableRows) -> int | None:
    """What a first row of two whole numbers says in its second cell."""
    cells = [key.text()[int(key.codes[0])].as_py() for key in batch.keys]
    return int(cells[1]) if all(parse_digits(cell) is not None for cell in cells) else None
