"""A published finding as data, and the test that puts it to a run."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from graphres.studies.claims import CLAIMS, Publication
from graphres.studies.findings.run_cache import Bench, RequiredRun
from graphres.studies.findings.verdicts import Check

#: What a finding is for.
ROLES = {
    "calibrates": "used to choose parameters; not a test of the model",
    "tests": "held out",
    "checks": "a check of the machinery rather than a finding",
}


@dataclass(frozen=True)
class FindingOutcome:
    """What a test measured: the first check is the finding's figure; notes tell what else was seen.

    All checks together make the verdict.
    """

    checks: tuple[Check, ...]
    notes: tuple[str, ...] = field(default=())


class Finding(ABC):
    """A published finding.

    What is claimed, and where, is in `graphres.studies.claims`. A subclass says the rest as class
    attributes and writes `needs` and `test`. Tolerances are in
    the test, before any run; those marked † on the page are our own.
    """

    number: ClassVar[int]
    #: As ``--only`` and ``--fail-if`` name it.
    name: ClassVar[str]
    role: ClassVar[str]
    #: The run that tests it, in a few words.
    tested_by: ClassVar[str]

    @abstractmethod
    def needs(self) -> tuple[RequiredRun, ...]:
        """Return the runs that the test needs."""

    @abstractmethod
    def test(self, bench: Bench) -> FindingOutcome:
        """Measure, by what was run; raise `Untestable` with the reason where that cannot be."""

    def draw_needs(self) -> tuple[RequiredRun, ...]:
        """Return the runs that the test needs in a draw of the parameters."""
        return self.needs()

    def test_draw(self, bench: Bench) -> Sequence[Check]:
        """The checks whose values count in a draw of the parameters."""
        return self.test(bench).checks

    @property
    def claim(self) -> str:
        """What is claimed, in our own words."""
        return CLAIMS[self.name].claim

    @property
    def published(self) -> str:
        """The figures published, in a few words."""
        return CLAIMS[self.name].published

    @property
    def sources(self) -> tuple[Publication, ...]:
        """Where it is published."""
        return CLAIMS[self.name].sources

    @property
    def status(self) -> str:
        """How surely it is known: every status of its sources, the surest first."""
        return CLAIMS[self.name].status
