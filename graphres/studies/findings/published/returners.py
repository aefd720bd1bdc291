"""Persons who return again and again: whether they decline, and whether they come back whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from graphres.campaigns.record import ArmRun
from graphres.kernels.hashing import uniform
from graphres.stats.intervals import t_interval
from graphres.studies.findings.account_histories import Return, careers, quantile, slope
from graphres.studies.findings.finding import Finding, FindingOutcome
from graphres.studies.findings.run_cache import Bench, CampaignRun, RequiredRun
from graphres.studies.findings.verdicts import Check, Tolerance, Untestable

#: A trend needs as many returns; the first account makes one point more.
_LEAST_RETURNS = 3
#: Fewer persons than this say nothing of a run.
_LEAST_PERSONS = 5
_AGE = 30
#: How often persons are drawn who differ by chance alone.
_NOISE_DRAWS = 50


def main_run(preset: str) -> CampaignRun:
    """Return the run that most findings read; only the main preset has arm ``spread``."""
    if preset == "english-2015":
        return CampaignRun(preset, ("none", "repeated", "spread"))
    return CampaignRun(preset)


@dataclass(frozen=True)
class Trend(Finding):
    """Followers at each suspension, within persons, so that who survives to return is no matter."""

    preset: str = "english-2015"

    number = 1
    name = "trend"
    role = "tests"
    tested_by = "english-2015: followers at each suspension of persons with 3 or more returns"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Return the main run."""
        return (main_run(self.preset),)

    def test(self, bench: Bench) -> FindingOutcome:
        """Trends of log followers over the accounts of a person, the first one with and without."""
        runs = bench.results_of(main_run(self.preset))
        persons = [set(bench.graph(run).ids.to_pylist()) for run in range(len(runs))]
        levels = [self._levels(arms["repeated"], k) for arms, k in zip(runs, persons, strict=True)]
        enough = [of_run for of_run in levels if len(of_run) >= _LEAST_PERSONS]
        if not enough:
            raise Untestable(f"no run had {_LEAST_PERSONS} persons with {_LEAST_RETURNS} returns")
        slopes = [_slopes(of_run) for of_run in enough]
        beyond = [beyond_noise(of_run, bench.seed_of(run)) for run, of_run in enumerate(enough)]
        checks = (
            self._falling("runs in which followers trend down", [every for every, _ in slopes]),
            self._falling("the same without the first account", [later for _, later in slopes]),
            Check.mean(
                "quartile distance of the trends over that of counts that chance alone sets apart",
                [of_run for of_run in beyond if of_run is not None],
                Tolerance.above(1),
            ),
        )
        return FindingOutcome(checks, self._notes(runs, slopes))

    def _falling(self, what: str, slopes: list[list[float]]) -> Check:
        down = sum(float(np.median(of_run)) < 0 for of_run in slopes)
        return Check.share(what, down, len(slopes), Tolerance.at_least(0.8))

    def _levels(self, arm: ArmRun, persons: set[str]) -> list[list[int]]:
        """Followers at each suspension, of every person with enough returns.

        ``before`` of return k is what account k − 1 ended with.
        """
        enough = [c for c in careers(arm, persons) if len(c) >= _LEAST_RETURNS]
        return [[back.before for back in career] for career in enough]

    def _notes(
        self, runs: list[dict[str, ArmRun]], slopes: list[tuple[list[float], list[float]]]
    ) -> tuple[str, ...]:
        every, later = (float(np.mean([np.median(t[i]) for t in slopes])) for i in (0, 1))
        persons = float(np.mean([len(t[0]) for t in slopes]))
        notes = [
            f"{persons:.0f} such persons a run; followers change by a factor of {2**every:.2f} a "
            f"return, {2**later:.2f} without the first account",
            "had there been no suspensions, the same persons' followers would have changed by a "
            f"factor of {_without(runs):.2f}, so that this is no return to the mean",
        ]
        notes.append(_at_equal_age(runs))
        if all("spread" in arms for arms in runs):
            notes.append(_against_spread(runs))
        return tuple(notes)


def _slopes(levels: Sequence[Sequence[int]]) -> tuple[list[float], list[float]]:
    """Return the trend of every person, over all accounts and over all but the first."""
    return [slope(person) for person in levels], [slope(person[1:]) for person in levels]


def beyond_noise(levels: Sequence[Sequence[int]], seed: int) -> float | None:
    """Return how far apart trends are, over how far chance alone would set them apart.

    Quartile distance of the trends of persons over that of persons who all have the median trend,
    each about an own level, and whose followers are Poisson's counts about that line; the mean of
    50 such draws. None where chance sets nothing apart.
    """
    from scipy.stats import poisson

    trends = [slope(person) for person in levels]
    common = float(np.median(trends))
    expected = np.concatenate([_expected(person, common) for person in levels])
    places = np.arange(len(expected)), np.arange(_NOISE_DRAWS)[:, None]
    counts = poisson.ppf(uniform(seed, "evidence noise", places[1], places[0]), expected)
    ends = np.cumsum([len(person) for person in levels])[:-1]
    persons = np.split(np.log2(1 + counts), ends, axis=1)
    drawn = np.array([person @ _centred(person.shape[1]) for person in persons])
    chance = float(np.mean(np.quantile(drawn, 0.75, axis=0) - np.quantile(drawn, 0.25, axis=0)))
    return _quartile_distance(trends) / chance if chance > 0 else None


