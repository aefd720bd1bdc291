"""Independent draws of the parameters: every value is a hash of the seed, its name and the draw."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graphres.campaigns.presets import Range
from graphres.kernels.hashing import uniform


def draw_parameters(ranges: Sequence[Range], count: int, seed: int) -> list[dict[str, float]]:
    """Return the values of so many draws, by SECTION.PARAMETER.

    The draws are independent of each other, as the intervals of shares need it; more draws begin
    with the same ones, and another range changes no other parameter. O(count × ranges).

    Examples
    --------
    >>> ranges = [Range("campaign.weary", 0.7, 1.0), Range("campaign.find", 0.001, 0.02)]
    >>> first = draw_parameters(ranges, 2, seed=1)
    >>> first == draw_parameters(ranges, 5, seed=1)[:2]
    True
    >>> 0.7 <= first[0]["campaign.weary"] <= 1.0
    True
    """
    numbers = np.arange(count, dtype=np.uint64)
    columns = {
        each.name: [each.at(share) for share in _shares(each.name, numbers, seed)]
        for each in ranges
    }
    return [{name: values[i] for name, values in columns.items()} for i in range(count)]


def _shares(name: str, numbers: np.ndarray, seed: int) -> list[float]:
    """Return how far into its range each draw of a parameter lies, from 0 to 1."""
    if not len(numbers):
        return []
    shares: list[float] = uniform(seed, "calibration", name, numbers).tolist()
    return shares
