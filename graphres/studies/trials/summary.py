"""What runs of strategies gave, and what sums it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graphres.kernels.arrays import Float64, Int32
from graphres.measures.curves import Number
from graphres.spread.sample import Mean, WorldSample, joint_mean
from graphres.stats.intervals import t_interval


@dataclass(frozen=True)
class Trial:
    """One strategy in one run: its curve at the kept points, and what sums up all of it.

    Parameters
    ----------
    strategy : str
        As typed.
    run : int
    removed : ndarray of int64
        The kept points, in removals.
    values : dict of str to ndarray of float64
        Every column of the curve at the kept points.
    summary : dict
    n : int
        Accounts before any removal.
    sample : WorldSample, optional
        The worlds of reach one by one; there when reach was measured.
    elsewhere : mapping of float to ndarray of float64
        The mean of reach over all removals, in each world, at other probabilities.
    order : ndarray of int32, optional
        Accounts as they are removed; of first runs, where a plan keeps orders.
    """

    strategy: str
    run: int
    removed: npt.NDArray[np.int64]
    values: dict[str, npt.NDArray[np.float64]]
    summary: dict[str, Number]
    n: int
    sample: WorldSample | None = None
    elsewhere: Mapping[float, Float64] = field(default_factory=dict)
    order: Int32 | None = None


def summarise(trials: Sequence[Trial]) -> list[dict[str, Number | str]]:
    """Return a row a run, and after each strategy one with ``run`` = "mean".

    The mean row has the mean of every figure over the runs (None if any run has none), the 95 %
    t-interval of R as ``R_low`` and ``R_high`` and its range as ``R_min`` and ``R_max`` (None with
    fewer than two runs); the range likewise of the other figures that say where on a curve
    something happens, the interval of those that are means over draws. Intervals of reach are
    those of the mean over runs and worlds.
    """
    rows: list[dict[str, Number | str]] = []
    for spec, group in _by_strategy(trials):
        rows += [{"strategy": spec, "run": trial.run, **trial.summary} for trial in group]
        rows.append({"strategy": spec, "run": "mean", **_mean_of(group)})
    return rows


def _by_strategy(trials: Sequence[Trial]) -> Iterator[tuple[str, list[Trial]]]:
    for spec in dict.fromkeys(trial.strategy for trial in trials):
        yield spec, [trial for trial in trials if trial.strategy == spec]


def _mean_of(trials: Sequence[Trial]) -> dict[str, Number]:
    summaries = [trial.summary for trial in trials]
    mean: dict[str, Number] = {}
    for name in summaries[0]:
        figures = [summary[name] for summary in summaries]
        present = [figure for figure in figures if figure is not None]
        if len(present) < len(figures):
            mean[name] = None
        else:  # equal figures stay as they are, whole numbers too
            mean[name] = present[0] if len(set(present)) == 1 else float(np.mean(present))
    for name in summaries[0]:
        there = [figure for summary in summaries if (figure := summary[name]) is not None]
        complete = there if len(there) == len(summaries) else []
        if name == "R" or _is_drawn(name):
            mean[f"{name}_low"], mean[f"{name}_high"] = t_interval(complete)
        if name == "R" or _is_place(name):
            several = len(complete) > 1
            mean[f"{name}_min"] = min(complete) if several else None
            mean[f"{name}_max"] = max(complete) if several else None
    return mean | _reach_intervals(trials)


def _is_place(name: str) -> bool:
    """Whether a figure says where on a curve something happens."""
    return name.startswith(("half_", "tenth_")) or name in ("dismantling_set", "until_removed")


def _is_drawn(name: str) -> bool:
    """Whether the mean of a figure over runs is an estimate by itself."""
    drawn = ("rightful_loss", "wrongly_removed", "not_found", "isolated")
    return name.startswith("effect_lost_") or name in drawn


def _reach_intervals(trials: Sequence[Trial]) -> dict[str, Number]:
    """Intervals of reach over runs and worlds; nothing when reach was not measured."""
    samples = [trial.sample for trial in trials if trial.sample is not None]
    if not samples:
        return {}
    last = min(int(sample.kept[-1]) for sample in samples)
    area = mean_area(trials)
    is_complete = all(last == sample.n for sample in samples)
    return {
        **_ends("area_reach", area if is_complete else None),
        **_ends("area_to_K_reach", area),
        **_ends("reach_start", mean_reach(trials, 0)),
        **_ends("reach_end", mean_reach(trials, last)),
    }


def _ends(name: str, mean: Mean | None) -> dict[str, Number]:
    if mean is None:
        return {f"{name}_low": None, f"{name}_high": None}
    return {f"{name}_low": mean.low, f"{name}_high": mean.high}


def mean_reach(trials: Sequence[Trial], removed: int) -> Mean | None:
    """Reach of one strategy after so many removals, over runs and worlds, with its interval.

    None where a run ends before, and when reach was not measured.
    """
    samples = [trial.sample for trial in trials]
    if any(sample is None or removed > sample.kept[-1] for sample in samples):
        return None
    measured = [sample for sample in samples if sample is not None]
    return _share([s.at(removed) for s in measured], measured[0].is_exact)


def mean_area(trials: Sequence[Trial]) -> Mean | None:
    """Average reach over k = 1..K, over runs and worlds, with its interval."""
    measured = [trial.sample for trial in trials if trial.sample is not None]
    if not measured or not measured[0].kept[-1]:
        return None
    return _share([s.area() for s in measured], measured[0].is_exact)


def _share(runs: list[Float64], is_exact: bool) -> Mean:
    mean, low, high = joint_mean(runs, is_exact=is_exact)
    return Mean(mean, max(low, 0.0), min(high, 1.0))
