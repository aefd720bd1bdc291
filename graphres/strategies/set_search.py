"""Search among sets: which accounts to take away so that no component above a size is left."""

from __future__ import annotations

import numpy as np

from graphres.kernels.arrays import Float64, Int32
from graphres.kernels.dismantling.exchange import Components, Room, exchange
from graphres.kernels.dismantling.priced_return import unite_present
from graphres.kernels.hashing import hash_words
from graphres.strategies.base import Choice
from graphres.strategies.dismantling import Ground
from graphres.strategies.reinsertion import bring_back
from graphres.strategies.time_limit import Patience

#: Exchanges tried a step, for each account of the set, and at most.
_EACH, _MOST = 4, 4000

#: Accounts taken away beside a set, at most; accounts of it given up at once, at most.
_BALL, _GIVEN_UP = 40, 3

#: One step in so many takes a ball away; one in so many of these may lead to a set larger by one.
_BALLS, _UPHILL = 4, 50


def cheaper(ground: Ground, chosen: Int32, size: int, choice: Choice, patience: Patience) -> Int32:
    """A set of places that costs no more than ``chosen`` and leaves no component above a size.

    Steps exchange accounts one by one (see `graphres.kernels.dismantling.exchange.exchange`). Every
    few of them the accounts around a place are taken away too, or up to three of the set are given
    back and all that they are tied to is taken instead. What is left then is certainly small
    enough, and whoever can comes back, smallest component (per cost) first, equals in a drawn
    order. O((n + m) log n) a step.
    """
    best = now = chosen
    exchanges = None
    for step, draw in patience.draws(choice.seed, choice.run):
        if len(best) == 0:
            break
        if step % _BALLS:
            exchanges = exchanges or _Exchanges(ground, now, size)
            now = exchanges.after(_draws(choice, step, patience.slice(_EACH * len(now), _MOST)))
            patience.end_slice()
            best = now if _cost(ground, now) <= _cost(ground, best) else best
            continue
        kept = _leapt(ground, now, size, choice, step, draw)
        if kept is None:
            continue
        uphill = len(kept) == len(best) + 1 and draw[4] % _UPHILL == 0 and ground.cost is None
        if _cost(ground, kept) <= _cost(ground, now) or uphill:
            now, exchanges = kept, None
        if _cost(ground, now) <= _cost(ground, best):
            best = now
    return best


def _cost(ground: Ground, chosen: Int32) -> float:
    return float(len(chosen) if ground.cost is None else ground.cost[chosen].sum())


def _draws(choice: Choice, step: int, count: int) -> np.ndarray:
    """Four numbers for each of so many exchanges."""
    numbers = np.arange(4 * count, dtype=np.uint64)
    words = hash_words(choice.seed, "exchanges", choice.run, step, numbers)
    return (words >> np.uint64(1)).astype(np.int64).reshape(-1, 4)


class _Exchanges:
    """The components that a set leaves, kept up to date while accounts are exchanged."""

    def __init__(self, ground: Ground, chosen: Int32, size: int) -> None:
        n = ground.n
        label = _labels(ground, chosen)
        away, position = np.zeros((2, n), dtype=np.int32)
        away[: len(chosen)] = chosen
        position[chosen] = np.arange(len(chosen))
        sizes = np.bincount(label[label >= 0], minlength=n).astype(np.int32)
        count = np.full(1, len(chosen), dtype=np.int64)
        self._components = Components(label, sizes, away, position, count)
        self._room = Room(*np.zeros((3, n), dtype=np.int32))
        self._ground, self._size = ground, size
        self._cost: Float64 = np.ones(n) if ground.cost is None else ground.cost
        self._stamp = 1

    def after(self, draws: np.ndarray) -> Int32:
        """The set after so many exchanges."""
        exchange(
            self._ground.rows,
            self._ground.may_go,
            self._size,
            self._cost,
            draws,
            self._stamp,
            self._components,
            self._room,
        )
        self._stamp += len(draws)
        chosen: Int32 = self._components.away[: int(self._components.count[0])].copy()
        return chosen


def _labels(ground: Ground, chosen: Int32) -> Int32:
    """By place a member of its component, −1 for whoever is in the set."""
    n = ground.n
    parent = np.full(n + 1, -1, dtype=np.int32)
    parent[chosen] = n
    unite_present(ground.rows, parent[:n])
    root = np.where(parent < 0, np.arange(n + 1, dtype=np.int32), parent)
    while not np.array_equal(root, root[root]):
        root = root[root]
    label: Int32 = np.where(root == n, -1, root)[:n].astype(np.int32)
    return label


def _leapt(
    ground: Ground, now: Int32, size: int, choice: Choice, step: int, draw: list[int]
) -> Int32 | None:
    """A set found by a larger step; None where that is not allowed."""
    tried = _around(ground, now, draw) if draw[0] % 2 else _instead(ground, now, size, draw)
    if tried is None:
        return None
    drawn = hash_words(choice.seed, "best ties", choice.run, step, ground.keys[tried])
    tried = tried[np.argsort(drawn, kind="stable")]
    return bring_back(ground.rows, tried[:0], tried, size, ground.cost)[0]


def _around(ground: Ground, chosen: Int32, draw: list[int]) -> Int32:
    """The set, and beside it up to forty places around one that is in it, or around any."""
    start = int(chosen[draw[1] % len(chosen)]) if draw[2] % 4 else draw[1] % ground.n
    wanted = 1 + draw[3] % _BALL
    taken = set(chosen.tolist())
    reached, queue = {start}, [start]
    ball: list[int] = []
    while queue and len(ball) < wanted:
        place = queue.pop(0)
        if place not in taken and place < ground.may_go:
            ball.append(place)
        for other in ground.rows.row(place)[: 8 * _BALL].tolist():
            if other not in reached and len(reached) < 8 * _BALL:
                reached.add(other)
                queue.append(other)
    return np.concatenate([chosen, np.array(ball, dtype=np.int32)])


def _instead(ground: Ground, chosen: Int32, size: int, draw: list[int]) -> Int32 | None:
    """The set without a few that stay, and with all that these are tied to; None if not allowed."""
    count = 1 + draw[2] % min(_GIVEN_UP, size)
    first = draw[1] % len(chosen)
    stay = np.roll(chosen, -first)[:count]
    ties = np.unique(np.concatenate([ground.rows.row(int(place)) for place in stay]))
    ties = np.setdiff1d(ties, stay, assume_unique=True)
    if len(ties) and ties[-1] >= ground.may_go:
        return None
    away: Int32 = np.union1d(np.setdiff1d(chosen, stay), ties).astype(np.int32)
    return away
