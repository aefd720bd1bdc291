"""Strategies compared in the same worlds: differences of reach with paired intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from graphres.kernels.arrays import Float64
from graphres.spread.sample import Mean, WorldSample, difference, joint_mean
from graphres.studies.trials.summary import Trial


@dataclass(frozen=True)
class Contrast:
    """Reach under one strategy minus reach under another, with its 95 % interval.

    Parameters
    ----------
    strategy, other : str
        As typed.
    what : {'area', 'reach'}
        The mean over all removals, or the value after ``removed``.
    removed : int
        K, or the most removals that both have.
    difference, low, high : float
        Of shares of n.
    """

    strategy: str
    other: str
    what: str
    removed: int
    difference: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


def differences(trials: Sequence[Trial]) -> list[Contrast]:
    """Every pair of strategies, in the order given: areas where both remove as many, then reach.

    Runs of a strategy are averaged in each world; see `graphres.spread.sample.difference`. Empty
    when reach was not measured.
    """
    contrasts: list[Contrast] = []
    for (first_name, first_runs), (second_name, second_runs) in combinations(
        _samples(trials).items(), 2
    ):
        lengths = {int(sample.kept[-1]) for sample in (*first_runs, *second_runs)}
        last, names, exact = min(lengths), (first_name, second_name), first_runs[0].is_exact
        if len(lengths) == 1 and last:
            areas = [s.area() for s in first_runs], [s.area() for s in second_runs]
            contrasts.append(_contrast(names, "area", last, areas, exact))
        if last < first_runs[0].n:  # nobody is left to hear anything after n
            ends = [s.at(last) for s in first_runs], [s.at(last) for s in second_runs]
            contrasts.append(_contrast(names, "reach", last, ends, exact))
    return contrasts


def _contrast(
    names: tuple[str, str],
    what: str,
    removed: int,
    runs: tuple[Sequence[Float64], Sequence[Float64]],
    is_exact: bool,
) -> Contrast:
    return Contrast(*names, what, removed, *difference(*runs, is_exact=is_exact))


def _samples(trials: Sequence[Trial]) -> dict[str, list[WorldSample]]:
    """Collect the worlds of every run, by strategy."""
    samples: dict[str, list[WorldSample]] = {}
    for trial in trials:
        if trial.sample is not None:
            samples.setdefault(trial.strategy, []).append(trial.sample)
    return samples


def areas_by_level(
    trials: Sequence[Trial], probabilities: Sequence[float]
) -> dict[str, list[Mean]]:
    """Reach over removals, the mean of the first run, by strategy and probability.

    The probability that is not among those of ``elsewhere`` is the one measured.
    """
    first = [t for t in trials if t.run == 0 and t.sample is not None]
    by_strategy: dict[str, list[Mean]] = {}
    for trial in first if probabilities else ():
        assert trial.sample is not None
        exact, measured = trial.sample.is_exact, trial.sample.area()
        areas = [trial.elsewhere.get(p, measured) for p in probabilities]
        by_strategy[trial.strategy] = [joint_mean([area], is_exact=exact) for area in areas]
    return by_strategy


def changed_places(
    trials: Sequence[Trial], probabilities: Sequence[float]
) -> dict[float, list[tuple[str, str]]]:
    """Pairs of strategies that change places in mean reach at another probability.

    A pair counts where its first runs differ beyond their paired interval at the probability
    measured, and the other way round at the other one.

    Parameters
    ----------
    trials : sequence of Trial
        Their ``elsewhere`` holds areas by world at other probabilities.
    probabilities : sequence of float
        Those to look at.

    Returns
    -------
    mapping
        By probability tried, pairs of strategies as typed; no entry for what was not tried.
    """
    first = [t for t in trials if t.run == 0 and t.sample is not None]
    return {
        p: [(a.strategy, b.strategy) for a, b in combinations(first, 2) if _crosses(a, b, p)]
        for p in probabilities
        if first and all(p in trial.elsewhere for trial in first)
    }


def _crosses(first: Trial, second: Trial, probability: float) -> bool:
    assert first.sample is not None
    assert second.sample is not None
    here = _sign(first.sample.area(), second.sample.area(), first.sample.is_exact)
    there = _sign(first.elsewhere[probability], second.elsewhere[probability], False)
    return here * there < 0


def _sign(first: Float64, second: Float64, is_exact: bool) -> int:
    """-1, 0 or 1: which is larger beyond the interval of the difference."""
    _, low, high = difference([first], [second], is_exact=is_exact)
    return int(low > 0) - int(high < 0)
