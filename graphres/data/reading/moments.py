"""A column of times as microseconds since 1970: dates, digits of dates, unix times of any unit.

The unit of unix times is told by their size: seconds up to the year 2100 stay below 4.2·10⁹,
milliseconds below 4.2·10¹², and so on. What would fall in 1970 is refused or warned of.
"""

from __future__ import annotations

import datetime
import decimal
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.reading.infer_types import as_dates, blank_to_missing, drop_unknown
from graphres.data.reading.time_formats import UNITS, Unit, find_unit, parse_times, suggest_format
from graphres.errors import InputError, UsageError
from graphres.kernels.arrays import Mask

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_UNIX = re.compile(r"\d{1,19}(\.\d+)?")
_MICROS_A_DAY = 86_400 * 1_000_000
#: Finds the physical line of a row.
LineOf = Callable[[int], int]

_ISO = r"^[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}([T ]|$)"
_NUMBER = r"^[+-]?[0-9]{1,19}(\.[0-9]*)?$"
#: Microseconds of 1971-01-01 and of 2100-01-01.
_YEAR_1971, _YEAR_2100 = 31_536_000_000_000, 4_102_444_800_000_000
#: Digits of a date without signs, by length: year, month, day, then hours, minutes, seconds, ms.
_COMPACT = {8: "dates", 10: "hours", 12: "minutes", 14: "seconds", 17: "milliseconds"}


class Moments(NamedTuple):
    """Microseconds since 1970 (UTC), int64, null where there is none; and remarks."""

    values: pa.Array
    notes: list[str]
    warnings: list[str]

    @property
    def present(self) -> Mask:
        """Where there is a time."""
        return np.asarray(self.values.is_valid().to_numpy(zero_copy_only=False), dtype=bool)


@dataclass(frozen=True)
class TimeColumn:
    """A column of times and how to read it.

    Parameters
    ----------
    name, where : str
        The column's name and its table, for messages.
    line_of : callable
        The line of a row.
    format : str, optional
        A strptime format, or a unit since 1970: s, ms, us, ns.
    option : str
        The option that gives the format.
    skip_bad : bool
        Leave cells that hold no time empty.
    skip_option : str
        The option that asks for it.
    """

    name: str
    where: str
    line_of: LineOf = field(repr=False)
    format: str | None = None
    option: str = "--time-format"
    skip_bad: bool = False
    skip_option: str = "--on-bad-row"

    def refusal(self, row: int, cell: Any, what: str, do: str) -> InputError:
        """Say what is wrong with a cell."""
        place = f"{self.where}:{self.line_of(row)}"
        return InputError(f"{str(cell)!r} in column {self.name!r} {what}", where=place, do=do)

    def without(
        self, bad: Mask, cells: pa.Array, what: str, do: str, written: pa.Array | None = None
    ) -> pa.Array:
        """Empty the bad cells, or refuse the first, as it is written in the table."""
        if not bad.any():
            return cells
        if not self.skip_bad:
            row = int(np.flatnonzero(bad)[0])
            originals = cells if written is None else written
            raise self.refusal(row, originals[row].as_py(), what, do)
        return pc.if_else(pa.array(bad), pa.scalar(None, cells.type), cells)


class _Read(NamedTuple):
    """Times as read, how, and whether the user named the way."""

    values: pa.Array
    how: str
    named: bool = False


def read_moments(column: pa.ChunkedArray, of: TimeColumn) -> Moments:
    """Read the times of a column.

    Raises
    ------
    InputError
        For a cell that is no time (unless skipped), for times that would fall in 1970 or beyond
        2100 by the unit that their size tells, and where no cell holds a time.

    Notes
    -----
    Linear; a format is applied to distinct cells.

    Examples
    --------
    >>> column = pa.chunked_array([["1271939457000000", "1571939457000000"]])
    >>> read_moments(column, TimeColumn("t", "f.csv", lambda row: row + 2)).notes
    ["times in column 't' run from 2010-04-22 to 2019-10-24 (microseconds since 1970)"]
    """
    read = _read(_plain(column), of)
    numbers = read.values.drop_null()
    if not len(numbers):
        return Moments(read.values, [], [])
    least, most = pc.min(numbers).as_py(), pc.max(numbers).as_py()
    warnings = [] if read.named else _odd_years(numbers, least, most, of.name, of.option)
    way = f" ({read.how})" if read.how else ""
    span = f"times in column {of.name!r} run from {_day(least)} to {_day(most)}{way}"
    return Moments(read.values, [span], warnings)


