"""What each removal takes away from reach, the account's own messages measured apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64, Int32
from graphres.kernels.cascade.own_posts import spread_own_posts
from graphres.kernels.cascade.reach_sweep import MessageFlood
from graphres.spread.blocks import by_block
from graphres.spread.curve import ReachCurve
from graphres.spread.model import Spread
from graphres.spread.worlds import Worlds
from graphres.stats.intervals import gamma_interval, world_interval

#: The first so many removals have their own messages measured, and intervals.
MEASURED = 2000

#: Worlds in which every source posts, where that is quick; and for a loss to have an interval: with
#: fewer, it too often misses what hardly any world sees, messages that get out through the account.
_PER_SOURCE, _LEAST_PER_SOURCE = 8, 4

#: An account's own messages are measured in one world for so many of the others.
_OWN_SHARE = 4

#: Accounts and follows that are gone over at most, a word of 64 worlds at a time.
_WORK = 1 << 24


@dataclass(frozen=True, eq=False, repr=False)
class RemovalLosses:
    """What each of K removals takes away from reach, as shares of all accounts.

    Parameters
    ----------
    mean, low, high : ndarray of float64, shape (K,)
        The loss and its 95 % interval; NaN beyond `MEASURED` removals, and where there are fewer
        than four worlds a source.
    silenced, removed, cut : ndarray of float64, shape (K,)
        Its parts: what the account's own messages reached, the account as a listener, and others
        whose only path led through it.
    """

    mean: Float64
    low: Float64
    high: Float64
    silenced: Float64
    removed: Float64
    cut: Float64

    def without_ends(self) -> RemovalLosses:
        """Return the same without intervals."""
        unknown = np.full(len(self.mean), np.nan)
        return replace(self, low=unknown, high=unknown)

    def cut_to(self, length: int) -> RemovalLosses:
        """Return the first so many."""
        return RemovalLosses(*(getattr(self, name)[:length] for name in self.__dataclass_fields__))


def enough_worlds(graph: FollowGraph, spread: Spread) -> Spread:
    """Return the spread with as many worlds as losses need for an interval, or as time allows.

    Eight a source, at most as many as go over 2²⁴ accounts and follows in words of 64 worlds, and
    never fewer than before.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([(str(i), str(i + 1)) for i in range(99)])
    >>> enough_worlds(graph, Spread(probability=0.5)).worlds
    832
    """
    worlds = Worlds(graph, spread)
    if spread.together or worlds.are_enumerated:
        return spread
    needed = -(-_PER_SOURCE * len(worlds.sources) // 64)
    most = _WORK // (graph.n + graph.m)
    return replace(spread, worlds=max(spread.worlds, 64 * min(needed, most)))


def removal_losses(
    graph: FollowGraph, order: Int32, spread: Spread, curve: ReachCurve, *, jobs: int = 1
) -> RemovalLosses:
    """Measure what each removal of an order takes away from reach.

    A message of one of s sources, drawn evenly, is the account's own once in s times:

    loss(v) = E[own | v posts]/s + (1 − 1/s) E[others' | another posts]

    In W worlds an account posts in W/s, often in none, and then nothing in the sample tells what
    its own messages reached. So the first part is measured in worlds of another stream, in every
    one of which it posts; the second in those worlds of the curve in which another posts, and
    there a loss is a rare event of some size: see `graphres.stats.intervals.gamma_interval`.

    Parameters
    ----------
    graph : FollowGraph
    order : ndarray of int32, shape (K,)
    spread : Spread
    curve : ReachCurve
        Reach along that order, worlds kept at 0, 1, …, `MEASURED` or K removals.
    jobs : int
        Threads.

    Returns
    -------
    RemovalLosses
        Where the worlds are all there are, or all sources post together, the steps of the curve.
        O(followers of those reached) for each of the first `MEASURED` removals and 64 worlds.
    """
    low, high = (ends[1:] for ends in curve.step_ends())
    parts = curve.step_silenced[1:], curve.step_removed[1:], curve.step_cut[1:]
    plain = RemovalLosses(curve.steps[1:], low, high, *parts)
    if curve.is_exact or spread.together or not len(order):
        return plain
    first = order[:MEASURED]
    own = spread_from_each(graph, first, spread, jobs=jobs) / (curve.sources * curve.n)
    measured = _Split(Worlds(graph, spread), curve, first).joined(own)
    if curve.worlds < _LEAST_PER_SOURCE * curve.sources:
        measured = measured.without_ends()
    plain = plain.without_ends()
    return RemovalLosses(
        *(
            np.concatenate([getattr(measured, name), getattr(plain, name)[len(first) :]])
            for name in plain.__dataclass_fields__
        )
    )


def spread_from_each(
    graph: FollowGraph, order: Int32, spread: Spread, *, jobs: int = 1
) -> npt.NDArray[np.int32]:
    """Count whom each account reaches just before it is removed, in worlds in which it posts.

    Returns
    -------
    ndarray of int32, shape (K, worlds)
        0 for who may not post. The worlds are those of the stream ``own posts``, alike for all.
    """
    worlds = Worlds(graph, _own_worlds(spread), "own posts", are_sampled=True)
    may_post = np.zeros(graph.n, np.uint8)
    may_post[worlds.sources] = 1

    def count(block: int) -> Int32:
        reached, holds = np.zeros((2, graph.n), np.uint64)
        queue, touched = np.zeros((2, graph.n), np.int32)
        flood = MessageFlood(reached, holds, np.ones(graph.n, np.uint8), queue)
        counts = np.zeros((len(order), 64), np.int32)
        spread_own_posts(worlds.live(block), order, may_post, flood, touched, counts)
        return counts

    return np.concatenate(by_block(count, worlds.blocks, jobs=jobs, on_progress=None), axis=1)


def _own_worlds(spread: Spread) -> Spread:
    return replace(spread, worlds=max(64, spread.worlds // _OWN_SHARE // 64 * 64))


class _Split:
    """The worlds of a curve, told apart for every removal by whether the account itself posts."""

    def __init__(self, worlds: Worlds, curve: ReachCurve, order: Int32) -> None:
        self.curve = curve
        self.order = order
        block, bit = worlds.places()
        self.poster = np.empty(worlds.count, np.int32)
        self.poster[64 * block + bit] = worlds.posters
        others = worlds.count - np.bincount(worlds.posters, minlength=curve.n)[order]
        is_source = np.isin(order, worlds.sources)
        share = np.where(is_source, 1 - 1 / curve.sources, 1.0)
        #: What a world in which another posts counts for; nothing where there is none.
        self.weight: Float64 = share / np.maximum(others, 1)

    def joined(self, own: Float64) -> RemovalLosses:
        """Both parts added up; ``own`` is (K, worlds), what each world adds to the loss."""
        curve, last = self.curve, len(self.order)
        silenced = np.round(own.mean(axis=1), 15)
        others = self._scaled(curve.steps[1 : last + 1] - curve.step_silenced[1 : last + 1])
        removed = self._scaled(curve.step_removed[1 : last + 1])
        low, high = self._ends(own, others)
        cut = np.round(others - removed, 12)
        mean = np.round(silenced + others, 15)
        return RemovalLosses(mean, low, high, silenced, removed, cut)

    def _scaled(self, part: Float64) -> Float64:
        """A mean over all worlds, none of it from those in which the account posts, reweighted."""
        scaled: Float64 = np.round(part * self.curve.worlds * self.weight, 15)
        return scaled

    def _ends(self, own: Float64, others: Float64) -> tuple[Float64, Float64]:
        """Ends of the sum; how far each part's are off is added as standard errors are."""
        mean = np.round(own.mean(axis=1), 15)
        own_low, own_high = world_interval(own)
        low, high = gamma_interval(*self._events())
        scale = self.weight / self.curve.n
        below = np.hypot(mean - own_low, others - scale * low)
        above = np.hypot(own_high - mean, scale * high - others)
        return np.round(mean + others - below, 15), np.round(mean + others + above, 15)

    def _events(self) -> tuple[Float64, Float64, Float64]:
        """Accounts lost over the worlds in which another posts: sum, squares, and most in one."""
        by_world = self.curve.sample.by_world
        total, squares, largest = np.zeros((3, len(self.order)))
        for k, account in enumerate(self.order):
            lost = (by_world[k] - by_world[k + 1])[self.poster != account].astype(np.float64)
            total[k], squares[k] = lost.sum(), lost @ lost
            largest[k] = max(lost.max(initial=0), 1)
        return total, squares, largest
