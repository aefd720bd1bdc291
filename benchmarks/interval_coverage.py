"""How often the 95 % intervals of a campaign's ratios cover the truth, by runs: 1,000 repetitions.

400 short campaigns on a small graph stand for all there are. A repetition draws runs from them with
replacement, and the truth is the ratio of sums over all of them. Beside it, what the percentile
bootstrap would cover.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from harness import ROOT, arguments, machine, publish, table

sys.path.insert(0, str(ROOT))

from graphres import generate
from graphres.campaigns import Parameters, campaign
from graphres.campaigns.record import ArmRun
from graphres.stats.intervals import jackknife_ratio

Float64 = npt.NDArray[np.float64]
Int32 = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Ratio = tuple[Float64, Float64]
Ends = tuple[float | None, float | None]

ARMS = ("none", "rotating", "plan")
OFTEN: dict[str, Callable[[Int32], Mask]] = {
    "never": lambda times: times == 0,
    "once": lambda times: times == 1,
    "twice or more": lambda times: times >= 2,
    "3 times or more": lambda times: times >= 3,
}
RUNS = (5, 10, 20)
SAMPLES = 2000


def ratios(runs: list[dict[str, ArmRun]]) -> dict[str, Ratio]:
    """Numerators and denominators of every run, by what they are of."""
    none, rotating, plan = ([run[name] for run in runs] for name in ARMS)
    return {
        "follower-days, plan over none": (_audience(plan), _audience(none)),
        "follower-days, plan over rotating": (_audience(plan), _audience(rotating)),
        "slower regrowth": (
            np.array([own.parts["regrowth"] for own in plan], dtype=np.float64),
            _audience(none),
        ),
        **{
            f"followers at the end, suspended {times}": (
                _last(plan, plan, often),
                _last(none, plan, often),
            )
            for times, often in OFTEN.items()
        },
    }


def _audience(runs: list[ArmRun]) -> Float64:
    return np.array([own.audience.sum() for own in runs], dtype=np.float64)


def _last(runs: list[ArmRun], hit: list[ArmRun], often: Callable[[Int32], Mask]) -> Float64:
    """Followers on the last day of the persons who were suspended so often in another arm."""
    sums = [own.last[often(at.suspensions)].sum() for own, at in zip(runs, hit, strict=True)]
    return np.array(sums, dtype=np.float64)


def bootstrapped(over: Float64, under: Float64, rng: np.random.Generator) -> Ends:
    """The 2.5 % and 97.5 % quantile of the ratio over samples of runs."""
    drawn = rng.integers(0, len(over), (SAMPLES, len(over)))
    whole = under[drawn].sum(axis=1)
    if not whole.all():
        return None, None
    low, high = np.quantile(over[drawn].sum(axis=1) / whole, [0.025, 0.975]).tolist()
    return low, high


class Covered(NamedTuple):
    """Of many repetitions, the share that had an interval, and of these the share that hold it."""

    had_one: float
    share: float

    def __str__(self) -> str:
        """In percent; with how many had one where not all did."""
        if self.had_one == 0:
            return "none"
        few = "" if self.had_one == 1 else f" ({100 * self.had_one:.0f} have one)"
        return f"{100 * self.share:.1f}{few}"


def coverage(
    ratio: Ratio, runs: int, repetitions: int, interval: Callable[[Float64, Float64], Ends]
) -> Covered:
    """How often intervals hold the ratio of sums over all runs."""
    over, under = ratio
    truth = over.sum() / under.sum()
    drawn = np.random.default_rng(runs).integers(0, len(over), (repetitions, runs))
    ends = [interval(over[sample], under[sample]) for sample in drawn]
    held = [low <= truth <= high for low, high in ends if low is not None and high is not None]
    return Covered(len(held) / repetitions, sum(held) / max(len(held), 1))


def row(name: str, ratio: Ratio, repetitions: int) -> list[str]:
    """Coverage of the jackknife at every number of runs, then of the bootstrap."""
    print(name, file=sys.stderr, flush=True)
    over, under = ratio
    rng = np.random.default_rng(0)
    ways: list[Callable[[Float64, Float64], Ends]] = [
        lambda over, under: jackknife_ratio(over, under)[1:],
        lambda over, under: bootstrapped(over, under, rng),
    ]
    found = [str(coverage(ratio, runs, repetitions, way)) for way in ways for runs in RUNS]
    return [name, f"{over.sum() / under.sum():.3f}", f"{skewness(over):.1f}", *found]


def skewness(values: Float64) -> float:
    """Third central moment over the cubed standard deviation."""
    return float(np.mean((values - values.mean()) ** 3) / values.std() ** 3)


def main() -> None:
    """Run the campaigns, then measure every ratio."""
    options = arguments(__doc__, repetitions=1000, campaigns=400)
    graph = generate("preferential", n=60, mean_followers=6, seed=3)
    made = Parameters(days=60, suspend=("in-degree:soft@2%/day",), follow_rate=0.5)
    trace = campaign(graph, made, arms=ARMS, runs=options.campaigns)
    runs = [{own.arm: own for own in run} for run in trace.runs]
    lines = [row(name, ratio, options.repetitions) for name, ratio in ratios(runs).items()]
    header = ["", "truth", "skewness", *(f"{runs} runs, %" for runs in RUNS)]
    header += [f"bootstrap, {runs} runs, %" for runs in RUNS]
    note = (
        f"{options.repetitions:,} repetitions, each of runs drawn from {options.campaigns} "
        f"campaigns of 60 persons over 60 days. {machine('numpy', 'scipy')}"
    )
    publish("interval_coverage", f"{table(header, lines)}\n\n{note}", write=options.write)


if __name__ == "__main__":
    main()
