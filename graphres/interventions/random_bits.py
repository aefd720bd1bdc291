"""What an intervention leaves to chance, drawn by hashing in 64 worlds at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.kernels.arrays import Words
from graphres.kernels.hashing import hash_words

FULL = np.uint64(0xFFFFFFFFFFFFFFFF)

#: Binary digits compared at most; what is left undecided then has probability 2⁻⁶⁴.
_DIGITS = 64


def fraction(probability: npt.ArrayLike) -> Words:
    """Probabilities as fractions of 2⁶⁴, uint64; 1 is all ones.

    Examples
    --------
    >>> [hex(word) for word in fraction([0.0, 0.5, 1.0]).tolist()]
    ['0x0', '0x8000000000000000', '0xffffffffffffffff']
    """
    values = np.atleast_1d(np.asarray(probability, dtype=np.float64))
    made = np.full(values.shape, FULL)
    below = values < 1
    made[below] = (values[below] * 2.0**64).astype(np.uint64)
    return made


def chance_words(
    probability: npt.ArrayLike, keys: Words, seed: int, stream: str, what: str, block: int
) -> Words:
    """In which of 64 worlds something happens to each account, with its probability.

    With h the hash of (seed, stream, what, block, account), bit w compares the binary digits of p
    with bit w of the hashes of (h, 0), (h, 1), …, as follows are drawn (see
    `graphres.kernels.cascade.live_edges`); a larger p keeps every world of a smaller one.

    Parameters
    ----------
    probability : float or ndarray of float64, shape (n,)
    keys : ndarray of uint64, shape (n,)
    seed, stream, what, block
        What draws are hashed from, beside the keys.

    Returns
    -------
    ndarray of uint64, shape (n,)
        O(n) for each of some ten digits.

    Examples
    --------
    >>> keys = np.arange(3, dtype=np.uint64)
    >>> chance_words(1.0, keys, 0, "reach", "private", 0).tolist() == [int(FULL)] * 3
    True
    >>> chance_words(0.0, keys, 0, "reach", "private", 0).tolist()
    [0, 0, 0]
    """
    digits = np.broadcast_to(fraction(probability), keys.shape).copy()
    made = np.where(digits == FULL, FULL, np.uint64(0))
    undecided = np.where((digits == FULL) | (digits == 0), np.uint64(0), FULL)
    left = np.flatnonzero(undecided)
    names = hash_words(seed, stream, what, block, keys[left]) if len(left) else keys[:0]
    for place in range(_DIGITS):
        if len(left) == 0:
            break
        drawn = hash_words(names, place)
        is_one = digits[left] >> np.uint64(63) != 0
        open_now = undecided[left]
        made[left] |= np.where(is_one, open_now & ~drawn, np.uint64(0))
        undecided[left] = open_now & np.where(is_one, drawn, ~drawn)
        digits[left] <<= np.uint64(1)
        stay = (undecided[left] != 0) & (digits[left] != 0)
        left, names = left[stay], names[stay]
    return made
