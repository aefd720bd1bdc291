"""What a page is made of, before any markup: parts, each with charts and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphres.report.blocks import Paragraph, Table

if TYPE_CHECKING:
    from graphres.report.network.figure import NetworkFigure


@dataclass(frozen=True)
class LegendRow:
    """A line of a chart: its look, its name, and what it is at both ends."""

    place: int
    dash: str
    name: str
    first: str
    last: str


@dataclass(frozen=True)
class PlotFigure:
    """A panel of a chart.

    Parameters
    ----------
    caption : str
        What is measured, with its unit.
    description : str
        The panel in words, for those who do not see it.
    wide, narrow : str
        Drawings, as SVG.
    legend : sequence of LegendRow
        Empty where there is nothing to tell apart.
    over, first, last : str
        What it is measured over, and the ends of that.
    data : mapping, optional
        The numbers for the pointer; see `graphres.report.formats.html.chart_figures`.
    """

    caption: str
    description: str
    wide: str
    narrow: str
    legend: Sequence[LegendRow] = ()
    over: str = ""
    first: str = ""
    last: str = ""
    data: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Topic:
    """A finding, what belongs to it, and the command that gives more."""

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
        What nobody should conclude from it; empty for nothing.
    figures : sequence of PlotFigure
    body : sequence of Paragraph or Table
        What the terminal shows of it too.
    details : sequence of Paragraph or Table
        Further tables.
    method : sequence of str
        How it was measured, and what it can and cannot say.
    published : Table, optional
        What is published on it, and how surely that is known.
    manifest : Table
    source : str
        The line that stands below charts.
    network : NetworkFigure, optional
        The network itself.
    paragraphs : sequence of Topic
        What the result says in words, below the network.
    """

    title: str
    finding: str
    remarks: Sequence[str]
    caution: str
    figures: Sequence[PlotFigure]
    body: Sequence[Paragraph | Table]
    details: Sequence[Paragraph | Table]
    method: Sequence[str]
    manifest: Table
    source: str
    published: Table | None = None
    warnings: Sequence[str] = field(default=())
    network: NetworkFigure | None = None
    paragraphs: Sequence[Topic] = ()

    @property
    def tables(self) -> list[Table]:
        """All tables of the result."""
        return [block for block in (*self.body, *self.details) if isinstance(block, Table)]
