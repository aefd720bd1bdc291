"""Fold any number of follows into a tree that takes O(n) memory.

For weak components only a spanning forest counts, in which every account is connected as early as
it can be. The merge tree (`graphres.kernels.components.merge_tree`) is one such forest, and there
is only one of it: however follows are split, read and merged, its bytes are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from math import gcd
from typing import NamedTuple

import numpy as np

from graphres.kernels.arrays import Int32, Int64, Mask
from graphres.kernels.components.merge_tree import (
    find_main_path,
    group_arrivals,
    grow_tree,
    sift_follows,
)
from graphres.measures.out_of_core.stored import StoredFollows

OnProgress = Callable[[int, int], None]

#: Follows are read in so many blocks or more, each of so many or fewer.
_BLOCKS = 256
_LARGEST = 1 << 20


class Fold(NamedTuple):
    """What a set of follows comes to, for one order of return: three arrays of shape (n,).

    An account is numbered by the step at which it comes back, from 0.

    Parameters
    ----------
    parent : ndarray of int32
        The merge tree: for each step, the next step that joins its component; n for none.
    arrivals : ndarray of uint32
        Follows that arrive with each step: those whose later end it is.
    hears : ndarray of int32
        For each step, the first step at which a source that its account follows is back; n for
        none.
    """

    parent: Int32
    arrivals: np.ndarray[tuple[int, ...], np.dtype[np.uint32]]
    hears: Int32


def fold_follows(
    stored: StoredFollows,
    back: Int32,
    *,
    sources: Mask | None = None,
    first: int = 0,
    stop: int | None = None,
    chunk: int | None = None,
    on_progress: OnProgress | None = None,
) -> Fold:
    """Fold the follows from ``first`` up to ``stop``.

    They are read in blocks from all over: the tree then soon resembles that of all follows, and
    most of what is still to come connects nothing new, in whatever order they are stored.

    Parameters
    ----------
    stored : StoredFollows
    back : ndarray of int32, shape (n,)
        All accounts in the order in which they come back, see `graphres.graph.orders.back_order`.
    sources : ndarray of bool, shape (n,), optional
        Who may post; every account when absent.
    first, stop : int, optional
        Which of the stored follows; all when absent.
    chunk : int, optional
        Follows set aside before they are merged into the tree; n when absent. The fold is the same
        whatever the chunk; small ones only take longer.
    on_progress : callable, optional
        Called with (done, total) follows.

    Returns
    -------
    Fold
        O(m + chunks (n + chunk) α(n)) time and 52 n + 12 chunk bytes. A chunk holds only follows
        that the tree may lack, so that there are few.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> path = SimpleNamespace(
    ...     accounts=3,
    ...     following_indptr=np.array([0, 1, 2, 2]),
    ...     following_targets=np.array([1, 2], dtype=np.int32),
    ... )
    >>> fold_follows(path, np.array([0, 2, 1], dtype=np.int32)).parent.tolist()
    [2, 2, 3]
    """
    folding = _Folding(stored, back, sources, max(1, chunk or stored.accounts))
    end = len(stored.following_targets) if stop is None else stop
    done = 0
    for start, finish in _blocks(first, end):
        folding.read(start, finish)
        done += finish - start
        if on_progress is not None:
            on_progress(done, end - first)
    return folding.finish()


def _blocks(first: int, stop: int) -> Iterator[tuple[int, int]]:
    """Every block of follows once, neighbours far apart in time: steps by the golden ratio."""
    size = min(max(1, (stop - first) // _BLOCKS), _LARGEST)
    count = -(-(stop - first) // size)
    step = next(s for s in range(int(count * 0.618) + 1, 2 * count + 2) if gcd(s, count) == 1)
    for i in range(count):
        start = first + i * step % count * size
        yield start, min(start + size, stop)


def merge_folds(*folds: Fold) -> Fold:
    """Fold of all follows that stand behind several folds of one order. O(n α(n)) each."""
    return reduce(_merge_two, folds)


def _merge_two(one: Fold, two: Fold) -> Fold:
    branches = np.flatnonzero(two.parent < len(two.parent)).astype(np.int32)
    parent = one.parent.copy()
    _grow(parent, two.parent[branches], branches, *np.empty((2, len(parent)), np.int32))
    hears = np.minimum(one.hears, two.hears)
    return Fold(parent, one.arrivals + two.arrivals, hears)


def _grow(parent: Int32, later: Int32, earlier: Int32, union: Int32, latest: Int32) -> None:
    """Take follows, given by their two steps, into a tree."""
    n = len(parent)
    offsets = np.zeros(n + 2, dtype=np.int64)
    arrivals = np.empty(n + len(later), dtype=np.int32)
    group_arrivals(parent, later, earlier, offsets, arrivals)
    grow_tree(offsets, arrivals, parent, union, latest)


class _Folding:
    """The arrays of a fold while it reads."""

    def __init__(
        self, stored: StoredFollows, back: Int32, sources: Mask | None, chunk: int
    ) -> None:
        n = stored.accounts
        # Kernels take plain arrays; these are views of what is mapped.
        self.offsets: Int64 = np.asarray(stored.following_indptr)
        self.targets: Int32 = np.asarray(stored.following_targets)
        self.back = back
        self.accounts = _account_rows(back, sources)
        self.hears = np.full(n, n, dtype=np.int32)
        self.parent = np.full(n, n, dtype=np.int32)
        self.work = np.empty((2, n), dtype=np.int32)
        self.later, self.earlier = (np.empty(chunk, dtype=np.int32) for _ in range(2))
        self.cursor = np.zeros(3, dtype=np.int64)

    @property
    def position(self) -> int:
        """The next follow to read."""
        return int(self.cursor[0])

    def read(self, start: int, stop: int) -> None:
        """Read the follows from one up to another."""
        self.cursor[0] = start
        self.cursor[1] = np.searchsorted(self.offsets, start, side="right") - 1
        while self.position < stop:
            base = self.position
            sift_follows(
                self.offsets,
                self.targets[base:stop],
                base,
                self.accounts,
                self.hears,
                self.cursor,
                self.later,
                self.earlier,
            )
            if self.cursor[2] == len(self.later):
                self._merge()

    def _merge(self) -> None:
        """Take what was set aside into the tree, and let it sift what follows."""
        count = int(self.cursor[2])
        _grow(self.parent, self.later[:count], self.earlier[:count], *self.work)
        find_main_path(self.parent, self.back, *self.work, self.accounts)
        self.cursor[2] = 0

    def finish(self) -> Fold:
        """The fold of all that was read."""
        count = int(self.cursor[2])
        if count:
            _grow(self.parent, self.later[:count], self.earlier[:count], *self.work)
        arrivals = self.accounts[self.back, 2].view(np.uint32)
        return Fold(self.parent, arrivals, self.hears[self.back])


def _account_rows(back: Int32, sources: Mask | None) -> Int32:
    """A row an account, as `sift_follows` wants them before anything is read."""
    n = len(back)
    accounts = np.empty((n, 4), dtype=np.int32)
    accounts[back, 0] = np.arange(n, dtype=np.int32)
    accounts[:, 1] = n
    accounts[:, 2] = 0
    accounts[:, 3] = accounts[:, 0] if sources is None else np.where(sources, accounts[:, 0], n)
    return accounts
