"""High beside low pressure: how far followers are apart, and how soon new accounts go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphres.campaigns.record import ArmRun
from graphres.studies.findings.account_histories import level
from graphres.studies.findings.finding import Finding, FindingOutcome
from graphres.studies.findings.published.returners import main_run
from graphres.studies.findings.run_cache import Bench, CampaignRun, LongRun, RequiredRun
from graphres.studies.findings.verdicts import Check, Tolerance, Untestable

_HIGH, _LOW = main_run("english-2015"), CampaignRun("low-pressure")
_AGE = 30
#: As long as two years under pressure: the accounts compared had been open for years.
_YEARS = 760
_LONG = LongRun(("low-pressure", "english-2015"), _YEARS)
_TOO_SHORT = (
    "untestable at this horizon: four months of pressure are short against the years that the "
    f"accounts compared had been open; the whole test takes {_YEARS} days"
)


@dataclass(frozen=True)
class PressureRatio(Finding):
    """Mean followers of accounts under low pressure over those under high pressure."""

    number = 9
    name = "pressure-ratio"
    role = "tests"
    tested_by = (
        f"low-pressure beside english-2015 over {_YEARS} days, same graphs and draws, the last 30"
    )

    def needs(self) -> tuple[RequiredRun, ...]:
        """Both presets over years; nothing where there is no time for it."""
        return (_LONG,)

    def draw_needs(self) -> tuple[RequiredRun, ...]:
        """Nothing: years of every draw would take too long."""
        return ()

    def test_draw(self, bench: Bench) -> Sequence[Check]:
        """Untestable."""
        raise Untestable(_TOO_SHORT)

    def test(self, bench: Bench) -> FindingOutcome:
        """The ratio at the end, and the ratio at equal account age: what life does not explain."""
        if bench.coarse:
            raise Untestable(_TOO_SHORT)
        last = _YEARS
        pairs = [(low, high) for low, high in bench.results_of(_LONG)]
        means = [[level(arm, "followers_mean", last - 29, last) for arm in pair] for pair in pairs]
        ratios = [low / high for low, high in means if high > 0]
        check = Check.mean("mean followers, low over high", ratios, Tolerance.within(8, 20))
        first = bench.preset("english-2015").parameters.from_day
        lives = [[_life(arm, first, last) for arm in pair] for pair in zip(*pairs, strict=True)]
        notes = [
            "account life (days open for each suspension): "
            f"{float(np.mean(lives[0])):.0f} days under low pressure, "
            f"{float(np.mean(lives[1])):.0f} under high",
            _at_equal_age(pairs, last, check.value),
        ]
        return FindingOutcome((check,), tuple(notes))


def _life(arm: ArmRun, first: int, last: int) -> float:
    """Days that accounts were open for each suspension, which is fair to those still open."""
    open_days = float(sum(arm.days["accounts"][first : last + 1]))
    return open_days / max(1.0, float(sum(arm.days["suspended"][first : last + 1])))


def _at_equal_age(pairs: list[tuple[ArmRun, ArmRun]], last: int, overall: float) -> str:
    """Compare accounts opened at a return when they are 30 days old, over all runs."""
    followers = [
        [
            age
            for pair in pairs
            for age, day in zip(
                pair[side].returns["followers_30"], pair[side].returns["day"], strict=True
            )
            if age is not None and day <= last - _AGE
        ]
        for side in (0, 1)
    ]
    if not all(followers) or not np.mean(followers[1]):
        return "too few returned accounts grew 30 days old under both to compare at equal age"
    ratio = float(np.mean(followers[0]) / np.mean(followers[1]))
    explained = 1 - float(np.log(ratio) / np.log(overall)) if ratio > 0 and overall > 1 else 0.0
    conclusion = (
        f"account life explains {100 * explained:.0f} % of the ratio's logarithm"
        if explained > 0
        else "account life does not explain the ratio"
    )
    return (
        f"at an equal age of 30 days returned accounts stand {ratio:.2g} to 1 "
        f"({len(followers[0])} and {len(followers[1])} accounts), so {conclusion}"
    )


@dataclass(frozen=True)
class YoungFirst(Finding):
    """Returned accounts suspended by the second evening, under both pressures."""

    number = 10
    name = "young-first"
    role = "calibrates"
    tested_by = "accounts opened at returns in english-2015 and low-pressure"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Both presets."""
        return _HIGH, _LOW

    def test(self, bench: Bench) -> FindingOutcome:
        """Of accounts that could be seen for two days, those closed on the first two evenings.

        The published figure lacks accounts removed before anyone saw them; the note gives ours
        with those of the first evening left out, as such an observer would see it.
        """
        last = bench.preset("english-2015").parameters.days
        lives = {
            need.preset: [
                life
                for arms in bench.results_of(need)
                for life, day in zip(
                    arms["repeated"].returns["lifetime"],
                    arms["repeated"].returns["day"],
                    strict=True,
                )
                if day < last
            ]
            for need in (_HIGH, _LOW)
        }
        high, low = (np.array(days) for days in lives.values())
        checks = (
            _within_two_days("share gone in two days, high", high, Tolerance.above(0.3)),
            _within_two_days("the same, low pressure", low, Tolerance.below(0.01)),
        )
        later = high[high > 0]
        share = f"{100 * float((later <= 1).mean()):.0f} %" if len(later) else "none"
        note = (
            "left truncation: of those that outlived the first evening "
            f"{share} went on the second, and an observer who misses the quickest sees that"
        )
        return FindingOutcome(checks, (note,))


def _within_two_days(what: str, lives: npt.NDArray[np.int64], tolerance: Tolerance) -> Check:
    return Check.share(what, int((lives <= 1).sum()), len(lives), tolerance)
