"""Draws inside kernels: the mixer of `graphres.kernels.hashing`, a word at a time.

``words`` uint64 (8,) holds what the mixer needs, so that every operand is an unsigned word when
compiled and is cut to 64 bits when interpreted: the mask, the step, two multipliers, four shifts.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.kernels.compiled import kernel


def mixer_words() -> npt.NDArray[np.uint64]:
    """The constants of the mixer, as kernels take them."""
    full, step = 0xFFFFFFFFFFFFFFFF, 0x9E3779B97F4A7C15
    first, second = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
    return np.array([full, step, first, second, 30, 27, 31, 11], dtype=np.uint64)


@kernel(rent=1000, price=0.3)
def mix(state: Any, word: Any, words: Any) -> Any:
    """The hash of one more word, as `hash_words` goes on from ``state``."""
    z = ((state ^ word) + words[1]) & words[0]
    z = ((z ^ (z >> words[4])) * words[2]) & words[0]
    z = ((z ^ (z >> words[5])) * words[3]) & words[0]
    return z ^ (z >> words[6])


@kernel(rent=1000, price=0.3)
def uniform(state: Any, words: Any) -> Any:
    """The 53 highest bits of a hash as a number in [0, 1)."""
    return (state >> words[7]) * 1.1102230246251565e-16
