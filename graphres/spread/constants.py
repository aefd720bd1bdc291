"""Constants that kernels of spreading take as an array, so that every operand is a 64-bit word."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.kernels.arrays import Words

_DE_BRUIJN = 0x03F79D71B4CB0A89

# The step and the two factors of SplitMix64, all ones, its three shifts, one, zero, 63; then the
# de Bruijn factor and its shift; the last but one is for the caller, and 11 makes 53 bits of 64.
_CONSTANTS = (
    *(0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xFFFFFFFFFFFFFFFF),
    *(30, 27, 31, 1, 0, 63, _DE_BRUIJN, 58, 0, 11),
)
_STATE = 12


def words(state: int = 0) -> Words:
    """The constants, uint64 (14,), with the hash of (seed, stream, block) in its place."""
    made = np.array(_CONSTANTS, dtype=np.uint64)
    made[_STATE] = state
    return made


def _bit_places() -> npt.NDArray[np.int64]:
    places = np.zeros(64, dtype=np.int64)
    for bit in range(64):
        places[(((1 << bit) * _DE_BRUIJN) & 0xFFFFFFFFFFFFFFFF) >> 58] = bit
    places.setflags(write=False)
    return places


#: Place of a lone bit by the first six bits of its product with the de Bruijn factor.
BIT_OF = _bit_places()
