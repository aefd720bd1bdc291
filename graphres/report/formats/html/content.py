"""What a page is made of, before any markup: parts, each with charts and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphres.report.network.figure import NetworkFigure


@dataclass(frozen=True)
class Cell:
    """A cell as it is read, and the number to sort it by if it is one."""

    text: str
    number: float | None = None

    @property
    def is_prose(self) -> bool:
        """Whether it may be broken into lines; a name may not."""
        return len(self.text) > 40 and " " in self.text


@dataclass(frozen=True)
class Table:
    """A table.

    Parameters
    ----------
    caption : str
    header : sequence of str
    rows : sequence of sequence of Cell
        The first cell names the row.
    numbers : sequence of bool
        Which columns are numbers.
    is_long : bool
        Whether it can be searched.
    remark : str
        What the columns mean, or what was left out.
    """

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[bool]
    is_long: bool = False
    remark: str = ""


@dataclass(frozen=True)
class LegendRow:
    """A line of a chart: its look, its name, and what it is at both ends."""

    place: int
    dash: str
    name: str
    first: str
    last: str


@dataclass(frozen=True)
class Figure:
    """A panel of a chart.

    Parameters
    ----------
    caption : str
        What is measured, with its unit.
    told : str
        The panel in words, for those who do not see it.
    wide, narrow : str
        Drawings, as SVG.
    legend : sequence of LegendRow
        Empty where nothing is to be told apart.
    over, first, last : str
        What it is measured over, and the ends of that.
    data : mapping, optional
        The numbers for the pointer; see `graphres.report.formats.html.chart_figures`.
    """

    caption: str
    told: str
    wide: str
    narrow: str
    legend: Sequence[LegendRow] = ()
    over: str = ""
    first: str = ""
    last: str = ""
    data: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Paragraph:
    """A topic: a finding, what belongs to it, and the command that gives more."""

    topic: str
    finding: str
    details: str
    command: str


@dataclass(frozen=True)
class Part:
    """One result.

    Parameters
    ----------
    title : str
    finding : str
        In a plain sentence.
    remarks : sequence of str
        What belongs to it.
    caution : str
        What must not be made of it; empty for nothing.
    figures : sequence of Figure
    tables : sequence of Table
    method : sequence of str
        How it was measured, and what it can and cannot say.
    published : Table, optional
        What is published on it, and how surely that is known.
    manifest : Table
    source : str
        The line that stands below charts.
    network : NetworkFigure, optional
        The network itself.
    paragraphs : sequence of Paragraph
        What the result says in words, below the network.
    """

    title: str
    finding: str
    remarks: Sequence[str]
    caution: str
    figures: Sequence[Figure]
    tables: Sequence[Table]
    method: Sequence[str]
    manifest: Table
    source: str
    published: Table | None = None
    warnings: Sequence[str] = field(default=())
    network: NetworkFigure | None = None
    paragraphs: Sequence[Paragraph] = ()
