"""The days of a log of suspensions: dates, unix times, or day numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.reading.infer_types import as_numbers, blank_to_missing, drop_unknown
from graphres.data.reading.moments import TimeColumn, read_moments
from graphres.data.reading.time_formats import UNITS, looks_like_time, parse_times
from graphres.kernels.arrays import Int64, Mask

#: Microseconds.
DAY = 86_400 * 1_000_000
#: A number up to this is a day; beyond it, seconds (or a smaller unit) since 1970.
_MOST_DAYS = 100_000
#: Day numbers that begin here are doubtful.
_MANY = 1000


class Days(NamedTuple):
    """The day of every row, int64 of shape (r,), and where there is one.

    ``dated`` days count from 1970, others are numbers from 1.
    """

    days: Int64
    present: Mask
    dated: bool
    notes: list[str]
    warnings: list[str]


def is_time(cell: str, form: str | None = None) -> bool:
    """Whether a cell is a date or a number.

    Examples
    --------
    >>> is_time("2015-02-03"), is_time("12"), is_time("date")
    (True, True, False)
    """
    return find_time_kind(pa.chunked_array([[cell]], type=pa.string()), form) is not None


def find_time_kind(column: pa.ChunkedArray, form: str | None = None) -> str | None:
    """Return what most cells are: "date" (unix times too), "number" (days), or None.

    Looks at distinct cells, 10,000 of them at most.
    """
    if pa.types.is_temporal(column.type):
        return "date"
    if pa.types.is_boolean(column.type):
        return None
    cells = pc.unique(drop_unknown(blank_to_missing(column.cast(pa.string()))).drop_null())
    cells = cells[:10_000]
    if form is not None and form not in UNITS:
        times = len(cells) - parse_times(cells, form, "--replay-time-format").null_count
        return "date" if 2 * times > len(cells) else None
    numbers = as_numbers(pa.chunked_array([cells]))
    days = int(np.count_nonzero(np.abs(numbers) <= _MOST_DAYS))
    times = sum(looks_like_time(cell) for cell in cells.to_pylist())
    if 2 * times > len(cells) and times >= days:
        return "date"
    return "number" if 2 * days > len(cells) else None


def read_days(column: pa.ChunkedArray, of: TimeColumn) -> Days:
    """Read the days of a column: numbers up to 100,000 as they are, else dates or unix times.

    Raises
    ------
    InputError
        At the first cell that is no time, unless bad ones are skipped.
    """
    if of.format is None:
        numbers = as_numbers(column)
        count = np.count_nonzero(~np.isnan(numbers))
        if count and np.nanmax(numbers) <= _MOST_DAYS and find_time_kind(column) == "number":
            return _day_numbers(column, numbers, of)
    times = read_moments(column, of)
    days = pc.fill_null(times.values, 0).to_numpy(zero_copy_only=False) // DAY
    return Days(days.astype(np.int64), times.present, True, times.notes, times.warnings)


def _day_numbers(column: pa.ChunkedArray, numbers: npt.NDArray[np.float64], of: TimeColumn) -> Days:
    text = drop_unknown(blank_to_missing(column.cast(pa.string()))).combine_chunks()
    present = np.asarray(text.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    of.without(present & np.isnan(numbers), text, "is no day", "write a day from 1, or a date")
    is_day = (numbers >= 1) & (numbers == np.floor(numbers))
    days = np.where(is_day, numbers, 0).astype(np.int64)
    return Days(days, is_day, False, [], _odd_days(days[is_day], of))


def _odd_days(days: Int64, of: TimeColumn) -> list[str]:
    """Warn of day numbers that are years, or days as spreadsheets count them."""
    if not len(days) or days.min() < _MANY:
        return []
    return [
        f"column {of.name!r} read as day numbers from {days.min()}: if these are years or dates,"
        f" {of.option} says how they are written"
    ]
