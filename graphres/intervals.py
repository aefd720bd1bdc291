"""Confidence intervals of means, at 95 % unless asked otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["pair_half_width", "pair_squares", "share_interval", "t_interval", "t_quantile"]

Float64 = npt.NDArray[np.float64]


@lru_cache
def t_quantile(degrees: int, level: float = 0.95) -> float:
    """t_{(1 + level)/2} of Student's distribution.

    Examples
    --------
    >>> round(t_quantile(9), 3)
    2.262
    """
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1 + level) / 2))


def t_interval(values: Sequence[float], level: float = 0.95) -> tuple[float | None, float | None]:
    """Student's interval for a mean: x̄ ± t_{(1 + level)/2, r − 1} s/√r; None under two values.

    Examples
    --------
    >>> [round(end, 3) for end in t_interval([1.0, 2.0, 3.0])]
    [-0.484, 4.484]
    """
    count = len(values)
    if count < 2:
        return None, None
    centre = float(np.mean(values))
    half = t_quantile(count - 1, level) * float(np.std(values, ddof=1)) / count**0.5
    return centre - half, centre + half


def share_interval(share: float, trials: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share seen in so many trials.

    (p + z²/2N ± z √(p (1 − p)/N + z²/4N²)) / (1 + z²/N) with z = 1.96. Wilson 1927,
    doi:10.1080/01621459.1927.10502953.

    Examples
    --------
    >>> [round(end, 3) for end in share_interval(0.25, 64)]
    [0.16, 0.368]
    """
    z = 1.959963984540054
    shrunk = 1 + z * z / trials
    centre = (share + z * z / (2 * trials)) / shrunk
    spread = z * float(np.sqrt(share * (1 - share) / trials + (z / (2 * trials)) ** 2)) / shrunk
    return max(centre - spread, 0.0), min(centre + spread, 1.0)


def pair_squares(by_world: npt.ArrayLike) -> Float64:
    """Σ over pairs (2i, 2i + 1) of the squared difference, along the last axis.

    Examples
    --------
    >>> float(pair_squares([1, 3, 5, 5]))
    4.0
    """
    values = np.asarray(by_world, dtype=np.float64)
    squares: Float64 = np.sum((values[..., 0::2] - values[..., 1::2]) ** 2, axis=-1)
    return squares


def pair_half_width(squares: Any, worlds: int) -> Float64:
    """Half the 95 % interval of a mean over worlds of which neighbours were drawn alike.

    With d the difference of a pair, the variance of the mean x̄ of W values is estimated by
    Σ d² / W², one difference a pair (collapsed strata: Cochran 1977, *Sampling Techniques*, 5A.12),
    and x̄ ± t_{W/2} √(Σ d²) / W. Posters stand in order of their followers and every stretch of
    them gives one world, so that a pair differs by chance, hardly by what is known of its posters.

    Parameters
    ----------
    squares : array_like of float
        Σ d², as `pair_squares` gives it.
    worlds : int
        W, even.

    Returns
    -------
    ndarray of float64

    Examples
    --------
    >>> round(float(pair_half_width(4.0, 4)), 3)  # t with 2 degrees of freedom is 4.303
    2.151
    """
    half: Float64 = t_quantile(worlds // 2) * np.sqrt(np.asarray(squares, np.float64)) / worlds
    return half
