"""Curves of several runs seen as one, at a few places: what a page shows of them."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphres.report.blocks import Series
from graphres.report.number_format import percent
from graphres.studies.trials.summary import Trial

_SHARES = (0.01, 0.02, 0.05, 0.10, 0.20, 0.30, 0.50)


@dataclass(frozen=True)
class Group:
    """The runs of one strategy, and the figures of their mean."""

    trials: Sequence[Trial]
    figures: Mapping[str, Any]
    is_random: bool

    @property
    def label(self) -> str:
        """The strategy as typed, and how many runs it had when there are several."""
        several = f" ×{len(self.trials)}" if len(self.trials) > 1 else ""
        return self.trials[0].strategy + several

    @property
    def n(self) -> int:
        """Accounts."""
        return self.trials[0].n

    @property
    def longest(self) -> int:
        """The most removals of any run."""
        return max(int(trial.removed[-1]) for trial in self.trials)

    def at(self, name: str, removed: Sequence[int]) -> list[float | None]:
        """The mean of a measure after so many removals; None where a run has ended before."""
        places = np.asarray(removed)
        values = np.stack([_values_at(trial, name, places) for trial in self.trials])
        return [None if np.isnan(mean) else float(mean) for mean in values.mean(axis=0)]


def _values_at(trial: Trial, name: str, places: np.ndarray) -> np.ndarray:
    """At the last kept point at or before each place; NaN beyond the end of the order."""
    last = np.searchsorted(trial.removed, places, side="right") - 1
    values: np.ndarray = np.where(places > trial.removed[-1], np.nan, trial.values[name][last])
    return values


def groups(
    trials: Sequence[Trial], summary: Sequence[Mapping[str, Any]], random: Collection[str]
) -> list[Group]:
    """The trials by strategy, in the order asked for; ``random`` names those that draw."""
    means = {row["strategy"]: row for row in summary if row["run"] == "mean"}
    return [
        Group([trial for trial in trials if trial.strategy == name], figures, name in random)
        for name, figures in means.items()
    ]


def marks(found: Sequence[Group]) -> dict[int, str]:
    """Removals to show a curve at, ⌈share · n⌉, and how to call them; of K when it is short."""
    n, longest = found[0].n, max(group.longest for group in found)
    places = {math.ceil(round(share * n, 9)): share for share in _SHARES if share * n <= longest}
    if n >= 100 and len(places) >= 3:
        return {k: percent(share, 0) for k, share in places.items()}
    few = sorted({-(-longest * i // 6) for i in range(1, 7)} - {0})
    return {k: percent(k / n) for k in few}


def series(group: Group, name: str) -> Series:
    """The mean curve as a line of a chart."""
    removed = group.trials[0].removed.tolist()
    values = group.at(name, removed)
    known = [(k / group.n, y) for k, y in zip(removed, values, strict=True) if y is not None]
    return Series(group.label, [x for x, _ in known], [y for _, y in known])
