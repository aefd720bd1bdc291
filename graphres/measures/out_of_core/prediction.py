"""What measuring takes: memory, disk and time, foreseen from the size of a graph.

Bytes an account are counted from the arrays that are alive together at the worst moment; what a
process takes before it has an account, and nanoseconds, were measured (benchmarks/out_of_core.py).
"""

from __future__ import annotations

from typing import NamedTuple

#: Bytes of a process with all its libraries, and of its compiler.
_PROCESS = 260_000_000

#: Bytes an account that all runs share: names, hashes of names.
_SHARED = 16

#: Bytes an account and run: an order while it is made; the arrays of a sweep, the curves.
_ORDER = 48
_SWEEP = 32
_CURVE = 88

#: Bytes an account and run of a fold: 64 while it reads, and 40 for its order; then, as a sweep
#: over the tree, 36.
_FOLD = 104
_TREE = 36

#: Nanoseconds a follow and an account of one run; bytes a second that a disk gives.
_FOLLOW_NS, _ACCOUNT_NS = 45, 600
_DISK = 500e6


class Size(NamedTuple):
    """How large the work is.

    ``stored``: follows in one set of rows (twice the ties of an undirected graph); ``removed``: K.
    ``is_mapped``: whether rows lie in files, from which the system takes them when it needs them.
    """

    accounts: int
    stored: int
    removed: int
    is_mapped: bool = True

    @property
    def rows(self) -> int:
        """Bytes of followers and following."""
        return 2 * (8 * self.accounts + 4 * self.stored)


class Prediction(NamedTuple):
    """What it takes: bytes of memory of its own, bytes read from disk, seconds."""

    memory: int
    read: int
    seconds: float


def predict_sweep(size: Size, runs: int, jobs: int) -> Prediction:
    """Measuring in memory, where rows have to be too, mapped or not."""
    each = max(_ORDER * size.accounts, _SWEEP * size.accounts + _CURVE * size.removed)
    memory = _PROCESS + _SHARED * size.accounts + size.rows + jobs * each
    return Prediction(memory, size.rows, _seconds(size, runs, jobs))


def predict_fold(size: Size, runs: int, jobs: int) -> Prediction:
    """Measuring out of core: follows are read once a run.

    Examples
    --------
    >>> predict_fold(Size(10**7, 10**8, 10**7), runs=1, jobs=1).memory < 2 * 10**9
    True
    """
    memory = _held(size) + jobs * _fold_bytes(size)
    read = runs * (8 * size.accounts + 4 * size.stored)
    return Prediction(memory, read, max(_seconds(size, runs, jobs), read / _DISK))


def most_at_once(size: Size, budget: int, jobs: int) -> int:
    """How many runs may be folded at once within so many bytes; 0 if not even one."""
    return max(0, min(jobs, (budget - _held(size)) // max(1, _fold_bytes(size))))


def _held(size: Size) -> int:
    rows = 0 if size.is_mapped else size.rows
    return _PROCESS + _SHARED * size.accounts + rows


def _fold_bytes(size: Size) -> int:
    return max(_FOLD * size.accounts, _TREE * size.accounts + _CURVE * size.removed)


def _seconds(size: Size, runs: int, jobs: int) -> float:
    return runs / jobs * (_FOLLOW_NS * size.stored + _ACCOUNT_NS * size.accounts) * 1e-9
