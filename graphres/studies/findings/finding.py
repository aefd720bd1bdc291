"""A published finding as data, and the test that puts it to a run."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from graphres.studies.findings.run_cache import Bench, Need
from graphres.studies.findings.verdicts import Check

#: What a finding is for.
ROLES = {
    "calibrates": "used to choose parameters; not a test of the model",
    "tests": "held out",
    "checks": "a check of the machinery rather than a finding",
}


class Source(NamedTuple):
    """Where a finding is published, and how surely it is known: quoted, press or remembered.

    ``chosen`` is what no publication states: a claim of ours, to which the machinery is held.
    """

    text: str
    address: str
    status: str

    def __str__(self) -> str:
        """As it is cited."""
        return f"{self.text}, {self.address}"


@dataclass(frozen=True)
class Outcome:
    """What a test measured: the first check is the finding's figure; notes tell what else was seen.

    All checks together make the verdict.
    """

    checks: tuple[Check, ...]
    notes: tuple[str, ...] = field(default=())


class Finding(ABC):
    """A published finding.

    A subclass says everything as class attributes and writes `needs` and `test`. Tolerances are in
    the test, before any run; those marked † on the page are our own.
    """

    number: ClassVar[int]
    #: As ``--only`` and ``--fail-if`` name it.
    name: ClassVar[str]
    #: In our own words.
    claim: ClassVar[str]
    #: The figures published, in a few words.
    published: ClassVar[str]
    sources: ClassVar[tuple[Source, ...]]
    role: ClassVar[str]
    #: The run that tests it, in a few words.
    tested_by: ClassVar[str]

    @abstractmethod
    def needs(self) -> tuple[Need, ...]:
        """What has to be run."""

    @abstractmethod
    def test(self, bench: Bench) -> Outcome:
        """Measure, by what was run; raise `Untestable` with the reason where that cannot be."""

    def draw_needs(self) -> tuple[Need, ...]:
        """What has to be run in a draw of the parameters."""
        return self.needs()

    def test_draw(self, bench: Bench) -> Sequence[Check]:
        """The checks whose values count in a draw of the parameters."""
        return self.test(bench).checks

    @property
    def status(self) -> str:
        """How surely it is known: every status of its sources, the surest first."""
        known = {source.status for source in self.sources}
        return ", ".join(s for s in ("quoted", "press", "remembered", "chosen") if s in known)
