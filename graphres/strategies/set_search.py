"""Search among sets: which accounts to take away so that no component above a size is left."""

from __future__ import annotations

import numpy as np

from graphres.kernels.arrays import Float64, Int32
from graphres.kernels.dismantling.exchange import Components, ExchangeWork, exchange_accounts
from graphres.kernels.dismantling.priced_return import unite_present
from graphres.kernels.hashing import hash_words
from graphres.strategies.base import Choice
from graphres.strategies.dismantling import DismantlingTask
from graphres.strategies.reinsertion import bring_back
from graphres.strategies.time_limit import TimeLimit

#: Exchanges tried a step, for each account of the set, and at most.
_PER_ACCOUNT, _MOST = 4, 4000

#: Accounts taken away beside a set, at most; accounts of it given up at once, at most.
_BALL, _GIVEN_UP = 40, 3

#: One step in so many takes a ball away; one in so many of these may lead to a set larger by one.
_BALLS, _UPHILL = 4, 50


def find_cheaper_set(
    task: DismantlingTask, initial: Int32, size: int, choice: Choice, time_limit: TimeLimit
) -> Int32:
    """Find a set of places no dearer than ``initial`` that leaves no component above a size.

    Steps exchange accounts one by one (see
    `graphres.kernels.dismantling.exchange.exchange_accounts`). Every few of them the accounts
    around a place are taken away too, or up to three of the set are given back and all their
    neighbours taken instead. What is left then is certainly small enough, and all that can come
    back do, smallest component (per cost) first, equals in a drawn order. O((n + m) log n) a step.
    """
    best = now = initial
    exchanges = None
    for step, draw in time_limit.draws(choice.seed, choice.run):
        if len(best) == 0:
            break
        if step % _BALLS:
            exchanges = exchanges or _Exchanges(task, now, size)
            now = exchanges.after(
                _draws(choice, step, time_limit.slice(_PER_ACCOUNT * len(now), _MOST))
            )
            time_limit.end_slice()
            best = now if _cost(task, now) <= _cost(task, best) else best
            continue
        leap = _leap(task, now, size, choice, step, draw)
        if leap is None:
            continue
        uphill = len(leap) == len(best) + 1 and draw[4] % _UPHILL == 0 and task.cost is None
        if _cost(task, leap) <= _cost(task, now) or uphill:
            now, exchanges = leap, None
        if _cost(task, now) <= _cost(task, best):
            best = now
    return best


def _cost(task: DismantlingTask, places: Int32) -> float:
    return float(len(places) if task.cost is None else task.cost[places].sum())


def _draws(choice: Choice, step: int, count: int) -> np.ndarray:
    """Draw four numbers for each of so many exchanges."""
    numbers = np.arange(4 * count, dtype=np.uint64)
    hashes = hash_words(choice.seed, "exchanges", choice.run, step, numbers)
    return (hashes >> np.uint64(1)).astype(np.int64).reshape(-1, 4)


class _Exchanges:
    """The components that a set leaves, kept up to date while accounts are exchanged."""

    def __init__(self, task: DismantlingTask, places: Int32, size: int) -> None:
        n = task.n
        label = _labels(task, places)
        away, position = np.zeros((2, n), dtype=np.int32)
        away[: len(places)] = places
        position[places] = np.arange(len(places))
        sizes = np.bincount(label[label >= 0], minlength=n).astype(np.int32)
        count = np.full(1, len(places), dtype=np.int64)
        self._components = Components(label, sizes, away, position, count)
        self._room = ExchangeWork(*np.zeros((3, n), dtype=np.int32))
        self._task, self._size = task, size
        self._cost: Float64 = np.ones(n) if task.cost is None else task.cost
        self._stamp = 1

    def after(self, draws: np.ndarray) -> Int32:
        """Return the set after so many exchanges."""
        exchange_accounts(
            self._task.rows,
            self._task.may_go,
            self._size,
            self._cost,
            draws,
            self._stamp,
            self._components,
            self._room,
        )
        self._stamp += len(draws)
        places: Int32 = self._components.away[: int(self._components.count[0])].copy()
        return places


def _labels(task: DismantlingTask, places: Int32) -> Int32:
    """Label every place by a member of its component, −1 for those in the set."""
    n = task.n
    parent = np.full(n + 1, -1, dtype=np.int32)
    parent[places] = n
    unite_present(task.rows, parent[:n])
    root = np.where(parent < 0, np.arange(n + 1, dtype=np.int32), parent)
    while not np.array_equal(root, root[root]):
        root = root[root]
    label: Int32 = np.where(root == n, -1, root)[:n].astype(np.int32)
    return label


def _leap(
    task: DismantlingTask, now: Int32, size: int, choice: Choice, step: int, draw: list[int]
) -> Int32 | None:
    """Take a larger step to another set; None where that is not allowed."""
    tried = _add_ball(task, now, draw) if draw[0] % 2 else _swap_few(task, now, size, draw)
    if tried is None:
        return None
    drawn = hash_words(choice.seed, "best ties", choice.run, step, task.keys[tried])
    tried = tried[np.argsort(drawn, kind="stable")]
    return bring_back(task.rows, tried[:0], tried, size, task.cost)[0]


def _add_ball(task: DismantlingTask, places: Int32, draw: list[int]) -> Int32:
    """Add up to forty places around one of the set, or around any."""
    start = int(places[draw[1] % len(places)]) if draw[2] % 4 else draw[1] % task.n
    wanted = 1 + draw[3] % _BALL
    taken = set(places.tolist())
    reached, queue = {start}, [start]
    ball: list[int] = []
    while queue and len(ball) < wanted:
        place = queue.pop(0)
        if place not in taken and place < task.may_go:
            ball.append(place)
        for neighbour in task.rows.row(place)[: 8 * _BALL].tolist():
            if neighbour not in reached and len(reached) < 8 * _BALL:
                reached.add(neighbour)
                queue.append(neighbour)
    return np.concatenate([places, np.array(ball, dtype=np.int32)])


def _swap_few(task: DismantlingTask, places: Int32, size: int, draw: list[int]) -> Int32 | None:
    """Swap a few places of the set for all their neighbours; None if not allowed."""
    count = 1 + draw[2] % min(_GIVEN_UP, size)
    first = draw[1] % len(places)
    stay = np.roll(places, -first)[:count]
    neighbours = np.unique(np.concatenate([task.rows.row(int(place)) for place in stay]))
    neighbours = np.setdiff1d(neighbours, stay, assume_unique=True)
    if len(neighbours) and neighbours[-1] >= task.may_go:
        return None
    away: Int32 = np.union1d(np.setdiff1d(places, stay), neighbours).astype(np.int32)
    return away
