"""Which rows stay: ``--where`` over columns of the follows, and ``--time`` with ``--as-of``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.errors import ExpressionError, GraphresError, InputError, UsageError
from graphres.expressions import Expression
from graphres.reading.tables.rows import BadRows, Rows
from graphres.reading.typed import not_a_date, not_a_number, typed

__all__ = ["LineOf", "as_of_moment", "moments_of", "rows_until", "rows_where"]

Mask = npt.NDArray[np.bool_]
#: Finds the physical line of a row.
LineOf = Callable[[int], int]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SECONDS = re.compile(r"\d+(\.\d+)?")
_MICRO = 1_000_000
#: Unix times beyond this (the year 5138) are taken for milliseconds.
_MOST_SECONDS = 10**11


def rows_where(
    rows: Rows, expression: Expression, columns: dict[str, int], where: str, line_of: LineOf
) -> Mask:
    """Which rows an expression over the table's own columns keeps, bool of shape (rows,).

    Raises
    ------
    ExpressionError
        If text meets a number, with the line of a text.
    """
    cells = {name: typed(rows.extras[columns[name]]) for name in expression.names}
    try:
        return expression.mask(cells, rows.count)
    except ExpressionError as error:
        found = _text_among_numbers(rows, columns, cells)
        if found is None:
            raise
        name, row, text = found
        raise ExpressionError(
            f"{error.what}: column {name!r} holds {text!r}",
            where=f"{where}:{line_of(row)}",
            do=f"compare `{name}` with text, or mend that cell",
        ) from error


def _text_among_numbers(
    rows: Rows, columns: dict[str, int], cells: dict[str, Any]
) -> tuple[str, int, str] | None:
    for name, column in cells.items():
        if pa.types.is_string(column.type):
            row = not_a_number(rows.extras[columns[name]])
            if row is not None:
                return name, row, column[row].as_py()
    return None


def as_of_moment(as_of: str | int | float | datetime.date) -> int:
    """The last microsecond (UTC, since 1970) that a DATE includes; a day includes all of it.

    >>> as_of_moment("1970-01-02")
    172799999999

    Raises
    ------
    UsageError
        If it is neither an ISO date nor a unix time.
    """
    text = as_of.isoformat() if isinstance(as_of, datetime.date) else str(as_of).strip()
    if _SECONDS.fullmatch(text):
        return round(float(text) * _MICRO)
    try:
        moment = datetime.datetime.fromisoformat(text)
        if _DAY.fullmatch(text):
            moment += datetime.timedelta(days=1, microseconds=-1)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{text!r} is no date", where="--as-of", do="write 2024-01-31, or unix seconds"
        ) from error
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return (zoned - _EPOCH) // datetime.timedelta(microseconds=1)


_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def rows_until(
    rows: Rows, name: str, at: int, moment: int, where: str, line_of: LineOf, skip_bad: bool
) -> tuple[Mask, Mask, list[str]]:
    """Which rows are no later than a moment.

    Parameters
    ----------
    rows : Rows
    name : str
        The time column.
    at : int
        Its position.
    moment : int
        From `as_of_moment`.
    where : str
    line_of : callable
    skip_bad : bool
        Count rows without a time among ``rows.bad``, and go on.

    Returns
    -------
    early, timed : ndarray of bool, shape (rows,)
        Rows in time, and rows that have a time at all.
    notes : list of str

    Raises
    ------
    InputError
        At the first row without a time, unless `skip_bad`.
    """
    moments, notes = moments_of(rows.extras[at], name, where, line_of)
    timed = np.asarray(moments.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    early = pc.less_equal(moments, moment).fill_null(False).to_numpy(zero_copy_only=False)
    if not timed.all():
        reason = f"no time in column {name!r}"
        for row in np.flatnonzero(~timed) if skip_bad else np.flatnonzero(~timed)[:1]:
            line = line_of(int(row))
            if not skip_bad:
                raise InputError(
                    reason, where=f"{where}:{line}", do="mend the row or --on-bad-row skip"
                )
            rows.bad.setdefault(reason, BadRows()).add(line)
    return np.asarray(early, dtype=bool), timed, notes


def moments_of(
    column: pa.ChunkedArray, name: str, where: str, line_of: LineOf
) -> tuple[pa.Array, list[str]]:
    """Microseconds since 1970 (null where a cell is blank), and a note if the unit was guessed."""
    cells = typed(column)
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    if pa.types.is_date(cells.type):
        cells = cells.cast(pa.timestamp("us"))
    if pa.types.is_timestamp(cells.type):
        return cells.cast(pa.timestamp("us", cells.type.tz), safe=False).cast(pa.int64()), []
    if pa.types.is_integer(cells.type) or pa.types.is_floating(cells.type):
        return _from_unix(cells, name)
    if cells.null_count == len(cells):
        return cells.cast(pa.int64()), []
    raise _no_time(column, cells, name, where, line_of)


def _from_unix(cells: pa.Array, name: str) -> tuple[pa.Array, list[str]]:
    largest = pc.max(cells).as_py() or 0
    scale, notes = _MICRO, []
    if largest > _MOST_SECONDS:
        scale = 1000
        notes = [f"column {name!r} read as milliseconds since 1970"]
    exact = pc.multiply(cells.cast(pa.float64()), float(scale))
    return pc.round(exact).cast(pa.int64(), safe=False), notes


def _no_time(
    column: pa.ChunkedArray, cells: pa.Array, name: str, where: str, line_of: LineOf
) -> GraphresError:
    row = not_a_date(column)
    row = row if row is not None else 0
    return InputError(
        f"{cells[row].as_py()!r} in column {name!r} is no time",
        where=f"{where}:{line_of(row)}",
        do="write ISO dates (2024-01-31) or unix seconds throughout",
    )
