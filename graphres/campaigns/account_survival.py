"""Accounts opened at returns at equal age: how long they last, and beside whom they stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from graphres.campaigns.record import AGES, ArmRun
from graphres.kernels.arrays import Float64, Int64

AGEING = (
    "recovery_30",
    "recovery_30_seen",
    "recovery_30_least",
    "recovery_30_most",
    "lifetime_median",
    "surviving_30",
    *(f"{whose}_{age}" for age in AGES for whose in ("returned", "first")),
)

_AGE = 30


def ageing(runs: Sequence[ArmRun]) -> dict[str, float | None]:
    """The figures of ``AGEING`` over the returns of some runs of one arm, taken together.

    Of accounts opened at least 30 days before the end, ``recovery_30`` is the median of followers
    at an age of 30 days over those before the suspension among the ``recovery_30_seen`` that saw
    that age; ``recovery_30_least`` and ``recovery_30_most`` bound the median of all, whatever would
    have become of the others (None: no bound). ``lifetime_median`` and ``surviving_30`` are of days
    until an account is closed, by Kaplan and Meier. ``returned_A`` is the mean number of followers
    of accounts open at age A, ``first_A`` that of newcomers never suspended.
    """
    days = [own.days["day"][-1] for own in runs]
    column = {
        name: np.array([value for own in runs for value in own.returns[name]], dtype=np.float64)
        for name in ("followers_before", *(f"followers_{age}" for age in AGES), "lifetime", "day")
    }
    closed = np.array([not c for own in runs for c in own.returns["censored"]], dtype=bool)
    left = np.repeat(days, [len(own.returns["day"]) for own in runs]) - column["day"]
    figures = _recovery(column["followers_before"], column[f"followers_{_AGE}"], left)
    ages, surviving = survival(column["lifetime"].astype(np.int64), closed)
    figures["lifetime_median"] = _median(ages, surviving)
    figures["surviving_30"] = _at(ages, surviving, column["lifetime"])
    for age in AGES:
        seen = column[f"followers_{age}"]
        figures[f"returned_{age}"] = _mean(seen[~np.isnan(seen)])
        first = [count for own in runs for count in own.first[age]]
        figures[f"first_{age}"] = _mean(np.array(first, dtype=np.float64))
    return figures


def survival(lifetimes: Int64, closed: npt.NDArray[np.bool_]) -> tuple[Int64, Float64]:
    """Ages at which accounts were closed, and the share that outlives each.

    S(a) = Π_{b ≤ a} (1 − closed at b / open until b), accounts open at the end leaving without a
    word. Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452. O(r log r).

    Examples
    --------
    >>> ages, left = survival(np.array([1, 2, 2, 5]), np.array([True, True, False, True]))
    >>> ages.tolist(), left.tolist()
    ([1, 2, 5], [0.75, 0.5, 0.0])
    """
    ages = np.unique(lifetimes[closed])
    at_risk = len(lifetimes) - np.searchsorted(np.sort(lifetimes), ages)
    events = np.searchsorted(np.sort(lifetimes[closed]), ages, side="right")
    events = np.diff(events, prepend=0)
    outlived = 1 - events.astype(np.float64) / np.maximum(at_risk, 1)
    return ages, np.cumprod(outlived, dtype=np.float64)


def _recovery(before: Float64, after: Float64, left: Float64) -> dict[str, float | None]:
    old = (left >= _AGE) & (before > 0)
    ratios = np.divide(after[old], before[old])
    seen = ~np.isnan(ratios)
    enough = left >= _AGE
    return {
        "recovery_30": _known(np.median(ratios[seen])) if seen.any() else None,
        "recovery_30_seen": _mean((~np.isnan(after[enough])).astype(np.float64)),
        "recovery_30_least": _middle(np.where(seen, ratios, 0.0)),
        "recovery_30_most": _middle(np.where(seen, ratios, np.inf)),
    }


def _middle(ratios: Float64) -> float | None:
    """The median, None where it has no bound."""
    if len(ratios) == 0:
        return None
    left, right = np.sort(ratios)[[(len(ratios) - 1) // 2, len(ratios) // 2]]
    return _known((left + right) / 2)


def _median(ages: Int64, surviving: Float64) -> float | None:
    """The first age that at most half outlive."""
    below = np.flatnonzero(surviving <= 0.5)
    return float(ages[below[0]]) if len(below) else None


def _at(ages: Int64, surviving: Float64, lifetimes: Float64) -> float | None:
    """The share open at an age of 30 days; None where no account was followed for as long."""
    if len(lifetimes) == 0:
        return None
    before = int(np.searchsorted(ages, _AGE, side="right"))
    share = float(surviving[before - 1]) if before else 1.0
    return share if share == 0 or lifetimes.max() >= _AGE else None


def _mean(values: Float64) -> float | None:
    return float(values.mean()) if len(values) else None


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
