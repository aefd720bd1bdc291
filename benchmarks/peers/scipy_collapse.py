"""The giant under in-degree removal, with scipy: ``python scipy_collapse.py follows.csv``.

Rows and columns stand in removal order, so that the survivors of k removals are a corner of the
matrix and each checkpoint cuts a smaller matrix than the one before.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
from follows import checkpoints, print_curve, read_follows, removal_times
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components


def giant(matrix: csr_array) -> int:
    """Accounts in the largest weak component."""
    _, labels = connected_components(matrix, directed=False)
    return int(np.bincount(labels).max(initial=0))


def read_matrix(path: str) -> csr_array:
    """The follows as a sparse matrix in removal order; float64, which csgraph takes as it is."""
    n, follower, followed = read_follows(path)
    times = removal_times(n, followed)
    ones = np.ones(len(follower))
    return csr_array((ones, (times[follower], times[followed])), shape=(n, n))


def collapse(matrix: csr_array) -> Iterator[tuple[int, int]]:
    """(k, giant) at every checkpoint."""
    removed = 0
    for k in checkpoints(matrix.shape[0]):
        matrix = matrix[k - removed :, k - removed :]
        removed = k
        yield k, giant(matrix) if matrix.shape[0] else 0


if __name__ == "__main__":
    print_curve(collapse(read_matrix(sys.argv[1])))
