"""Figures that may be estimates, and the difference of two of them beyond noise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from graphres.stats.intervals import t_interval, t_quantile

_EQUAL = 1e-12


@dataclass(frozen=True)
class Estimate:
    """One figure of one result.

    Parameters
    ----------
    value : float or None
        None where it does not exist.
    low, high : float or None
        Its 95 % interval, if the result tells one.
    runs : tuple of float
        Its value in every run; empty where any run has none.
    is_exact : bool
        Whether nothing in it is drawn.
    is_sampled : bool
        Whether it was measured in sampled worlds, which runs do not draw anew.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    runs: tuple[float, ...] = field(default=())
    is_exact: bool = False
    is_sampled: bool = False

    def ends(self) -> tuple[float, float] | None:
        """Return the interval: no width if exact, as stated, or over runs; None if unknown."""
        if self.value is None:
            return None
        if self.is_exact:
            return self.value, self.value
        if self.low is not None and self.high is not None:
            return self.low, self.high
        low, high = t_interval(self.runs)
        if low is None or high is None or self.is_sampled:
            return None
        return low, high


class Change(NamedTuple):
    """From one result to another.

    Parameters
    ----------
    difference, low, high : float or None
        After minus before, and its 95 % interval.
    noise : str
        What the interval comes from: ``exact``, ``paired`` runs, ``intervals`` of both; or
        ``unknown``.
    compare_estimates : bool or None
        Whether the interval leaves 0 out; None where noise is unknown.
    """

    difference: float | None
    low: float | None
    high: float | None
    noise: str
    changed: bool | None


def compare_estimates(before: Estimate, after: Estimate, *, are_paired: bool) -> Change:
    """Return the difference of two estimates, and whether it is beyond noise.

    Run by run where both have the same runs with the same draws, by Student's interval of the
    differences. Else from both intervals [l, u]: from d − √((a − l_a)² + (u_b − b)²) to
    d + √((u_a − a)² + (b − l_b)²) with d = a − b (Zou & Donner 2008, doi:10.1002/sim.3095), which
    is exact where both are symmetric, and too wide where both share draws.

    Parameters
    ----------
    before, after : Estimate
    are_paired : bool
        Whether run i of both draws the same.

    Examples
    --------
    >>> one, other = Estimate(0.5, 0.4, 0.6), Estimate(0.8, 0.7, 0.9)
    >>> [round(x, 3) for x in compare_estimates(one, other, are_paired=False)[:3]]
    [0.3, 0.159, 0.441]
    """
    if before.value is None or after.value is None:
        return _absent(before, after)
    difference = after.value - before.value
    if before.is_exact and after.is_exact:
        differs = abs(difference) > _EQUAL * max(1.0, abs(before.value))
        return Change(difference, difference, difference, "exact", differs)
    if are_paired and _same_runs(before, after):
        half = _paired_half(before.runs, after.runs)
        return _within(difference, difference - half, difference + half, "paired")
    first, second = before.ends(), after.ends()
    if first is None or second is None:
        return Change(difference, None, None, "unknown", None)
    low = difference - math.hypot(after.value - second[0], first[1] - before.value)
    high = difference + math.hypot(second[1] - after.value, before.value - first[0])
    return _within(difference, low, high, "intervals")


def _absent(before: Estimate, after: Estimate) -> Change:
    """One of them does not exist: a change if both are exact, else who knows."""
    both = before.is_exact and after.is_exact
    differs = (before.value is None) != (after.value is None)
    return Change(None, None, None, "exact" if both else "unknown", differs if both else None)


def _same_runs(before: Estimate, after: Estimate) -> bool:
    sampled = before.is_sampled or after.is_sampled
    return len(before.runs) == len(after.runs) > 1 and not sampled


def _paired_half(before: Sequence[float], after: Sequence[float]) -> float:
    apart = np.subtract(after, before)
    return t_quantile(len(apart) - 1) * float(np.std(apart, ddof=1)) / math.sqrt(len(apart))


def _within(difference: float, low: float, high: float, noise: str) -> Change:
    differs = low > _EQUAL or high < -_EQUAL
    return Change(difference, low, high, noise, differs)
