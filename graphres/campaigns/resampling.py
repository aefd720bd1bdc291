"""Bootstrap samples of runs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graphres.kernels.hashing import hash_words

__all__ = ["resamples"]

_DRAWS = 2000


def resamples(runs: int, seed: int) -> npt.NDArray[np.int64]:
    """2,000 samples of so many runs with replacement, shape (samples, runs); none of a single run.

    Examples
    --------
    >>> resamples(3, seed=0).shape, resamples(1, seed=0).shape
    ((2000, 3), (0, 1))
    """
    if runs < 2:
        return np.zeros((0, runs), dtype=np.int64)
    draws = np.arange(_DRAWS, dtype=np.uint64)[:, None]
    words = hash_words(seed, "bootstrap", draws, np.arange(runs, dtype=np.uint64)[None, :])
    return (words % np.uint64(runs)).astype(np.int64)
