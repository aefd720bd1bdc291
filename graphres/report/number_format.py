"""Figures and names as people read them."""

from __future__ import annotations

import unicodedata

#: What stands where there is no figure.
MISSING = "–"

# Marks that turn the direction of writing, so that a name could pass for another.
_TURNING = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


def amount(value: float | None) -> str:
    """A sum of costs: whole where it is, else to two places.

    Examples
    --------
    >>> amount(1200.0), amount(0.5), amount(None)
    ('1,200', '0.50', '–')
    """
    if value is None:
        return MISSING
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def count(value: float | None) -> str:
    """A whole number with thousands set apart.

    Examples
    --------
    >>> count(1234567), count(None)
    ('1,234,567', '–')
    """
    return MISSING if value is None else f"{value:,.0f}"


def counted(value: float, noun: str) -> str:
    """So many of a thing.

    Examples
    --------
    >>> counted(1, "tie"), counted(1200, "tie")
    ('1 tie', '1,200 ties')
    """
    return f"{count(value)} {noun}" if value == 1 else f"{count(value)} {noun}s"


def number(value: float | None, places: int = 4) -> str:
    """A number to some decimal places.

    Examples
    --------
    >>> number(0.04217), number(None)
    ('0.0422', '–')
    """
    return MISSING if value is None else f"{value:.{places}f}"


def percent(value: float | None, places: int = 1) -> str:
    """A share in percent.

    Examples
    --------
    >>> percent(0.1823), percent(1.0), percent(0.01, 0)
    ('18.2 %', '100.0 %', '1 %')
    """
    return MISSING if value is None else f"{100 * value:.{places}f} %"


def shown(text: str) -> str:
    r"""A name as it can be shown: what would move a cursor or turn the writing is spelled out.

    Examples
    --------
    >>> shown("ann\nbob\x1b[2J")
    'ann\\nbob\\x1b[2J'
    """
    if text.isprintable():
        return text
    return "".join(_spelled(sign) for sign in text)


def _spelled(sign: str) -> str:
    hidden = unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _TURNING
    return repr(sign)[1:-1] if hidden else sign
