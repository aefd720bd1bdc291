"""Betweenness: whoever lies on the shortest paths between others."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np

from graphres.amounts import parse_digits
from graphres.engine.pool import map_in_order
from graphres.errors import StrategyError
from graphres.graph import Adjacency
from graphres.kernels.arrays import Float64, Int32, Words
from graphres.kernels.centrality.betweenness import (
    ComponentWalk,
    Core,
    PathSearch,
    add_dependencies,
    fold_component,
)
from graphres.kernels.hashing import hash_words
from graphres.stats.rounding import round_significant
from graphres.strategies.base import Choice, Scores
from graphres.strategies.dismantling import DismantlingStrategy, DismantlingTask
from graphres.strategies.time_limit import TimeLimit

#: Searches are shared out in so many parts, whatever the threads, so that sums do not depend on
#: them; where they take less than so many steps in all, they stay together.
_PARTS = 4
_WORTH_SHARING = 1 << 20

#: Accounts looked through at a time for those whose component is still to be counted.
_CHUNK = 1 << 12


class Betweenness(DismantlingStrategy):
    """The highest betweenness first; ``adaptive``: counted again after every removal.

    Freeman 1977, doi:10.2307/3033543, by the algorithm of Brandes 2001,
    doi:10.1080/0022250X.2001.9990249: the number of pairs whose shortest paths meet an account,
    a pair with several shortest paths counted by the share of them that do. Follows count as ties,
    whichever way they run; ``networkx:betweenness`` keeps to their direction. ``pivots=N`` counts
    only paths from N accounts of each component, drawn anew for every removal, scaled up.

    After a removal only the component that the account was in is counted again, and of that only
    its 2-core is searched. When nobody lies between others any more, most ties left go first.

    Examples
    --------
    >>> from graphres.graph import FollowGraph
    >>> chain = FollowGraph.from_pairs([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")])
    >>> ranking = Betweenness().ranking(chain)
    >>> chain.ids.take(ranking.order).to_pylist(), ranking.scores.tolist()
    (['c', 'b', 'd', 'a', 'e'], [4.0, 3.0, 3.0, 0.0, 0.0])
    """

    name: ClassVar[str] = "betweenness"
    summary: ClassVar[str] = "on most shortest paths between others first, follows taken as ties"
    direction: ClassVar[str] = "follows as ties"
    reference: ClassVar[str] = (
        "Freeman 1977, doi:10.2307/3033543; Brandes 2001, doi:10.1080/0022250X.2001.9990249"
    )
    cost: ClassVar[str] = "O(n m), with pivots O(m) each; adaptive: that for every removal"
    usage: ClassVar[str] = "adaptive, pivots=N"

    def __init__(self, *, adaptive: bool = False, pivots: int | None = None) -> None:
        self.adaptive = adaptive
        self.pivots = pivots
        self.takes_seed = pivots is not None
        self.time_limit = TimeLimit()

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Parse nothing, ``adaptive``, ``pivots=N``, or both."""
        adaptive, pivots = False, None
        for part in filter(None, (part.strip() for part in argument.split(","))):
            key, _, value = part.partition("=")
            if part == "adaptive":
                adaptive = True
            elif key.strip() == "pivots" and parse_digits(value.strip()):
                pivots = parse_digits(value.strip())
            else:
                raise StrategyError(
                    f"strategy {cls.name!r} takes adaptive and pivots=N, not {part!r}",
                    do=f"write {cls.name}:adaptive,pivots=64",
                )
        return cls(adaptive=adaptive, pivots=pivots)

    def removals(self, task: DismantlingTask, choice: Choice) -> tuple[Int32, Scores]:
        """Rank by score, or remove until nobody lies between others or the time is up."""
        counts = PairCounts(task, choice, self.pivots)
        counts.count_all()
        if not self.adaptive:
            short = counts.scores[: task.may_go]
            first = np.argsort(-short, kind="stable")[: task.limit].astype(np.int32)
            return first, short[first]
        order: list[int] = []
        scores: list[float] = []
        while len(order) < task.limit and task.may_go:
            best = int(np.argmax(counts.scores[: task.may_go]))
            if counts.scores[best] <= 0 or self.time_limit.is_over:
                break
            order.append(best)
            scores.append(float(counts.scores[best]))
            counts.remove(best)
        return np.array(order, dtype=np.int32), np.array(scores)


class PairCounts:
    """Betweenness by place, kept up to date while accounts go.

    Parameters
    ----------
    task : DismantlingTask
    choice : Choice
    pivots : int or None
        Searches a component; one from everywhere when None.
    """

    def __init__(self, task: DismantlingTask, choice: Choice, pivots: int | None) -> None:
        n, stored = task.n, len(task.rows.targets)
        self.scores = np.zeros(n)
        self.present = np.ones(n, dtype=np.uint8)
        self._task, self._choice, self._pivots = task, choice, pivots
        self._stamp = 0
        place, members, degree, core = np.zeros((4, n), dtype=np.int32)
        weight, squares = np.zeros((2, n), dtype=np.int64)
        stamp, pairs = np.full(n, -1, dtype=np.int32), np.zeros(n)
        self._walk = ComponentWalk(stamp, place, members, degree, weight, squares, pairs)
        self._core = Core(core, np.zeros(n + 1, dtype=np.int64), np.zeros(stored, dtype=np.int32))

    def count_all(self) -> None:
        """Count every component."""
        for first in range(0, self._task.n, _CHUNK):
            unseen = self._walk.stamp[first : first + _CHUNK] != self._stamp
            for account in np.flatnonzero(unseen).tolist():
                self._count(first + account)

    def remove(self, account: int) -> None:
        """Take one account out, and count again what its component has become."""
        self.present[account] = 0
        self._walk.place[account] = -1
        self.scores[account] = -1
        self._stamp += 1
        for neighbour in self._task.rows.row(account).tolist():
            self._count(neighbour)

    def _count(self, start: int) -> None:
        """Count the component of an account, unless this round has already."""
        if not self.present[start] or self._walk.stamp[start] == self._stamp:
            return
        size, in_core = fold_component(
            self._task.rows, self.present, start, self._stamp, self._walk, self._core
        )
        members = self._walk.members[:size]
        pairs = self._walk.pairs[:size].copy()
        if in_core > 2:
            pairs[self._core.members[:in_core]] += self._search_core(in_core)
        self.scores[members] = round_significant(pairs / 2)

    def _search_core(self, in_core: int) -> Float64:
        """Search from the pivots, and scale up to searches from everywhere."""
        core = self._core.members[:in_core]
        offsets = self._core.offsets[: in_core + 1].copy()
        rows = Adjacency(offsets, self._core.targets[: offsets[-1]].copy())
        weight = self._walk.weight[core]
        pivots = np.arange(in_core, dtype=np.int32)
        if self._pivots is not None and self._pivots < in_core:
            pivots = self._draw_pivots(self._task.keys[self._walk.members[core]], self._pivots)
        parts = _PARTS if len(pivots) * len(rows.targets) > _WORTH_SHARING else 1

        def search(part: Int32) -> Float64:
            steps, queue = np.full(in_core, -1, np.int32), np.zeros(in_core, np.int32)
            dependencies = np.zeros(in_core)
            paths = PathSearch(steps, np.zeros(in_core), np.zeros(in_core), queue)
            add_dependencies(rows, weight, part, paths, dependencies)
            return dependencies

        shares = np.array_split(pivots, parts)
        if parts > 1 and self._choice.jobs > 1:
            sums = list(map_in_order(search, shares, jobs=self._choice.jobs))
        else:
            sums = [search(part) for part in shares]
        total: Float64 = np.sum(sums, axis=0) * (in_core / len(pivots))
        return total

    def _draw_pivots(self, keys: Words, count: int) -> Int32:
        """Draw so many places of a core, by hashes of its accounts and the number of the round."""
        draws = hash_words(self._choice.seed, "pivots", self._choice.run, self._stamp, keys)
        return smallest(draws, count)


def smallest(draws: Words, count: int) -> Int32:
    """Return the places of the smallest draws, smallest first, of equals the first; O(n).

    Examples
    --------
    >>> smallest(np.array([7, 3, 9, 3, 1], dtype=np.uint64), 2).tolist()
    [4, 1]
    """
    low = np.flatnonzero(draws <= np.partition(draws, count - 1)[count - 1])
    return low[np.argsort(draws[low], kind="stable")][:count].astype(np.int32)