def _plain(column: Any) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _read(cells: pa.Array, of: TimeColumn) -> _Read:
    kind = cells.type
    if of.format is not None and of.format in UNITS:
        unit = UNITS[of.format]
        return _Read(_scaled(*_numbers(cells, of), unit, of), unit.words, named=True)
    if of.format is not None:
        text = _plain(blank_to_missing(cells))
        good = parse_times(text, of.format, of.option)
        bad = _true(text.is_valid()) & ~_true(good.is_valid())
        if bad.all() or not (of.skip_bad or not bad.any()):
            of = replace(of, skip_bad=False)
        of.without(bad, text, f"does not match {of.option} {of.format}", "correct the format")
        return _Read(good, f"as {of.format}", named=True)
    if pa.types.is_date(kind):
        cells, kind = cells.cast(pa.timestamp("us")), pa.timestamp("us")
    if pa.types.is_timestamp(kind):
        return _Read(cells.cast(pa.timestamp("us", kind.tz), safe=False).cast(pa.int64()), "")
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return _from_numbers(cells, of)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _from_text(_plain(drop_unknown(blank_to_missing(cells))), of)
    if cells.null_count == len(cells):
        return _Read(pa.nulls(len(cells), pa.int64()), "")
    raise of.refusal(0, cells[0].as_py(), "is no time", "name another column")


def _from_text(cells: pa.Array, of: TimeColumn) -> _Read:
    """Dates or numbers, whichever most cells are."""
    if cells.null_count == len(cells):
        return _Read(pa.nulls(len(cells), pa.int64()), "")
    present = _true(cells.is_valid())
    dates, numbers = (_true(pc.match_substring_regex(cells, kind)) for kind in (_ISO, _NUMBER))
    kind = dates if dates.sum() >= numbers.sum() else numbers
    bad = present & ~kind
    if not kind.any():
        of = replace(of, skip_bad=False)
    if bad.any():
        first = cells[int(np.flatnonzero(bad)[0])].as_py()
        cells = of.without(bad, cells, "is no time", suggest_format(first, of.option))
    return _from_dates(cells, of) if kind is dates else _from_numbers(cells, of)


def _from_dates(cells: pa.Array, of: TimeColumn) -> _Read:
    iso = pc.replace_substring_regex(cells, r"^(\d{4})/(\d{2})/(\d{2})", r"\1-\2-\3")
    read = as_dates(pa.chunked_array([iso]))
    if read is None:
        distinct = pc.unique(iso.drop_null())
        good = [cell for cell in distinct.to_pylist() if as_dates(pa.chunked_array([[cell]]))]
        bad = _true(iso.is_valid()) & ~_true(pc.is_in(iso, value_set=pa.array(good, pa.string())))
        of = of if good else replace(of, skip_bad=False)
        do = "write ISO dates (2024-01-31), or name their format"
        iso = of.without(bad, iso, "is no time", f"{do}: {of.option} FMT")
        read = as_dates(pa.chunked_array([iso]))
    assert read is not None
    return _Read(_plain(read).cast(pa.int64()), "")


def _from_numbers(cells: pa.Array, of: TimeColumn) -> _Read:
    compact = read_compact_dates(cells)
    if compact is not None:
        return compact
    values, present = _numbers(cells, of)
    if not present.any():
        return _Read(pa.nulls(len(cells), pa.int64()), "")
    unit = find_unit(float(values[present].max()))
    if unit is None:
        row = int(np.argmax(np.where(present, values, -np.inf)))
        raise of.refusal(
            row, cells[row].as_py(), "is no time before the year 2100 in any unit", _do(of)
        )
    micro = _scaled(values, present, unit, of)
    return _Read(_without_1970(micro, cells, unit, of), unit.words)


def _without_1970(micro: pa.Array, cells: pa.Array, unit: Unit, of: TimeColumn) -> pa.Array:
    """Refuse cells that the unit puts in 1970 or before while others are later."""
    early = _true(pc.less(micro, _YEAR_1971))
    negative = _true(pc.less(micro, 0))
    if early.sum() < len(micro) - micro.null_count:
        return of.without(early, micro, *_early(unit, of), cells)
    if unit.name != "s" or negative.any():
        of = replace(of, skip_bad=False)
        return of.without(early, micro, *_early(unit, of), cells)
    return micro


def _early(unit: Unit, of: TimeColumn) -> tuple[str, str]:
    return (
        f"would be in 1970 or before, as {unit.words}",
        f"empty the cell, {of.skip_option} skip, or name the unit: {of.option} {unit.name}",
    )


def _numbers(cells: pa.Array, of: TimeColumn) -> tuple[npt.NDArray[Any], Mask]:
    """Numbers, int64 or float64, and where there is one."""
    kind = cells.type
    if pa.types.is_temporal(kind):
        raise of.refusal(0, cells[0].as_py(), "is a date already", f"leave {of.option} out")
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        text = _plain(drop_unknown(blank_to_missing(cells)))
        bad = _true(text.is_valid()) & ~_true(pc.match_substring_regex(text, _NUMBER))
        text = of.without(bad, text, "is no number", f"see {of.option}")
        cells = _cast(pc.replace_substring_regex(text, r"^\+|\.0*$", ""), of)
    if pa.types.is_floating(cells.type):
        finite = _true(pc.is_finite(cells))
        cells = of.without(_true(cells.is_valid()) & ~finite, cells, "is no time", _do(of))
    present = _true(cells.is_valid())
    return pc.fill_null(cells, 0).to_numpy(zero_copy_only=False), present


def _cast(text: pa.Array, of: TimeColumn) -> pa.Array:
    try:
        return text.cast(pa.int64())
    except pa.ArrowInvalid:
        return text.cast(pa.float64())


