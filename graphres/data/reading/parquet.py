"""Parquet: the same rows as from text, with types already known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from graphres.data.convert import read_id_text
from graphres.data.reading.streams.sources import Source
from graphres.data.reading.tables.arrow_reader import code_integers
from graphres.data.reading.tables.encode import Coded, code_column
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.rows import BadRows, ColumnSelection, TableRows
from graphres.data.reading.tables.table import ColumnChooser
from graphres.engine.memory import need_memory
from graphres.errors import InputError

if TYPE_CHECKING:
    import pyarrow.parquet as pq


#: What a short text takes in Arrow, and its code.
_BYTES_A_CELL = 12


def read_parquet(source: Source, choose: ColumnChooser, *, skip_bad: bool) -> TableRows:
    """Read the columns that `choose` picks; rows are numbered from 1 where text has lines.

    Raises
    ------
    InputError
        If the file is damaged, ids are no ids, or, unless `skip_bad`, an id is missing.
    """
    files, layout, wanted, columns = _chosen(source, choose)
    _need_memory(source, files, columns)
    try:
        table = pa.concat_tables(
            [file.read(columns=columns) for file in files], promote_options="permissive"
        )
    except MemoryError:
        raise
    except (pa.ArrowException, OSError, KeyError) as error:
        raise _damaged(source, error) from error
    return _rows(table, layout, wanted, source.name, skip_bad)


def parquet_batches(
    source: Source, choose: ColumnChooser, rows: int
) -> tuple[Layout, ColumnSelection, Iterator[TableRows]]:
    """The same rows, so many at a time; raises as `read_parquet`, while they are read."""
    files, layout, wanted, columns = _chosen(source, choose)

    def batches() -> Iterator[TableRows]:
        first = 1
        try:
            for file in files:
                for batch in file.iter_batches(batch_size=rows, columns=columns):
                    table = pa.Table.from_batches([batch])
                    yield _rows(table, layout, wanted, source.name, False, first)
                    first += table.num_rows
        except (pa.ArrowException, OSError, KeyError) as error:
            raise _damaged(source, error) from error

    return layout, wanted, batches()


def _chosen(
    source: Source, choose: ColumnChooser
) -> tuple[list[pq.ParquetFile], Layout, ColumnSelection, list[str]]:
    """The files, their columns, which are wanted, and the names of those."""
    files = [_opened(part) for part in source.parts or (source,)]
    names = _one_schema(source, files)
    layout = Layout("", names, len(names), 0, 1, notes=source.notes)
    wanted = choose(layout)
    return files, layout, wanted, [names[i] for i in (*wanted.keys, *wanted.extras)]


def _rows(
    table: pa.Table,
    layout: Layout,
    wanted: ColumnSelection,
    where: str,
    skip_bad: bool,
    first: int = 1,
) -> TableRows:
    names = layout.header or ()
    keys = [_coded(table.column(names[i]), f"{where} column {names[i]!r}") for i in wanted.keys]
    extras = {i: table.column(names[i]) for i in wanted.extras}
    rows = TableRows(layout, wanted, keys, extras, lines=np.arange(first, first + table.num_rows))
    return _without_missing(rows, where, skip_bad)


def _coded(column: pa.ChunkedArray, where: str) -> Coded:
    """A column of ids; whole numbers become text once each, not once a row."""
    if pa.types.is_integer(column.type) and len(column) and not column.null_count:
        return code_integers(column)
    return code_column(read_id_text(column, where).fill_null(""))


def _opened(source: Source) -> pq.ParquetFile:
    import pyarrow.parquet as pq

    try:
        with source.open() as stream:
            # A plain file is read in place; anything packed has to be unpacked first.
            plain = source.path is not None and source.is_plain
            file = pq.ParquetFile(source.path if plain else pa.BufferReader(stream.read()))
    except (pa.ArrowException, OSError) as error:
        raise _damaged(source, error) from error
    return file


def _need_memory(source: Source, files: list[pq.ParquetFile], columns: list[str]) -> None:
    """Refuse rows that do not fit into memory: a column of one value is a few bytes in a file."""
    rows = sum(file.metadata.num_rows for file in files)
    what = f"{source.name}, {rows:,} rows of {len(columns)} columns,"
    need_memory(_BYTES_A_CELL * rows * len(columns), what, do="give fewer rows")


def _one_schema(source: Source, files: list[pq.ParquetFile]) -> tuple[str, ...]:
    """Return the columns; refuse parts whose columns differ."""
    first, *others = [tuple(file.schema_arrow.names) for file in files]
    for part, names in zip(source.parts[1:], others, strict=True):
        if names != first:
            raise InputError(
                f"its columns ({', '.join(names)}) are not those of the first part"
                f" ({', '.join(first)})",
                where=part.name,
                do="give parts of one table",
            )
    return first


def _damaged(source: Source, error: Exception) -> InputError:
    reason = str(error).splitlines()[0]
    return InputError(f"damaged Parquet ({reason})", where=source.name, do="write it again")


def _without_missing(rows: TableRows, where: str, skip_bad: bool) -> TableRows:
    """Leave out rows that lack an id."""
    missing = [key.codes == key.code_of("") for key in rows.keys]
    bad = np.logical_or.reduce(missing)
    if not bad.any():
        return rows
    assert rows.lines is not None
    doubtful = bad[0] or 2 * np.count_nonzero(bad) > len(bad)
    do = "is this a table of follows?" if doubtful else "fix the row, or use --on-bad-row skip"
    for row in np.flatnonzero(bad):
        label = next(name for name, m in zip(rows.wanted.labels, missing, strict=True) if m[row])
        reason, row_number = f"no {label}", int(rows.lines[row])
        if not skip_bad:
            raise InputError(reason, where=f"{where}, row {row_number}", do=do)
        rows.bad.setdefault(reason, BadRows()).add(row_number)
    keep = ~bad
    rows.keys = [Coded(key.codes[keep], key.names) for key in rows.keys]
    rows.extras = {i: column.filter(pa.array(keep)) for i, column in rows.extras.items()}
    rows.lines = rows.lines[keep]
    return rows
