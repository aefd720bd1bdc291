"""The runs of a strategy read as one: their mean at a few places, for people to read."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphres.report.blocks import Series
from graphres.report.charts.bands import lines_of
from graphres.report.charts.chart_spec import ChartLine
from graphres.report.document import Columns, Document
from graphres.report.kinds.collapse import MEASURES
from graphres.report.number_format import percent

_SHARES = (0.01, 0.02, 0.05, 0.10, 0.20, 0.30, 0.50)

#: A mean and the ends of its interval.
Band = tuple[float, float, float]

#: Options whose runs differ by more than ties.
_ERRORS = ("miss", "false_alarm", "hide")


@dataclass(frozen=True)
class Group:
    """The runs of one strategy.

    Parameters
    ----------
    strategy : str
        As typed.
    runs : int
    figures : mapping
        The row of the summary that stands for their mean.
    curves : mapping of str to list
        The columns of their curves.
    n : int
        Accounts before any removal.
    is_random : bool
        Whether runs differ by more than the ties that are drawn in them.
    """

    strategy: str
    runs: int
    figures: Mapping[str, Any]
    curves: Columns
    n: int
    is_random: bool

    @property
    def label(self) -> str:
        """The strategy as typed, and how many runs it had when there are several."""
        return self.strategy + (f" ×{self.runs}" if self.runs > 1 else "")

    @property
    def longest(self) -> int:
        """The most removals of any run."""
        return int(max(self.curves["removed"]))

    def mean_line(self, name: str) -> ChartLine:
        """Return the mean of a measure over removals, as charts draw it."""
        lines = lines_of(self.curves, "strategy", "removed", name)
        return lines[0] if lines else ChartLine(self.strategy, (), ())

    def bands_at(self, name: str, places: Iterable[int]) -> list[Band | None]:
        """Return mean and interval after so many removals; None where a run has ended."""
        mean = self.mean_line(name)
        low, high = mean.low or mean.y, mean.high or mean.y
        bands: list[Band | None] = []
        for place in places:
            point = bisect_right(mean.x, place) - 1
            has_ended = not mean.x or place > mean.x[-1]
            bands.append(None if has_ended else (mean.y[point], low[point], min(high[point], 1.0)))
        return bands

    def at(self, name: str, places: Iterable[int]) -> list[float | None]:
        """Return the mean of a measure after so many removals; None where a run has ended."""
        return [band if band is None else band[0] for band in self.bands_at(name, places)]

    def series(self, name: str) -> Series:
        """Return the mean of a measure as a line of characters, over shares of accounts."""
        mean = self.mean_line(name)
        return Series(self.label, [removed / self.n for removed in mean.x], mean.y)


def groups_of(document: Document) -> list[Group]:
    """Return the strategies of a document, in the order asked for."""
    curve, manifest = document.columns("curve"), document.manifest
    are_ties_drawn = str(manifest.get("tie_rule", "")).startswith("drawn")
    differ = any(manifest.get(name) for name in _ERRORS) or not are_ties_drawn
    groups = []
    for row in document.means():
        rows = [i for i, name in enumerate(curve["strategy"]) if name == row["strategy"]]
        curves = {name: [column[i] for i in rows] for name, column in curve.items()}
        is_random = differ or row["strategy"].startswith("random")
        runs = len(set(curves["run"]))
        groups.append(Group(row["strategy"], runs, row, curves, manifest["n"], is_random))
    return groups


def measures_of(groups: Sequence[Group]) -> list[str]:
    """Return the measures of the curves, in the order of columns."""
    return [name for name in groups[0].curves if name in MEASURES] if groups else []


def marks(groups: Sequence[Group]) -> dict[int, str]:
    """Return removals to show a curve at, ⌈share · n⌉, with labels; of K when it is short."""
    n, longest = groups[0].n, max(group.longest for group in groups)
    places = {math.ceil(round(share * n, 9)): share for share in _SHARES if share * n <= longest}
    if n >= 100 and len(places) >= 3:
        return {k: percent(share, 0) for k, share in places.items()}
    few = sorted({-(-longest * i // 6) for i in range(1, 7)} - {0})
    return {k: percent(k / n) for k in few}
