"""What pressure does to the mean and to the size of the network."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from graphres.campaigns.record import ArmRun
from graphres.studies.findings.account_histories import change, level, relative_change
from graphres.studies.findings.finding import Finding, FindingOutcome
from graphres.studies.findings.published.returners import main_run
from graphres.studies.findings.run_cache import Bench, CampaignRun, RequiredRun
from graphres.studies.findings.verdicts import Check, Tolerance, Untestable

#: What counts as flat over 30 days.
FLAT = Tolerance.within(-0.15, 0.15)

_MEAN, _SIZE = "followers_mean", "accounts"
_WINDOW = 30


def daily_share(arm: ArmRun, first: int, last: int) -> float:
    """Accounts suspended a day, over those open that day before; the mean over some days."""
    gone = np.array(arm.days["suspended"][first : last + 1], dtype=np.float64)
    left = np.array(arm.days["accounts"][first : last + 1], dtype=np.float64)
    return float(np.mean(gone / np.maximum(gone + left, 1)))


def _refuse_nan(values: list[float], what: str) -> list[float]:
    if any(math.isnan(value) for value in values):
        raise Untestable(f"no accounts, or none with followers, were left: {what}")
    return values


@dataclass(frozen=True)
class Flat(Finding):
    """The last 30 days of pressure, with and without it."""

    preset: str = "english-2015"

    number = 3
    name = "flat"
    role = "tests"
    tested_by = "english-2015: mean followers of accounts over the last 30 days of pressure"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Return the main run."""
        return (main_run(self.preset),)

    def test(self, bench: Bench) -> FindingOutcome:
        """Equivalence to no change, within the tolerance; growth beyond it without suspension.

        Newcomers begin with nobody and pull the mean down, so that persons of day 0 who were
        followed by somebody on every day of the month are judged as well, by themselves.
        """
        parameters = bench.preset(self.preset).parameters
        first, last = parameters.days - _WINDOW, parameters.days
        runs = bench.results_of(main_run(self.preset))
        dose = float(np.mean([daily_share(o["repeated"], parameters.from_day, last) for o in runs]))
        if dose >= 0.02:
            raise Untestable(f"{100 * dose:.1f} % of the accounts were suspended a day")
        pressed, free = (
            _refuse_nan([change(arms[arm], _MEAN, first, last) for arms in runs], "mean followers")
            for arm in ("repeated", "none")
        )
        there, there_free = (
            _refuse_nan(
                [_there(arms[arm], first, last) for arms in runs], "persons there all month"
            )
            for arm in ("repeated", "none")
        )
        checks = (
            Check.mean("change of mean followers in 30 days", pressed, FLAT),
            Check.mean("the same without suspensions", free, Tolerance.above(FLAT.high)),
            Check.mean("change among persons there all month", there, FLAT),
            Check.mean(
                "the same without suspensions, those persons",
                there_free,
                Tolerance.above(FLAT.high),
            ),
        )
        dosed = f"{100 * dose:.1f} % of the accounts were suspended a day"
        return FindingOutcome(checks, (dosed, *_newcomers([arms["none"] for arms in runs])))


def _there(arm: ArmRun, first: int, last: int) -> float:
    """Return the change of mean followers of persons of day 0 who had some on all these days."""
    assert arm.daily is not None
    window = arm.daily[first : last + 1]
    present = window[:, (window > 0).all(axis=0)]
    if not present.size:
        return math.nan
    return relative_change(present.mean(axis=1))


def _newcomers(runs: list[ArmRun]) -> tuple[str, ...]:
    """How cold newcomers start, without any suspension."""
    counts = [followers for arm in runs for followers in arm.first.get(_WINDOW, ())]
    if not counts:
        return ()
    return (
        f"newcomers start cold: without suspensions they have {float(np.mean(counts)):.1f} "
        "followers at 30 days, which holds the mean down",
    )


@dataclass(frozen=True)
class Wave(Finding):
    """A wave into a network under routine pressure, 90 days after pressure began with another."""

    preset: str = "english-2015"

    number = 4
    name = "wave"
    role = "tests"
    tested_by = "english-2015 with waves of 20 %: the weeks round the second, and 30 days after"

    #: 10,000 of at least 46,000 accounts were suspended in one wave.
    _EVERY, _SHARE = 90, "20%"
    #: Days until those hit have returned or left.
    _SETTLE = 14

    def needs(self) -> tuple[RequiredRun, ...]:
        """Return a run with waves."""
        return (self._run(),)

    def _run(self) -> CampaignRun:
        days = 30 + self._EVERY + self._SETTLE + _WINDOW + 1
        return CampaignRun(
            self.preset, changes=(("days", days), ("waves", f"{self._EVERY}:{self._SHARE}"))
        )

    def test(self, bench: Bench) -> FindingOutcome:
        """What changes over the week of the wave beyond what changed the week before."""
        runs = [arms["repeated"] for arms in bench.results_of(self._run())]
        wave = bench.parameters(self._run()).from_day + self._EVERY
        after = wave + self._SETTLE
        checks = []
        for column, what in ((_MEAN, "mean followers"), (_SIZE, "accounts")):
            drops = _refuse_nan([_drop(arms, column, wave) for arms in runs], what)
            checks.append(
                Check.mean(f"change of {what} at a wave, beyond trend", drops, Tolerance.below(0))
            )
        for column, what in ((_MEAN, "mean followers"), (_SIZE, "accounts")):
            changes = _refuse_nan(
                [change(arms, column, after, after + _WINDOW) for arms in runs], what
            )
            checks.append(Check.mean(f"change of {what} in the 30 days after", changes, FLAT))
        return FindingOutcome(tuple(checks))


def _drop(arm: ArmRun, column: str, wave: int) -> float:
    """Divide the week from the wave on by the one before, and by that of a week ago; minus 1."""
    weeks = [level(arm, column, wave + 7 * k, wave + 7 * k + 6) for k in (-2, -1, 0)]
    if min(weeks) <= 0:
        return math.nan
    return (weeks[2] / weeks[1]) / (weeks[1] / weeks[0]) - 1
