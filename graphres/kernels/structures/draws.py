"""Draws inside kernels: the mixer of `graphres.kernels.hashing`, a word at a time.

Every operand is an unsigned word when compiled; interpreted, sums and products are cut to 64 bits.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graphres.kernels.compiled import kernel

#: All ones: 2⁶⁴ − 1.
FULL = np.uint64(0xFFFFFFFFFFFFFFFF)

# The step, the two factors and the three shifts of SplitMix64.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FACTOR_1 = np.uint64(0xBF58476D1CE4E5B9)
_FACTOR_2 = np.uint64(0x94D049BB133111EB)
_SHIFT_1 = np.uint64(30)
_SHIFT_2 = np.uint64(27)
_SHIFT_3 = np.uint64(31)

#: What is cut off a word to leave 53 bits, as many as a float holds; and 2⁻⁵³.
_SURPLUS_BITS = np.uint64(11)
_UNIT = 1.1102230246251565e-16


@kernel(interpret_ns_per_element=1000, compile_seconds=0.3)
def mix(state: Any, word: Any) -> Any:
    """Return the hash of one more word, as `hash_words` goes on from ``state``."""
    z = ((state ^ word) + _STEP) & FULL
    z = ((z ^ (z >> _SHIFT_1)) * _FACTOR_1) & FULL
    z = ((z ^ (z >> _SHIFT_2)) * _FACTOR_2) & FULL
    return z ^ (z >> _SHIFT_3)


@kernel(interpret_ns_per_element=1000, compile_seconds=0.3)
def uniform(state: Any) -> Any:
    """Return the 53 highest bits of a hash as a number in [0, 1)."""
    return (state >> _SURPLUS_BITS) * _UNIT
