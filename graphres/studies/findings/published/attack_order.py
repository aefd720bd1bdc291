"""A check of the machinery: the order of classic attacks."""

from __future__ import annotations

from dataclasses import dataclass

from graphres.studies.findings.finding import Finding, Outcome
from graphres.studies.findings.run_cache import Bench, Collapse, Need
from graphres.studies.findings.verdicts import Check, Tolerance

_ADAPTIVE, _STATIC, _RANDOM = "degree:adaptive", "degree", "random"


@dataclass(frozen=True)
class DegreeOrder(Finding):
    """Robustness R under adaptive degree, static degree and random removal."""

    number = 11
    name = "degree-order"
    role = "checks"
    tested_by = "collapse of the graphs of english-2015"

    def needs(self) -> tuple[Need, ...]:
        """The collapse of every run's graph."""
        return (Collapse((_ADAPTIVE, _STATIC, _RANDOM)),)

    def test(self, bench: Bench) -> Outcome:
        """Ratios of R on the same graph."""
        found = bench.found(*self.needs())
        return Outcome(
            (
                Check.mean(
                    "R of static degree over random",
                    [each[_STATIC] / each[_RANDOM] for each in found],
                    Tolerance.below(1),
                ),
                Check.mean(
                    "R of adaptive over static degree",
                    [each[_ADAPTIVE] / each[_STATIC] for each in found],
                    Tolerance.at_most(1),
                ),
            )
        )
