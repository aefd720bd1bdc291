"""A log of suspensions: which account was closed, and on what day."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa

from graphres.data.expressions import Expression, parse
from graphres.data.expressions.evaluation import unknown_column
from graphres.data.reading.filters import select_rows_where
from graphres.data.reading.formats.tables import read_table_rows, translate_places
from graphres.data.reading.handles import normalise_names
from graphres.data.reading.infer_types import blank_to_missing
from graphres.data.reading.moments import LineOf, TimeColumn, parse_as_of
from graphres.data.reading.streams.signatures import TABLES
from graphres.data.reading.streams.sources import Source, open_source
from graphres.data.reading.suspension_columns import (
    LogColumn,
    LogColumns,
    choose_columns,
    warn_of_actions,
)
from graphres.data.reading.suspension_days import DAY, Days, is_time, read_days
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.rows import BadRows, ColumnSelection, TableRows
from graphres.data.reading.tables.table import TableOptions, read_layout
from graphres.data.reading.time_formats import check_format
from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32, Int64, Mask

_SKIP = "--replay-on-bad-row"


@dataclass(frozen=True)
class SuspensionLog:
    """Suspensions of accounts of a graph, in no particular order.

    Parameters
    ----------
    accounts : ndarray of int32, shape (r,)
        Accounts of the graph.
    days : ndarray of int32, shape (r,)
        From 1, the first day of the log.
    first_date : str, optional
        The date of day 1; None where days are given as numbers.
    rows_read, before : int
        Rows that hold something, and those left out for being before the day to start from.
    bad_rows : mapping of str to BadRows
        Rows left out, by reason.
    where_dropped : int
        Rows that an expression left out.
    notes, warnings : sequence of str
    """

    accounts: Int32
    days: Int32
    source: str = ""
    first_date: str | None = None
    rows_read: int = 0
    before: int = 0
    bad_rows: Mapping[str, BadRows] = field(default_factory=dict)
    where_dropped: int = 0
    notes: Sequence[str] = ()
    warnings: Sequence[str] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return what a manifest records of the log."""
        bad = {reason: {"count": b.count, "lines": b.lines} for reason, b in self.bad_rows.items()}
        return {
            "rows_read": self.rows_read,
            "first_date": self.first_date,
            "rows_used": len(self.accounts),
            "rows_before_start": self.before,
            "rows_where_dropped": self.where_dropped,
            "bad_rows": bad,
            "warnings": list(self.warnings),
            "notes": list(self.notes),
        }


def read_suspensions(
    path: str | os.PathLike[str],
    graph: FollowGraph,
    *,
    account: str | None = None,
    time: str | None = None,
    time_format: str | None = None,
    where: str | Expression | None = None,
    start: str | None = None,
    skip_bad: bool = False,
) -> SuspensionLog:
    """Read a log of suspensions.

    Parameters
    ----------
    path : path
        A table, as `read_follows` reads one.
    graph : FollowGraph
        Where the accounts are looked up, exactly as written; without @ and case where the graph's
        own names were read so.
    account, time : str, optional
        Columns, by name or position from 1. When absent: by their names if the cells agree, else
        the column whose cells are accounts of the graph, and the one whose cells are times.
    time_format : str, optional
        How the times are written: a strptime format, or a unit since 1970 (s, ms, us, ns).
    where : str, optional
        Rows to keep, over the log's columns: ``action == 'suspend'``.
    start : str, optional
        The date of day 1; that of the earliest suspension when absent. Rows before it are left out
        and counted. Not for day numbers, which are taken as they are.
    skip_bad : bool
        Count rows without a day, or whose account is not in the graph, and go on.

    Raises
    ------
    InputError
        For a table that can't be read, a column that is not there, the first bad row, and a log
        of which no row is left.
    UsageError
        For a start that is no date, and a bad expression or format.
    """
    begin = None if start is None else parse_as_of(start) // DAY
    if time_format is not None:
        check_format(time_format, "--replay-time-format")
    table = _read_table(path, graph, time_format, [account, time], skip_bad)
    table, dropped = _keep_where(table, parse(where) if isinstance(where, str) else where)
    choice = choose_columns(table.columns, table.where, account, time, graph.ids)
    return _log(table, choice, begin, dropped)


