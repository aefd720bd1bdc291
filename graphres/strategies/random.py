"""Random removal: the yardstick for every other strategy."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from graphres.graph import FollowGraph
from graphres.strategies.base import Choice, Ranking, Strategy, draw_order


class Random(Strategy):
    """Every order of the accounts is equally likely; a run is one draw. O(n log n)."""

    name: ClassVar[str] = "random"
    summary: ClassVar[str] = "accounts drawn at random, once a run"
    direction: ClassVar[str] = "none"
    reference: ClassVar[str] = "Albert, Jeong & Barabási 2000, doi:10.1038/35019019"
    cost: ClassVar[str] = "O(n log n)"
    is_random: bool = True
    is_sequential = True

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """Rank candidates by the hash of (seed, run, name)."""
        drawn = draw_order(graph, seed=choice.seed, stream=self.name, run=choice.run)
        if len(choice.candidates) < graph.n:
            may_go = np.zeros(graph.n, dtype=bool)
            may_go[choice.candidates] = True
            drawn = drawn[may_go[drawn]]
        return Ranking(drawn[: choice.limit])
