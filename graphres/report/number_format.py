"""The one place where numbers and names become text for people."""

from __future__ import annotations

import math
import unicodedata
from typing import Any

#: What stands where there is no figure.
MISSING = "–"

# Marks that turn the direction of writing, so that a name could pass for another.
_TURNING = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


class NumberText(str):
    """A number as people read it, which remembers the number: a table on a page sorts by it.

    Examples
    --------
    >>> NumberText("18.2 %", 0.1823).number
    0.1823
    """

    __slots__ = ("number",)
    number: float

    def __new__(cls, text: str, number: float) -> NumberText:
        """Join a text and its number."""
        self = super().__new__(cls, text)
        self.number = float(number)
        return self


def amount(value: float | None) -> str:
    """Format a sum of costs: whole where it is, else to two places.

    Examples
    --------
    >>> amount(1200.0), amount(0.5), amount(None)
    ('1,200', '0.50', '–')
    """
    if value is None:
        return MISSING
    return number(value, 0 if float(value).is_integer() else 2)


def plain_amount(value: float | None) -> str:
    """Format a budget: in whole accounts, or in cost, which may be broken.

    Examples
    --------
    >>> plain_amount(20.0), plain_amount(2.5), plain_amount(None)
    ('20', '2.5', '–')
    """
    return MISSING if value is None else NumberText(f"{value:.10g}", value)


def points(value: float, low: float | None = None, high: float | None = None) -> str:
    """Format a change of a share in percentage points, with its interval.

    Examples
    --------
    >>> points(-0.0123), points(-0.0123, -0.02, 0.001)
    ('-1.23', '-1.23 [-2.00, +0.10]')
    """
    text = f"{100 * value:+.2f}"
    if low is not None and high is not None and low != high:
        text += f" [{100 * low:+.2f}, {100 * high:+.2f}]"
    return NumberText(text, value)


def percent_interval(value: float, low: float, high: float, places: int = 2) -> str:
    """Format a share in percent, with its interval.

    Examples
    --------
    >>> percent_interval(0.182, 0.17, 0.191, 1), percent_interval(0.5, 0.5, 0.5)
    ('18.2 % [17.0, 19.1]', '50.00 %')
    """
    text = percent(value, places)
    if low == high:
        return text
    return NumberText(f"{text} [{100 * low:.{places}f}, {100 * high:.{places}f}]", value)


def count(value: float | None) -> str:
    """Format a whole number with thousands set apart.

    Examples
    --------
    >>> count(1234567), count(None)
    ('1,234,567', '–')
    """
    return number(value, 0)


def counted(value: float, noun: str) -> str:
    """Format a number of things.

    Examples
    --------
    >>> counted(1, "tie"), counted(1200, "tie")
    ('1 tie', '1,200 ties')
    """
    return f"{count(value)} {noun}" if value == 1 else f"{count(value)} {noun}s"


def mean_count(value: float | None) -> str:
    """Format a count, or the mean of counts.

    Examples
    --------
    >>> mean_count(1200.0), mean_count(1.25)
    ('1,200', '1.2')
    """
    return number(value, 0 if value is None or float(value).is_integer() else 1)


def number(value: float | None, places: int = 4) -> str:
    """Format a number to some decimal places.

    Examples
    --------
    >>> number(0.04217), number(1234.5, 1), number(None)
    ('0.0422', '1,234.5', '–')
    """
    return MISSING if value is None else NumberText(f"{value:,.{places}f}", value)


def signed(value: float | None, places: int = 4) -> str:
    """Format a difference, its sign always there.

    Examples
    --------
    >>> signed(0.25, 1), signed(-0.5), signed(None)
    ('+0.2', '-0.5000', '–')
    """
    return MISSING if value is None else NumberText(f"{value:+.{places}f}", value)


