"""A check of the machinery: the order of classic attacks."""

from __future__ import annotations

from dataclasses import dataclass

from graphres.studies.findings.finding import Finding, FindingOutcome
from graphres.studies.findings.run_cache import Bench, CollapseRun, RequiredRun
from graphres.studies.findings.verdicts import Check, Tolerance

_ADAPTIVE, _STATIC, _RANDOM = "degree:adaptive", "degree", "random"


@dataclass(frozen=True)
class DegreeOrder(Finding):
    """Robustness R under adaptive degree, static degree and random removal."""

    number = 11
    name = "degree-order"
    role = "checks"
    tested_by = "collapse of the graphs of english-2015"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Return the collapse of every run's graph."""
        return (CollapseRun((_ADAPTIVE, _STATIC, _RANDOM)),)

    def test(self, bench: Bench) -> FindingOutcome:
        """Ratios of R on the same graph."""
        robustness = bench.results_of(*self.needs())
        return FindingOutcome(
            (
                Check.mean(
                    "R of static degree over random",
                    [of_run[_STATIC] / of_run[_RANDOM] for of_run in robustness],
                    Tolerance.below(1),
                ),
                Check.mean(
                    "R of adaptive over static degree",
                    [of_run[_ADAPTIVE] / of_run[_STATIC] for of_run in robustness],
                    Tolerance.at_most(1),
                ),
            )
        )
