"""Reach now: of given sources, by hop and by group, and who carries the message on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graphres.engine.pool import OnProgress
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64, Int64
from graphres.kernels.cascade.hops import MessageWave, sweep_hops
from graphres.spread.blocks import by_block
from graphres.spread.curve import MeanCurve, reach_curve
from graphres.spread.groups import Grouping
from graphres.spread.model import Spread
from graphres.spread.sample import Mean, joint_mean
from graphres.spread.worlds import Worlds

#: Hops told apart; further ones share the last.
HOPS = 32


@dataclass(frozen=True, eq=False, repr=False)
class Reach:
    """How far a message gets.

    Parameters
    ----------
    n, sources, worlds : int
        Accounts; those who may post; worlds measured in.
    is_exact : bool
        Whether the worlds are all there are.
    whole : Mean
        Share of the n accounts that hear it.
    by_hop : tuple of Mean
        Share that first hears it at hop 1, 2, …; the last of 31 holds all further ones.
    by_group : mapping of str to Mean
        Share of n that hears it, by group of listeners.
    hears : ndarray of float64, shape (n,)
        Share of worlds in which an account hears a message of another.
    carries : ndarray of float64, shape (n,)
        Share of worlds in which an account, poster or not, tells somebody who has not heard before.

    Notes
    -----
    Where sources post together, ``whole`` and ``by_group`` count a source that hears of another;
    ``by_hop`` and ``hears`` leave sources aside.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "ann"), ("dee", "ann")])
    >>> found = reach(graph, Spread(probability=1.0))
    >>> found
    <Reach 0.3125 of 4 accounts, 4 sources, 4 worlds>
    >>> [round(4 * 4 * hop.mean) for hop in found.by_hop]
    [3, 2]
    """

    n: int
    sources: int
    worlds: int
    is_exact: bool
    whole: Mean
    by_hop: tuple[Mean, ...]
    by_group: Mapping[str, Mean]
    hears: Float64
    carries: Float64

    def __repr__(self) -> str:
        """Mean, sources and worlds, in one line."""
        return (
            f"<Reach {self.whole.mean:.4f} of {self.n} accounts, {self.sources} sources, "
            f"{self.worlds} worlds>"
        )


class HopCounts(NamedTuple):
    """One block: hops by world, and for each account in how many worlds it hears and carries."""

    hops: Int64
    hears: Int64
    carries: Int64


def reach(
    graph: FollowGraph,
    spread: Spread | None = None,
    *,
    groups: Grouping | None = None,
    jobs: int = 1,
    on_progress: OnProgress | None = None,
) -> Reach:
    """Measure how far a message of the sources gets in the graph as it is.

    The same worlds as those of `graphres.collapse`, whose reach at k = 0 this is.

    Parameters
    ----------
    graph : FollowGraph
        With at least one account.
    spread : Spread, optional
        How it travels and who posts; the defaults when absent.
    groups : Grouping, optional
        Listeners to tell apart.
    jobs : int
        Threads.
    on_progress : callable, optional
        Called with (done, total) after every block.

    Returns
    -------
    Reach
        O(n + m) a block of 64 worlds for every hop at which an account hears.

    Raises
    ------
    InputError
        When nobody may post, or the graph has no probabilities.
    """
    worlds = Worlds(graph, spread or Spread())
    counted = by_block(
        lambda block: count_hops(worlds, block), worlds.blocks, jobs=jobs, on_progress=on_progress
    )
    hops = np.concatenate([block.hops for block in counted], axis=1)[:, : worlds.count]
    far = int(np.flatnonzero(hops.any(axis=1)).max(initial=0))
    at_start = reach_curve(graph, np.zeros(0, np.int32), worlds.spread, groups=groups, jobs=jobs)
    return Reach(
        n=graph.n,
        sources=len(worlds.sources),
        worlds=worlds.count,
        is_exact=worlds.are_enumerated,
        whole=_at_start(at_start.whole),
        by_hop=tuple(_mean(worlds, row) for row in hops[1 : far + 1]),
        by_group={name: _at_start(group) for name, group in at_start.groups.items()},
        hears=_share(worlds, [block.hears for block in counted]),
        carries=_share(worlds, [block.carries for block in counted]),
    )


def _mean(worlds: Worlds, counts: Int64) -> Mean:
    mean, low, high = joint_mean([counts / worlds.graph.n], is_exact=worlds.are_enumerated)
    return Mean(mean, max(low, 0.0), min(high, 1.0))


def _at_start(curve: MeanCurve) -> Mean:
    return Mean(float(curve.mean[0]), float(curve.low[0]), float(curve.high[0]))


def _share(worlds: Worlds, counts: list[Int64]) -> Float64:
    share: Float64 = np.sum(counts, axis=0) / worlds.count
    return share


def count_hops(worlds: Worlds, block: int) -> HopCounts:
    """Spread one block of 64 worlds step by step."""
    graph = worlds.graph
    posted = worlds.posted(block)
    wave = MessageWave(*np.zeros((3, graph.n), np.uint64), *np.zeros((2, graph.n), np.int32))
    hops = np.zeros((HOPS, 64), np.int64)
    carries = np.zeros(graph.n, np.int64)
    sweep_hops(worlds.live(block), posted, wave, hops, carries)
    hears = np.bitwise_count(wave.reached & ~posted).astype(np.int64)
    return HopCounts(hops, hears, carries)
