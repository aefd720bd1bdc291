"""From a fold to curves, bit for bit those of the measures in memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graphres.kernels.arrays import Float64, Int32, Int64, Mask
from graphres.kernels.components.merge_tree import group_arrivals
from graphres.kernels.components.weak import WeakSizes, sweep_weak_components
from graphres.kernels.csr import CompressedRows
from graphres.measures.out_of_core.folding import Fold

_BLOCK = 1 << 16


def weak_columns(fold: Fold, back: Int32, last: int) -> dict[str, Float64]:
    """Giant, second, components and susceptibility, and ``giant_removed``.

    Parameters
    ----------
    fold : Fold
    back : ndarray of int32, shape (n,)
    last : int
        K, the accounts removed in the end.

    Returns
    -------
    dict of str to ndarray of float64, shape (K + 1,)
        From the usual sweep, over the tree instead of the follows: O(n α(n)).
    """
    n = len(back)
    parent = np.full(n, n, dtype=np.int32)
    sizes = WeakSizes(*(np.zeros(last + 1, np.int64) for _ in WeakSizes._fields))
    _sweep_tree(fold.parent, parent, sizes)
    members = _first_giant(parent, back)[::-1][:last]
    return {
        "giant": _share(sizes.giant, n),
        "second": _share(sizes.second, n),
        "components": _share(sizes.components, 1),
        "susceptibility": _share(sizes.squares, n),
        "giant_removed": _share(np.concatenate([[0], np.cumsum(members)]), n),
    }


def follows_column(fold: Fold, last: int, follows: int, *, directed: bool) -> Float64:
    """Follows with both ends left, over m, after 0..K removals. O(n)."""
    present = _left(fold.arrivals, last)
    if not directed:  # a tie stands in the rows of both its ends
        present //= 2
    return _share(present, max(follows, 1))


def audience_column(fold: Fold, last: int) -> Float64:
    """Accounts left that follow at least one source left, over n, after 0..K removals. O(n)."""
    n = len(fold.hears)
    joins = np.maximum(np.arange(n, dtype=np.int32), fold.hears)
    return _share(_left(np.bincount(joins, minlength=n)[:n], last), n)


def _sweep_tree(tree: Int32, parent: Int32, sizes: WeakSizes) -> None:
    """Sweep over the tree as if it were the graph; ``parent`` as the sweep of a graph leaves it."""
    n = len(tree)
    offsets = np.zeros(n + 2, dtype=np.int64)
    branches = np.empty(n, dtype=np.int32)
    none = np.zeros(0, dtype=np.int32)
    group_arrivals(tree, none, none, offsets, branches)
    sweep_weak_components(
        CompressedRows(offsets, branches),
        CompressedRows(np.zeros(n + 1, dtype=np.int64), none),
        np.arange(n, dtype=np.int32),
        parent,
        np.zeros(n + 1, dtype=np.int32),
        sizes,
    )


def _first_giant(parent: Int32, back: Int32) -> Mask:
    """Steps of the largest component; of equals, the one whose account comes first."""
    steps = np.arange(len(parent), dtype=np.int32)
    root = np.where(parent < 0, steps, parent)
    while True:
        above = root[root]
        if np.array_equal(above, root):
            break
        root = above
    roots = np.flatnonzero(parent == parent.min())
    largest = np.flatnonzero(np.isin(root, roots)) if len(roots) > 1 else roots
    members: Mask = root == root[largest[np.argmin(back[largest])]]
    return members


def _left(by_step: np.ndarray[tuple[int, ...], np.dtype[np.int64 | np.uint32]], last: int) -> Int64:
    """Sums over the steps taken, from all of them (nothing removed) down to n − K."""
    sums = np.zeros(len(by_step) + 1, dtype=np.int64)
    np.cumsum(by_step, out=sums[1:])
    return sums[::-1][: last + 1].copy()


def _share(counts: Int64, whole: int) -> Float64:
    """Counts over a whole, written where the counts stood."""
    shares = counts.view(np.float64)
    for block in _blocks(len(counts)):
        shares[block] = counts[block] / whole
    return shares


def _blocks(length: int) -> Iterator[slice]:
    return (slice(start, start + _BLOCK) for start in range(0, length, _BLOCK))
