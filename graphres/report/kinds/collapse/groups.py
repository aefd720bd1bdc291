"""The runs of a strategy read as one: their mean at a few places, for people to read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from graphres.kernels.arrays import Float64
from graphres.report.blocks import Series
from graphres.report.document import Columns, Document
from graphres.report.kinds.collapse import MEASURES
from graphres.report.number_format import percent
from graphres.stats.intervals import mean_band

_SHARES = (0.01, 0.02, 0.05, 0.10, 0.20, 0.30, 0.50)

#: Options whose runs differ by more than ties.
_ERRORS = ("miss", "false_alarm", "hide")


@dataclass(frozen=True)
class Run:
    """One run of a strategy: the columns of its curve."""

    columns: Columns
    rows: slice

    @cached_property
    def removed(self) -> Float64:
        """Removals at the points of the curve."""
        return self.values("removed")

    def values(self, name: str) -> Float64:
        """Return a column, NaN where it has no value."""
        column = self.columns[name][self.rows]
        return np.array([math.nan if value is None else value for value in column], dtype=float)

    def at(self, name: str, places: Sequence[int]) -> Float64:
        """Return a column at the last point at or before each place; NaN beyond the end."""
        last = np.searchsorted(self.removed, places, side="right") - 1
        beyond = np.asarray(places) > self.removed[-1]
        values: Float64 = np.where(beyond, math.nan, self.values(name)[last])
        return values


@dataclass(frozen=True)
class Group:
    """The runs of one strategy.

    Parameters
    ----------
    strategy : str
        As typed.
    runs : sequence of Run
    figures : mapping
        The row of the summary that stands for their mean.
    n : int
        Accounts before any removal.
    is_random : bool
        Whether runs differ by more than the ties that are drawn in them.
    """

    strategy: str
    runs: Sequence[Run]
    figures: Mapping[str, Any]
    n: int
    is_random: bool

    @property
    def label(self) -> str:
        """The strategy as typed, and how many runs it had when there are several."""
        return self.strategy + (f" ×{len(self.runs)}" if len(self.runs) > 1 else "")

    @property
    def longest(self) -> int:
        """The most removals of any run."""
        return max(int(run.removed[-1]) for run in self.runs)

    def at(self, name: str, places: Sequence[int]) -> list[float | None]:
        """Return the mean of a measure after so many removals; None where a run has ended."""
        means = np.mean([run.at(name, places) for run in self.runs], axis=0)
        return [None if math.isnan(mean) else float(mean) for mean in means]

    def band_at(self, name: str, place: int) -> tuple[float, float, float] | None:
        """Return the mean of a measure and its interval after so many removals."""
        values, low, high = (
            [run.at(f"{name}{end}", [place]) for run in self.runs] for end in ("", "_low", "_high")
        )
        mean, *ends = (float(end[0]) for end in mean_band(values, low, high))
        return None if math.isnan(mean) else (mean, max(ends[0], 0.0), min(ends[1], 1.0))

    def series(self, name: str) -> Series:
        """Return the mean curve as a line of a chart."""
        removed = [int(k) for k in self.runs[0].removed]
        values = zip(removed, self.at(name, removed), strict=True)
        points = [(k / self.n, y) for k, y in values if y is not None]
        return Series(self.label, [x for x, _ in points], [y for _, y in points])


def groups_of(document: Document) -> list[Group]:
    """Return the strategies of a document, in the order asked for."""
    curve, manifest = document.columns("curve"), document.manifest
    runs: dict[str, list[Run]] = {}
    for rows in _runs(curve):
        runs.setdefault(curve["strategy"][rows.start], []).append(Run(curve, rows))
    are_ties_drawn = str(manifest.get("tie_rule", "")).startswith("drawn")
    differ = any(manifest.get(name) for name in _ERRORS) or not are_ties_drawn
    return [
        Group(
            strategy=(name := row["strategy"]),
            runs=runs[name],
            figures=row,
            n=manifest["n"],
            is_random=differ or name.startswith("random"),
        )
        for row in document.means()
    ]


def _runs(curve: Columns) -> list[slice]:
    """Return the rows of every run; those of one run stand together."""
    keys = list(zip(curve.get("strategy", ()), curve.get("run", ()), strict=True))
    starts = [i for i, key in enumerate(keys) if i == 0 or key != keys[i - 1]]
    return [slice(*ends) for ends in pairwise([*starts, len(keys)])]


def measures_of(document: Document) -> list[str]:
    """Return the measures of a curve, in the order of columns."""
    return [name for name in document.columns("curve") if name in MEASURES]


def marks(groups: Sequence[Group]) -> dict[int, str]:
    """Return removals to show a curve at, ⌈share · n⌉, with labels; of K when it is short."""
    n, longest = groups[0].n, max(group.longest for group in groups)
    places = {math.ceil(round(share * n, 9)): share for share in _SHARES if share * n <= longest}
    if n >= 100 and len(places) >= 3:
        return {k: percent(share, 0) for k, share in places.items()}
    few = sorted({-(-longest * i // 6) for i in range(1, 7)} - {0})
    return {k: percent(k / n) for k in few}
