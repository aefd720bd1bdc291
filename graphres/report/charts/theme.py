"""How large a chart is, and how everything on it looks that is no data."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from graphres.report.charts.chart_spec import ChartSpec
from graphres.report.charts.palette import GREY, GRID, INK, PAPER, colours, dashes
from graphres.report.charts.phrases import unbroken
from graphres.report.number_format import printable

_FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif"

#: Pixels that a letter of the legend takes, and the stroke and the room beside it.
_LETTER, _ROOM = 6.6, 52

_NUMBERS = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]}


@dataclass(frozen=True)
class Style:
    """How large, and with which words.

    Parameters
    ----------
    width, height : int
        Of the plot of one panel, in pixels.
    has_words : bool
        Whether title, legend and source are drawn; a page tells them itself.
    is_interactive : bool
        Whether numbers come up under the pointer.
    """

    width: int = 620
    height: int = 240
    has_words: bool = True
    is_interactive: bool = False


PLAIN = Style()


@dataclass(frozen=True)
class Names:
    """The names of a chart's lines, each with a colour and a dash; what they are held against."""

    lines: Sequence[str]
    references: Sequence[str]
    style: Style

    @classmethod
    def of(cls, spec: ChartSpec, style: Style) -> Names:
        """Those of a spec."""
        return cls(spec.names, spec.references, style)

    @property
    def colour(self) -> alt.Color:
        """The colour of a line."""
        grey = [GREY] * len(self.references)
        return alt.Color(scale=self._scale([*colours(len(self.lines)), *grey]), **self._named)

    @property
    def dash(self) -> alt.StrokeDash:
        """The dash of a line."""
        dotted = [[2, 3]] * len(self.references)
        return alt.StrokeDash(scale=self._scale([*dashes(len(self.lines)), *dotted]), **self._named)

    def _scale(self, looks: Sequence[Any]) -> alt.Scale:
        domain = [printable(name) for name in (*self.lines, *self.references)]
        return alt.Scale(domain=domain, range=looks)

    @property
    def _named(self) -> dict[str, Any]:
        return {"field": "name", "type": "nominal", "legend": self._legend}

    @property
    def _legend(self) -> alt.Legend | None:
        names = [*self.lines, *self.references]
        if not self.style.has_words or len(names) < 2:
            return None
        return alt.Legend(
            orient="top",
            title=None,
            symbolType="stroke",
            symbolSize=500,
            symbolOpacity=1,
            columns=_columns(names, self.style.width),
            direction="horizontal",
            offset=12,
        )


def _columns(names: Sequence[str], width: int) -> int:
    """How many names stand side by side: all in one row where they have room."""
    widths = [_ROOM + _LETTER * len(printable(name)) for name in names]
    if sum(widths) <= width:
        return len(names)
    return max(1, int(width / max(widths)))


def wrap_text(text: str, style: Style, letter: float) -> list[str]:
    """Break a text into rows, at so many pixels a letter; no name and no interval is cut."""
    wide = max(20, int((style.width + 40) / letter))
    return textwrap.wrap(
        unbroken(printable(text)), wide, break_long_words=False, break_on_hyphens=False
    )


def look(style: Style) -> dict[str, Any]:
    """Return what Vega-Lite calls the config."""
    axis = {
        "labelFontSize": 11.5,
        "titleFontSize": 12,
        "labelColor": INK,
        "titleColor": INK,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "domainColor": GREY,
        "tickColor": GREY,
    }
    title = {"fontSize": 16, "subtitleFontSize": 12, "subtitlePadding": 6}
    return {
        "font": _FONT,
        "background": PAPER if style.has_words else "transparent",
        "aria": style.is_interactive,
        "padding": 12 if style.has_words else 2,
        "view": {"stroke": None},
        "axis": axis,
        "legend": {"labelFontSize": 12, "labelColor": INK, "labelLimit": 0, "symbolStrokeWidth": 2},
        "title": {"color": INK, "subtitleColor": "#4a4a4a", **title},
        "locale": {"number": {**_NUMBERS, "percent": "\xa0%"}},
    }
