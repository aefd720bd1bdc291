"""What a chart shows, before any library draws it: panels of lines or of points, and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Floats = Sequence[float]


@dataclass(frozen=True)
class ChartLine:
    """One line: (x, y) with x ascending, and where there is an interval its ends."""

    name: str
    x: Floats
    y: Floats
    low: Floats | None = None
    high: Floats | None = None


@dataclass(frozen=True)
class LinePanel:
    """Lines over one quantity.

    Parameters
    ----------
    title : str
        What is measured, with its unit.
    x_title : str
        What it is measured over, with its unit.
    lines : sequence of ChartLine
    x_format, y_format : str
        How numbers are written, in the language of d3-format: ``.0%``.
    y_last : float, optional
        The upper end of the y axis; that of the data when absent.
    reference : ChartLine, optional
        What to hold the lines against, drawn thinly in grey.
    has_points : bool
        Whether every point is marked, because there is nothing between two of them.
    is_log : bool
        Whether x is told in ratios.
    """

    title: str
    x_title: str
    lines: Sequence[ChartLine]
    x_format: str = ".0%"
    y_format: str = ".0%"
    y_last: float | None = None
    reference: ChartLine | None = None
    has_points: bool = False
    is_log: bool = False


@dataclass(frozen=True)
class Dot:
    """A figure by name with the ends of its interval, if it has one.

    ``look`` is ``plain``, or tells two kinds apart: ``strong`` (filled), ``weak`` (hollow), and
    ``unknown`` (a hollow square). ``each``: the single values of which it is the mean.
    """

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    look: str = "plain"
    singles: Floats = ()


@dataclass(frozen=True)
class DotPanel:
    """Figures one below the other.

    Parameters
    ----------
    title : str
        What is measured, with its unit.
    dots : sequence of Dot
    x_format : str
        How numbers are written.
    reference : float, optional
        What to hold the figures against.
    """

    title: str
    dots: Sequence[Dot]
    x_format: str = ".0%"
    reference: float | None = None


Panel = LinePanel | DotPanel


@dataclass(frozen=True)
class ChartSpec:
    """A whole chart.

    Parameters
    ----------
    title : str
        The finding, in a sentence without a full stop.
    remarks : sequence of str
        What belongs to it, in sentences.
    panels : sequence of Panel
        One below the other; lines of one name look alike in all.
    source : str
        Which graph, how large, which draws.
    """

    title: str
    remarks: Sequence[str]
    panels: Sequence[Panel]
    source: str

    @property
    def names(self) -> list[str]:
        """The names of all lines, as they come first."""
        panels = [panel for panel in self.panels if isinstance(panel, LinePanel)]
        return list(dict.fromkeys(curve.name for panel in panels for curve in panel.lines))

    @property
    def references(self) -> list[str]:
        """What lines are held against."""
        panels = [panel for panel in self.panels if isinstance(panel, LinePanel)]
        return list(dict.fromkeys(p.reference.name for p in panels if p.reference is not None))
