"""What is counted in one block of 64 worlds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphres.kernels.arrays import Int32, Int64
from graphres.kernels.cascade.reach_sweep import Totals


@dataclass(frozen=True)
class BlockCounts:
    """Sums over the worlds of a block, in accounts.

    See `graphres.kernels.cascade.reach_sweep.sweep_reach`.

    ``total`` int64 (groups + 1, K + 1), row 0 for all listeners; ``step_silenced``,
    ``step_removed``, ``silenced``, ``removed`` int64 (K + 1,); ``by_world`` int32
    (groups + 1, P, 64); ``area`` int64 (64,).
    """

    total: Int64
    step_silenced: Int64
    step_removed: Int64
    silenced: Int64
    removed: Int64
    by_world: Int32
    area: Int64

    @classmethod
    def none(cls, rows: int, removals: int, kept: int) -> BlockCounts:
        """Nothing counted yet."""
        total = np.zeros((rows, removals + 1), np.int64)
        by_world, area = np.zeros((rows, kept, 64), np.int32), np.zeros(64, np.int64)
        steps = [np.zeros(removals + 1, np.int64) for _ in range(4)]
        return cls(total, steps[0], steps[1], steps[2], steps[3], by_world, area)

    @property
    def of_sweep(self) -> Totals:
        """The part that a sweep writes."""
        steps = self.step_silenced, self.step_removed
        return Totals(self.total, *steps, self.by_world, self.area)