@dataclass
class _Log:
    """The rows of a log: all columns, and where each row stands."""

    where: str
    rows: TableRows
    columns: list[LogColumn]
    line_of: LineOf
    read: int
    format: str | None
    skip_bad: bool

    def refuse(self, bad: Mask, column: LogColumn, reason: str) -> None:
        """Stop at the first bad row, or count them all."""
        places = np.flatnonzero(bad)
        if len(places) and not self.skip_bad:
            name = column.cells[int(places[0])].as_py()
            more = f" (and {len(places) - 1} more such rows)" if len(places) > 1 else ""
            raise InputError(
                f"account {'' if name is None else str(name)!r}: {reason}{more}",
                where=f"{self.where}:{self.line_of(int(places[0]))}",
                do=f"fix the row or {_SKIP} skip",
            )
        for row in places:
            self.rows.bad.setdefault(reason, BadRows()).add(self.line_of(int(row)))


def _read_table(
    path: str | os.PathLike[str],
    graph: FollowGraph,
    form: str | None,
    named: Sequence[str | None],
    skip_bad: bool,
) -> _Log:
    """Every column of the log, with the accounts of the graph that its cells name."""
    source = open_source(path)
    if source.format not in TABLES:
        raise InputError(
            f"this is {source.format}, not a log of suspensions", where=source.name, do="give CSV"
        )
    options = _options(source, [name for name in named if name is not None], form, skip_bad)
    try:
        with translate_places(source):
            rows, line_of = read_table_rows(source, options, _everything, skip_bad=skip_bad)
        source.refuse_change()
    except InputError as error:
        do = None if error.do is None else error.do.replace("--on-bad-row", _SKIP)
        raise InputError(error.what, where=error.where, do=do) from error
    if not rows.count:
        raise InputError("a log without a row", where=source.name, do="give one with suspensions")
    read = rows.count + rows.bad_count
    header = rows.layout.header
    columns = []
    for at in rows.wanted.extras:
        name = header[at] if header and at < len(header) else ""
        cells = _with_text(rows.extras[at])
        accounts = _accounts(cells, graph)
        columns.append(
            LogColumn(at, name or str(at + 1), header is not None, cells, accounts, form)
        )
    return _Log(source.name, rows, columns, line_of, read, form, skip_bad)


def _everything(layout: Layout) -> ColumnSelection:
    return ColumnSelection((), (), tuple(range(max(layout.columns, layout.width))))


def _options(source: Source, named: list[str], form: str | None, skip_bad: bool) -> TableOptions:
    """How to read the table; a first row that holds a time is no header."""
    options = TableOptions(skip_bad=skip_bad, wanted_names=named, follows=False)
    if source.format != "csv":
        return options
    header = read_layout(source, options).header or ()
    holds_time = any(is_time(cell, form) or is_time(cell) for cell in header if cell)
    return replace(options, header=False) if holds_time else options


def _with_text(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column as it is; all missing if its type (bytes, say) can't become text."""
    try:
        cells.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError):
        return pa.chunked_array([pa.nulls(len(cells), pa.string())])
    return cells


