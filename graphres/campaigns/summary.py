"""Stunting, its split, and what else sums a campaign up; intervals by the jackknife over runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from graphres.campaigns.account_survival import AGEING, ageing
from graphres.campaigns.parameters import Parameters
from graphres.campaigns.record import PARTS, ArmRun
from graphres.campaigns.slopes import slopes
from graphres.kernels.arrays import Float64
from graphres.stats.intervals import jackknife_ratio

Number = float | int | None

#: Figures that have an interval: FIELD, FIELD_low, FIELD_high.
_ESTIMATED = ("stunting", *(f"stunting_{part}" for part in PARTS), "against_rotating")

FIELDS = (
    "accounts_end",
    "followers_end",
    "follower_days",
    *(f"{name}{end}" for name in _ESTIMATED for end in ("", "_low", "_high")),
    "suspended",
    "missed",
    "opened",
    "opened_per_suspended",
    "suspended_repeatedly",
    "slope",
    "slope_share",
    *AGEING,
    "held_share",
)

#: What some fields were called before; understood in conditions.
OLD_FIELDS = {
    "audience": "follower_days",
    **{f"against_spread{end}": f"against_rotating{end}" for end in ("", "_low", "_high")},
}


def summarise(runs: Sequence[Sequence[ArmRun]], parameters: Parameters) -> list[dict[str, Any]]:
    """A row an arm and run, and after each arm one with ``run`` = "mean".

    stunting = 1 − A(arm)/A(none), A being follower-days over the window summed over the persons
    of day 0. Over several runs it is the ratio of sums, with its interval by `jackknife_ratio`
    (None with fewer than five).
    """
    rows: list[dict[str, Any]] = []
    for place in range(len(runs[0]) if runs else 0):
        own = [run[place] for run in runs]
        name = own[0].arm
        for run, each in zip(runs, own, strict=True):
            figures = _estimates([run], name)
            rows.append({"arm": name, "run": each.run, **_row(run, each, parameters, figures)})
        several = [_row(r, e, parameters, {}) for r, e in zip(runs, own, strict=True)]
        mean = {field: _mean([row[field] for row in several]) for field in FIELDS}
        nones = [each for run in runs for each in run if each.arm == "none"]
        sloped = slopes(own, nones, parameters)
        rows.append(
            {
                "arm": name,
                "run": "mean",
                **mean,
                **ageing(own),
                **sloped,
                **_estimates(runs, name),
            }
        )
    return rows


def _row(
    run: Sequence[ArmRun],
    own: ArmRun,
    parameters: Parameters,
    figures: dict[str, Number],
) -> dict[str, Number]:
    suspended, opened = sum(own.days["suspended"]), sum(own.days["opened"])
    none = next(each for each in run if each.arm == "none")
    known: dict[str, Number] = {
        "accounts_end": own.days["accounts"][-1],
        "followers_end": own.days["followers_mean_persons"][-1],
        "follower_days": int(own.audience.sum()),
        "suspended": suspended,
        "missed": None if own.missed is None else sum(own.missed.values()),
        "opened": opened,
        "opened_per_suspended": opened / suspended if suspended else None,
        "suspended_repeatedly": int(np.count_nonzero(own.suspensions > 1)),
        **slopes([own], [none], parameters),
        **ageing([own]),
        "held_share": own.held_late / own.held_before if own.held_before else None,
        **figures,
    }
    return {field: known.get(field) for field in FIELDS}


def _mean(values: Sequence[Number]) -> Number:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if len(known) == len(values) and known else None


def _estimates(runs: Sequence[Sequence[ArmRun]], name: str) -> dict[str, Number]:
    """Stunting and its parts, and the loss against ``rotating``, each with its interval."""
    sums = _sums(runs, name)
    found: dict[str, Number] = {}
    for part in PARTS:
        if part in sums:
            found |= _named(f"stunting_{part}", *jackknife_ratio(sums[part], sums["none"]))
    if found:
        found |= _named("stunting", *_lost(sums["own"], sums["none"]))
    if "rotating" in sums:
        found |= _named("against_rotating", *_lost(sums["own"], sums["rotating"]))
    return found


def _lost(own: Float64, other: Float64) -> tuple[Number, Number, Number]:
    """1 − Σ own / Σ other, and both ends of its interval."""
    ratio, low, high = (None if x is None else 1 - x for x in jackknife_ratio(own, other))
    return ratio, high, low


def _named(name: str, value: Number, low: Number, high: Number) -> dict[str, Number]:
    return {name: value, f"{name}_low": low, f"{name}_high": high}


def _sums(runs: Sequence[Sequence[ArmRun]], name: str) -> dict[str, Float64]:
    """Follower-days of an arm, of ``none``, of ``rotating`` if it is there, and parts, by run."""
    by_name = [{each.arm: each for each in run} for run in runs]
    sums = {
        "own": np.array([run[name].audience.sum() for run in by_name], dtype=np.float64),
        "none": np.array([run["none"].audience.sum() for run in by_name], dtype=np.float64),
    }
    if name != "none":
        for part in PARTS:
            sums[part] = np.array([run[name].parts[part] for run in by_name], dtype=np.float64)
    if name == "plan" and "rotating" in by_name[0]:
        rotating = [run["rotating"].audience.sum() for run in by_name]
        sums["rotating"] = np.array(rotating, dtype=np.float64)
    return sums
