"""What a portfolio is to be best at."""

from __future__ import annotations

from typing import NamedTuple, Self

from graphres.curves import collapse
from graphres.errors import StrategyError
from graphres.graph import FollowGraph
from graphres.spread import reach_curve
from graphres.strategies.base import Choice, Int32

__all__ = ["Objective"]


class Objective(NamedTuple):
    """A measure, and the share it is to be brought to; without one, its mean over removals.

    ``giant@T`` and ``strong@T``: the fewest removals to T. ``R``: the mean of the giant. ``reach``:
    the mean reach, in worlds of a stream of its own.
    """

    measure: str
    target: float | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """An objective as typed; `StrategyError` for any other."""
        measure, at, share = text.partition("@")
        if text in ("R", "reach"):
            return cls("giant" if text == "R" else "reach")
        try:
            target = float(share) if at else -1.0
        except ValueError:
            target = -1.0
        if measure not in ("giant", "strong") or not 0 < target < 1:
            raise StrategyError(
                f"best has no objective {text!r}",
                do="write best:for=giant@0.01, strong@0.01, R or reach",
            )
        return cls(measure, target)

    def value(self, graph: FollowGraph, order: Int32, choice: Choice) -> tuple[float, float]:
        """How good an order of accounts is, the less the better: removals needed, then the mean.

        An order that does not get to the target needs infinitely many; without a target there is
        the mean alone, over the removals allowed.
        """
        if self.measure == "reach":
            cut = order[: choice.limit]
            found = reach_curve(graph, cut, choice.spread, stream="choose", jobs=choice.jobs)
            return 0.0, float(found.mean[1:].mean()) if len(cut) else 0.0
        values = collapse(graph, order, measures=(self.measure,))[self.measure]
        mean = float(values[1 : choice.limit + 1].mean()) if choice.limit and len(order) else 0.0
        if self.target is None:
            return 0.0, mean
        under = (values <= self.target).nonzero()[0]
        return (float(under[0]) if len(under) else float("inf")), mean
