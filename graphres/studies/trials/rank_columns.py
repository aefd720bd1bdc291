"""What is told of each account of a ranking, as columns."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64
from graphres.spread.losses import RemovalLosses
from graphres.studies.trials.rank_stability import RankStability
from graphres.studies.trials.ranking import RankedAccounts

Columns = dict[str, Sequence[Any]]

#: Reach left, its loss with an account and that loss's interval, the cut, and what most of it is.
REACH = ("reach_after", "reach_loss", "reach_loss_low", "reach_loss_high", "reach_cut", "reason")


def ranking_columns(
    graph: FollowGraph,
    ranked: RankedAccounts,
    cost: Float64 | None,
    expected: Mapping[str, Float64],
    stability: RankStability | None,
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
        **_reach_columns(ranked),
        "isolated": ranked.isolated.tolist(),
        **_cost_columns(cost),
        **{name: values.tolist() for name, values in expected.items()},
        **_place_columns(stability, len(ranked.order)),
    }


def _plain(score: float) -> float | int:
    """Return a score, as a whole number if it is one."""
    return int(score) if float(score).is_integer() else score


def _reach_columns(ranked: RankedAccounts) -> Columns:
    """Reach left, what it loses with each account, and what most of that is.

    A loss that no sampled world has seen has no upper end: the sample can't tell how small it is.
    """
    reach, losses, last = ranked.reach, ranked.losses, len(ranked.order)
    if reach is None or losses is None:
        return {name: [None] * last for name in REACH}
    is_seen = (losses.mean > 0) | reach.is_exact
    columns: tuple[Sequence[Any], ...] = (
        reach.mean[1:].tolist(),
        losses.mean.tolist(),
        _none_for_nan(losses.low.clip(min=0)),
        _none_for_nan(np.where(is_seen, losses.high, np.nan)),
        np.round(losses.cut, 12).clip(min=0).tolist(),
        [_reason(losses, k) for k in range(last)],
    )
    return dict(zip(REACH, columns, strict=True))


def _none_for_nan(values: Float64) -> list[float | None]:
    """Values, None for those that are not numbers."""
    return [None if math.isnan(value) else value for value in values.tolist()]


def _reason(losses: RemovalLosses, k: int) -> str | None:
    """Return the largest part of a loss of reach and its share; None if nothing is lost."""
    parts = {name: float(getattr(losses, name)[k]) for name in ("silenced", "removed", "cut")}
    total = sum(parts.values())
    if total <= 0:
        return None
    name = max(parts, key=lambda part: parts[part])
    return f"{name} {100 * parts[name] / total:.0f} %"


def _cost_columns(cost: Float64 | None) -> Columns:
    """Return each account's cost and the cumulative cost; nothing without costs."""
    if cost is None:
        return {}
    return {"cost": cost.tolist(), "cumulative_cost": np.cumsum(cost).tolist()}


def _place_columns(stability: RankStability | None, ranked: int) -> Columns:
    """Where accounts stand when they are ranked again; None beyond the places looked at."""
    if stability is None:
        return {name: [None] * ranked for name in ("rank_low", "rank_high", "within_budget")}
    low, high = ([_place(p) for p in ends.tolist()] for ends in (stability.low, stability.high))
    return {"rank_low": low, "rank_high": high, "within_budget": stability.within.tolist()}


def _place(place: float) -> int | None:
    return int(place) if math.isfinite(place) else None
