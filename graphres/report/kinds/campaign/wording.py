"""Words and ratios that charts, tables and sentences of a campaign share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.report.number_format import MISSING, NumberText

Row = Mapping[str, Any]


def share_kept(row: Row, between: str = "") -> str:
    """Format a ratio to the counterfactual in percent, and its interval after some words.

    Examples
    --------
    >>> share_kept({"ratio": 0.0202, "ratio_low": 0.0141, "ratio_high": 0.0272}, " % of all")
    '2.0 % of all [1.4, 2.7]'
    >>> share_kept({"ratio": 1.912, "ratio_low": None, "ratio_high": None})
    '191'
    """
    if row["ratio"] is None:
        return MISSING
    places = 0 if row["ratio"] >= 0.0995 else 1
    share = f"{100 * row['ratio']:.{places}f}{between}"
    if row["ratio_low"] is None:
        return NumberText(share, row["ratio"])
    text = f"{share} [{100 * row['ratio_low']:.{places}f}, {100 * row['ratio_high']:.{places}f}]"
    return NumberText(text, row["ratio"])


def suspensions_of(dose: str) -> str:
    """Name a line by its dose.

    Examples
    --------
    >>> suspensions_of("1"), suspensions_of("4+"), suspensions_of("not drawn")
    ('1 suspension', '4+ suspensions', 'not drawn')
    """
    if dose == "not drawn":
        return dose
    return f"{dose} suspension{'s' * (dose != '1')}"


def change(ratio: float | None, low: float | None = None, high: float | None = None) -> str:
    """Format a ratio as a change in percent, with its interval.

    Examples
    --------
    >>> change(1.69, 1.6, 1.8), change(0.87)
    ('+69 % [+60, +80]', '-13 %')
    """
    if ratio is None:
        return MISSING
    text = f"{100 * (ratio - 1):+.0f} %"
    if low is None or high is None:
        return text
    return f"{text} [{100 * (low - 1):+.0f}, {100 * (high - 1):+.0f}]"
