"""Orders of removal, and of return."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["back_order", "checkpoints"]

Int32 = npt.NDArray[np.int32]


def back_order(n: int, order: Int32) -> Int32:
    """All accounts in the order in which they come back: never removed first, then in reverse.

    Examples
    --------
    >>> back_order(4, np.array([2, 0], dtype=np.int32)).tolist()
    [1, 3, 0, 2]
    """
    stays = np.ones(n, dtype=bool)
    stays[order] = False
    return np.concatenate([np.flatnonzero(stays).astype(np.int32), order[::-1]])


def checkpoints(last: int, points: int | None) -> npt.NDArray[np.int64]:
    """K = ⌈i·last/points⌉ for i = 0..points, each once; every k when ``points`` is None.

    Examples
    --------
    >>> checkpoints(10, 4).tolist()
    [0, 3, 5, 8, 10]
    >>> checkpoints(2, 4).tolist()
    [0, 1, 2]
    """
    if points is None or points >= last:
        return np.arange(last + 1)
    return np.unique(-(-np.arange(points + 1) * last // points))
