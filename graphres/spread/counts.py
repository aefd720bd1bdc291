"""What is counted in one block of 64 worlds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["BlockCounts", "Outputs"]

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]


class Outputs(NamedTuple):
    """What is counted; see `graphres.kernels.spreading.reach_sweep`."""

    total: Int64
    spread: Int64
    step_spread: Int64
    step_silenced: Int64
    step_removed: Int64
    by_world: Int32
    area: Int64


@dataclass(frozen=True)
class BlockCounts:
    """Sums over the worlds of a block, in accounts; see `graphres.kernels.spreading.reach_sweep`.

    ``total`` and ``squares`` int64 (groups + 1, K + 1), row 0 for all listeners; ``step_squares``,
    ``step_silenced``, ``step_removed``, ``silenced``, ``removed`` int64 (K + 1,); ``by_world``
    int32 (P, 64); ``area`` int64 (64,).
    """

    total: Int64
    squares: Int64
    step_squares: Int64
    step_silenced: Int64
    step_removed: Int64
    silenced: Int64
    removed: Int64
    by_world: Int32
    area: Int64

    @classmethod
    def none(cls, rows: int, removals: int, kept: int) -> BlockCounts:
        """Nothing counted yet."""
        total, squares = np.zeros((2, rows, removals + 1), np.int64)
        steps, step_silenced, step_removed = np.zeros((3, removals + 1), np.int64)
        silenced, removed = np.zeros((2, removals + 1), np.int64)
        by_world, area = np.zeros((kept, 64), np.int32), np.zeros(64, np.int64)
        parts = steps, step_silenced, step_removed, silenced, removed
        return cls(total, squares, *parts, by_world, area)

    @property
    def of_sweep(self) -> Outputs:
        """What a sweep over returning accounts writes, as its kernel takes it."""
        steps = self.step_squares, self.step_silenced, self.step_removed
        return Outputs(self.total, self.squares, *steps, self.by_world, self.area)
