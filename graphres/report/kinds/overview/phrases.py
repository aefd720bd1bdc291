"""Phrases of an overview: shares with intervals, whom targeted suspensions hit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.report.charts.phrases import unbroken
from graphres.report.number_format import percent

#: The topic that a table belongs to.
LEADERS = "Whom to look at first"

#: Smaller shares are not told from each other.
_LEAST = 0.00005

Figures = Mapping[str, Any]


def with_interval(row: Figures, name: str) -> str:
    """Return a share in percent with its 95 % interval, where it has one.

    Examples
    --------
    >>> with_interval({"r": 0.123, "r_low": 0.10, "r_high": 0.14}, "r")
    '12 % [10, 14]'
    >>> with_interval({"r": 0.0017, "r_low": None, "r_high": None}, "r")
    '0.17 %'
    """
    value, low, high = (row[f"{name}{end}"] for end in ("", "_low", "_high"))
    if value is None:
        return "an unknown share"
    told = small_share(value)
    if low is None or high is None or low == high:
        return told
    places = _places(value)
    return f"{told} [{100 * low:.{places}f}, {100 * high:.{places}f}]"


def small_share(value: float) -> str:
    """Return a share in percent with two digits, and two places at most.

    Examples
    --------
    >>> small_share(0.123), small_share(0.0123), small_share(0.00123), small_share(0.00001)
    ('12 %', '1.2 %', '0.12 %', 'under 0.01 %')
    """
    if 0 < value < _LEAST:
        return "under 0.01 %"
    return percent(value, _places(value))


def _places(value: float) -> int:
    return 0 if value >= 0.1 or value == 0 else 1 if value >= 0.01 else 2


def keep_together(text: str) -> str:
    """Return the text with no line break inside a share and its interval."""
    return unbroken(text).replace(" [", "\xa0[")


def leading(figures: Figures) -> str:
    """Return what accounts are by which targeted suspensions go."""
    return "most followed" if figures["graph"]["directed"] else "most connected"