def _expected(levels: Sequence[int], trend: float) -> npt.NDArray[np.float64]:
    """Followers on a line of that trend through a person's middle level, in logarithms."""
    places = np.arange(len(levels)) - (len(levels) - 1) / 2
    middle = float(np.mean(np.log2(1 + np.asarray(levels, dtype=np.float64))))
    expected: npt.NDArray[np.float64] = np.maximum(2 ** (middle + trend * places) - 1, 0)
    return expected


def _centred(count: int) -> npt.NDArray[np.float64]:
    """Return the weights that give the least squares slope of so many values."""
    places = np.arange(count) - (count - 1) / 2
    weights: npt.NDArray[np.float64] = places / (places @ places)
    return weights


def _quartile_distance(values: Sequence[float]) -> float:
    return quantile(values, 0.75) - quantile(values, 0.25)


def _against_spread(runs: list[dict[str, ArmRun]]) -> str:
    """Compare what the plan did with the same dose on persons not hit before."""
    lost = [
        1 - float(arms["repeated"].audience.sum()) / float(arms["spread"].audience.sum())
        for arms in runs
    ]
    low, high = t_interval(lost)
    ends = "" if low is None or high is None else f" [{100 * low:.1f}, {100 * high:.1f}]"
    return (
        f"repetition cost {100 * float(np.mean(lost)):.1f} %{ends} of the audience that the same "
        "dose on persons not hit before (arm spread) left; below 0, it cost less"
    )


def _at_equal_age(runs: list[dict[str, ArmRun]]) -> str:
    """Followers at 7 days of an account over those of the same owner's account before, in all."""
    factors = []
    for arms in runs:
        for career in careers(arms["repeated"], set(arms["repeated"].returns["person"])):
            ages = [back.ages[1] for back in career]
            factors += [
                (1 + later) / (1 + earlier)
                for earlier, later in pairwise(ages)
                if earlier is not None and later is not None
            ]
    if not factors:
        return "no owner had two returned accounts in turn that lived for 7 days"
    return (
        f"at an equal age of 7 days a returned account has {float(np.median(factors)):.2f} times "
        "the followers of the owner's returned account before (median)"
    )


def _without(runs: list[dict[str, ArmRun]]) -> float:
    """Followers at the end over those at the start in arm ``none``, of persons often hit."""
    ratios = []
    for arms in runs:
        often = arms["repeated"].suspensions >= _LEAST_RETURNS
        daily = arms["none"].daily
        assert daily is not None
        if often.any() and daily[0][often].sum():
            ratios.append(float(daily[-1][often].sum() / daily[0][often].sum()))
    return float(np.mean(ratios)) if ratios else float("nan")


@dataclass(frozen=True)
class Recovery(Finding):
    """Returned accounts of 30 days beside what their owner had before the first suspension."""

    preset: str = "english-2015"

    number = 2
    name = "recovery"
    role = "tests"
    tested_by = "english-2015: returned accounts at an age of 30 days, those lost earlier shown"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Return the main run."""
        return (main_run(self.preset),)

    def test(self, bench: Bench) -> FindingOutcome:
        """Followers at 30 days over those before the first suspension.

        Accounts opened in the last 30 days of pressure are left out for all alike. Of the others,
        those suspended before 30 days have no figure; they are counted, and a second measure
        asks of all whether they were seen at their owner's earlier level at any age.
        """
        last = bench.preset(self.preset).parameters.days - _AGE
        medians, reached, counts = [], [], np.zeros(2)
        for run, arms in enumerate(bench.results_of(main_run(self.preset))):
            persons = set(bench.graph(run).ids.to_pylist())
            backs = [
                (back, career[0].before)
                for career in careers(arms["repeated"], persons)
                for back in career
                if back.day <= last and career[0].before > 0
            ]
            ratios = [b.ages[3] / before for b, before in backs if b.ages[3] is not None]
            if ratios:
                medians.append(float(np.median(ratios)))
                reached.append(float(np.mean([_best(b) >= before for b, before in backs])))
                counts += len(ratios), len(backs)
        checks = (
            Check.mean("median followers at 30 days over before", medians, Tolerance.below(1)),
            Check.mean("share ever seen at the earlier level", reached, Tolerance.below(0.5)),
        )
        early = 1 - counts[0] / counts[1]
        note = f"{100 * early:.0f} % of the returned accounts were suspended before 30 days"
        return FindingOutcome(checks, (note,))


def _best(back: Return) -> int:
    """Return the most followers at any recorded age, within 30 days."""
    return max((age for age in back.ages if age is not None), default=0)
