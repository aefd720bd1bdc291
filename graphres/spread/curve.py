"""Reach at every removal: (graph, order, worlds) -> ReachCurve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from graphres.engine.pool import OnProgress
from graphres.graph import FollowGraph
from graphres.graph.orders import place_checkpoints
from graphres.kernels.arrays import Float64, Int32, Int64
from graphres.spread.blocks import by_block
from graphres.spread.counts import BlockCounts
from graphres.spread.groups import Grouping
from graphres.spread.model import Spread
from graphres.spread.sample import WorldSample, ends_of
from graphres.spread.sweep import sweep_block
from graphres.spread.worlds import Worlds
from graphres.stats.intervals import world_interval


@dataclass(frozen=True, eq=False, repr=False)
class MeanCurve:
    """A mean over worlds at every removal, and its interval at those kept.

    Parameters
    ----------
    mean : ndarray of float64, shape (K + 1,)
    kept : ndarray of int64, shape (P,)
        Ascending removals, 0 among them.
    low_kept, high_kept : ndarray of float64, shape (P,)
        Ends of the 95 % interval after so many.
    """

    mean: Float64
    kept: Int64
    low_kept: Float64
    high_kept: Float64

    @property
    def low(self) -> Float64:
        """Lower ends, (K + 1,), not below 0; between removals kept as far off as at the last."""
        return np.maximum(self.mean - self._held(self.mean[self.kept] - self.low_kept), 0.0)

    @property
    def high(self) -> Float64:
        """Upper ends, (K + 1,), not above 1; between removals kept as far off as at the last."""
        return np.minimum(self.mean + self._held(self.high_kept - self.mean[self.kept]), 1.0)

    def _held(self, values: Float64) -> Float64:
        last = np.searchsorted(self.kept, np.arange(len(self.mean)), side="right") - 1
        held: Float64 = values[last]
        return held

    def cut_to(self, length: int) -> MeanCurve:
        """The same curve stopped after ``length`` removals."""
        rows = int(np.searchsorted(self.kept, length, side="right"))
        ends = self.kept[:rows], self.low_kept[:rows], self.high_kept[:rows]
        return MeanCurve(self.mean[: length + 1], *ends)


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
    whole : MeanCurve
        Reach.
    groups : mapping of str to MeanCurve
        Listeners by group; they sum to the whole.
    step_silenced, step_removed : ndarray of float64, shape (K + 1,)
        Of what removal k takes away, what the account itself had: as a poster, as a listener.
    silenced, removed : ndarray of float64, shape (K + 1,)
        Reach lost because the poster is gone; because the listener is, where a poster is left.
    sample : WorldSample
        Worlds one by one, at the removals asked for.
    """

    n: int
    worlds: int
    sources: int
    is_exact: bool
    whole: MeanCurve
    groups: Mapping[str, MeanCurve]
    step_silenced: Float64
    step_removed: Float64
    silenced: Float64
    removed: Float64
    sample: WorldSample

    @property
    def mean(self) -> Float64:
        """Reach after 0, 1, …, K removals."""
        return self.whole.mean

    @property
    def low(self) -> Float64:
        """Lower ends of its interval."""
        return self.whole.low

    @property
    def high(self) -> Float64:
        """Upper ends of its interval."""
        return self.whole.high

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

    def step_ends(self) -> tuple[Float64, Float64]:
        """Ends of the interval of what each removal takes away, (K + 1,); NaN where not kept."""
        low, high = np.full((2, len(self.mean)), np.nan)
        low[0] = high[0] = 0.0
        kept = self.sample.kept
        after = np.flatnonzero(np.diff(kept) == 1) + 1
        lost = (self.sample.by_world[after - 1] - self.sample.by_world[after]) / self.n
        if len(after):
            low[kept[after]], high[kept[after]] = ends_of(lost, is_exact=self.is_exact)
        return low, high

    def cut_to(self, length: int) -> ReachCurve:
        """The same curve stopped after ``length`` removals."""
        rows = slice(length + 1)
        return replace(
            self,
            whole=self.whole.cut_to(length),
            groups={name: group.cut_to(length) for name, group in self.groups.items()},
            step_silenced=self.step_silenced[rows],
            step_removed=self.step_removed[rows],
            silenced=self.silenced[rows],
            removed=self.removed[rows],
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
    on_progress: OnProgress | None = None,
) -> ReachCurve:
    """Measure reach after every removal of an order, in every sampled world.

    reach(k) = (1/W) Σ_w #{v ≠ s_w: s_w reaches v over live follows among the accounts left} / n,
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
        Ascending removals, 0 the first, at which to keep each world and to have an interval; some
        thousand when absent.
    jobs : int
        Threads; blocks of 64 worlds are shared among them.
    stream : str
        Name of the worlds' draws.
    on_progress : callable, optional
        Called with (done, total) after every block.

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
    ends = place_checkpoints(len(order), 1000) if kept is None else kept
    counted = by_block(
        lambda block: sweep_block(worlds, block, order, groups, ends),
        worlds.blocks,
        jobs=jobs,
        on_progress=on_progress,
    )
    return _summed(worlds, counted, groups, ends)


def _summed(
    worlds: Worlds, counted: list[BlockCounts], groups: Grouping | None, kept: Int64
) -> ReachCurve:
    count, n, exact = worlds.count, worlds.graph.n, worlds.are_enumerated
    whole = count * n
    total = np.sum([c.total for c in counted], axis=0) / whole
    by_world = np.concatenate([c.by_world for c in counted], axis=2)[:, :, :count]
    curves = [
        MeanCurve(mean, kept, *((mean[kept],) * 2 if exact else world_interval(worldwise / n)))
        for mean, worldwise in zip(total, by_world, strict=True)
    ]
    names = () if groups is None else groups.names
    return ReachCurve(
        n=n,
        worlds=count,
        sources=len(worlds.sources),
        is_exact=exact,
        whole=curves[0],
        groups=dict(zip(names, curves[1:], strict=True)),
        step_silenced=np.sum([c.step_silenced for c in counted], axis=0) / whole,
        step_removed=np.sum([c.step_removed for c in counted], axis=0) / whole,
        silenced=np.sum([c.silenced for c in counted], axis=0) / whole,
        removed=np.sum([c.removed for c in counted], axis=0) / whole,
        sample=WorldSample(
            n=n,
            is_exact=exact,
            kept=kept,
            by_world=by_world[0],
            area_by_world=np.concatenate([c.area for c in counted])[:count],
        ),
    )
