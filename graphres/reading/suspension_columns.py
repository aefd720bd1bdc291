"""Which columns of a log of suspensions hold what, and its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.errors import InputError
from graphres.reading.filters import LineOf, moments_of
from graphres.reading.tables.headers import ACCOUNT_NAMES, find_column, name_key
from graphres.reading.tables.layout import Layout
from graphres.reading.tables.rows import Wanted
from graphres.reading.typed import typed

__all__ = ["DAY", "TIME_NAMES", "Days", "LogColumns", "days_of", "is_day"]

Mask = npt.NDArray[np.bool_]
Int64 = npt.NDArray[np.int64]

#: Microseconds.
DAY = 86_400 * 1_000_000

#: Names under which a log keeps its days, the likeliest first.
TIME_NAMES = (
    *("date", "day", "time", "timestamp", "datetime", "suspendedat", "suspendedon", "suspended"),
    *("closedat", "closedon", "closed", "at", "on", "when", "createdat"),
)

_ACCOUNTS = (*ACCOUNT_NAMES, "person", "suspendedaccount")
#: A number up to this is a day, beyond it seconds (or milliseconds) since 1970.
_MOST_DAYS = 100_000


@dataclass
class LogColumns:
    """Which column names the account, and which its day."""

    where: str
    account: str | None
    time: str | None
    at: int = field(default=-1, init=False)
    time_name: str = field(default="", init=False)
    notes: list[str] = field(default_factory=list, init=False)

    def wanted(self, layout: Layout) -> Wanted:
        """The columns to read."""
        account = self._place(self.account, layout, _ACCOUNTS)
        self.at = self._place(self.time, layout, TIME_NAMES, beside=account)
        if account < 0 and self.at < 0 and _days_come_first(layout):
            self.at = 0
        if account < 0:
            account = 1 if self.at == 0 else 0
        if self.at < 0:
            self.at = 1 if account == 0 else 0
        if max(account, self.at) >= max(layout.columns, layout.width) or account == self.at:
            raise InputError(
                "a log of suspensions needs two columns, account and date",
                where=self.where,
                do="name them: --replay-account COL --replay-time COL",
            )
        header = layout.header
        self.time_name = header[self.at] if header else str(self.at + 1)
        said = header[account] if header else str(account + 1)
        self.notes = [
            f"{self.where}: account read from column {said!r}, day from {self.time_name!r}"
        ]
        return Wanted((account,), ("account",), (self.at,))

    def _place(
        self, name: str | None, layout: Layout, known: Sequence[str], beside: int = -1
    ) -> int:
        """The column named, or the first that bears a known name; -1 for none."""
        if name is not None:
            return find_column(name, layout.header, layout.columns, self.where)
        keys = [name_key(said) for said in layout.header or ()]
        return next((keys.index(k) for k in known if k in keys and keys.index(k) != beside), -1)


def _days_come_first(layout: Layout) -> bool:
    """Whether of two nameless columns the first alone holds a day."""
    top = layout.sample[0] if layout.sample else ()
    return len(top) > 1 and is_day(top[0]) and not is_day(top[1])


class Days(NamedTuple):
    """The day of every row, int64 of shape (r,), and where there is one.

    ``dated`` days count from 1970, others are numbers from 1.
    """

    days: Int64
    known: Mask
    dated: bool
    notes: list[str]


def is_day(cell: str) -> bool:
    """Whether a cell is a date or a number.

    Examples
    --------
    >>> is_day("2015-02-03"), is_day("12"), is_day("date")
    (True, True, False)
    """
    return _is_moment(typed(pa.chunked_array([[cell]], type=pa.string())).type)


def _is_moment(kind: Any) -> bool:
    return bool(
        pa.types.is_temporal(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind)
    )


def days_of(
    column: pa.ChunkedArray, name: str, where: str, line_of: LineOf, skip_bad: bool
) -> Days:
    """The days of a column: numbers up to 100,000 as they are, else dates or unix times.

    Raises
    ------
    InputError
        At the first cell that is no time, unless bad ones are skipped.
    """
    cells = typed(column)
    if skip_bad and not _is_moment(cells.type):
        good = pc.is_in(column, value_set=pa.array(_days_among(column), type=column.type))
        column = pc.if_else(good, column, pa.scalar(None, column.type))
        cells = typed(column)
    kind = cells.type
    is_number = pa.types.is_integer(kind) or pa.types.is_floating(kind)
    if is_number and (pc.max(cells).as_py() or 0) <= _MOST_DAYS:
        numbers = cells.cast(pa.float64()).to_numpy()
        whole = (numbers >= 1) & (numbers == np.floor(numbers))
        return Days(np.where(whole, numbers, 0).astype(np.int64), whole, False, [])
    moments, notes = moments_of(column, name, where, line_of)
    known = np.asarray(moments.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    days = pc.fill_null(moments, 0).to_numpy(zero_copy_only=False) // DAY
    return Days(days.astype(np.int64), known, True, notes)


def _days_among(column: pa.ChunkedArray) -> list[str]:
    """The distinct cells that are days."""
    distinct = pc.unique(column.drop_null()).to_pylist()
    return [cell for cell in distinct if is_day(str(cell))]