def _accounts(cells: pa.ChunkedArray, graph: FollowGraph) -> Int64:
    """Return the account that each cell names, -1 for none."""
    text = blank_to_missing(cells.cast(pa.string())).combine_chunks()
    accounts = graph.index_of(normalise_names(text) if graph.names_normalised else text)
    present = np.asarray(text.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    return np.where(present, accounts, -1)


def _keep_where(table: _Log, expression: Expression | None) -> tuple[_Log, int]:
    """Keep the rows that match an expression; count those it leaves out."""
    if expression is None:
        return table, 0
    names = {column.name: column.at for column in table.columns}
    for name in expression.names:
        if name not in names:
            error = unknown_column(name, names)
            raise InputError(error.what, where=table.where, do=error.do)
    keep = select_rows_where(table.rows, expression, names, table.where, table.line_of)
    if not keep.any():
        raise InputError(
            f"no row matches --replay-where {expression.text!r}",
            where=table.where,
            do="widen the filter",
        )
    at = np.flatnonzero(keep)
    columns = [
        replace(c, cells=c.cells.filter(pa.array(keep)), accounts=c.accounts[keep])
        for c in table.columns
    ]
    lines = table.line_of
    remaining = replace(table, columns=columns, line_of=lambda row: lines(int(at[row])))
    return remaining, int(len(keep) - len(at))


def _log(table: _Log, choice: LogColumns, begin: int | None, dropped: int) -> SuspensionLog:
    """Build the log from the rows that are left."""
    account, time = choice.account, choice.time
    days = read_days(
        time.cells,
        TimeColumn(
            time.name,
            table.where,
            table.line_of,
            table.format,
            "--replay-time-format",
            table.skip_bad,
            _SKIP,
        ),
    )
    blank = np.asarray(blank_to_missing(account.cells.cast(pa.string())).is_null())
    there = account.accounts >= 0
    table.refuse(blank, account, f"no account in column {account.name!r}")
    table.refuse(~there & ~blank, account, "not in the graph")
    table.refuse(there & ~days.present, account, f"no day in column {time.name!r}")
    good = there & days.present
    first = _first_day(days, days.days[good], begin, table.where)
    numbers = days.days[good] - (first or 0) + (first is not None)
    late = numbers >= 1
    if not late.any():
        raise _nothing_left(table, good, account)
    warnings = [*choice.warnings, *(f"{table.where}: {text}" for text in days.warnings)]
    if not dropped:
        others = [c for c in table.columns if c is not account and c is not time]
        warnings += warn_of_actions(others, table.where)
    dates = _dates(numbers[late], first)
    return SuspensionLog(
        account.accounts[good][late].astype(np.int32),
        numbers[late].astype(np.int32),
        table.where,
        None if first is None else str(np.datetime64(first, "D")),
        table.read,
        int(np.count_nonzero(~late)),
        table.rows.bad,
        dropped,
        (*table.rows.layout.notes, *_notes(table, choice, int(late.sum()), dates)),
        (*table.rows.layout.warnings, *warnings),
    )


def _notes(table: _Log, choice: LogColumns, used: int, dates: str) -> list[str]:
    """Say what was read from where."""
    columns = f"account read from column {choice.account.name!r}, day from {choice.time.name!r}"
    rows = f"{used:,} of {table.read:,} rows used, {dates}"
    return [f"{table.where}: {columns}", f"{table.where}: {rows}"]


def _dates(numbers: Int64, first: int | None) -> str:
    """From which day to which, as dates where day 1 has one."""
    least, most = int(numbers.min()), int(numbers.max())
    if first is None:
        return f"day {least} to {most}"
    start = np.datetime64(first - 1, "D")
    return f"{start + least} to {start + most}"


def _nothing_left(table: _Log, good: Mask, account: LogColumn) -> InputError:
    """Return the error for a log without a usable row."""
    if good.any():
        what = "every suspension is before --replay-from"
        return InputError(what, where=table.where, do="give an earlier date")
    reasons = ", ".join(f"{bad.count:,} {reason}" for reason, bad in table.rows.bad.items())
    return InputError(
        f"none of {table.read:,} rows is a suspension of the graph's accounts ({reasons})",
        where=table.where,
        do="name the columns: --replay-account COL --replay-time COL",
    )


def _first_day(read: Days, days: Int64, begin: int | None, where: str) -> int | None:
    """Return the day since 1970 that is day 1; None for days that are numbers already."""
    if read.dated:
        if begin is not None:
            return begin
        return int(days.min()) if len(days) else 0
    if begin is not None:
        raise UsageError(
            "a log of day numbers has no date to start from", where=where, do="leave it out"
        )
    return None
