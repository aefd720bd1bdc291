"""A log of suspensions: which account was closed, and on what day."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.reading.filters import LineOf, as_of_moment
from graphres.reading.handles import normalised_names
from graphres.reading.known import read_any
from graphres.reading.streams.sources import Source, open_source
from graphres.reading.suspension_columns import DAY, Days, LogColumns, days_of, is_day
from graphres.reading.tables.rows import BadRows, Rows
from graphres.reading.tables.table import TableOptions, layout_of

__all__ = ["SuspensionLog", "read_suspensions"]

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


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
    notes : sequence of str
    """

    accounts: Int32
    days: Int32
    source: str = ""
    first_date: str | None = None
    rows_read: int = 0
    before: int = 0
    bad_rows: Mapping[str, BadRows] = field(default_factory=dict)
    notes: Sequence[str] = ()

    def to_dict(self) -> dict[str, Any]:
        """What a manifest tells of it."""
        bad = {reason: {"count": b.count, "lines": b.lines} for reason, b in self.bad_rows.items()}
        return {
            "rows_read": self.rows_read,
            "first_date": self.first_date,
            "rows_before_start": self.before,
            "bad_rows": bad,
        }


def read_suspensions(
    path: str | os.PathLike[str],
    graph: FollowGraph,
    *,
    account: str | None = None,
    time: str | None = None,
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
        Columns, by name or position from 1; recognised when absent, else the first two.
    start : str, optional
        The date of day 1; that of the earliest suspension when absent. Rows before it are left out
        and counted. Not for day numbers, which are taken as they are.
    skip_bad : bool
        Count rows without a day, or whose account is not in the graph, and go on.

    Raises
    ------
    InputError
        For a table that can't be read, a column that is not there, or the first bad row.
    UsageError
        For a start that is no date.
    """
    begin = None if start is None else as_of_moment(start) // DAY
    source = open_source(path)
    if source.format not in ("csv", "parquet"):
        raise InputError(
            f"this is {source.format}, not a log of suspensions", where=source.name, do="give CSV"
        )
    columns = LogColumns(source.name, account, time)
    options = _options(source, [name for name in (account, time) if name is not None], skip_bad)
    rows, line_of = read_any(source, options, columns.wanted, skip_bad=skip_bad)
    read = rows.count + rows.bad_count
    names = rows.keys[0].text().take(pa.array(rows.keys[0].codes))
    if graph.names_normalised:
        names = normalised_names(names)
    found = graph.index_of(names)
    told = days_of(rows.extras[columns.at], columns.time_name, source.name, line_of, skip_bad)
    _refuse(rows, found < 0, "not in the graph", source.name, line_of, skip_bad)
    reason = f"no day in column {columns.time_name!r}"
    _refuse(rows, (found >= 0) & ~told.known, reason, source.name, line_of, skip_bad)
    good = (found >= 0) & told.known
    days = told.days[good]
    first = _first_day(told, days, begin, source.name)
    days = days - (first or 0) + (first is not None)
    late = days >= 1
    return SuspensionLog(
        found[good][late].astype(np.int32),
        days[late].astype(np.int32),
        source.name,
        None if first is None else str(np.datetime64(first, "D")),
        read,
        int(np.count_nonzero(~late)),
        rows.bad,
        (*rows.layout.notes, *columns.notes, *told.notes),
    )


def _options(source: Source, named: list[str], skip_bad: bool) -> TableOptions:
    """How to read the table; a first row that holds a day is no header."""
    options = TableOptions(skip_bad=skip_bad, wanted_names=named, follows=False)
    if source.format != "csv":
        return options
    header = layout_of(source, options).header or ()
    return replace(options, header=False) if any(map(is_day, header)) else options


def _refuse(
    rows: Rows, bad: Mask, reason: str, where: str, line_of: LineOf, skip_bad: bool
) -> None:
    """Stop at the first bad row, or count them all."""
    places = np.flatnonzero(bad)
    if len(places) and not skip_bad:
        line = line_of(int(places[0]))
        name = rows.keys[0].text()[int(rows.keys[0].codes[places[0]])]
        more = f" (and {len(places) - 1} more such rows)" if len(places) > 1 else ""
        raise InputError(
            f"account {name.as_py()!r}: {reason}{more}",
            where=f"{where}:{line}",
            do="mend the row or --on-bad-row skip",
        )
    for row in places:
        rows.bad.setdefault(reason, BadRows()).add(line_of(int(row)))


def _first_day(told: Days, days: Int64, begin: int | None, where: str) -> int | None:
    """The day since 1970 that is day 1; None for days that are numbers already."""
    if told.dated:
        if begin is not None:
            return begin
        return int(days.min()) if len(days) else 0
    if begin is not None:
        raise UsageError(
            "a log of day numbers has no date to start from", where=where, do="leave it out"
        )
    return None
