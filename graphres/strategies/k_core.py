"""The innermost core first."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from graphres.kernels.arrays import Int32
from graphres.kernels.centrality.k_core import compute_core_numbers
from graphres.strategies.base import Choice, Scores
from graphres.strategies.dismantling import DismantlingStrategy, DismantlingTask


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

    def removals(self, task: DismantlingTask, choice: Choice) -> tuple[Int32, Scores]:
        """Rank all by core number."""
        core = _core_numbers(task)[: task.may_go].astype(np.int64)
        first = np.argsort(-core, kind="stable")[: task.limit].astype(np.int32)
        return first, core[first]


def _core_numbers(task: DismantlingTask) -> Int32:
    left = np.diff(task.rows.offsets).astype(np.int32)
    accounts = np.argsort(left, kind="stable").astype(np.int32)
    place = np.empty_like(accounts)
    place[accounts] = np.arange(task.n, dtype=np.int32)
    first = np.searchsorted(left[accounts], np.arange(int(left.max(initial=0)) + 1)).astype(
        np.int64
    )
    compute_core_numbers(*task.rows, left, accounts, place, first)
    return left
