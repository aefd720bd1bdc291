"""Ties per cost: a member of the portfolio where accounts have a cost."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from graphres.kernels.arrays import Int32
from graphres.stats.rounding import round_significant
from graphres.strategies.base import Choice, Scores
from graphres.strategies.dismantling import DismantlingStrategy, DismantlingTask


class TiesPerCost(DismantlingStrategy):
    """Most ties for the cost first, counted once; whoever is free goes before all others.

    It is no strategy of its own: what it gives is an order to reinsert.
    """

    name: ClassVar[str] = "degree per cost"
    summary: ClassVar[str] = "most ties for the cost first"
    cost: ClassVar[str] = "O(n log n + m)"

    def removals(self, task: DismantlingTask, choice: Choice) -> tuple[Int32, Scores]:
        """Rank all that may go by degree over cost."""
        degree = np.diff(task.rows.offsets)[: task.may_go].astype(np.float64)
        cost = np.ones(task.n) if task.cost is None else task.cost
        free = cost[: task.may_go] == 0
        ratio = round_significant(degree / np.where(free, 1.0, cost[: task.may_go]))
        order = np.lexsort((-ratio, ~free)).astype(np.int32)[: task.limit]
        return order, ratio[order]
