"""Tables of a result as tables of a page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphres.report.formats.html.content import Cell, Table
from graphres.report.number_format import MISSING, count, percent, shown

#: Rows of a table on a page; the rest is in the result's own file.
MOST = 2000

#: Rows from which on a table of names can be searched.
_LONG = 12

#: How the names of shares begin; where they are whole numbers they are none.
_SHARES = (
    *("giant", "second", "strong", "reach", "audience_", "half_", "tenth_", "cut_max", "critical"),
    *("stunting", "against_rotating", "held_share", "share", "within_budget", "carries", "hears"),
    *("new_audience", "counter_reach", "reciprocity", "recovery", "difference"),
)


def table(
    caption: str,
    rows: Sequence[Mapping[str, Any]],
    names: Iterable[str] = (),
    remark: str = "",
    shares: Sequence[str] = (),
) -> Table:
    """Rows by column; columns in which there is nothing at all are left out.

    Parameters
    ----------
    caption : str
    rows : sequence of mapping
    names : iterable of str
        Columns; all there are where none is named.
    remark : str
    shares : sequence of str
        Columns of shares besides those that are told by their name.
    """
    every = dict.fromkeys(name for row in rows for name in row)
    asked = list(names) or list(every)
    kept = [name for name in asked if any(row.get(name) is not None for row in rows)]
    if len(rows) > MOST:
        left_out = f"The first {count(MOST)} of {count(len(rows))} rows; the result's file has all."
        remark = f"{left_out} {remark}".strip()
    are_shares = [name in shares or name.startswith(_SHARES) for name in kept]
    made = [
        [cell(row.get(name), is_share) for name, is_share in zip(kept, are_shares, strict=True)]
        for row in rows[:MOST]
    ]
    numbers = [
        all(_is_number(row.get(name)) for row in rows if row.get(name) is not None) for name in kept
    ]
    header = [shown(name.replace("_", " ")) for name in kept]
    return Table(caption, header, made, numbers, len(rows) > _LONG and not numbers[0], remark)


def fields(caption: str, values: Mapping[str, Any]) -> Table:
    """What is known by name, a row a field; what is nested is told by its path."""
    rows = [[cell(name), cell(value)] for name, value in _flat(values)]
    return Table(caption, ("field", "value"), rows, (False, False))


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in values.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}.")
        elif isinstance(value, list | tuple) and any(isinstance(each, Mapping) for each in value):
            for place, each in enumerate(value, start=1):
                yield from _flat(each, f"{path}.{place}.")
        elif isinstance(value, list | tuple):
            yield path, " ".join(map(str, value)) or None
        else:
            yield path, value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def cell(value: Any, is_share: bool = False) -> Cell:
    """A value as it is read; a share in percent.

    Examples
    --------
    >>> [cell(value).text for value in (None, True, 1234, 0.123456, 5e-05, "ann")]
    ['–', 'yes', '1,234', '0.1235', '5e-05', 'ann']
    >>> cell(0.5, is_share=True).text, cell(0.000512, is_share=True).text
    ('50.0 %', '0.051 %')
    """
    if value is None:
        return Cell(MISSING)
    if isinstance(value, bool):
        return Cell("yes" if value else "no", float(value))
    if isinstance(value, int):
        return Cell(count(value), float(value))
    if isinstance(value, float):
        return Cell(small_percent(value) if is_share else _decimal(value), value)
    return Cell(shown(str(value)))


def small_percent(value: float) -> str:
    """A share in percent, with places enough to tell it from 0.

    Examples
    --------
    >>> small_percent(0.123456), small_percent(0.000512), small_percent(0.0), small_percent(1.0)
    ('12.3 %', '0.051 %', '0 %', '100 %')
    """
    if value in (0.0, 1.0):
        return percent(value, 0)
    small = 0 < abs(value) < 0.01
    return percent(value, min(5, -math.floor(math.log10(abs(value))) - 1) if small else 1)


def _decimal(value: float) -> str:
    """Four digits, and as many before the point as there are."""
    if value.is_integer() and abs(value) < 1e15:
        return count(value)
    return f"{value:,.4g}" if abs(value) < 1000 or math.isinf(value) else f"{value:,.1f}"