def significant(value: float | None, digits: int = 4) -> str:
    """Format a number to so many significant digits, a whole one in full.

    Examples
    --------
    >>> significant(0.123456), significant(12345.0), significant(5e-05, 3), significant(None)
    ('0.1235', '12,345', '5e-05', '–')
    """
    if value is None or math.isnan(value):
        return MISSING
    if float(value).is_integer() and abs(value) < 1e15:
        return count(value)
    is_long = abs(value) >= 10**digits and math.isfinite(value)
    return NumberText(f"{value:,.1f}" if is_long else f"{value:.{digits}g}", value)


def percent(value: float | None, places: int = 1) -> str:
    """Format a share in percent.

    Examples
    --------
    >>> percent(0.1823), percent(1.0), percent(0.01, 0)
    ('18.2 %', '100.0 %', '1 %')
    """
    return MISSING if value is None else NumberText(f"{100 * value:.{places}f} %", value)


def small_percent(value: float) -> str:
    """Format a share in percent, with places enough to tell it from 0.

    Examples
    --------
    >>> small_percent(0.123456), small_percent(0.000512), small_percent(0.0), small_percent(1.0)
    ('12.3 %', '0.051 %', '0 %', '100 %')
    """
    if value in (0.0, 1.0):
        return percent(value, 0)
    small = 0 < abs(value) < 0.01
    return percent(value, min(5, -math.floor(math.log10(abs(value))) - 1) if small else 1)


def share(value: float) -> str:
    """Format a share in percent with the places it takes to tell it from nothing and from all.

    Examples
    --------
    >>> share(0.4567), share(0.0123), share(0.9987), share(1.0)
    ('46 %', '1.2 %', '99.9 %', '100 %')
    """
    return percent(value, 0 if 0.1 <= value < 0.985 or value in (0.0, 1.0) else 1)


def interval(value: float | None, low: float | None = None, high: float | None = None) -> str:
    """Format a mean and the ends of its interval, to two digits of its width.

    Examples
    --------
    >>> interval(0.12345, 0.101, 0.149), interval(0.000512, 0.00038, 0.00071)
    ('0.123 [0.101, 0.149]', '0.00051 [0.00038, 0.00071]')
    >>> interval(0.5, 0.5, 0.5), interval(None)
    ('0.5000', '–')
    """
    if value is None:
        return MISSING
    if low is None or high is None or low == high:
        return number(value + 0.0)
    mean, *ends = round_interval(value, low, high)
    return NumberText(f"{mean} [{', '.join(ends)}]", value)


def round_interval(value: float, low: float, high: float) -> tuple[str, str, str]:
    """Format a mean and both ends to two digits of half the width, in 2 to 9 places.

    Examples
    --------
    >>> round_interval(0.12345, 0.101, 0.149)
    ('0.123', '0.101', '0.149')
    """
    half = (high - low) / 2
    places = 4 if half <= 0 else min(max(1 - math.floor(math.log10(half)), 2), 9)
    return number(value + 0.0, places), number(low + 0.0, places), number(high + 0.0, places)


def cell(value: Any, *, is_share: bool = False) -> str:
    """Format a value of any kind as a cell of a table; a share in percent.

    Examples
    --------
    >>> [cell(value) for value in (None, True, 1234, 0.123456, 5e-05, "ann")]
    ['–', 'yes', '1,234', '0.1235', '5e-05', 'ann']
    >>> cell(0.5, is_share=True), cell(0.000512, is_share=True)
    ('50.0 %', '0.051 %')
    """
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return count(value)
    if isinstance(value, float):
        return small_percent(value) if is_share else significant(value)
    return str(value)


def printable(text: str) -> str:
    r"""Spell out what in a name would move a cursor or turn the writing.

    Examples
    --------
    >>> printable("ann\nbob\x1b[2J")
    'ann\\nbob\\x1b[2J'
    """
    if text.isprintable():
        return text
    return "".join(_spelled(sign) for sign in text)


def _spelled(sign: str) -> str:
    hidden = unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _TURNING
    return repr(sign)[1:-1] if hidden else sign
