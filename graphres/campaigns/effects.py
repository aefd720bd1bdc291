"""What a campaign does to the persons it hits, to those it never hits, and to the mean of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from graphres.campaigns.histories import DoseDays
from graphres.campaigns.parameters import Parameters
from graphres.campaigns.record import ArmRun
from graphres.kernels.arrays import Float64
from graphres.stats.intervals import FEWEST_RUNS, jackknife_ratio, t_interval

EFFECTS = ("total", "direct", "spill_over", "naive")

#: The mean counts as flat where the change and its interval stay within this share.
_FLAT = 0.15
_SPAN = 30


def dose_effects(runs: Sequence[ArmRun]) -> list[dict[str, Any]]:
    """Return total, direct and spill-over effect on persons who are hit, and the naive difference.

    In followers of a person on the last day, Y, of those hit (h) and never hit (n): total effect
    Y_h − Y_h(none); spill-over Y_n − Y_n(none), taken to be alike on those who are hit; direct
    effect, of a person's own suspensions, total − spill-over; naive difference Y_h − Y_n. Means
    over runs, with t-intervals from five runs on. Aronow, Eckles, Samii & Zonszein 2020,
    arXiv:2001.05444.

    Parameters
    ----------
    runs : sequence of ArmRun
        All runs of one arm.

    Returns
    -------
    list of dict
        A row for everybody hit (dose ``hit``) and one for every dose above 0. None where nobody
        is never hit.
    """
    sums = [own.by_dose for own in runs if own.by_dose is not None]
    if not sums or "0" not in sums[0].doses:
        return []
    never = sums[0].doses.index("0")
    hit = [i for i, name in enumerate(sums[0].doses) if name not in ("0", "not drawn")]
    rows = [_effects(sums, "hit", hit, never)]
    rows += [_effects(sums, sums[0].doses[i], [i], never) for i in hit]
    return [row for row in rows if row["persons"]]


def _effects(
    runs: Sequence[DoseDays], name: str, doses: Sequence[int], never: int
) -> dict[str, Any]:
    known = [v for run in runs if (v := _of_run(run, doses, never)) is not None]
    row: dict[str, Any] = {
        "dose": name,
        "persons": sum(int(run.persons[:, doses].sum()) for run in runs) / len(runs),
        "followers_none": float(np.mean([v["none"] for v in known])) if known else None,
    }
    for effect in EFFECTS:
        values = [v[effect] for v in known]
        low, high = t_interval(values) if len(values) >= FEWEST_RUNS else (None, None)
        mean = float(np.mean(values)) if values else None
        row |= {effect: mean, f"{effect}_low": low, f"{effect}_high": high}
    return row


def _of_run(run: DoseDays, doses: Sequence[int], never: int) -> dict[str, float] | None:
    hit, rest = run.persons[:, doses].sum(), run.persons[:, never].sum()
    if hit == 0 or rest == 0:
        return None
    of_hit, of_hit_none = (
        float(values[-1][:, doses].sum()) / float(hit)
        for values in (run.followers, run.followers_none)
    )
    of_rest, of_rest_none = (
        float(values[-1][:, never].sum()) / float(rest)
        for values in (run.followers, run.followers_none)
    )
    total, spill_over = of_hit - of_hit_none, of_rest - of_rest_none
    return {
        "none": of_hit_none,
        "total": total,
        "direct": total - spill_over,
        "spill_over": spill_over,
        "naive": of_hit - of_rest,
    }


def level_change(runs: Sequence[ArmRun], parameters: Parameters) -> dict[str, Any]:
    """Return by how much the mean of all persons changes over the last days under pressure.

    The ratio of followers, summed over the persons of day 0, on the last day of suspensions to
    those 30 days before (or on the day before the first suspension, where that is later).
    ``verdict`` is ``flat`` where it and its interval lie within 15 % of 1, ``not flat`` where they
    lie outside, else ``undecided``.
    """
    last = parameters.last_pressed
    first = max(last - _SPAN, parameters.from_day - 1)
    sums = [own.by_dose.followers.sum(axis=(1, 2)) for own in runs if own.by_dose is not None]
    ratio, low, high = jackknife_ratio([s[last] for s in sums], [s[first] for s in sums])
    return {
        "days": last - first,
        "ratio": ratio,
        "ratio_low": low,
        "ratio_high": high,
        "verdict": _verdict(ratio, low, high),
    }


def _verdict(ratio: float | None, low: float | None, high: float | None) -> str:
    if ratio is None:
        return "undecided"
    ends = (ratio, ratio) if low is None or high is None else (low, high)
    is_within = [abs(end - 1) <= _FLAT for end in ends]
    if all(is_within):
        return "flat"
    is_one_sided = (ends[0] - 1) * (ends[1] - 1) > 0
    return "not flat" if not any(is_within) and is_one_sided else "undecided"


def balance(one: Sequence[ArmRun], other: Sequence[ArmRun]) -> dict[str, float | None]:
    """Return standardised mean differences of the accounts hit in two arms, all runs together.

    Of log₂(1 + followers) and log₂(1 + age), both capped at 1,000: the difference of means over
    √((s₁² + s₂²)/2). Accounts of the start, whose age is unknown, count as 1,000 days old.
    """
    found: dict[str, float | None] = {}
    for name in ("followers", "age"):
        both = [
            np.log2(1.0 + np.minimum(np.concatenate([own.hit[name] for own in runs]), 1000))
            for runs in (one, other)
        ]
        found[name] = _standardised(*both)
    return found


def _standardised(one: Float64, other: Float64) -> float | None:
    if len(one) < 2 or len(other) < 2:
        return None
    spread = float(np.sqrt((one.var(ddof=1) + other.var(ddof=1)) / 2))
    difference = float(one.mean() - other.mean())
    return difference / spread if spread else (0.0 if difference == 0 else None)
