"""What is told of an order beside what it does to the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64, Mask
from graphres.measures.cost_curves import cost_share
from graphres.moderation.collateral import (
    cumulative,
    expected_wrongful,
    isolated,
    label_holds,
    rightful_loss,
)
from graphres.moderation.selection import Selection


@dataclass(frozen=True, eq=False)
class Accounts:
    """What to keep accounts of, as columns beside the measures of a curve.

    Parameters
    ----------
    cost : ndarray of float64, shape (n,), optional
        ``cumulative_cost``, and ``cost_fraction``: that over what all would cost.
    errors : bool
        Whether a moderator errs: ``not_found``, ``wrongly_removed``.
    confidence : ndarray of float64, shape (n,), optional
        That an account is what its label says: ``expected_wrongful``, ``rightful_loss``, and
        ``wrongly_removed`` by labels drawn once a run.
    bystanders : ndarray of bool, shape (n,), optional
        ``isolated``: those of them left without any follow.
    """

    cost: Float64 | None = None
    errors: bool = False
    confidence: Float64 | None = None
    bystanders: Mask | None = None

    @property
    def is_drawn(self) -> bool:
        """Whether labels are drawn, so that runs differ."""
        return self.confidence is not None

    @property
    def names(self) -> list[str]:
        """The columns there will be, in their order."""
        wrong = self.errors or self.confidence is not None
        there = {
            "cumulative_cost": self.cost is not None,
            "cost_fraction": self.cost is not None,
            "not_found": self.errors,
            "wrongly_removed": wrong,
            "expected_wrongful": self.confidence is not None,
            "rightful_loss": self.confidence is not None,
            "isolated": self.bystanders is not None,
        }
        return [name for name, is_there in there.items() if is_there]

    def columns(
        self, graph: FollowGraph, chosen: Selection, *, seed: int, run: int
    ) -> dict[str, Float64]:
        """Every column after 0, 1, …, K removals, float64 of shape (K + 1,) each."""
        order, mistaken = chosen.order, chosen.mistaken
        found: dict[str, Float64] = {}
        wrongful = mistaken
        if self.cost is not None:
            spent = cumulative(self.cost[order])
            found["cumulative_cost"] = spent
            found["cost_fraction"] = cost_share(self.cost, spent)
        if self.errors:
            found["not_found"] = np.concatenate([[0.0], chosen.not_found])
        if self.confidence is not None:
            wrongful = mistaken | ~label_holds(graph, self.confidence, order, seed=seed, run=run)
            found["expected_wrongful"] = expected_wrongful(self.confidence, order, mistaken)
            found["rightful_loss"] = rightful_loss(graph, order, ~wrongful)
        if self.errors or self.confidence is not None:
            found["wrongly_removed"] = cumulative(wrongful)
        if self.bystanders is not None:
            found["isolated"] = isolated(graph, order, self.bystanders).astype(np.float64)
        return {name: found[name] for name in self.names}
