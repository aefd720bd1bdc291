"""How much work an overview does, by the size of a graph, so that it stays quick."""

from __future__ import annotations

from typing import NamedTuple

from graphres.graph import FollowGraph

#: Accounts and follows, added up, to which each effort below applies.
_SMALL, _MEDIUM = 250_000, 2_500_000


class Effort(NamedTuple):
    """How much is simulated.

    ``worlds``: simulated messages; ``runs``: draws of random removal; ``shares``: how far a message
    is to travel at each probability tried; ``days``, ``campaign_runs``: of the campaign, which is
    left out at 0 days; ``resamples``: rankings with a part of the follows hidden.
    """

    worlds: int
    runs: int
    shares: tuple[float, ...]
    days: int
    campaign_runs: int
    resamples: int

    @property
    def is_full(self) -> bool:
        """Whether nothing is cut for the size of the graph."""
        return self == FULL


FULL = Effort(worlds=256, runs=5, shares=(0.05, 0.15, 0.5), days=60, campaign_runs=5, resamples=20)
_REDUCED = Effort(worlds=64, runs=2, shares=(0.05, 0.15, 0.5), days=0, campaign_runs=0, resamples=0)
_LEAST = Effort(worlds=64, runs=2, shares=(0.15,), days=0, campaign_runs=0, resamples=0)


def choose_effort(graph: FollowGraph) -> Effort:
    """Return how much an overview of this graph simulates.

    Examples
    --------
    >>> choose_effort(FollowGraph.from_pairs([("ann", "bob")])).is_full
    True
    """
    size = graph.n + graph.m
    return FULL if size <= _SMALL else _REDUCED if size <= _MEDIUM else _LEAST
