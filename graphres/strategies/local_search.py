"""Local search among orders: accounts of a stretch change places while the area does not grow."""

from __future__ import annotations

import numpy as np

from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32
from graphres.kernels.dismantling.priced_return import unite_present
from graphres.kernels.dismantling.rearrange import (
    ComponentNames,
    Contacts,
    Stretch,
    list_contacts,
    rearrange,
)
from graphres.kernels.hashing import hash_words
from graphres.measures.curves import collapse
from graphres.strategies.base import Choice
from graphres.strategies.dismantling import DismantlingTask
from graphres.strategies.time_limit import TimeLimit

#: Lengths of a stretch; moves tried for each of its accounts, and at most.
_LENGTHS, _PER_ACCOUNT, _MOST = (16, 64, 256, 1024), 8, 4000


def improve_order(
    graph: FollowGraph,
    task: DismantlingTask,
    order: Int32,
    choice: Choice,
    time_limit: TimeLimit,
    until: float | None = None,
) -> Int32:
    """Move accounts within stretches of the order, while the area under the giant does not grow.

    Over the removals allowed, weighted by cost where there is any; with ``until``, until the giant
    is at that share. What is before and behind a stretch stays as it is, so that only the stretch
    and the components that it touches are looked at. O(n + m α(n)) a step, and O(stretch) a move.
    """
    last = min(len(order), choice.limit)
    if last < 2:
        return order
    order = order.copy()
    useful = 0
    for step, draw in time_limit.draws(choice.seed, choice.run):
        if step % 64 == 0:
            useful = _useful_length(graph, task, order, until)
        length = min(_LENGTHS[draw[0] % len(_LENGTHS)], last, useful + useful // 4 + 2)
        first = draw[1] % max(1, min(useful + length // 2, last) - length + 1)
        count = time_limit.slice(_PER_ACCOUNT * length, _MOST)
        draws = hash_words(
            choice.seed, "moves", choice.run, step, np.arange(2 * count, dtype=np.uint64)
        )
        moves = (draws >> np.uint64(1)).astype(np.int64).reshape(-1, 2)
        floor = 0 if until is None else int(until * graph.n + 1e-9)
        _rearrange_stretch(task, order, first, first + length, moves, floor)
        time_limit.end_slice()
    return order


def _useful_length(
    graph: FollowGraph, task: DismantlingTask, order: Int32, until: float | None
) -> int:
    """Count removals until nothing is left to gain."""
    giant = collapse(graph, task.accounts[order], measures=("giant",))["giant"]
    least = 2 / graph.n if until is None else until
    return int(np.count_nonzero(giant > least)) + 1


def _rearrange_stretch(
    task: DismantlingTask, order: Int32, first: int, stop: int, moves: np.ndarray, floor: int
) -> None:
    """Try moves within a stretch of the order, which is changed in place."""
    n, stretch = task.n, order[first:stop].copy()
    w = len(stretch)
    parent = np.full(n, -1, dtype=np.int32)
    parent[order[:stop]] = n
    unite_present(task.rows, parent)
    number = np.full(n, -1, dtype=np.int32)
    number[stretch] = np.arange(w)
    names = ComponentNames(*np.full((2, n), -1, dtype=np.int32))
    entries = int(np.diff(task.rows.offsets)[stretch].sum())
    row, ends = np.zeros(entries, dtype=np.int32), np.zeros(w, dtype=np.int64)
    sizes = np.zeros(w + entries, dtype=np.int32)
    count = list_contacts(task.rows, stretch, number, parent, names, Contacts(row, ends, sizes))
    weight = np.ones(w) if task.cost is None else task.cost[stretch]
    offsets = np.concatenate([[0], ends]).astype(np.int64)
    touched = Stretch(offsets, row[: offsets[-1]].copy(), sizes[: w + count].copy(), weight)
    places, tried = np.arange(w, dtype=np.int32), np.zeros(w, dtype=np.int32)
    least = max(0, -int(parent.min(initial=0)))
    rearrange(touched, places, least, floor, moves, np.zeros(w + count, np.int32), tried)
    order[first:stop] = stretch[places]
