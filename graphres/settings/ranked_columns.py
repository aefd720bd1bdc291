"""What is told of each account of a ranking, as columns."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.graph import FollowGraph
from graphres.ranking import RankedAccounts
from graphres.spread import ReachCurve
from graphres.steadiness import Steadiness

__all__ = ["REACH", "ranking_columns"]

Columns = dict[str, Sequence[Any]]
Float64 = npt.NDArray[np.float64]

#: Reach left, its loss with an account and that loss's interval, the cut, and what most of it is.
REACH = ("reach_after", "reach_loss", "reach_loss_low", "reach_loss_high", "reach_cut", "reason")


def ranking_columns(
    graph: FollowGraph,
    ranked: RankedAccounts,
    cost: Float64 | None,
    expected: Mapping[str, Float64],
    steady: Steadiness | None,
) -> Columns:
    """Columns in the order of the ranking; losses are shares of all accounts.

    ``rank_low`` and ``rank_high`` are None beyond the places that were looked at, and with
    ``within_budget`` where nothing was ranked again.
    """
    return {
        "rank": range(1, len(ranked.order) + 1),
        "account": [graph.ids[account].as_py() for account in ranked.order.tolist()],
        "score": [_plain(score) for score in ranked.scores.tolist()],
        "followers": ranked.followers.tolist(),
        "giant_after": ranked.giant_after.tolist(),
        "giant_loss": ranked.giant_loss.tolist(),
        "giant_cut": ranked.giant_cut.tolist(),
        "strong_after": ranked.strong_after.tolist(),
        "strong_loss": ranked.strong_loss.tolist(),
        "strong_cut": ranked.strong_cut.tolist(),
        **_reach_columns(ranked.reach, len(ranked.order)),
        "isolated": ranked.isolated.tolist(),
        **_cost_columns(cost),
        **{name: values.tolist() for name, values in expected.items()},
        **_place_columns(steady, len(ranked.order)),
    }


def _plain(score: float) -> float | int:
    """A score that is a count as a whole number."""
    return int(score) if float(score).is_integer() else score


def _reach_columns(reach: ReachCurve | None, ranked: int) -> Columns:
    """Reach left, what it loses with each account, and what most of that is.

    A loss that no sampled world has seen has no upper end: the sample can't tell how small it is.
    """
    if reach is None:
        return {name: [None] * ranked for name in REACH}
    loss = reach.steps[1:]
    low, high = (ends[1:] for ends in reach.step_ends())
    parts = {
        "silenced": reach.step_silenced[1:],
        "removed": reach.step_removed[1:],
        "cut": reach.step_cut[1:],
    }
    columns = (
        reach.mean[1:].tolist(),
        loss.tolist(),
        low.clip(min=0).tolist(),
        np.where((high > 0) | reach.is_exact, high, np.nan).tolist(),
        np.round(reach.step_cut[1:], 12).clip(min=0).tolist(),
        [_reason(parts, k) for k in range(ranked)],
    )
    return dict(zip(REACH, columns, strict=True))


def _reason(parts: Mapping[str, Any], k: int) -> str | None:
    """The largest part of a loss of reach and its share; None where nothing is lost."""
    whole = sum(float(part[k]) for part in parts.values())
    if whole <= 0:
        return None
    name = max(parts, key=lambda part: float(parts[part][k]))
    return f"{name} {100 * float(parts[name][k]) / whole:.0f} %"


def _cost_columns(cost: Float64 | None) -> Columns:
    """What each account costs, and all down to it; nothing where no cost is known."""
    if cost is None:
        return {}
    return {"cost": cost.tolist(), "cumulative_cost": np.cumsum(cost).tolist()}


def _place_columns(steady: Steadiness | None, ranked: int) -> Columns:
    """Where accounts stand when they are ranked again; None beyond the places looked at."""
    if steady is None:
        return {name: [None] * ranked for name in ("rank_low", "rank_high", "within_budget")}
    low, high = ([_place(p) for p in ends.tolist()] for ends in (steady.low, steady.high))
    return {"rank_low": low, "rank_high": high, "within_budget": steady.within.tolist()}


def _place(place: float) -> int | None:
    return int(place) if math.isfinite(place) else None
