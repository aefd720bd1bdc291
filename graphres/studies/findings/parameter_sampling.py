"""Draws of the parameters from their ranges: how much a verdict owes to what was chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from graphres.campaigns.presets import Range
from graphres.kernels.hashing import hash_words


def points(count: int, dimensions: int, seed: int) -> npt.NDArray[np.float64]:
    """Sobol points in the unit cube, shifted by a hash of the seed, modulo 1.

    Owen 2020, arXiv:2008.08051, on why their first point stays; the shift is Cranley & Patterson
    1976, doi:10.1137/0713071. More points begin with the same ones.

    Returns
    -------
    ndarray of float64, shape (count, dimensions)

    Examples
    --------
    >>> points(4, 1, seed=0).round(3).ravel().tolist() == points(8, 1, seed=0)[:4, 0].round(
    ...     3).tolist()
    True
    """
    from scipy.stats import qmc

    power = max(count - 1, 1).bit_length()
    unit = qmc.Sobol(dimensions, scramble=False).random_base2(power)[:count]
    words = hash_words(seed, "evidence draws", np.arange(dimensions, dtype=np.uint64))
    shift = np.ldexp((words >> np.uint64(11)).astype(np.float64), -53)
    shifted: npt.NDArray[np.float64] = (unit + shift) % 1.0
    return shifted


def draw_values(ranges: Sequence[Range], count: int, seed: int) -> list[dict[str, float]]:
    """So many draws, each a value by SECTION.PARAMETER for every range.

    Examples
    --------
    >>> draw_values([Range("campaign.weary", 0.7, 1.0)], 2, seed=1)[0].keys()
    dict_keys(['campaign.weary'])
    """
    if count == 0 or not ranges:
        return [{} for _ in range(count)]
    unit = points(count, len(ranges), seed)
    return [
        {at.name: at.at(float(share)) for at, share in zip(ranges, row, strict=True)}
        for row in unit
    ]
