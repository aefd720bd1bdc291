"""What people read of a result, before any format: paragraphs, tables and charts in characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graphres.report.number_format import MISSING, NumberText, cell

Tone = Literal["plain", "title", "quiet", "warning"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or lines of it; ``tone`` says how loud, of a title its first line."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Table:
    """The one table of terminal, Markdown and page: its cells are written by `number_format`.

    Parameters
    ----------
    title : str
        Above the table; empty for none.
    header : sequence of str
    rows : sequence of sequence of str
        A cell that is a `NumberText` knows its number.
    left : sequence of int
        Columns that hold words, not figures.
    spare : sequence of str
        Columns that are left out, one after another, until the rest fits a narrow page.
    remark : str
        What the columns mean, below the table.
    """

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    left: Sequence[int] = (0,)
    spare: Sequence[str] = ()
    remark: str = ""


@dataclass(frozen=True)
class Series:
    """One line of a chart: (x, y) with x ascending, y holding until the next x."""

    name: str
    x: Sequence[float]
    y: Sequence[float]


@dataclass(frozen=True)
class Chart:
    """Lines over x in [first, last] and y in [0, top], drawn in characters.

    ``diagonal`` names the line y = 1 − x, drawn thinly behind the others; empty for none.
    ``reference`` is a line that is drawn so. ``unit``: x is a share, or a number; ``ticks``: the
    places on its axis that are labelled, those of fifths when empty.
    """

    title: str
    series: Sequence[Series]
    last: float
    diagonal: str = ""
    first: float = 0.0
    top: float = 1.0
    unit: Literal["share", "number"] = "share"
    reference: Series | None = None
    ticks: Sequence[float] = ()


Block = Paragraph | Table | Chart

Record = Mapping[str, Any]

#: How the names of shares begin.
_SHARES = (
    *("giant", "second", "strong", "reach", "audience_", "half_", "tenth_", "cut_max", "critical"),
    *("stunting", "against_rotating", "held_share", "share", "within_budget", "carries", "hears"),
    *("new_audience", "counter_reach", "reciprocity", "recovery", "difference"),
)


def table_of(
    title: str,
    records: Sequence[Record],
    names: Iterable[str] = (),
    remark: str = "",
    shares: Sequence[str] = (),
) -> Table:
    """Make a table of records; columns without any value are left out.

    Parameters
    ----------
    title : str
    records : sequence of mapping
    names : iterable of str
        Columns; all there are where none is named.
    remark : str
    shares : sequence of str
        Columns of shares besides those whose name says so.

    Examples
    --------
    >>> table = table_of("", [{"account": "ann", "giant_loss": 0.25, "note": None}])
    >>> table.header, table.rows, table.left
    (['account', 'giant loss'], [['ann', '25.0 %']], [0])
    """
    named = list(names) or list(dict.fromkeys(name for record in records for name in record))
    columns = [name for name in named if any(record.get(name) is not None for record in records)]
    are_shares = [name in shares or name.startswith(_SHARES) for name in columns]
    rows = [
        [
            cell(record.get(name), is_share=is_share)
            for name, is_share in zip(columns, are_shares, strict=True)
        ]
        for record in records
    ]
    left = [place for place in range(len(columns)) if not _is_numeric(rows, place)]
    header = [name.replace("_", " ") for name in columns]
    return Table(title, header, rows, left=left, remark=remark)


def fields_table(title: str, values: Record) -> Table:
    """Make a table of fields, a row each; a nested field is named by its path."""
    rows = [[cell(name), cell(value)] for name, value in _flatten(values)]
    return Table(title, ("field", "value"), rows, left=(0, 1))


def _is_numeric(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Tell whether every cell of a column is a number, or missing."""
    return all(isinstance(row[place], NumberText) or row[place] == MISSING for row in rows)


def _flatten(values: Record, prefix: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in values.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{path}.")
        elif isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
            for place, item in enumerate(value, start=1):
                yield from _flatten(item, f"{path}.{place}.")
        elif isinstance(value, list | tuple):
            yield path, " ".join(map(str, value)) or None
        else:
            yield path, value
