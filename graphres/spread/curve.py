"""Reach at every removal: (graph, order, worlds) -> ReachCurve."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.graph import FollowGraph
from graphres.intervals import pair_half_width
from graphres.spread.counts import BlockCounts
from graphres.spread.groups import Grouping
from graphres.spread.model import Spread
from graphres.spread.sample import WorldSample
from graphres.spread.sweep import sweep_block
from graphres.spread.worlds import Worlds

__all__ = ["GroupReach", "ReachCurve", "reach_curve"]

Float64 = npt.NDArray[np.float64]
Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]


class GroupReach(NamedTuple):
    """Reach among the listeners of one group, over n: mean and half its interval, (K + 1,)."""

    mean: Float64
    half: Float64


@dataclass(frozen=True, eq=False, repr=False)
class ReachCurve:
    """The mean share of the n accounts that receive a message, after 0, 1, …, K removals.

    Parameters
    ----------
    n : int
        Accounts before any removal; every share is of this n.
    worlds : int
        Worlds measured in.
    sources : int
        Who may post.
    is_exact : bool
        Whether the worlds are all there are; then intervals have no width.
    mean, half : ndarray of float64, shape (K + 1,)
        Reach, and half the width of its 95 % interval.
    step_half : ndarray of float64, shape (K + 1,)
        Half the interval of what removal k takes away.
    step_silenced, step_removed : ndarray of float64, shape (K + 1,)
        The parts of that which the account itself had: as a poster, as a listener.
    silenced, removed : ndarray of float64, shape (K + 1,)
        Reach lost because the poster is gone; because the listener is, where a poster is left.
    groups : mapping of str to GroupReach
        Listeners by group; they sum to the mean.
    sample : WorldSample
        Worlds one by one, at the removals asked for.
    """

    n: int
    worlds: int
    sources: int
    is_exact: bool
    mean: Float64
    half: Float64
    step_half: Float64
    step_silenced: Float64
    step_removed: Float64
    silenced: Float64
    removed: Float64
    groups: Mapping[str, GroupReach]
    sample: WorldSample

    @property
    def low(self) -> Float64:
        """Lower end of the interval, not below 0."""
        return np.maximum(self.mean - self.half, 0.0)

    @property
    def high(self) -> Float64:
        """Upper end of the interval, not above 1."""
        return np.minimum(self.mean + self.half, 1.0)

    @property
    def cut(self) -> Float64:
        """Reach lost although poster and listener are both there: no path is left.

        reach(0) − reach(k) = silenced + removed + cut, world by world.
        """
        cut: Float64 = np.round(self.mean[0] - self.mean - self.silenced - self.removed, 12)
        return cut

    @property
    def steps(self) -> Float64:
        """What removal k takes away, reach(k − 1) − reach(k); 0 for k = 0."""
        steps: Float64 = np.round(-np.diff(self.mean, prepend=self.mean[0]), 15) + 0.0  # no −0
        return steps

    @property
    def step_cut(self) -> Float64:
        """The part of what removal k takes away that others lose: their path went through it.

        steps = step_silenced + step_removed + step_cut, world by world. Where sources post
        together, those who heard of this one alone are among them.
        """
        rest: Float64 = np.round(self.steps - self.step_silenced - self.step_removed, 12)
        return rest

    def cut_to(self, length: int) -> ReachCurve:
        """The same curve stopped after ``length`` removals."""
        rows = slice(length + 1)
        return replace(
            self,
            mean=self.mean[rows],
            half=self.half[rows],
            step_half=self.step_half[rows],
            step_silenced=self.step_silenced[rows],
            step_removed=self.step_removed[rows],
            silenced=self.silenced[rows],
            removed=self.removed[rows],
            groups={
                name: GroupReach(g.mean[rows], g.half[rows]) for name, g in self.groups.items()
            },
            sample=self.sample.cut_to(length),
        )


def reach_curve(
    graph: FollowGraph,
    order: Int32,
    spread: Spread,
    *,
    groups: Grouping | None = None,
    kept: Int64 | None = None,
    jobs: int = 1,
    stream: str = "reach",
) -> ReachCurve:
    """Measure reach after every removal of an order, in every sampled world.

    reach(k) = (1/W) Σ_w |{v ≠ s_w : s_w reaches v over live follows among the accounts left}| / n,
    where s_w is the poster of world w; 0 once s_w is removed. One sweep over returning accounts
    gives 64 worlds at every k.

    Parameters
    ----------
    graph : FollowGraph
    order : ndarray of int32, shape (K,)
        Distinct accounts, first removed first.
    spread : Spread
    groups : Grouping, optional
        Listeners to tell apart.
    kept : ndarray of int64, optional
        Ascending removals at which to keep each world; only 0 and K when absent.
    jobs : int
        Threads; blocks of 64 worlds are shared among them.
    stream : str
        Name of the worlds' draws.

    Returns
    -------
    ReachCurve
        O(n + m) a block for every time an account is told something new; 8 bytes a follow a block
        at work.

    Raises
    ------
    InputError
        When nobody may post, or the graph has no probabilities.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "ann")])
    >>> curve = reach_curve(graph, np.array([0], dtype=np.int32), Spread(probability=1.0))
    >>> (9 * curve.mean).round().tolist()  # bob reaches two, ann one
    [3.0, 0.0]
    """
    worlds = Worlds(graph, spread, stream)
    ends = np.unique([0, len(order)]) if kept is None else kept
    with ThreadPoolExecutor(max(1, min(jobs, worlds.blocks))) as pool:
        blocks = range(worlds.blocks)
        counted = list(pool.map(lambda b: sweep_block(worlds, b, order, groups, ends), blocks))
    return _summed(worlds, counted, groups, ends)


def _summed(
    worlds: Worlds, counted: list[BlockCounts], groups: Grouping | None, kept: Int64
) -> ReachCurve:
    count, n, exact = worlds.count, worlds.graph.n, worlds.are_enumerated
    whole = count * n
    total = np.sum([c.total for c in counted], axis=0)
    half = _half(np.sum([c.squares for c in counted], axis=0), worlds)
    names = () if groups is None else groups.names
    return ReachCurve(
        n=n,
        worlds=count,
        sources=len(worlds.sources),
        is_exact=exact,
        mean=total[0] / whole,
        half=half[0],
        step_half=_half(np.sum([c.step_squares for c in counted], axis=0), worlds),
        step_silenced=np.sum([c.step_silenced for c in counted], axis=0) / whole,
        step_removed=np.sum([c.step_removed for c in counted], axis=0) / whole,
        silenced=np.sum([c.silenced for c in counted], axis=0) / whole,
        removed=np.sum([c.removed for c in counted], axis=0) / whole,
        groups={g: GroupReach(total[i] / whole, half[i]) for i, g in enumerate(names, start=1)},
        sample=WorldSample(
            n=n,
            is_exact=exact,
            kept=kept,
            by_world=np.concatenate([c.by_world for c in counted], axis=1)[:, :count],
            area_by_world=np.concatenate([c.area for c in counted])[:count],
        ),
    )


def _half(squares: Int64, worlds: Worlds) -> Float64:
    """Half-widths, over n; none where the worlds are all there are."""
    if worlds.are_enumerated:
        return np.zeros(squares.shape)
    return pair_half_width(squares, worlds.count) / worlds.graph.n
