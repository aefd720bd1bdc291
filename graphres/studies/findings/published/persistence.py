"""Whether the decline lasts once the pressure has eased, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphres.campaigns.record import ArmRun
from graphres.studies.findings.account_histories import find_often_hit
from graphres.studies.findings.finding import Finding, FindingOutcome
from graphres.studies.findings.run_cache import EASED, EASED_DAYS, Bench, CampaignRun, RequiredRun
from graphres.studies.findings.verdicts import Check, Tolerance, Untestable

#: Days until those away at the end of the pressure are back.
_SETTLE = 15

#: More than this, as for a flat month, is a recovery.
_RISE = 0.15


@dataclass(frozen=True)
class Persistence(Finding):
    """Followers of the repeatedly suspended over 60 days of a quarter of the pressure."""

    preset: str = "english-2015"

    number = 5
    name = "persistence"
    role = "tests"
    tested_by = (
        f"english-2015, then {EASED_DAYS} days at {EASED:g} of its pressure, with discouragement "
        "and without"
    )

    def needs(self) -> tuple[RequiredRun, ...]:
        """Return a run whose pressure eases, and one in which nobody is discouraged either."""
        return self._eased, self._undiscouraged

    @property
    def _eased(self) -> CampaignRun:
        return CampaignRun(self.preset, eases=True)

    @property
    def _undiscouraged(self) -> CampaignRun:
        return CampaignRun(self.preset, eases=True, changes=(("discourage", 1.0),))

    def test(self, bench: Bench) -> FindingOutcome:
        """The change within the same persons from 15 to 75 days after the pressure has eased."""
        last = bench.preset(self.preset).parameters.days
        start = bench.preset(self.preset).parameters.from_day - 1
        runs, free = bench.results_of(self._eased), bench.results_of(self._undiscouraged)
        risen = [_rise(arms["repeated"], arms["repeated"], last) for arms in runs]
        healed = [_rise(arms["repeated"], arms["repeated"], last) for arms in free]
        usual = [_rise(arms["none"], arms["repeated"], last) for arms in runs]
        levels = [_level(arms["repeated"], start, last + EASED_DAYS) for arms in runs]
        checks = (
            Check.mean("change in 60 days after", risen, Tolerance.at_most(_RISE)),
            Check.mean("level 75 days after over before", levels, Tolerance.below(1)),
            Check.mean("change without discouragement", healed, Tolerance.above(_RISE)),
        )
        alone = "removal alone does not produce a lasting decline"
        return FindingOutcome(
            checks,
            (
                "the same persons without any suspension changed by "
                f"{100 * float(np.mean(usual)):.0f} % in these days",
                alone if checks[2].is_met else f"not seen: {alone}",
            ),
        )


def _rise(arm: ArmRun, hit: ArmRun, last: int) -> float:
    """Return how followers of persons often hit in ``hit`` change in the 60 days after a rest."""
    return _level(arm, last + _SETTLE, last + EASED_DAYS, hit) - 1


def _level(arm: ArmRun, first: int, last: int, hit: ArmRun | None = None) -> float:
    often = find_often_hit(hit or arm)
    assert arm.daily is not None
    before = arm.daily[first][often].sum()
    if not before:
        raise Untestable("nobody was suspended repeatedly, or none of them had followers")
    return float(arm.daily[last][often].sum() / before)
