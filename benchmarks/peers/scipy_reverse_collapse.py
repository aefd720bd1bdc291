"""The same numbers for a scipy user who adds back instead of removing.

Walking the checkpoints backwards, the components found so far are contracted to single nodes, and
only the follows that come back at this checkpoint are new edges between them. Each follow is looked
at once, which no other peer script does: this is the hardest rival here, not the usual one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
from follows import checkpoints, print_curve, read_follows, removal_times
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def collapse(path: str) -> Iterator[tuple[int, int]]:
    """(k, giant) at every checkpoint, from the last back to the first."""
    n, follower, followed = read_follows(path)
    times = removal_times(n, followed)
    marks = np.array(checkpoints(n))
    follower, followed = times[follower], times[followed]
    back = np.searchsorted(marks, np.minimum(follower, followed), side="right") - 1
    rows = np.argsort(back.astype(np.int8), kind="stable")
    ends = np.searchsorted(back[rows], np.arange(len(marks) + 1))
    follower, followed = follower[rows], followed[rows]
    component = np.arange(n, dtype=np.int32)
    for i in reversed(range(len(marks))):
        new = slice(ends[i], ends[i + 1])
        pairs = (component[follower[new]], component[followed[new]])
        edges = coo_array((np.ones(len(pairs[0])), pairs), shape=(n, n))
        component = connected_components(edges, directed=False)[1][component]
        yield int(marks[i]), int(np.bincount(component[marks[i] :]).max(initial=0))


if __name__ == "__main__":
    print_curve(reversed(list(collapse(sys.argv[1]))))
