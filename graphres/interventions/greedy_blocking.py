"""Counter-speakers by the marginal number they save, lazily.

With shared live follows u is saved by a set S exactly if delay + d(v, u) ≤ d(poster, u) for some v
in S (< where the message wins ties): what S saves is a union of what its members save, so that
greedy is within 1 − 1/e of the best set on the sampled worlds (Nemhauser, Wolsey & Fisher 1978,
doi:10.1007/BF01588971). Budak, Agrawal & El Abbadi 2011, doi:10.1145/1963405.1963499, give greedy a
guarantee in several variants of competing cascades; this one, with either winner of ties, rests on
the union alone.
"""

from __future__ import annotations

import heapq
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.interventions.context import Scene
from graphres.interventions.random_bits import fraction
from graphres.kernels.arrays import Int32, Int64, Mask, Words
from graphres.kernels.cascade.blocking_sets import (
    Pairs,
    SaverSets,
    Search,
    find_arrival_levels,
    list_savers,
)
from graphres.kernels.cascade.hops import MessageWave
from graphres.kernels.cascade.live_edges import draw_rows, place_follows
from graphres.kernels.hashing import hash_words
from graphres.spread import Worlds

#: Pairs of a world and an account that hears the message there: at most so many, drawn evenly.
_PAIRS = 1 << 16

#: Entries of all their sets of savers.
_ENTRIES = 1 << 24


class _Sets(NamedTuple):
    """Sets of savers one after the other, and of how many pairs they were asked for."""

    savers: Int32
    sizes: Int64
    asked: int

    def first(self, count: int) -> _Sets:
        """Those of the first pairs."""
        return _Sets(self.savers[: self.sizes[:count].sum()], self.sizes[:count], self.asked)


def choose_savers(
    scene: Scene, budget: float, may: Mask, *, delay: int, probability: float | None
) -> Int32:
    """Who saves most beside those chosen before; then the rest by followers.

    O(worlds (n + m)) to draw worlds of the stream "choose", and one visit for every account and
    follow through which somebody could be saved in time.
    """
    late = delay + (1 if scene.ties == "message" else 0)
    known = scene.once(("savers", late, probability), lambda: _known(scene, late, probability))
    if known.done < known.asked:
        scene.notes.append(
            f"counter:greedy: the sets of who could save whom are large, so that only "
            f"{known.done:,} of {known.asked:,} pairs of a world and an account that hears were "
            "looked at, drawn evenly"
        )
    order = _lazily(scene, known, may, budget)
    return scene.affordable(_completed(scene, order, may), budget)


class _Known(NamedTuple):
    """Which pairs every account could save, of how many that were looked at and asked for."""

    saved: dict[int, Int64]
    done: int
    asked: int


def _known(scene: Scene, late: int, probability: float | None) -> _Known:
    """Who could save whom: neither budget nor run changes that. O(entries log entries)."""
    worlds = Worlds(scene.graph, scene.spread, "choose")
    sets = _evenly([_sets(worlds, block, late, probability) for block in range(worlds.blocks)])
    sizes = np.concatenate([s.sizes for s in sets])
    owner = np.concatenate([s.savers for s in sets])
    by_owner = np.argsort(owner, kind="stable")
    number = np.repeat(np.arange(len(sizes)), sizes)[by_owner]
    owners, starts = np.unique(owner[by_owner], return_index=True)
    parts = np.split(number, starts[1:]) if len(owners) else []
    saved = dict(zip(owners.tolist(), parts, strict=True))
    return _Known(saved, len(sizes), sum(s.asked for s in sets))


def _evenly(sets: list[_Sets]) -> list[_Sets]:
    """The same share of every block's pairs, where one had no room for all."""
    share = min((len(s.sizes) / s.asked for s in sets if s.asked), default=1.0)
    return [s.first(int(share * s.asked + 1e-9)) for s in sets]


def _sets(worlds: Worlds, block: int, late: int, probability: float | None) -> _Sets:
    graph = worlds.graph
    n, stored = graph.n, len(graph.followers.targets)
    posted, live = worlds.posted(block), worlds.drawn(block)
    level = np.full((n, 64), -1, np.int32)
    wave = MessageWave(*np.zeros((3, n), np.uint64), *np.zeros((2, n), np.int32))
    find_arrival_levels(graph.followers, live, posted, wave, level)
    account, world = _pairs(worlds, block, level)
    if probability is not None:
        live = _drawn(worlds, block, probability)
    places = np.empty(stored, np.int64)
    line = np.arange(n, dtype=np.int32)
    place_follows(*graph.followers, line, graph.following.offsets[:-1].copy(), places)
    ends = np.zeros(len(account), np.int64)
    savers = np.empty(min(_ENTRIES // worlds.blocks, len(account) * n), np.int32)
    pairs, sets = Pairs(account, world), SaverSets(ends, savers)
    search = Search(np.full(n, -1, np.int64), np.zeros(n, np.int32))
    list_savers(graph.following, places, live, level, pairs, late, search, sets)
    ends = ends[ends >= 0]
    size = int(ends[-1]) if len(ends) else 0
    return _Sets(savers[:size].copy(), np.diff(ends, prepend=0), len(account))


def _pairs(worlds: Worlds, block: int, level: npt.NDArray[np.int32]) -> tuple[Int32, Int64]:
    """Accounts that hear the message, with the world, in an order hashed from both."""
    account, world = np.nonzero(level > 0)
    keys = worlds.graph.keys[account]
    order = np.argsort(hash_words(worlds.spread.seed, "savers", block, keys, world), kind="stable")
    order = order[: _PAIRS // worlds.blocks]
    return account[order].astype(np.int32), world[order].astype(np.int64)


def _drawn(worlds: Worlds, block: int, probability: float) -> Words:
    """Live follows of the counter-message in one block."""
    graph = worlds.graph
    live = np.empty(len(graph.followers.targets), np.uint64)
    drawn = np.zeros(graph.n, np.uint8)
    edges = worlds.live(block)._replace(chance=fraction(probability), per=0, drawn=drawn, live=live)
    draw_rows(edges)
    return live


def _lazily(scene: Scene, known: _Known, may: Mask, budget: float) -> list[int]:
    """Greedy cover; a gain is counted again only when its account comes to the top.

    With costs, gain is taken by cost (Leskovec et al. 2007, doi:10.1145/1281192.1281239).
    """
    sets = {v: of for v, of in known.saved.items() if may[v]}
    price = np.ones(scene.graph.n) if scene.cost is None else np.maximum(scene.cost, 1e-12)
    heap = [(-len(of) / float(price[v]), v) for v, of in sets.items()]
    heapq.heapify(heap)
    covered = np.zeros(known.done, dtype=bool)
    chosen: list[int] = []
    left = budget
    while heap:
        _, best = heapq.heappop(heap)
        if price[best] > left + 1e-9:
            continue
        gain = int((~covered[sets[best]]).sum())
        if gain == 0:
            continue
        mine = (-gain / float(price[best]), best)
        if heap and mine > heap[0]:
            heapq.heappush(heap, mine)
            continue
        covered[sets[best]] = True
        left -= float(price[best])
        chosen.append(best)
    return chosen


def _completed(scene: Scene, chosen: list[int], may: Mask) -> Int32:
    rest = may.copy()
    rest[chosen] = False
    others = np.flatnonzero(rest)
    others = others[np.argsort(-scene.graph.in_degree[others], kind="stable")]
    return np.concatenate([np.array(chosen, dtype=np.int32), others.astype(np.int32)])
