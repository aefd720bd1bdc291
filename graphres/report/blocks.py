"""What a page of results is made of: lines, tables and a chart, before any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "title", "quiet", "warning"]


@dataclass(frozen=True)
class Line:
    """A paragraph, or lines of it; ``tone`` says how loud, of a title its first line."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Table:
    """Cells that are ready to be read.

    Parameters
    ----------
    title : str
        Above the table; empty for none.
    header : sequence of str
    rows : sequence of sequence of str
    left : sequence of int
        Columns that hold words, not figures.
    spare : sequence of str
        Columns that are left out, one after another, until the rest fits the page.
    """

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    left: Sequence[int] = (0,)
    spare: Sequence[str] = ()


@dataclass(frozen=True)
class Series:
    """One line of a chart: (x, y) with x ascending, y holding until the next x."""

    name: str
    x: Sequence[float]
    y: Sequence[float]


@dataclass(frozen=True)
class Chart:
    """Lines over x in [first, last] and y in [0, top].

    ``diagonal`` names the line y = 1 − x, drawn thinly behind the others; empty for none.
    ``reference`` is a line that is drawn so. ``unit``: x is a share, or a number; ``ticks``: the
    places on its axis that are told, those of fifths when empty.
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


Block = Line | Table | Chart
