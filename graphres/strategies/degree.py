"""The most followed, the busiest followers, the best connected: static and adaptive."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Self

import numpy as np

from graphres.errors import InputError, StrategyError
from graphres.graph import Adjacency, FollowGraph
from graphres.kernels.dismantling.adaptive_degree import order_by_degree_left
from graphres.kernels.structures.buckets import Buckets
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
        """Parse nothing, or one of the variants."""
        if argument and argument not in cls.variants:
            options = " or ".join(f"{cls.name}:{variant}" for variant in cls.variants)
            raise StrategyError(f"strategy {cls.name!r} has no variant {argument!r}", do=options)
        return cls(argument)

    @abstractmethod
    def lowers(self, graph: FollowGraph) -> tuple[Adjacency, Adjacency | None]:
        """Return the rows whose accounts lose one of their degree when the row's account goes."""

    def rank(self, graph: FollowGraph, choice: Choice) -> Ranking:
        """Rank by score, or by bucket queue where adaptive."""
        if self.variant != "adaptive" or len(choice.candidates) == 0:
            return super().rank(graph, choice)
        rows, others = self.lowers(graph)
        if others is None:
            others = Adjacency(np.zeros(graph.n + 1, np.int64), np.zeros(0, np.int32))
        left = self.scores(graph).astype(np.int32)
        order = np.zeros(choice.limit, dtype=np.int32)
        scores = np.zeros(choice.limit, dtype=np.int64)
        bucket = np.full(int(left.max()) + 1, -1, dtype=np.int32)
        buckets = Buckets(bucket, *np.zeros((3, len(choice.candidates)), dtype=np.int32))
        order_by_degree_left(rows, others, choice.candidates, left, buckets, order, scores)
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
        """Count followers, in the graph or in total."""
        if self.variant != "total":
            return graph.in_degree
        if graph.followers_total is None:
            raise InputError(
                "in-degree:total needs the followers known from outside",
                do="name their column with --followers-total",
            )
        return graph.followers_total

    def lowers(self, graph: FollowGraph) -> tuple[Adjacency, Adjacency | None]:
        """Return whom accounts follow: they lose a follower."""
        return graph.following, None


class OutDegree(_DegreeStrategy):
    """Those who follow the most first."""

    name: ClassVar[str] = "out-degree"
    summary: ClassVar[str] = "those who follow the most first"
    direction: ClassVar[str] = "followed"
    reference: ClassVar[str] = "Holme et al. 2002, doi:10.1103/PhysRevE.65.056109"

    def scores(self, graph: FollowGraph) -> Scores:
        """Count accounts followed."""
        return graph.out_degree

    def lowers(self, graph: FollowGraph) -> tuple[Adjacency, Adjacency | None]:
        """Return followers: they follow one account fewer."""
        return graph.followers, None


class Degree(_DegreeStrategy):
    """Followers and followed together."""

    name: ClassVar[str] = "degree"
    summary: ClassVar[str] = "most followers and followed together first"
    direction: ClassVar[str] = "both, a mutual follow twice"
    reference: ClassVar[str] = "Holme et al. 2002, doi:10.1103/PhysRevE.65.056109"

    def scores(self, graph: FollowGraph) -> Scores:
        """Count followers plus followed; neighbours when undirected."""
        return graph.degree

    def lowers(self, graph: FollowGraph) -> tuple[Adjacency, Adjacency | None]:
        """Return both sides; in an undirected graph they are one."""
        return graph.following, graph.followers if graph.directed else None
