"""Leaving for another platform."""

from __future__ import annotations

from dataclasses import dataclass

from graphres.evidence import sources
from graphres.evidence.bench import Bench, Need
from graphres.evidence.finding import Finding, Outcome
from graphres.evidence.verdicts import Untestable
from graphres.interventions.platform import Platform

__all__ = ["Elsewhere"]

#: What the lever that moves accounts to another platform has to know.
_KEY = "activity"


@dataclass(frozen=True)
class Elsewhere(Finding):
    """Audience and activity of persons who move."""

    number = 12
    name = "elsewhere"
    claim = "Who leaves for another platform has a smaller audience, although more active there"
    published = "activity up, audience down; attention -63 % [-75, -46] and -43 % [-57, -24]"
    sources = (sources.ALI, sources.HORTA)
    role = "tests"
    tested_by = "the lever platform: audience and activity of accounts that move"

    def needs(self) -> tuple[Need, ...]:
        """Nothing, as long as nothing can be run."""
        return ()

    def test(self, bench: Bench) -> Outcome:
        """Raise `Untestable`: whom accounts that move reach is known, what they do there is not."""
        if _KEY not in Platform.keys:
            raise Untestable(
                "the lever platform moves accounts but knows no activity, and campaigns know one "
                "platform: audience and activity cannot be seen side by side"
            )
        raise Untestable(f"no test is written for the key {_KEY} of the lever platform")
