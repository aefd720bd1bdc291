"""Calibration targets: published figures that a draw of the parameters has to meet to be kept.

No test of a held-out finding uses them. To add one: write what it measures, and name it below,
cheap ones first, since a draw that misses one is not asked for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graphres.campaigns.record import ArmRun
from graphres.studies import claims
from graphres.studies.findings.finding import Finding
from graphres.studies.findings.published.contrast import YoungFirst
from graphres.studies.findings.published.pressure import daily_share
from graphres.studies.findings.published.returners import main_run
from graphres.studies.findings.published.shape import Skew, Targeting
from graphres.studies.findings.run_cache import Bench
from graphres.studies.findings.verdicts import Check, Tolerance

_PRESET = "english-2015"


class TargetResult(NamedTuple):
    """Whether a draw meets a target, and the value of its first measure."""

    is_met: bool
    value: float


@dataclass(frozen=True)
class Target:
    """A published figure that the parameters have to reproduce.

    Parameters
    ----------
    name : str
    claim, published, source, status : str
        The claim in our own words, the published figures, where they are from, and how surely they
        are known.
    check : callable
        The checks of one draw; `Untestable` where it has nothing to measure.
    """

    name: str
    claim: str
    published: str
    source: str
    status: str
    check: Callable[[Bench], Sequence[Check]]

    @classmethod
    def of(cls, finding: Finding) -> Target:
        """Make a target of a finding that calibrates."""
        source = "; ".join(dict.fromkeys(map(str, finding.sources)))
        about = (finding.claim, finding.published, source, finding.status)
        return cls(finding.name, *about, finding.test_draw)

    def test(self, bench: Bench) -> TargetResult:
        """Measure it in one draw."""
        checks = self.check(bench)
        return TargetResult(all(check.is_met for check in checks), checks[0].value)


def _check_daily_dose(bench: Bench) -> tuple[Check]:
    """Return the share of open accounts that is suspended a day, on average."""
    own, first = _plan(bench)
    share = daily_share(own, first, len(own.days["suspended"]) - 1)
    return (Check("share of accounts suspended a day", Tolerance.below(0.02), share),)


def _check_reopened(bench: Bench) -> tuple[Check]:
    """Return how many accounts are opened for each one suspended."""
    own, first = _plan(bench)
    opened, suspended = (sum(own.days[name][first:]) for name in ("opened", "suspended"))
    ratio = opened / suspended if suspended else 0.0
    return (Check("accounts opened for each suspended", Tolerance.at_least(0.2), ratio),)


def _check_activity(bench: Bench) -> tuple[Check]:
    """Return the activity that discouragement leaves the persons of day 0, on average."""
    own, _ = _plan(bench)
    keep = bench.preset(_PRESET).parameters.discourage
    left = float(np.mean(keep**own.suspensions))
    return (Check("activity at the end over the start", Tolerance.at_most(0.75), left),)


def _plan(bench: Bench) -> tuple[ArmRun, int]:
    """Return the run of the plan, and its first day of pressure."""
    (own,) = bench.results_of(main_run(_PRESET))
    return own["repeated"], bench.preset(_PRESET).parameters.from_day


def _press(
    name: str, claim: str, published: str, check: Callable[[Bench], Sequence[Check]]
) -> Target:
    source = claims.BERGER_PEREZ_PRESS
    return Target(name, claim, published, str(source), source.status, check)


#: In the order in which a draw is asked for them.
TARGETS: tuple[Target, ...] = (
    Target.of(Skew()),
    Target.of(Targeting()),
    _press(
        "daily-dose",
        "Under 2 % of the accounts are suspended on an average day",
        "under 2 % of the listed accounts on an average day",
        _check_daily_dose,
    ),
    Target(
        "reopened",
        "At least one account is opened for every five suspended",
        "at least 2,000 created for 10,000 suspended in one wave",
        str(claims.BERGER_WAVE),
        claims.BERGER_WAVE.status,
        _check_reopened,
    ),
    _press(
        "activity",
        "Under suspension activity falls by a quarter or more",
        "tweets a day fell from 8 to under 6",
        _check_activity,
    ),
    Target.of(YoungFirst()),
)
