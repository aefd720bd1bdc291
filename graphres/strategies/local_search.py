"""Local search: take accounts away and bring others back, as long as the order gets no worse."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.curves import collapse
from graphres.graph import FollowGraph
from graphres.kernels.hashing import hash_words
from graphres.strategies.base import Choice
from graphres.strategies.dismantling import Ground, Int32
from graphres.strategies.patience import Patience
from graphres.strategies.reinsertion import bring_back

__all__ = ["earlier_or_later", "fewer"]

#: Accounts taken away beside a set, at most; accounts of it given up at once, at most.
_BALL, _GIVEN_UP = 40, 3

#: One step in so many may lead to a set larger by one than the smallest.
_UPHILL = 50


def fewer(ground: Ground, chosen: Int32, size: int, choice: Choice, patience: Patience) -> Int32:
    """A set of places no larger than ``chosen`` that leaves no component above a size either.

    A step takes the accounts around a place away too, or gives up to three of the set back and
    takes all that they are tied to instead. What is left is certainly small enough; then whoever
    can comes back, smallest component first, equals in a drawn order. O((n + m) log n) a step.
    """
    best = now = chosen
    for step, draw in patience.draws(choice.seed, choice.run):
        if len(best) == 0:
            break
        tried = _around(ground, now, draw) if draw[0] % 2 else _instead(ground, now, size, draw)
        if tried is None:
            continue
        luck = hash_words(choice.seed, "best ties", choice.run, step, ground.keys[tried])
        tried = tried[np.argsort(luck, kind="stable")]
        kept, _ = bring_back(ground.rows, tried[:0], tried, size)
        uphill = len(kept) == len(best) + 1 and draw[4] % _UPHILL == 0
        if len(kept) <= len(now) or uphill:
            now = kept
        if len(now) < len(best) or (len(now) == len(best) and not uphill):
            best = now
    return best


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


def earlier_or_later(
    graph: FollowGraph, ground: Ground, order: Int32, choice: Choice, patience: Patience
) -> Int32:
    """Move one account at a time to another place in the order, while the mean giant does not rise.

    Over the removals allowed. O(n + m α(n)) a step.
    """

    def giant(tried: Int32) -> npt.NDArray[np.float64]:
        found = collapse(graph, ground.accounts[tried], measures=("giant",))["giant"]
        return found[1 : choice.limit + 1]

    if len(order) < 2 or choice.limit == 0:
        return order
    values = giant(order)
    mean = float(values.mean())
    for _, draw in patience.draws(choice.seed, choice.run):
        worth_it = int(np.count_nonzero(values * graph.n > 2)) + 2
        source = draw[1] % min(worth_it, len(order))
        by = 1 + draw[2] % (1 << draw[3] % max(1, worth_it.bit_length()))
        target = min(max(source + (by if draw[0] % 2 else -by), 0), len(order) - 1)
        tried = _moved(order, source, target)
        found = giant(tried)
        if float(found.mean()) <= mean:
            order, values, mean = tried, found, float(found.mean())
    return order


def _moved(order: Int32, source: int, target: int) -> Any:
    """The order with the account at one position put at another."""
    return np.insert(np.delete(order, source), target, order[source])
