"""A single blow beside sustained pressure; and who hears less after suspensions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graphres.campaigns.record import ArmRun
from graphres.studies.findings.doses import DOSES, DoseRun
from graphres.studies.findings.finding import Finding, FindingOutcome
from graphres.studies.findings.published.returners import main_run
from graphres.studies.findings.run_cache import Bench, CampaignRun, RequiredRun
from graphres.studies.findings.verdicts import Check, Tolerance, Untestable

#: Days in which accounts are opened, and days that each of them is watched.
_OPENED, _WATCHED = 28, 90

_SINGLE = CampaignRun(changes=(("suspend", ("random@20%",)), ("to_day", 31)))
_SUSTAINED = main_run("english-2015")


@dataclass(frozen=True)
class SingleBlow(Finding):
    """Accounts opened after one day of action, beside those opened under sustained pressure."""

    number = 18
    name = "single-blow"
    role = "tests"
    tested_by = (
        "20 % suspended on one day beside english-2015: accounts opened in the 4 weeks after, "
        "watched for 90"
    )

    def needs(self) -> tuple[RequiredRun, ...]:
        """Return the main run, and one of a single day."""
        return _SUSTAINED, _SINGLE

    def test(self, bench: Bench) -> FindingOutcome:
        """Days open of 90, sustained over single, run by run; and how many were opened."""
        first = bench.preset("english-2015").parameters.from_day
        pairs = [
            (_lives(sustained["repeated"], first), _lives(single["repeated"], first))
            for sustained, single in zip(
                bench.results_of(_SUSTAINED), bench.results_of(_SINGLE), strict=True
            )
        ]
        complete = [pair for pair in pairs if all(pair)]
        if not complete:
            raise Untestable("no run opened accounts both ways")
        shorter = [float(np.mean(a) / np.mean(b)) for a, b in complete]
        more = [len(a) / len(b) for a, b in complete]
        days = [float(np.mean([np.mean(pair[side]) for pair in complete])) for side in (0, 1)]
        checks = (
            Check.mean(
                f"days open of {_WATCHED}, sustained over single", shorter, Tolerance.below(0.5)
            ),
            Check.mean("accounts opened, sustained over single", more, Tolerance.above(1)),
        )
        days_text = f"{days[0]:.0f} days of {_WATCHED} under sustained pressure"
        return FindingOutcome(checks, (f"{days_text}, {days[1]:.0f} after one blow",))


def _lives(arm: ArmRun, first: int) -> list[int]:
    """Days open, of those watched, of accounts opened in the first days."""
    table = arm.returns
    return [
        min(life, _WATCHED)
        for day, life in zip(table["day"], table["lifetime"], strict=True)
        if first <= day <= first + _OPENED
    ]


@dataclass(frozen=True)
class DoseOrder(Finding):
    """What listeners no longer hear, by how many suspended accounts they followed."""

    number = 19
    name = "dose-order"
    role = "tests"
    tested_by = "5 % of the graphs of english-2015 suspended at random: what the others still hear"

    #: 70,000 accounts were removed; which share of those that mattered is not known. Ours.
    _SHARE = 0.05

    def needs(self) -> tuple[RequiredRun, ...]:
        """Hearing before and after, by dose."""
        return (DoseRun(self._SHARE),)

    def test(self, bench: Bench) -> FindingOutcome:
        """What is lost at each dose beyond what is lost at the dose before."""
        runs = [
            losses for losses in bench.results_of(DoseRun(self._SHARE)) if len(losses) == len(DOSES)
        ]
        checks = [
            Check.mean(
                f"share of hearing lost by who followed {high}{'+' if high == DOSES[-1] else ''} "
                f"suspended, less {low}",
                [losses[high] - losses[low] for losses in runs],
                Tolerance.above(0),
            )
            for low, high in pairwise(DOSES)
        ]
        means = ", ".join(
            f"{100 * float(np.mean([losses[d] for losses in runs])):.0f} %" for d in DOSES
        )
        return FindingOutcome(tuple(checks), (f"lost at 0, 1, 2, 3 and more: {means}",))
