"""Worlds one by one, at some removals: what intervals of means and differences are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphres.intervals import pair_half_width, pair_squares, t_quantile

__all__ = ["WorldSample", "difference", "joint_mean"]

Float64 = npt.NDArray[np.float64]
Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]


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


def joint_mean(runs: Sequence[Float64], *, is_exact: bool) -> tuple[float, float]:
    """Mean over runs and worlds, and half its 95 % interval.

    The variance has two parts, which are added: that of the worlds, which all runs share (see
    `graphres.intervals.pair_half_width`), and that of the runs, s²/r.

    Parameters
    ----------
    runs : sequence of ndarray of float64, shape (worlds,)
        What each run gives in every world.
    is_exact : bool
        Whether the worlds are all there are.

    Examples
    --------
    >>> mean, half = joint_mean([np.array([0.1, 0.3, 0.2, 0.2])], is_exact=False)
    >>> round(mean, 3), round(half, 3)
    (0.2, 0.215)
    """
    stacked = np.stack(runs)
    of_worlds = 0.0 if is_exact else _half_over_worlds(stacked.mean(axis=0))
    of_runs = _half_over_runs(stacked.mean(axis=1))
    return float(stacked.mean()), float(np.hypot(of_worlds, of_runs))


def difference(
    one: Sequence[Float64], other: Sequence[Float64], *, is_exact: bool
) -> tuple[float, float]:
    """Mean of one minus mean of the other, and half the interval of that difference.

    Both were measured in the same worlds, so that worlds are compared one by one; runs of one have
    nothing to do with runs of the other.
    """
    first, second = np.stack(one), np.stack(other)
    apart = first.mean(axis=0) - second.mean(axis=0)
    of_worlds = 0.0 if is_exact else _half_over_worlds(apart)
    of_runs = (_half_over_runs(stacked.mean(axis=1)) for stacked in (first, second))
    return float(apart.mean()), float(np.sqrt(of_worlds**2 + sum(half**2 for half in of_runs)))


def _half_over_worlds(values: Float64) -> float:
    return float(pair_half_width(pair_squares(values), len(values)))


def _half_over_runs(means: Float64) -> float:
    """Half of Student's interval; a single run has nothing left to chance."""
    if len(means) < 2:
        return 0.0
    return t_quantile(len(means) - 1) * float(np.std(means, ddof=1)) / float(np.sqrt(len(means)))
