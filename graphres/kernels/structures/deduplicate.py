"""A value for every distinct follow: that of the first row that names it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.errors import UsageError
from graphres.kernels.csr import count_rows, fill_rows

Ends = npt.NDArray[np.int32]
Values = npt.NDArray[np.float64]


class FirstValues(NamedTuple):
    """Values by follow, and how many repeated rows give another value than the first."""

    values: Values
    differing: int


def first_values(
    n: int, follower: Ends, followed: Ends, values: Values, *, both_ways: bool = False
) -> FirstValues:
    """Take the value of the first row of every follow, in the order of ``followers``.

    Two stable counting sorts of the row numbers, by follower and then by followed, put the rows of
    one follow side by side, the first in the file foremost.

    Parameters
    ----------
    n : int
        Number of accounts.
    follower, followed : ndarray of int32, shape (rows,)
        Accounts.
    values : ndarray of float64, shape (rows,)
    both_ways : bool
        Rows are ties, each with its lower account as the follower, and hold in both directions.

    Returns
    -------
    FirstValues
        Values float64 of shape (stored follows,), read-only: ascending by followed, then by
        follower, without self-follows. O(n + rows) time and memory.

    Raises
    ------
    UsageError
        If there is not one value a row.

    Examples
    --------
    >>> ends = np.array([2, 1, 2], dtype=np.int32), np.array([0, 0, 0], dtype=np.int32)
    >>> first_values(3, *ends, np.array([0.25, 0.5, 0.75]))
    FirstValues(values=array([0.5 , 0.25]), differing=1)
    """
    if len(values) != len(follower):
        raise UsageError(f"{len(values)} values for {len(follower)} rows", do="give one a row")
    if both_ways:
        ends = follower, followed
        follower, followed = np.concatenate(ends), np.concatenate(ends[::-1])
        values = np.concatenate([values, values])
    kind = np.int32 if len(values) < 2**31 else np.int64
    rows = _sorted_by(n, follower, np.arange(len(values), dtype=kind))
    rows = _sorted_by(n, followed[rows], rows)
    follower, followed, values = follower[rows], followed[rows], values[rows]
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = (follower[1:] != follower[:-1]) | (followed[1:] != followed[:-1])
    unique = follower != followed
    first = values[np.maximum.accumulate(np.where(fresh, np.arange(len(rows)), 0))]
    differing = int(((values != first) & unique).sum())
    values = values[fresh & unique]
    values.setflags(write=False)
    return FirstValues(values, differing // 2 if both_ways else differing)


def _sorted_by(n: int, ends: Ends, rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """List row numbers by account, in order of arrival within an account."""
    offsets = np.zeros(n + 1, dtype=np.int64)
    count_rows(ends, offsets)
    out = np.empty_like(rows)
    fill_rows(ends, rows, offsets[:-1].copy(), out)
    return out
