"""Who is a new audience of each message."""

from __future__ import annotations

import numpy as np

from graphres.interventions.random_bits import FULL
from graphres.kernels.arrays import Words
from graphres.spread import Grouping, Worlds


def newcomers(worlds: Worlds, posted: Words, groups: Grouping | None) -> Words:
    """Worlds of a block in which an account is new to who posts, uint64 (n,).

    Outside the groups of the posters; without groups, who follows none of them.
    """
    graph = worlds.graph
    known = np.zeros(graph.n, np.uint64)
    posters = np.flatnonzero(posted)
    if groups is None:
        for poster in posters.tolist():
            known[graph.followers.row(poster)] |= posted[poster]
        return known ^ FULL
    of_group = np.zeros(len(groups.names), np.uint64)
    np.bitwise_or.at(of_group, groups.of[posters], posted[posters])
    outside: Words = of_group[groups.of] ^ FULL
    return outside
