"""Which rows stay: ``--where`` over columns of the follows, and ``--time`` with ``--as-of``."""

from __future__ import annotations

import datetime
import decimal
import re
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.expressions import Expression
from graphres.data.reading.infer_types import not_a_number, typed
from graphres.data.reading.moments import LineOf, Moments, TimeColumn, compact_dates, read_moments
from graphres.data.reading.tables.rows import BadRows, Rows
from graphres.data.reading.time_formats import unit_of
from graphres.errors import ExpressionError, InputError, UsageError
from graphres.kernels.arrays import Mask

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_UNIX = re.compile(r"\d{1,19}(\.\d+)?")
_MICROS_A_DAY = 86_400 * 1_000_000


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
    >>> as_of_moment("20150203") == as_of_moment("2015-02-03")
    True

    Raises
    ------
    UsageError
        If it is neither an ISO date, nor one of 8, 14 or 17 digits, nor a unix time.
    """
    text = as_of.isoformat() if isinstance(as_of, datetime.date) else str(as_of).strip()
    if _UNIX.fullmatch(text):
        return _of_digits(text)
    try:
        moment = datetime.datetime.fromisoformat(text)
        if _DAY.fullmatch(text):
            moment += datetime.timedelta(days=1, microseconds=-1)
    except (ValueError, OverflowError) as error:
        raise _no_date(text) from error
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return (zoned - _EPOCH) // datetime.timedelta(microseconds=1)


def _of_digits(text: str) -> int:
    """The moment of a date without signs, or of a unix time in the unit that its size tells."""
    compact = compact_dates(pa.array([text]))
    if compact is not None:
        return int(compact.values[0].as_py()) + (_MICROS_A_DAY - 1 if len(text) == 8 else 0)
    unit = unit_of(float(text))
    if unit is None:
        raise _no_date(text)
    return int(decimal.Decimal(text) * decimal.Decimal(str(unit.micro)))


def _no_date(text: str) -> UsageError:
    return UsageError(f"{text!r} is no date", where="--as-of", do="write 2024-01-31, or unix time")


_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def rows_until(rows: Rows, at: int, moment: int, of: TimeColumn) -> tuple[Mask, Moments]:
    """Which rows are no later than a moment.

    Parameters
    ----------
    rows : Rows
    at : int
        Position of the column of times.
    moment : int
        From `as_of_moment`.
    of : TimeColumn

    Returns
    -------
    early : ndarray of bool, shape (rows,)
        Rows in time.
    times : Moments

    Raises
    ------
    InputError
        At the first row without a time, unless they are skipped: then they are counted among
        ``rows.bad``.
    """
    times = read_moments(rows.extras[at], of)
    early = pc.less_equal(times.values, moment).fill_null(False).to_numpy(zero_copy_only=False)
    missing = np.flatnonzero(~times.present)
    reason = f"no time in column {of.name!r}"
    for row in missing if of.skip_bad else missing[:1]:
        line = of.line_of(int(row))
        if not of.skip_bad:
            raise InputError(
                reason, where=f"{of.where}:{line}", do="fix the row or --on-bad-row skip"
            )
        rows.bad.setdefault(reason, BadRows()).add(line)
    return np.asarray(early, dtype=bool), times
