"""Circles side by side: where the pieces of a network stand in its picture."""

from __future__ import annotations

import math

import numpy as np

from graphres.kernels.arrays import Float64

#: Turns the next candidate by the golden angle, so that candidates cover the plane evenly.
_GOLDEN = math.pi * (3 - math.sqrt(5))
#: Candidates tried for each circle, a block at a time.
_BLOCK = 512


def pack_circles(radii: Float64) -> Float64:
    """Place circles without overlap, each as near to the middle as one spiral of places allows.

    Parameters
    ----------
    radii : ndarray of float64, shape (c,)
        The largest first.

    Returns
    -------
    ndarray of float64, shape (c, 2)
        Their centres; the first is (0, 0). Up to O(c²) time.

    Examples
    --------
    >>> centres = pack_circles(np.array([2.0, 1.0, 1.0]))
    >>> distance = np.linalg.norm(centres[:, None] - centres[None], axis=2)
    >>> bool(distance[0, 1] >= 3), bool(distance[1, 2] >= 2)
    (True, True)
    """
    centres = np.zeros((len(radii), 2))
    step, previous = 0, math.inf
    for number in range(1, len(radii)):
        radius = float(radii[number])
        # What had no room for a circle of this size has none for the next one either.
        step = step if radius == previous else 0
        previous = radius
        step = _place(centres, radii, number, step)
    return centres


def _place(centres: Float64, radii: Float64, number: int, step: int) -> int:
    """Put one circle at its first free candidate; return the candidate's number."""
    radius, before = float(radii[number]), slice(0, number)
    while True:
        turns = np.arange(step, step + _BLOCK)
        distance = radii[0] + radius + 0.9 * radius * np.sqrt(turns)
        angle = turns * _GOLDEN
        spots = np.stack([distance * np.cos(angle), distance * np.sin(angle)], axis=1)
        gaps = np.linalg.norm(spots[:, None] - centres[None, before], axis=2)
        is_free = (gaps >= radii[before] + radius).all(axis=1)
        if is_free.any():
            first = int(np.argmax(is_free))
            centres[number] = spots[first]
            return step + first
        step += _BLOCK
