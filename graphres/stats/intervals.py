"""Confidence intervals of means, at 95 % unless asked otherwise.

Roots and quantiles are rounded to 12 significant digits: they differ in the last bits from one
processor to the next, and the same seed is to give the same bytes on both.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from graphres.kernels.arrays import Float64
from graphres.stats.rounding import round_significant

#: Runs under which a ratio has no interval: what is left of four, or fewer, says too little.
FEWEST_RUNS = 5


@lru_cache
def t_quantile(degrees: int, level: float = 0.95) -> float:
    """Return t_{(1 + level)/2} of Student's distribution.

    Examples
    --------
    >>> round(t_quantile(9), 3)
    2.262
    """
    from scipy.special import stdtrit

    return float(round_significant(stdtrit(degrees, (1 + level) / 2)))


def t_interval(values: Sequence[float], level: float = 0.95) -> tuple[float | None, float | None]:
    """Return Student's interval, x̄ ± t_{(1 + level)/2, r − 1} s/√r; None under 2 values.

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


def jackknife_ratio(
    numerators: Sequence[float] | Float64,
    denominators: Sequence[float] | Float64,
    confidence: float = 0.95,
) -> tuple[float | None, float | None, float | None]:
    """Return the pooled ratio Σ num / Σ den over runs, and both ends of its interval.

    With θ the ratio's logarithm and θ₋ᵢ the same without run i, the interval of θ is
    θ ± t √((r − 1)/r Σ (θ₋ᵢ − θ̄)²), t being Student's quantile with r − 1 degrees of freedom
    (Tukey's jackknife: Miller 1974, doi:10.1093/biomet/61.1.1). Logarithms cover as often as the
    plain ratio where runs are alike, and more often where a few make most of the sum. Where a
    numerator is negative, θ is the ratio itself.

    Parameters
    ----------
    numerators, denominators : sequence of float, length r
        One of each a run. Runs that have neither say nothing and are left out.
    confidence : float

    Returns
    -------
    ratio, low, high : float or None
        The ratio is None where the denominators add up to 0; the ends are None under five runs,
        and where a single run makes all of either sum. O(r).

    Examples
    --------
    >>> [round(x, 3) for x in jackknife_ratio([1, 2, 1, 2, 3], [4, 4, 4, 4, 4])]
    [0.45, 0.249, 0.814]
    >>> jackknife_ratio([1, 2], [4, 4])
    (0.375, None, None)
    """
    over = np.asarray(numerators, dtype=np.float64)
    under = np.asarray(denominators, dtype=np.float64)
    says = (over != 0) | (under != 0)
    over, under = over[says], under[says]
    if under.sum() == 0:
        return None, None, None
    ratio, rest = float(over.sum() / under.sum()), under.sum() - under
    if len(over) < FEWEST_RUNS or not rest.all():
        return ratio, None, None
    return ratio, *_jackknife_ends(ratio, (over.sum() - over) / rest, confidence, over.min() < 0)


def _jackknife_ends(
    ratio: float, without: Float64, confidence: float, is_plain: bool
) -> tuple[float | None, float | None]:
    """Return both ends, by the ratio without each run in turn."""
    t = t_quantile(len(without) - 1, confidence)
    if is_plain:
        half = float(round_significant(t * _jackknife_error(without)))
        return ratio - half, ratio + half
    if without.min() <= 0:
        return None, None
    factor = float(round_significant(np.exp(t * _jackknife_error(np.log(without)))))
    return ratio / factor, ratio * factor


def _jackknife_error(without: Float64) -> float:
    """Return the standard error of a figure, by its values without each run in turn."""
    return float(np.sqrt((len(without) - 1) * without.var()))


def gamma_interval(total: Float64, squares: Float64, largest: Float64) -> tuple[Float64, Float64]:
    """Return both ends of the 95 % interval of a sum of sizes of rare events.

    With y the sum over events of their size, v that of its square and w the largest size, the ends
    are v/2y χ²_{0.025}(2y²/v) and v'/2y' χ²_{0.975}(2y'²/v'), where y' = y + w and v' = v + w²: as
    if one more event of the largest size had nearly been seen (Fay & Feuer 1997,
    doi:10.1002/(SICI)1097-0258(19970415)16:7<791::AID-SIM500>3.0.CO;2-#).

    Parameters
    ----------
    total, squares, largest : ndarray of float64, shape (…)
        y and v; and w, positive, also where no event was seen.

    Examples
    --------
    >>> low, high = gamma_interval(np.array([0.0, 9.0]), np.array([0.0, 9.0]), np.ones(2))
    >>> low.round(2).tolist(), high.round(2).tolist()  # as of Poisson's distribution
    ([0.0, 4.12], [3.69, 17.08])
    """
    from scipy.special import gammaincinv

    some = total > 0
    y, v = np.where(some, total, 1.0), np.where(some, squares, 1.0)
    low = np.where(some, v / y * gammaincinv(y**2 / v, 0.025), 0.0)
    more, varied = total + largest, squares + largest**2
    high = varied / more * gammaincinv(more**2 / varied, 0.975)
    return round_significant(low), round_significant(high)


def mean_band(
    runs: npt.ArrayLike, low: npt.ArrayLike | None = None, high: npt.ArrayLike | None = None
) -> tuple[Float64, Float64, Float64]:
    """Return the mean of curves over runs, and the ends of its 95 % interval at every point.

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
    low, high = (
        round_significant(np.hypot(over_runs, below)),
        round_significant(np.hypot(over_runs, above)),
    )
    return mean, mean - low, mean + high


def share_interval(share: float, trials: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share seen in so many trials.

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
    """Return the 95 % interval of a mean over worlds of which neighbours were drawn alike.

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
    total = squares.sum(axis=-1)
    varied = total > 0
    fourth = np.where(varied, (squares**2).sum(axis=-1), 1.0)
    t = _t_quantiles(np.where(varied, np.minimum(3 * total**2 / fourth, count / 2), count / 2))
    error = np.sqrt(total) / count
    skew = _skewness_of_mean(values - mean[..., None])
    below, above = (
        round_significant(error * _unskewed(t, skew)),
        round_significant(error * _unskewed(-t, skew)),
    )
    return mean - below, mean - above


def _t_quantiles(degrees: Float64) -> Float64:
    from scipy.special import stdtrit

    quantiles: Float64 = stdtrit(degrees, 0.975)
    return quantiles


def _skewness_of_mean(apart: Float64) -> Float64:
    """Return the third central moment over the cubed standard deviation, divided by √W."""
    count = apart.shape[-1]
    spread = np.sqrt((apart**2).sum(axis=-1) / (count - 1))
    third = (apart**3).sum(axis=-1) / count
    skew: Float64 = third / np.where(spread > 0, spread, 1.0) ** 3 / np.sqrt(count)
    return skew


def _unskewed(t: Float64, skew: Float64) -> Float64:
    """Return Hall's g; its limit t where there is no skewness."""
    some = np.abs(skew) > 1e-9
    safe = np.where(some, skew, 1.0)
    bent = 3 / safe * (np.cbrt(1 + safe * (t - safe / 6)) - 1)
    return np.where(some, bent, t)
