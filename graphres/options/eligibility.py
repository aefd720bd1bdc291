"""``--protect``, ``--protect-where`` and ``--target-where``: which accounts may be removed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphres.data.expressions import Expression
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Mask
from graphres.moderation import eligibility
from graphres.options.raw import RawOptions


@dataclass(frozen=True)
class EligibilityOptions:
    """Which accounts may be removed.

    Parameters
    ----------
    protect : str, optional
        A file that lists accounts never to be removed.
    protect_where : Expression, optional
        Accounts that match are never removed.
    target_where : Expression, optional
        Only accounts that match may be removed.
    """

    protect: str | None = None
    protect_where: Expression | None = None
    target_where: Expression | None = None

    @classmethod
    def parse(cls, raw: RawOptions) -> EligibilityOptions:
        """Understand the options; `ExpressionError` for an expression that is none."""
        return cls(
            raw.text("protect"), raw.expression("protect_where"), raw.expression("target_where")
        )

    @property
    def excludes_any(self) -> bool:
        """Return whether some accounts may not be removed."""
        return bool(self.protect or self.protect_where or self.target_where)

    def find_targets(self, graph: FollowGraph) -> Mask | None:
        """Return who matches ``--target-where``; None without it."""
        return None if self.target_where is None else eligibility.matching(self.target_where, graph)

    def find_protected(self, graph: FollowGraph) -> Mask | None:
        """Return who may never be removed, not even by mistake; None for nobody."""
        return eligibility.protected(graph, self.protect, self.protect_where)

    def find_eligible(self, graph: FollowGraph) -> Mask | None:
        """Return who may be removed; None for everyone."""
        return eligibility.eligible(graph, self.find_targets(graph), self.find_protected(graph))

    def find_bystanders(self, graph: FollowGraph) -> Mask:
        """Return who is no target."""
        targets = self.find_targets(graph)
        return np.ones(graph.n, dtype=bool) if targets is None else ~targets
