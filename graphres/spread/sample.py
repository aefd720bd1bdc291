"""Worlds one by one, at some removals: what intervals of means and differences are made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graphres.kernels.arrays import Float64, Int32, Int64
from graphres.stats.intervals import t_quantile, world_interval


class Mean(NamedTuple):
    """A mean over worlds and the ends of its 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, eq=False, repr=False)
class WorldSample:
    """Accounts reached in every world.

    Parameters
    ----------
    n : int
        Accounts before any removal.
    is_exact : bool
        Whether the worlds are all there are.
    kept : ndarray of int64, shape (P,)
        Ascending removals.
    by_world : ndarray of int32, shape (P, worlds)
        Accounts reached after so many; worlds 2i and 2i + 1 have neighbouring posters.
    area_by_world : ndarray of int64, shape (worlds,)
        Accounts reached, summed over k = 1..K.
    """

    n: int
    is_exact: bool
    kept: Int64
    by_world: Int32
    area_by_world: Int64

    def at(self, removed: int) -> Float64:
        """Share of the n accounts reached in each world at the last kept removal up to this."""
        row = int(np.searchsorted(self.kept, removed, side="right")) - 1
        share: Float64 = self.by_world[row] / self.n
        return share

    def area(self) -> Float64:
        """The mean share over k = 1..K in each world."""
        share: Float64 = self.area_by_world / (self.n * max(int(self.kept[-1]), 1))
        return share

    def cut_to(self, length: int) -> WorldSample:
        """The same up to ``length`` removals.

        ``area_by_world`` is then summed over the removals kept, each standing for those since the
        one before it.
        """
        kept = self.kept[self.kept <= length]
        by_world = self.by_world[: len(kept)]
        spans = np.diff(kept, prepend=0)[:, None]
        area = (by_world * spans).sum(axis=0, dtype=np.int64)
        return WorldSample(self.n, self.is_exact, kept, by_world, area)


def ends_of(by_world: Float64, *, is_exact: bool) -> tuple[Float64, Float64]:
    """Both ends of the interval of means over the last axis, without width where that is exact."""
    if is_exact:
        mean = by_world.mean(axis=-1)
        return mean, mean
    return world_interval(by_world)


def joint_mean(runs: Sequence[Float64], *, is_exact: bool) -> Mean:
    """Mean over runs and worlds, with its 95 % interval.

    Its two parts are added as variances are: that of the worlds, which all runs share (see
    `graphres.stats.intervals.world_interval`), on each side, and Student's of the runs.

    Parameters
    ----------
    runs : sequence of ndarray of float64, shape (worlds,)
        What each run gives in every world.
    is_exact : bool
        Whether the worlds are all there are.

    Examples
    --------
    >>> joint_mean([np.array([0.1, 0.3, 0.2, 0.2])], is_exact=True)
    Mean(mean=0.2, low=0.2, high=0.2)
    """
    stacked = np.stack(runs)
    of_runs = _half_over_runs(stacked.mean(axis=1))
    return _around(stacked.mean(axis=0), of_runs, is_exact)


def difference(one: Sequence[Float64], other: Sequence[Float64], *, is_exact: bool) -> Mean:
    """Mean of one minus mean of the other, with the interval of that difference.

    Both were measured in the same worlds, so that worlds are compared one by one; runs of one have
    nothing to do with runs of the other.
    """
    first, second = np.stack(one), np.stack(other)
    of_runs = math.hypot(*(_half_over_runs(stacked.mean(axis=1)) for stacked in (first, second)))
    return _around(first.mean(axis=0) - second.mean(axis=0), of_runs, is_exact)


def _around(by_world: Float64, of_runs: float, is_exact: bool) -> Mean:
    """The mean of worlds, the interval widened on both sides by that of runs."""
    mean = float(by_world.mean())
    low, high = (float(end) for end in ends_of(by_world, is_exact=is_exact))
    return Mean(
        mean,
        mean - math.hypot(mean - low, of_runs),
        mean + math.hypot(high - mean, of_runs),
    )


def _half_over_runs(means: Float64) -> float:
    """Half of Student's interval; a single run has nothing left to chance."""
    if len(means) < 2:
        return 0.0
    return t_quantile(len(means) - 1) * float(np.std(means, ddof=1)) / float(np.sqrt(len(means)))
