"""The most followed, the busiest followers, the best connected: static and adaptive."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Self

import numpy as np

from graphres.errors import InputError, StrategyError
from graphres.graph import Adjacency, FollowGraph
from graphres.kernels.dismantling.adaptive_degree import adaptive_degree
from graphres.strategies.base import Choice, Ranking, Scores, ScoreStrategy


class _DegreeStrategy(ScoreStrategy):
    """Highest degree first; adaptive: degrees counted again after every removal."""

    cost: ClassVar[str] = "O(n log n); adaptive O(n + m) and sorting equal degrees"
    usage: ClassVar[str] = "adaptive"
    variants: ClassVar[tuple[str, ...]] = ("adaptive",)

    def __init__(self, variant: str = "") -> None:
        self.variant = variant
        self.is_sequential = variant != "adaptive"

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Nothing, or one of the variants."""
        if argument and argument not in cls.variants:
            options = " or ".join(f"{cls.name}:{variant}" for variant in cls.variants)
            raise StrategyError(f"strategy {cls.name!r} has no variant {argument!r}", do=options)
        return cls(argument)

    @abstractmethod
    def lowers(self, graph: FollowGraph) -> tuple[Adjacency, Adjacency | None]:
        """The rows whose accounts lose one of their degree when the row's account goes."""

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """Static by score, adaptive by bucket queue."""
        if self.variant != "adaptive" or len(choice.line) == 0:
            return super().rank(graph, choice)
        first, other = self.lowers(graph)
        if other is None:
            other = Adjacency(np.zeros(graph.n + 1, np.int64), np.zeros(0, np.int32))
        left = self.scores(graph).astype(np.int32)
        order = np.zeros(choice.limit, dtype=np.int32)
        scores = np.zeros(choice.limit, dtype=np.int64)
        work = np.zeros((3, len(choice.line)), dtype=np.int32)
        bucket = np.full(int(left.max()) + 1, -1, dtype=np.int32)
        adaptive_degree(*first, *other, choice.line, left, bucket, *work, order, scores)
        return Ranking(order, scores)


class InDegree(_DegreeStrategy):
    """The most followed first. ``total`` counts the followers known from outside the export."""

    name: ClassVar[str] = "in-degree"
    summary: ClassVar[str] = "the most followed first"
    direction: ClassVar[str] = "followers"
    reference: ClassVar[str] = "Albert, Jeong & Barabási 2000, doi:10.1038/35019019"
    usage: ClassVar[str] = "adaptive | total"
    variants: ClassVar[tuple[str, ...]] = ("adaptive", "total")

    def scores(self, graph: FollowGraph) -> Scores:
        """Followers, in the graph or in total."""
        if self.variant != "total":
            return graph.in_degree
        if graph.followers_total is None:
            raise InputError(
                "in-degree:total needs the followers known from outside",
                do="name their column with --followers-total",
            )
        return graph.followers_total

    def lowers(self, graph: FollowGraph) -> tuple[Adjacency, Adjacency | None]:
        """Whoever the removed account followed loses a follower."""
        return graph.following, None


class OutDegree(_DegreeStrategy):
    """Those who follow the most first."""

    name: ClassVar[str] = "out-degree"
    summary: ClassVar[str] = "those who follow the most first"
    direction: ClassVar[str] = "followed"
    reference: ClassVar[str] = "Holme et al. 2002, doi:10.1103/PhysRevE.65.056109"

    def scores(self, graph: FollowGraph) -> Scores:
        """Accounts followed."""
        return graph.out_degree

    def lowers(self, graph: FollowGraph) -> tuple[Adjacency, Adjacency | None]:
        """Whoever followed the removed account follows one fewer."""
        return graph.followers, None


class Degree(_DegreeStrategy):
    """Followers and followed together."""

    name: ClassVar[str] = "degree"
    summary: ClassVar[str] = "most followers and followed together first"
    direction: ClassVar[str] = "both, a mutual follow twice"
    reference: ClassVar[str] = "Holme et al. 2002, doi:10.1103/PhysRevE.65.056109"

    def scores(self, graph: FollowGraph) -> Scores:
        """Followers plus followed; ties when undirected."""
        return graph.degree

    def lowers(self, graph: FollowGraph) -> tuple[Adjacency, Adjacency | None]:
        """Both sides lose; in an undirected graph they are one."""
        return graph.following, graph.followers if graph.directed else None
