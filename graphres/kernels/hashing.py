"""Random numbers as hashes of who, when and what, never as positions in a stream.

Every draw is ``mix(seed, stream, run, ids …)``: reordering rows, adding workers or running another
strategy changes no draw. The mixer is the finaliser of SplitMix64 (Steele, Lea & Flood 2014,
doi:10.1145/2714064.2660195), applied once for every word.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.kernels.arrays import Words

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_MASK = 0xFFFFFFFFFFFFFFFF


def hash_words(*words: Any) -> Words:
    """Hash every element of the broadcast words to 64 bits.

    ``h = 0``; for every word ``w``: ``h = finalise((h ^ w) + 0x9E3779B97F4A7C15)``, modulo 2⁶⁴.

    Parameters
    ----------
    *words : int, str or ndarray of uint64
        Who, when and what: a seed, a stream's name, a run, the keys of the accounts concerned.

    Returns
    -------
    ndarray of uint64
        Shaped as the words broadcast together, at least one-dimensional. Linear in its size.

    Examples
    --------
    >>> bool(hash_words(0, "order", 1)[0] == hash_words(0, "order", 1)[0])
    True
    >>> bool(hash_words(0, "order", 1)[0] == hash_words(0, "order", 2)[0])
    False
    """
    first = 0
    while first < len(words) and isinstance(words[first], int | str):
        first += 1
    state = np.array([_hash_scalars(words[:first])], dtype=np.uint64)
    with np.errstate(over="ignore"):
        for word in words[first:]:
            state = _finalise((state ^ _as_word(word)) + _STEP)
    return state


def _hash_scalars(words: Sequence[int | str]) -> int:
    """Hash words that all elements share, by plain integers: faster than arrays of one."""
    state = 0
    for word in words:
        number = hash_text(word) if isinstance(word, str) else int(word)
        z = ((state ^ (number & _MASK)) + int(_STEP)) & _MASK
        z = ((z ^ (z >> 30)) * int(_FIRST)) & _MASK
        z = ((z ^ (z >> 27)) * int(_SECOND)) & _MASK
        state = z ^ (z >> 31)
    return state


def uniform(*words: Any) -> npt.NDArray[np.float64]:
    """Return numbers in [0, 1): the 53 highest bits of `hash_words` of the same words.

    Examples
    --------
    >>> bool(abs(uniform(0, "order", 1) - hash_words(0, "order", 1) / 2.0**64)[0] < 2.0**-52)
    True
    """
    return (hash_words(*words) >> np.uint64(11)).astype(np.float64) * 2.0**-53


@lru_cache(maxsize=1024)
def hash_text(text: str) -> int:
    """Return a 64-bit word that stands for a short text, such as the name of a stream."""
    return int(hash_ids([len(text.encode())], text.encode())[0])


def hash_ids(lengths: npt.ArrayLike, data: bytes | npt.NDArray[np.uint8]) -> Words:
    """Hash every id to 64 bits, from its bytes alone.

    Parameters
    ----------
    lengths : array_like of int, shape (n,)
        Bytes of every id.
    data : bytes or ndarray of uint8
        The ids' UTF-8 bytes one after the other.

    Returns
    -------
    ndarray of uint64, shape (n,)
        Linear in the number of bytes, one vectorised pass for every eight bytes of the longest.
    """
    sizes = np.asarray(lengths, dtype=np.int64)
    offsets = np.cumsum(sizes) - sizes
    raw = np.frombuffer(data, dtype=np.uint8) if isinstance(data, bytes) else data
    padded = np.concatenate([raw, np.zeros(8, dtype=np.uint8)])
    words = np.lib.stride_tricks.sliding_window_view(padded, 8)
    state = sizes.astype(np.uint64)
    longest = int(sizes.max(initial=0))
    for start in range(0, longest, 8):
        rows = np.flatnonzero(sizes > start)
        chunk = words[offsets[rows] + start].copy().view("<u8")[:, 0]
        left = np.minimum(sizes[rows] - start, 8).astype(np.uint64)
        keep = np.uint64(0xFFFFFFFFFFFFFFFF) >> (np.uint64(64) - left * np.uint64(8))
        with np.errstate(over="ignore"):
            state[rows] = _finalise((state[rows] ^ (chunk & keep)) + _STEP)
    return state


def _as_word(word: Any) -> Words:
    if isinstance(word, str):
        word = hash_text(word)
    if isinstance(word, int):
        word = word & 0xFFFFFFFFFFFFFFFF
    return np.atleast_1d(np.asarray(word)).astype(np.uint64)


def _finalise(z: Words) -> Words:
    z = (z ^ (z >> np.uint64(30))) * _FIRST
    z = (z ^ (z >> np.uint64(27))) * _SECOND
    mixed: Words = z ^ (z >> np.uint64(31))
    return mixed
