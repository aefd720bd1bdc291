"""Text columns as what they hold: whole numbers, numbers, truth values, dates, or text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.reading.streams.text import BLANKS

_INTEGER = r"^[+-]?(0|[1-9][0-9]{0,17})$"
_NUMBER = r"^[+-]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$|^[+-]?(?i:inf|infinity)$"
_LONG = r"^[+-]?[0-9]{19,}$"
_TRUTH = r"^(?i:true|false)$"
_DATE = (
    r"^(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)[0-9]*"
    r" ?(?P<zone>Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$"
)
#: What stands for "unknown" in a column of numbers; in a column of text these are words.
_UNKNOWN = r"^(?i:na|n/a|nan|null|none|-)$"


def infer_type(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Read a column as int64, float64, bool, timestamp (UTC) or text; empty cells are missing.

    A column is what every cell of it can be read as. Numbers with leading zeros, or too long for
    64 bits, are text: they are names. NA, null and their like are missing among numbers, and
    words among words. A column that is no text is returned as it is. Linear.

    Examples
    --------
    >>> infer_type(pa.chunked_array([["1", "", "NA"]])).to_pylist()
    [1, None, None]
    >>> infer_type(pa.chunked_array([["007", "8"]])).to_pylist()
    ['007', '8']
    """
    if not _is_text(column.type):
        return column
    cells = blank_to_missing(column)
    if cells.null_count == len(cells):
        return cells
    numbers = _as_numbers(cells)
    if numbers is not None:
        return numbers
    if _all_match(cells, _TRUTH):
        return pc.equal(pc.utf8_lower(cells), "true")
    dates = as_dates(cells)
    return cells if dates is None else dates


def blank_to_missing(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Trimmed text, with nothing where only blanks were."""
    cells = pc.utf8_trim(column.cast(pa.string()), characters=BLANKS)
    return pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)


def as_numbers(column: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    """Every cell as a float64, NaN where it is no number. Linear.

    >>> as_numbers(pa.chunked_array([["0.5", " 1 ", "half", ""]])).tolist()
    [0.5, 1.0, nan, nan]
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        return as_numbers(column.cast(kind.value_type))
    if _is_text(kind) or pa.types.is_string_view(kind):
        cells = blank_to_missing(column)
        is_number = pc.match_substring_regex(cells, _NUMBER)
        plain = pc.replace_substring_regex(cells, r"^\+", "")
        column = pc.if_else(is_number, plain, pa.scalar(None, pa.string()))
    elif not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
        return np.full(len(column), np.nan)
    # Numbers of Parquet may have more digits than a float64 keeps: the nearest one will do.
    floats = column.cast(pa.float64(), safe=False)
    numbers: npt.NDArray[np.float64] = floats.to_numpy(zero_copy_only=False)
    return numbers


def find_non_number(column: pa.ChunkedArray) -> int | None:
    """Position of the first cell of a text column that is neither a number nor missing."""
    cells = drop_unknown(blank_to_missing(column))
    return _first(pc.invert(pc.match_substring_regex(cells, _NUMBER)))


def as_dates(cells: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """ISO dates and times as UTC timestamps, or None if some cell is none.

    >>> as_dates(pa.chunked_array([["2024-02-29", "2024-03-01T01:00+02:00"]])).to_pylist()
    [datetime.datetime(2024, 2, 29, 0, 0), datetime.datetime(2024, 2, 29, 23, 0)]
    """
    if not _all_match(cells, _DATE):
        return None
    parts = pc.extract_regex(cells, _DATE)
    day, time, zone = (pc.struct_field(parts, name) for name in ("day", "time", "zone"))
    time = pc.if_else(pc.equal(time, ""), "00:00", time)
    text = pc.binary_join_element_wise(day, time, "T")
    try:
        return pc.subtract(text.cast(pa.timestamp("us")), _offset(zone))
    except pa.ArrowInvalid:
        return None  # the thirteenth month and its like


def _offset(zone: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return how far a zone such as +02:00 is ahead of UTC."""
    digits = pc.utf8_rpad(pc.replace_substring_regex(zone, r"[^0-9]", ""), 4, "0")
    minutes = pc.add(
        pc.multiply(pc.utf8_slice_codeunits(digits, 0, 2).cast(pa.int64()), 60),
        pc.utf8_slice_codeunits(digits, 2, 4).cast(pa.int64()),
    )
    signed = pc.if_else(pc.starts_with(zone, "-"), pc.negate(minutes), minutes)
    return pc.multiply(signed, 60_000_000).cast(pa.duration("us"))


def _as_numbers(cells: pa.ChunkedArray) -> pa.ChunkedArray | None:
    numbers = drop_unknown(cells)
    if numbers.null_count == len(numbers) or _any_match(numbers, _LONG):
        return None
    if _all_match(numbers, _INTEGER):
        return pc.replace_substring_regex(numbers, r"^\+", "").cast(pa.int64())
    if _all_match(numbers, _NUMBER):
        return pc.replace_substring_regex(numbers, r"^\+", "").cast(pa.float64())
    return None


def drop_unknown(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Text with nothing where a word stands for "unknown"."""
    unknown = pc.match_substring_regex(cells, _UNKNOWN)
    return pc.if_else(unknown, pa.scalar(None, pa.string()), cells)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _all_match(cells: pa.ChunkedArray, pattern: str) -> bool:
    # One cell settles most columns.
    if not pc.all(pc.match_substring_regex(cells.drop_null()[:1], pattern)).as_py():
        return False
    return bool(pc.all(pc.match_substring_regex(cells, pattern)).as_py())


def _any_match(cells: pa.ChunkedArray, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(cells, pattern)).as_py())


def _first(matches: pa.ChunkedArray) -> int | None:
    at = int(pc.index(matches.fill_null(False), True).as_py())
    return None if at < 0 else at
