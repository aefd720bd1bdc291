"""Exactly so many distinct pairs, and exactly so many of them returned.

A pair of accounts is held as one 64-bit word, ``2 * (low * n + high) + turned``, so that sorting
finds repeats in either direction.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from graphres.errors import UsageError
from graphres.kernels.arrays import Int32, Int64

Draw = Callable[[int], tuple[Int32, Int32]]
_PATIENCE = 200


def pairs_needed(follows: int, reciprocity: float) -> tuple[int, int]:
    """Return how many pairs make up so many follows, and how many of them are returned.

    With a share r of the m follows returned, r m / 2 pairs follow each other and (1 - r) m do not.

    >>> pairs_needed(100, 0.2)
    (90, 10)
    """
    returned = min(round(follows * reciprocity / 2), follows // 2)
    return follows - returned, returned


def draw_distinct_pairs(draw: Draw, wanted: int, n: int) -> tuple[Int32, Int32]:
    """Draw until there are ``wanted`` distinct pairs of different accounts.

    Parameters
    ----------
    draw : callable
        ``draw(count)`` gives followers and followed, int32 of shape (count,).
    wanted, n : int
        Pairs, regardless of direction, and accounts.

    Returns
    -------
    follower, followed : ndarray of int32, shape (wanted,)

    Raises
    ------
    UsageError
        If there are not so many pairs, or far more draws still leave some wanting.

    Notes
    -----
    Each round draws what is missing and some more, and drops at random what is too much of it.
    O(wanted log wanted) while the pairs wanted are a small part of those the model favours.
    """
    if wanted > n * (n - 1) // 2:
        raise _too_dense(wanted)
    pairs = np.empty(0, np.int64)
    drawn = 0
    while len(pairs) < wanted:
        missing = wanted - len(pairs)
        if drawn > _PATIENCE * (wanted + 100):
            raise _too_dense(wanted)
        yield_so_far = max(len(pairs), 1) / max(drawn, 1)
        count = missing if not drawn else min(int(1.1 * missing / yield_so_far) + 16, 4 * wanted)
        pairs = _merged(pairs, _new_words(*draw(count), n, pairs), missing)
        drawn += count
    return _unpacked(pairs, n)


def _too_dense(wanted: int) -> UsageError:
    """Return the error for more pairs than a model can place."""
    return UsageError(
        f"{wanted:,} pairs that follow do not fit into this model, or into one of its communities",
        do="lower mean_followers, raise n, or raise reciprocity",
    )


def _new_words(follower: Int32, followed: Int32, n: int, earlier: Int64) -> Int64:
    """Return the pairs drawn that are no self-follows, not repeated, and not held already."""
    low = np.minimum(follower, followed).astype(np.int64)
    words = (low * n + np.maximum(follower, followed)) * 2 + (follower > followed)
    words = np.sort(words[follower != followed])
    words = words[_starts(words >> 1)]
    if not len(earlier):
        return words
    at = np.searchsorted(earlier >> 1, words >> 1)
    fresh: Int64 = words[earlier[np.minimum(at, len(earlier) - 1)] >> 1 != words >> 1]
    return fresh


def _starts(ordered: Int64) -> NDArray[np.bool_]:
    """Mark the first of every run of equal numbers."""
    starts = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=starts[1:])
    return starts


def _merged(earlier: Int64, new: Int64, missing: int) -> Int64:
    """Return both in order, with at most ``missing`` of the new ones, spread evenly over them."""
    if len(new) > missing:
        new = new[np.arange(missing) * len(new) // missing]
    return np.sort(np.concatenate([earlier, new]), kind="stable") if len(earlier) else new


def _unpacked(words: Int64, n: int) -> tuple[Int32, Int32]:
    pair = words >> 1
    low = pair // max(n, 1)
    high = pair - low * n
    turned = (words & 1).astype(bool)
    follower, followed = np.where(turned, high, low), np.where(turned, low, high)
    return follower.astype(np.int32), followed.astype(np.int32)


def add_returned_follows(
    rng: np.random.Generator, follower: Int32, followed: Int32, returned: int
) -> tuple[Int32, Int32]:
    """Add the reverse of ``returned`` pairs chosen at random.

    >>> ones = np.arange(3, dtype=np.int32), np.arange(3, 6, dtype=np.int32)
    >>> [len(end) for end in add_returned_follows(np.random.default_rng(0), *ones, 2)]
    [5, 5]
    """
    returning = rng.choice(len(follower), returned, replace=False, shuffle=False)
    return (
        np.concatenate([follower, followed[returning]]),
        np.concatenate([followed, follower[returning]]),
    )
