"""How times are written: units since 1970, strptime formats, and which format a cell suggests."""

from __future__ import annotations

import re
from typing import NamedTuple

import pyarrow as pa

from graphres.errors import UsageError

#: Seconds from 1970 to 2100.
_MOST_SECONDS = 4_102_444_800


class Unit(NamedTuple):
    """A unit of unix times, and how many microseconds it lasts."""

    name: str
    words: str
    micro: float


#: Units by the name that ``--time-format`` knows them by, the longest first.
UNITS = {
    "s": Unit("s", "seconds since 1970", 1_000_000),
    "ms": Unit("ms", "milliseconds since 1970", 1000),
    "us": Unit("us", "microseconds since 1970", 1),
    "ns": Unit("ns", "nanoseconds since 1970", 0.001),
}

_CLOCK = r"(?P<clock>[ T]\d{1,2}:\d\d(:\d\d)?)?$"
_MONTH = r"[A-Z][a-z]{2,}"
#: What a cell looks like, and the formats that may read it.
_LOOKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (rf"^\d{{1,2}}/\d{{1,2}}/\d{{4}}{_CLOCK}", ("%d/%m/%Y", "%m/%d/%Y")),
    (rf"^\d{{1,2}}-\d{{1,2}}-\d{{4}}{_CLOCK}", ("%d-%m-%Y", "%m-%d-%Y")),
    (rf"^\d{{1,2}}\.\d{{1,2}}\.\d{{4}}{_CLOCK}", ("%d.%m.%Y",)),
    (rf"^\d{{1,2}}/\d{{1,2}}/\d\d{_CLOCK}", ("%d/%m/%y", "%m/%d/%y")),
    (rf"^\d{{1,2}}\.\d{{1,2}}\.\d\d{_CLOCK}", ("%d.%m.%y",)),
    (rf"^\d{{4}}\.\d{{1,2}}\.\d{{1,2}}{_CLOCK}", ("%Y.%m.%d",)),
    (rf"^\d{{4}}/\d{{1,2}}/\d{{1,2}}{_CLOCK}", ("%Y/%m/%d",)),
    (rf"^\d{{4}}-\d{{1,2}}-\d{{1,2}}{_CLOCK}", ("%Y-%m-%d",)),
    (rf"^\d{{4}}-\d{{1,2}}{_CLOCK}", ("%Y-%m",)),
    (rf"^{_MONTH} {_MONTH} \d+ [\d:]+ [+-]\d{{4}} \d{{4}}$", ("%a %b %d %H:%M:%S %z %Y",)),
    (rf"^{_MONTH}, \d+ {_MONTH} \d{{4}} [\d:]+ [+-]\d{{4}}$", ("%a, %d %b %Y %H:%M:%S %z",)),
    (rf"^\d+ [A-Z][a-z]{{2}} \d{{4}}{_CLOCK}", ("%d %b %Y",)),
    (rf"^[A-Z][a-z]{{2}} \d+, \d{{4}}{_CLOCK}", ("%b %d, %Y",)),
    (rf"^\d+ {_MONTH} \d{{4}}{_CLOCK}", ("%d %B %Y",)),
    (rf"^{_MONTH} \d+, \d{{4}}{_CLOCK}", ("%B %d, %Y",)),
)
_ISO = r"^\d{4}[-/]\d\d[-/]\d\d([T ]|$)"
_LONG = r"^\d{8,19}(\.\d*)?$"


def find_unit(largest: float) -> Unit | None:
    """Return the longest unit in which a number is no later than the year 2100, if any.

    >>> [find_unit(size).name for size in (1.5e9, 1.5e12, 1.5e15, 1.5e18)]
    ['s', 'ms', 'us', 'ns']
    """
    fits = (u for u in UNITS.values() if largest * u.micro <= _MOST_SECONDS * 1e6)
    return next(fits, None)


def check_format(text: str, option: str) -> None:
    """Refuse a format that is neither a unit nor one that says the year.

    Raises
    ------
    UsageError
    """
    if text in UNITS or re.search(r"%[YyG]", text):
        return
    raise UsageError(
        f"{text!r} is no format of times",
        where=option,
        do=f"write one such as '%d/%m/%Y %H:%M', or a unit since 1970: {', '.join(UNITS)}",
    )


def parse_times(cells: pa.Array, text: str, option: str) -> pa.Array:
    """Microseconds since 1970 of text in a strptime format (UTC without a zone), else null.

    Linear; every distinct cell is parsed once.

    >>> parse_times(pa.array(["03/04/2015", "soon"]), "%d/%m/%Y", "--time-format").to_pylist()
    [1428019200000000, None]
    """
    import pandas as pd

    coded = cells.dictionary_encode()
    try:
        read = pd.to_datetime(coded.dictionary.to_pandas(), format=text, errors="coerce", utc=True)
    except (ValueError, KeyError) as error:
        raise UsageError(f"{text!r} is no format of times ({error})", where=option) from error
    moments = pa.Array.from_pandas(read).cast(pa.timestamp("us", "UTC"), safe=False)
    return moments.cast(pa.int64()).take(coded.indices)


def looks_like_time(cell: str) -> bool:
    """Whether a cell looks like a date, or a unix time, in whatever format.

    >>> [looks_like_time(cell) for cell in ("2015-02-03", "3/4/15", "1422966600", "7", "ann")]
    [True, True, True, False, False]
    """
    return any(re.match(look, cell) for look in (_ISO, _LONG, *(look for look, _ in _LOOKS)))


def suggest_format(cell: str, option: str) -> str:
    """Say what would make a cell a time, as the end of an error's line.

    >>> suggest_format("03/04/2015", "--time-format")
    "say how to read it: --time-format '%d/%m/%Y' or --time-format '%m/%d/%Y'"
    """
    for look, formats in _LOOKS:
        match = re.match(look, cell)
        if match:
            ways = " or ".join(f"{option} '{form}{_clock(match)}'" for form in formats)
            return f"say how to read it: {ways}"
    if re.fullmatch(r"[+-]?[\d.,]+[eE][+-]?\d+", cell):
        return "a spreadsheet or program rounded it: export the column again, as text"
    do = "write ISO dates (2024-01-31) or unix times throughout"
    return f"{do}, or say how to read them: {option} '%d/%m/%Y'"


def _clock(match: re.Match[str]) -> str:
    """Return the format of the time of day that a cell shows."""
    clock = match.groupdict().get("clock")
    if not clock:
        return ""
    return clock[0] + ("%H:%M:%S" if clock.count(":") == 2 else "%H:%M")
