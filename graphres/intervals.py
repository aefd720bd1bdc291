"""Confidence intervals of means, at 95 % unless asked otherwise.

Roots and quantiles are rounded to 12 significant digits: they differ in the last bits from one
processor to the next, and the same seed is to give the same bytes on both.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from graphres.digits import rounded

__all__ = [
    "jackknife_ratio",
    "mean_band",
    "share_interval",
    "t_interval",
    "t_quantile",
    "world_interval",
]

Float64 = npt.NDArray[np.float64]

#: Fewer runs give no interval of a ratio.
_FEWEST_RUNS = 5


@lru_cache
def t_quantile(degrees: int, level: float = 0.95) -> float:
    """t_{(1 + level)/2} of Student's distribution.

    Examples
    --------
    >>> round(t_quantile(9), 3)
    2.262
    """
    from scipy.special import stdtrit

    return float(rounded(stdtrit(degrees, (1 + level) / 2)))


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


def mean_band(
    runs: npt.ArrayLike, low: npt.ArrayLike | None = None, high: npt.ArrayLike | None = None
) -> tuple[Float64, Float64, Float64]:
    """The mean of curves over runs, and the ends of its 95 % interval at every point.

    x̄ ± √(a² + b²): a is half of Student's interval over the runs; b, where every run has an
    interval of its own, the mean of its half on that side. Runs may share what makes their own
    intervals, so that b does not shrink with their number: the band is wide rather than narrow.

    Parameters
    ----------
    runs : array_like of float, shape (r, points)
    low, high : array_like of float, shape (r, points), optional
        The ends of each run's own interval.

    Returns
    -------
    mean, low, high : ndarray of float64, shape (points,)
        All alike of one run without an interval of its own.

    Examples
    --------
    >>> mean, low, high = mean_band([[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]])
    >>> mean.tolist(), low.round(3).tolist(), high.round(3).tolist()
    ([2.0, 0.0], [-0.484, 0.0], [4.484, 0.0])
    """
    values = np.asarray(runs, dtype=np.float64)
    mean: Float64 = values.mean(axis=0)
    over_runs = np.zeros_like(mean)
    if len(values) > 1:
        deviation = values.std(axis=0, ddof=1)
        over_runs = t_quantile(len(values) - 1) * deviation / len(values) ** 0.5
    below = mean - np.asarray(values if low is None else low, dtype=np.float64).mean(axis=0)
    above = np.asarray(values if high is None else high, dtype=np.float64).mean(axis=0) - mean
    low, high = rounded(np.hypot(over_runs, below)), rounded(np.hypot(over_runs, above))
    return mean, mean - low, mean + high


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


def world_interval(by_world: npt.ArrayLike) -> tuple[Float64, Float64]:
    """Both ends of the 95 % interval of a mean over worlds of which neighbours were drawn alike.

    Posters stand in order of their followers, and every stretch of them gives one world, so that
    worlds 2i and 2i + 1 differ by chance, hardly by what is known of their posters. With d their
    difference, the variance of the mean x̄ of W values is estimated by s² = Σ d² / W² (collapsed
    strata: Cochran 1977, *Sampling Techniques*, 5A.12), with f = min(3 (Σ d²)² / Σ d⁴, W/2) degrees
    of freedom, few where few pairs make most of it (Satterthwaite 1946, doi:10.2307/3002019). Reach
    is skewed: most posters reach hardly anybody, so that a sample more often misses those who reach
    many than it has too many of them. The interval is Student's after the transformation that takes
    out skewness (Hall 1992, doi:10.1111/j.2517-6161.1992.tb01876.x): from x̄ − s g(t) to
    x̄ − s g(−t), with g(z) = (3/κ) (∛(1 + κ (z − κ/6)) − 1) and κ the skewness of x̄.

    Parameters
    ----------
    by_world : array_like of float, shape (…, W)
        W even.

    Returns
    -------
    low, high : ndarray of float64, shape (…)
        Equal where all worlds are.

    Examples
    --------
    >>> low, high = world_interval([0.0, 0.1, 0.2, 0.1, 0.2, 0.5, 0.1, 0.2])
    >>> round(float(low), 3), round(float(high), 3)
    (0.084, 0.658)
    """
    values = np.asarray(by_world, dtype=np.float64)
    count = values.shape[-1]
    mean = values.mean(axis=-1)
    squares = (values[..., 0::2] - values[..., 1::2]) ** 2
    whole = squares.sum(axis=-1)
    varied = whole > 0
    fourth = np.where(varied, (squares**2).sum(axis=-1), 1.0)
    t = _t_quantiles(np.where(varied, np.minimum(3 * whole**2 / fourth, count / 2), count / 2))
    error = np.sqrt(whole) / count
    skew = _skewness_of_mean(values - mean[..., None])
    below, above = rounded(error * _unskewed(t, skew)), rounded(error * _unskewed(-t, skew))
    return mean - below, mean - above


def _t_quantiles(degrees: Float64) -> Float64:
    from scipy.special import stdtrit

    quantiles: Float64 = stdtrit(degrees, 0.975)
    return quantiles


def _skewness_of_mean(apart: Float64) -> Float64:
    """Third central moment over the cubed standard deviation, divided by √W."""
    count = apart.shape[-1]
    spread = np.sqrt((apart**2).sum(axis=-1) / (count - 1))
    third = (apart**3).sum(axis=-1) / count
    skew: Float64 = third / np.where(spread > 0, spread, 1.0) ** 3 / np.sqrt(count)
    return skew


def _unskewed(t: Float64, skew: Float64) -> Float64:
    """Hall's g; its limit t where there is no skewness."""
    some = np.abs(skew) > 1e-9
    safe = np.where(some, skew, 1.0)
    bent = 3 / safe * (np.cbrt(1 + safe * (t - safe / 6)) - 1)
    return np.where(some, bent, t)


def jackknife_ratio(
    numerators: Sequence[float], denominators: Sequence[float], confidence: float = 0.95
) -> tuple[float | None, float | None, float | None]:
    """Return a ratio of sums over runs and its interval, by leaving out one run at a time.

    θ = ΣN/ΣD, and θ₍ᵢ₎ the same without run i. The standard error is
    √((r − 1)/r Σ (θ₍ᵢ₎ − θ̄)²), the interval θ ± t s with r − 1 degrees of freedom (Shao & Tu
    1995, doi:10.1007/978-1-4612-0795-5).

    Parameters
    ----------
    numerators, denominators : sequence of float
        One of each for every run.
    confidence : float

    Returns
    -------
    ratio, low, high : float or None
        No ends under 5 runs; nothing at all where a sum to divide by is 0.

    Examples
    --------
    >>> jackknife_ratio([1, 1, 2, 1, 1], [4, 4, 4, 4, 4])[0]
    0.3
    >>> jackknife_ratio([1, 2], [4, 4])
    (0.375, None, None)
    """
    over, under = (np.asarray(v, dtype=np.float64) for v in (numerators, denominators))
    runs, total = len(over), float(under.sum())
    if runs == 0 or total == 0:
        return None, None, None
    ratio = float(over.sum()) / total
    left = total - under
    if runs < _FEWEST_RUNS or (left == 0).any():
        return ratio, None, None
    without = (over.sum() - over) / left
    spread = float(np.sqrt((runs - 1) / runs * ((without - without.mean()) ** 2).sum()))
    half = float(rounded(t_quantile(runs - 1, confidence) * spread))
    return ratio, ratio - half, ratio + half