def _scaled(values: npt.NDArray[Any], present: Mask, unit: Unit, of: TimeColumn) -> pa.Array:
    """Microseconds, from numbers in a unit."""
    bound = 2.5e17 / unit.micro  # the year 9892
    far = present & (np.abs(values.astype(np.float64)) > bound)
    if far.any():
        row = int(np.flatnonzero(far)[0])
        raise of.refusal(row, values[row], f"is no time in {unit.words}", _do(of))
    if unit.name == "ns":
        micro = np.floor_divide(values, 1000)
    else:
        micro = np.round(values * (int(unit.micro) if values.dtype.kind == "i" else unit.micro))
    return pa.array(micro.astype(np.int64), mask=~present)


def read_compact_dates(cells: pa.Array) -> _Read | None:
    """Dates written as 8, 10, 12, 14 or 17 digits, if every cell is one of the same length.

    >>> read_compact_dates(pa.array(["20150203", "20160101"])).values.to_pylist()
    [1422921600000000, 1451606400000000]
    """
    text = cells if pa.types.is_string(cells.type) else cells.cast(pa.string())
    text = pc.replace_substring_regex(text, r"\.0*$", "")
    present = text.drop_null()
    length = len(present[0].as_py()) if len(present) else 0
    if length not in _COMPACT:
        return None
    pattern = rf"^(19|20)[0-9]{{{length - 2}}}$"
    if not pc.all(pc.match_substring_regex(present, pattern)).as_py():
        return None
    read = as_dates(pa.chunked_array([_spelled(text, length)]))
    if read is None:
        return None
    return _Read(_plain(read).cast(pa.int64()), f"{length} digits: year, month, day{_tail(length)}")


def _tail(length: int) -> str:
    return "" if length == 8 else f" … {_COMPACT[length]}"


def _spelled(text: pa.Array, length: int) -> pa.Array:
    """Digits of dates with the signs of ISO dates between them."""
    padded = pc.utf8_rpad(text, 17, "0")
    cuts = [(0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14), (14, 17)]
    year, month, day, hour, minute, second, ms = (
        pc.utf8_slice_codeunits(padded, start, stop) for start, stop in cuts
    )
    date = pc.binary_join_element_wise(year, month, day, "-")
    time = pc.binary_join_element_wise(hour, minute, second, ":")
    return pc.binary_join_element_wise(date, "T", time, ".", ms, "")


def _odd_years(numbers: pa.Array, least: int, most: int, name: str, option: str) -> list[str]:
    """Warn of times in 1970 or beyond 2100: those are seldom meant."""
    warnings = []
    if most < _YEAR_1971:
        warnings.append(
            f"all times in column {name!r} fall in 1970 or before; {option} says how to read them"
        )
    elif least < _YEAR_1971:
        count = pc.sum(pc.less(numbers, _YEAR_1971)).as_py()
        warnings.append(
            f"{_times(count)} in column {name!r} in 1970 or before, the first {_day(least)}"
        )
    if most >= _YEAR_2100:
        count = pc.sum(pc.greater_equal(numbers, _YEAR_2100)).as_py()
        warnings.append(
            f"{_times(count)} in column {name!r} after the year 2100, the last {_day(most)}"
        )
    return warnings


def _times(count: int) -> str:
    return "1 time" if count == 1 else f"{count} times"


def _do(of: TimeColumn) -> str:
    return f"write ISO dates (2024-01-31), or say how to read them: {of.option} FMT"


def _day(micro: int) -> str:
    """Return the day of a moment, even in years that have no four digits."""
    return str(np.datetime64(micro, "us").astype("datetime64[D]"))


def _true(cells: Any) -> Mask:
    """Return a mask of what is true; missing cells are false."""
    plain = _plain(pc.fill_null(cells, False))
    return np.asarray(plain.to_numpy(zero_copy_only=False), dtype=bool)


def parse_as_of(as_of: str | int | float | datetime.date) -> int:
    """Return the last microsecond (UTC, since 1970) that a DATE includes; a day includes all of it.

    >>> parse_as_of("1970-01-02")
    172799999999
    >>> parse_as_of("20150203") == parse_as_of("2015-02-03")
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
        if _ISO_DAY.fullmatch(text):
            moment += datetime.timedelta(days=1, microseconds=-1)
    except (ValueError, OverflowError) as error:
        raise _no_date(text) from error
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return (zoned - _EPOCH) // datetime.timedelta(microseconds=1)


def _of_digits(text: str) -> int:
    """Return the moment of a date of digits, or of a unix time in the unit its size suggests."""
    compact = read_compact_dates(pa.array([text]))
    if compact is not None:
        return int(compact.values[0].as_py()) + (_MICROS_A_DAY - 1 if len(text) == 8 else 0)
    unit = find_unit(float(text))
    if unit is None:
        raise _no_date(text)
    return int(decimal.Decimal(text) * decimal.Decimal(str(unit.micro)))


def _no_date(text: str) -> UsageError:
    return UsageError(f"{text!r} is no date", where="--as-of", do="write 2024-01-31, or unix time")


_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
