"""The innermost core first."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from graphres.kernels.arrays import Int32
from graphres.kernels.centrality.k_core import core_numbers
from graphres.strategies.base import Choice, Scores
from graphres.strategies.dismantling import DismantlingStrategy, Ground


class KCore(DismantlingStrategy):
    """The highest core number first, counted once.

    The k-core is what is left when accounts with fewer than k ties are taken off until there are
    none; the core number is the largest k for which an account is in it. Seidman 1983,
    doi:10.1016/0378-8733(83)90028-X; computed as in Batagelj & Zaversnik 2003, arXiv:cs/0310049.
    Follows count as ties, whichever way they run. O(n log n + m).

    Examples
    --------
    >>> from graphres.graph import FollowGraph
    >>> kite = FollowGraph.from_pairs([("e", "d"), ("d", "c"), ("a", "b"), ("b", "c"), ("c", "a")])
    >>> ranking = KCore().ranking(kite)
    >>> kite.ids.take(ranking.order).to_pylist(), ranking.scores.tolist()
    (['c', 'a', 'b', 'e', 'd'], [2, 2, 2, 1, 1])
    """

    name: ClassVar[str] = "k-core"
    summary: ClassVar[str] = "highest core number first"
    direction: ClassVar[str] = "follows as ties"
    reference: ClassVar[str] = (
        "Seidman 1983, doi:10.1016/0378-8733(83)90028-X; Batagelj & Zaversnik 2003, "
        "arXiv:cs/0310049"
    )
    cost: ClassVar[str] = "O(n log n + m)"

    def removals(self, ground: Ground, choice: Choice) -> tuple[Int32, Scores]:
        """Everybody, by core number."""
        core = _core_numbers(ground)[: ground.may_go].astype(np.int64)
        first = np.argsort(-core, kind="stable")[: ground.limit].astype(np.int32)
        return first, core[first]


def _core_numbers(ground: Ground) -> Int32:
    left = np.diff(ground.rows.offsets).astype(np.int32)
    line = np.argsort(left, kind="stable").astype(np.int32)
    place = np.empty_like(line)
    place[line] = np.arange(ground.n, dtype=np.int32)
    first = np.searchsorted(left[line], np.arange(int(left.max(initial=0)) + 1)).astype(np.int64)
    core_numbers(*ground.rows, left, line, place, first)
    return left
