"""What a portfolio is to be best at."""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np

from graphres.errors import StrategyError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64, Int32
from graphres.measures.curves import collapse
from graphres.spread import reach_curve
from graphres.strategies.base import Choice


class Objective(NamedTuple):
    """A measure, and the share it is to be brought to; without one, its mean over removals.

    ``giant@T`` and ``strong@T``: the fewest removals to T. ``R``: the mean of the giant.
    ``area@T``: the sum of the giant over n, over the removals until it is at T. ``reach``: the
    mean reach, in worlds of a stream of its own. Where accounts have a cost, a removal counts what
    it costs.
    """

    measure: str
    target: float | None = None
    until: float | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse an objective; `StrategyError` for an unknown one."""
        measure, at, share = text.partition("@")
        if text in ("R", "reach"):
            return cls("giant" if text == "R" else "reach")
        try:
            target = float(share) if at else -1.0
        except ValueError:
            target = -1.0
        if measure not in ("giant", "strong", "area") or not 0 < target < 1:
            raise StrategyError(
                f"best has no objective {text!r}",
                do="write best:for=giant@0.01, strong@0.01, area@0.1, R or reach",
            )
        return cls("giant", None, target) if measure == "area" else cls(measure, target)

    def value(self, graph: FollowGraph, order: Int32, choice: Choice) -> tuple[float, float]:
        """Measure an order of accounts, the less the better: removals needed, then the mean.

        An order that does not get to the target needs infinitely many; without a target there is
        the mean alone, over the removals allowed, or the area. Prices turn removals into what they
        cost, and of accounts that the budget does not pay for none is removed.
        """
        order = order if choice.prices is None else choice.prices.walk(order).order
        if self.measure == "reach":
            cut = order[: choice.limit]
            curve = reach_curve(graph, cut, choice.spread, stream="choose", jobs=choice.jobs)
            return 0.0, _mean(curve.mean, _prices_of(choice, cut))
        values = collapse(graph, order, measures=(self.measure,))[self.measure]
        price = _prices_of(choice, order)
        if self.until is not None:
            return 0.0, _area(values, price, self.until, graph.n)
        mean = _mean(values[: choice.limit + 1], price[: choice.limit])
        if self.target is None:
            return 0.0, mean
        under = (values <= self.target).nonzero()[0]
        return (float(price[: under[0]].sum()) if len(under) else float("inf")), mean


def _prices_of(choice: Choice, order: Int32) -> Float64:
    """Return what each removal counts."""
    return np.ones(len(order)) if choice.prices is None else choice.prices.cost[order]


def _mean(values: Float64, price: Float64) -> float:
    """Average over all removals, each counting what it costs."""
    total = float(price.sum())
    return float(np.dot(values[1:], price)) / total if total > 0 else 0.0


def _area(values: Float64, price: Float64, until: float, n: int) -> float:
    """Sum the giant over removals up to the first that brings it to a share, each by its cost.

    Over what all accounts cost if each cost one; infinite where it never gets there.
    """
    under = np.flatnonzero(values <= until)
    if len(under) == 0:
        return float("inf")
    last = int(under[0])
    return float(np.dot(values[1 : last + 1], price[:last])) / n
