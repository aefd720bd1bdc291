"""Curves over what removals cost: the figures of a curve, with cost in place of accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from graphres.kernels.arrays import Float64


def cost_share(cost: Float64, spent: Float64) -> Float64:
    """Divide what has been spent by what all accounts with a known cost would cost.

    NaN where that is nothing.

    Examples
    --------
    >>> cost_share(np.array([1.0, 2.0, np.nan, 1.0]), np.array([0.0, 2.0, 3.0])).tolist()
    [0.0, 0.5, 0.75]
    """
    total = float(np.nansum(cost))
    return spent / total if total > 0 else np.full(len(spent), np.nan)


def cost_figures(
    values: Mapping[str, Float64],
    spent: Float64,
    share: Float64,
    falling: Iterable[str],
    *,
    is_complete: bool,
) -> dict[str, float | None]:
    """Return areas, halves and tenths over cost, and the cost of bringing the giant to 1 %.

    The area over cost is Σ_k c_k S(k) / Σ_k c_k for removals k = 1..K that cost c_k: R, where all
    cost the same. Removals that are free have no weight in it.

    Parameters
    ----------
    values : mapping of str to ndarray of float64, shape (K + 1,)
        The measures.
    spent, share : ndarray of float64, shape (K + 1,)
        What the removals have cost, and the same as a share (see `cost_share`).
    falling : iterable of str
        The measures that never rise.
    is_complete : bool
        Whether every account is removed in the end, so that areas exist.

    Examples
    --------
    >>> giant, spent = np.array([1.0, 0.5, 0.0]), np.array([0.0, 3.0, 4.0])
    >>> found = cost_figures({"giant": giant}, spent, spent / 4, ["giant"], is_complete=True)
    >>> found["area_giant_by_cost"], found["half_giant_by_cost"], found["dismantling_cost"]
    (0.375, 0.75, 4.0)
    """
    figures: dict[str, float | None] = {}
    for name, column in values.items():
        mean = _weighted_mean(column[1:], np.diff(spent))
        figures[f"area_{name}_by_cost"] = mean if is_complete else None
        figures[f"area_to_K_{name}_by_cost"] = mean
    for name in falling:
        figures[f"half_{name}_by_cost"] = _first(share, values[name], 0.5)
        figures[f"tenth_{name}_by_cost"] = _first(share, values[name], 0.1)
    if "giant" in values:
        under = np.flatnonzero(values["giant"] <= 0.01)
        figures["dismantling_cost"] = float(spent[under[0]]) if len(under) else None
    return figures


def _weighted_mean(column: Float64, weights: Float64) -> float | None:
    total = float(weights.sum())
    return float(np.dot(column, weights)) / total if total > 0 else None


def _first(share: Float64, column: Float64, part: float) -> float | None:
    """Return the smallest share of cost at which a measure is at most ``part`` of its start."""
    under = np.flatnonzero(column <= part * column[0])
    if column[0] == 0 or len(under) == 0 or np.isnan(share[under[0]]):
        return None
    return float(share[under[0]])
