"""Parts of a network that whoever chooses does not see."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from graphres.graph import Adjacency, FollowGraph
from graphres.kernels.arrays import Int64, Mask
from graphres.kernels.hashing import hash_words, uniform


class Seen(NamedTuple):
    """What is seen of a graph: the same accounts under the same numbers, with fewer follows.

    ``accounts``: bool (n,), who is seen at all; None for everyone.
    """

    graph: FollowGraph
    accounts: Mask | None = None


class Hiding(ABC):
    """Leaves a part of a graph out, another one in every run."""

    #: How many different parts there are; None: as many as there are draws.
    parts: int | None = None

    @abstractmethod
    def see(self, graph: FollowGraph, *, seed: int, run: int) -> Seen:
        """What is left to see of a graph in a run, O(n + m)."""


@dataclass(frozen=True)
class HiddenFollows(Hiding):
    """Every follow is hidden with probability ``share``; an undirected tie from both ends."""

    share: float

    def see(self, graph: FollowGraph, *, seed: int, run: int) -> Seen:
        """Draws are hashes of (seed, run, follower, followed)."""

        def is_kept(owner: Int64, other: Int64, flip: bool) -> Mask:
            ends = (other, owner) if flip else (owner, other)
            keys = graph.keys[ends[0]], graph.keys[ends[1]]
            if not graph.directed:
                keys = np.minimum(*keys), np.maximum(*keys)
            kept: Mask = uniform(seed, "hide follow", run, *keys) >= self.share
            return kept

        following = is_kept(*_ends(graph.following), False)
        followers = is_kept(*_ends(graph.followers), True) if graph.directed else following
        return Seen(_thinned(graph, following, followers))


@dataclass(frozen=True)
class HiddenAccounts(Hiding):
    """Every account is hidden with probability ``share``, and with it all its follows."""

    share: float

    def see(self, graph: FollowGraph, *, seed: int, run: int) -> Seen:
        """Draws are hashes of (seed, run, account)."""
        return _without(graph, uniform(seed, "hide account", run, graph.keys) < self.share)


@dataclass(frozen=True, eq=False)
class HiddenGroups(Hiding):
    """One group of accounts is hidden in every run, and with it all their follows."""

    groups: Sequence[Mask]

    @property
    def parts(self) -> int:  # type: ignore[override]
        """As many as there are groups."""
        return len(self.groups)

    def see(self, graph: FollowGraph, *, seed: int, run: int) -> Seen:
        """Nothing is drawn: run r hides group r."""
        return _without(graph, self.groups[run % len(self.groups)])


@dataclass(frozen=True)
class ShortLists(Hiding):
    """Of the accounts that one follows, ``longest`` at most are seen; the rest is drawn away.

    An undirected tie is seen if either end's list still has it.
    """

    longest: int

    def see(self, graph: FollowGraph, *, seed: int, run: int) -> Seen:
        """Draws are hashes of (seed, run, whose list, whom it names). O(n + m log m)."""
        owner, other = _ends(graph.following)
        kept = np.ones(len(owner), dtype=bool)
        long = np.flatnonzero(graph.following.lengths()[owner] > self.longest)
        draws = hash_words(seed, "hide list", run, graph.keys[owner[long]], graph.keys[other[long]])
        by_list = np.lexsort((draws, owner[long]))
        first = np.flatnonzero(np.diff(owner[long][by_list], prepend=-1))
        place = np.arange(len(long))
        place -= np.repeat(first, np.diff(np.append(first, len(long))))
        kept[long[by_list[place >= self.longest]]] = False
        back = _reversed(graph)
        if graph.directed:
            return Seen(_thinned(graph, kept, kept[back]))
        either = kept | kept[back]
        return Seen(_thinned(graph, either, either))


def _ends(rows: Adjacency) -> tuple[Int64, Int64]:
    """The row and the target of every entry."""
    return np.repeat(np.arange(len(rows.offsets) - 1), rows.lengths()), rows.targets.astype(
        np.int64
    )


def _reversed(graph: FollowGraph) -> Int64:
    """Of every entry of ``followers``, the place of the same follow in ``following``.

    Rows are ascending, so that a stable sort of the entries of ``following`` by their targets
    brings them into the order of ``followers``.
    """
    places: Int64 = np.argsort(graph.following.targets, kind="stable")
    return places


def _without(graph: FollowGraph, hidden: Mask) -> Seen:
    def both_seen(rows: Adjacency) -> Mask:
        owner, other = _ends(rows)
        seen: Mask = ~(hidden[owner] | hidden[other])
        return seen

    following = both_seen(graph.following)
    followers = both_seen(graph.followers) if graph.directed else following
    return Seen(_thinned(graph, following, followers), ~hidden)


def _thinned(graph: FollowGraph, following: Mask, followers: Mask) -> FollowGraph:
    """The graph with those entries of its rows alone."""
    kept, layers = _kept(graph.followers, followers), graph.layers
    seen = replace(
        graph,
        followers=kept,
        following=_kept(graph.following, following) if graph.directed else kept,
        probability=None if graph.probability is None else graph.probability[followers],
        layers=None if layers is None else replace(layers, of=layers.of[followers]),
    )
    seen.__dict__["keys"] = graph.keys  # the same names: no need to hash them again
    return seen


def _kept(rows: Adjacency, entries: Mask) -> Adjacency:
    offsets = np.concatenate([[0], np.cumsum(entries)])[rows.offsets]
    return Adjacency(offsets, rows.targets[entries]).freeze()
