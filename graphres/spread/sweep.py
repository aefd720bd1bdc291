"""One block of 64 worlds at every removal."""

from __future__ import annotations

import numpy as np

from graphres.graph.orders import reverse_order
from graphres.kernels.arrays import Int32, Int64, Words
from graphres.kernels.cascade.live_edges import LiveEdges
from graphres.kernels.cascade.reach_sweep import (
    Later,
    MessageFlood,
    ReturnSweep,
    Totals,
    explain_losses,
    find_first_reached,
    sweep_reach,
)
from graphres.spread.counts import BlockCounts
from graphres.spread.deterministic_sweep import sweep_certain
from graphres.spread.groups import Grouping
from graphres.spread.worlds import Worlds


def sweep_block(
    worlds: Worlds, block: int, order: Int32, groups: Grouping | None, kept: Int64
) -> BlockCounts:
    """Count one block at every removal, and split what it loses."""
    n, removals, posted = worlds.graph.n, len(order), worlds.posted(block)
    group = np.zeros(n, np.int32) if groups is None else groups.of + np.int32(1)
    counted = BlockCounts.none(1 if groups is None else 1 + len(groups.names), removals, len(kept))
    sweep = ReturnSweep(reverse_order(n, order), posted, group, kept, removals)
    if worlds.are_certain and not worlds.spread.together:
        reached = sweep_certain(worlds.graph, sweep, counted.of_sweep)
    else:
        reached = _sweep_drawn(worlds, block, sweep, counted.of_sweep)
    _split(order, reached, posted, counted.silenced, counted.removed)
    if worlds.spread.together:  # the others go on posting
        counted.step_silenced[:] = 0
    return counted


def _sweep_drawn(worlds: Worlds, block: int, sweep: ReturnSweep, totals: Totals) -> Words:
    """Count in worlds whose follows are drawn; the worlds in which the whole graph reaches whom."""
    live = worlds.live(block)
    back, posted = sweep.return_order, sweep.posted
    later = _heard_of_another(worlds, live, back, posted) if worlds.spread.together else _none(back)
    flood = _flood(worlds.graph.n)
    counts = np.zeros((len(totals.total), 64), np.int64)
    sweep_reach(live, sweep, later, flood, counts, totals)
    reached: Words = flood.reached & ~posted
    np.bitwise_or.at(reached, later.account, later.bits)
    return reached


def _flood(n: int) -> MessageFlood:
    """Return a flood that has not begun."""
    reached, holds = np.zeros((2, n), np.uint64)
    return MessageFlood(reached, holds, np.zeros(n, np.uint8), np.zeros(n, np.int32))


def _none(back: Int32) -> Later:
    return Later(np.zeros(len(back) + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint64))


def _heard_of_another(worlds: Worlds, live: LiveEdges, back: Int32, posted: Words) -> Later:
    """When each of the sources that post together hears another's message.

    Number the sources. Two of them differ in some binary digit, so a source hears of another if it
    hears of those that differ from it in some digit: a sweep for every digit and its value.
    """
    n, sources = worlds.graph.n, worlds.sources
    slot = np.full(n, -1, dtype=np.int32)
    slot[sources] = np.arange(len(sources))
    first = np.full((len(sources), 64), -1, dtype=np.int32)
    for digit in range(max(len(sources) - 1, 0).bit_length()):
        of_digit = (slot >> digit) & 1
        for value in (0, 1):
            posting = np.where((slot >= 0) & (of_digit == value), posted, np.uint64(0))
            find_first_reached(live, back, posting, slot, _flood(n), first)
    row, world = np.nonzero(first >= 0)
    step = n - 1 - first[row, world].astype(np.int64)
    offsets = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(step, minlength=n), out=offsets[1:])
    by_step = np.argsort(step, kind="stable")
    bits = np.uint64(1) << world.astype(np.uint64)
    return Later(offsets, sources[row[by_step]], bits[by_step])


def _split(
    order: Int32,
    reached: Words,
    posted: Words,
    silenced: Int64,
    removed: Int64,
) -> None:
    """Write what was lost because posters, or listeners, are gone."""
    at_start, posters = _per_world(reached), _per_world(posted)
    work = np.zeros(64, np.int64)
    explain_losses(order, reached, posted, at_start, posters, work, silenced, removed)


def _per_world(bits: Words) -> Int64:
    """How many accounts have each bit, int64 (64,)."""
    some = bits[bits != 0]
    return np.array([int(((some >> np.uint64(w)) & np.uint64(1)).sum()) for w in range(64)])
