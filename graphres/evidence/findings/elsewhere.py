"""Leaving for another platform."""

from __future__ import annotations

from dataclasses import dataclass, fields

from graphres.campaigns.parameters import Parameters
from graphres.evidence import sources
from graphres.evidence.bench import Bench, Need
from graphres.evidence.finding import Finding, Outcome
from graphres.evidence.verdicts import Untestable

__all__ = ["Elsewhere"]

#: The lever that it takes: a parameter of campaigns that moves persons to another platform.
_LEVER = "leave_platform"


@dataclass(frozen=True)
class Elsewhere(Finding):
    """Audience and activity of persons who move."""

    number = 12
    name = "elsewhere"
    claim = "Who leaves for another platform has a smaller audience, although more active there"
    published = "activity up, audience down; attention -63 % [-75, -46] and -43 % [-57, -24]"
    sources = (sources.ALI, sources.HORTA)
    role = "tests"
    tested_by = "a campaign in which suspended persons move to another platform"

    def needs(self) -> tuple[Need, ...]:
        """Nothing, as long as nothing can be run."""
        return ()

    def test(self, bench: Bench) -> Outcome:
        """Raise `Untestable`: campaigns know one platform, and activity there only falls."""
        known = [at.name for at in fields(Parameters)]
        if _LEVER not in known:
            raise Untestable("campaigns have no lever that moves persons to another platform")
        raise Untestable(f"no test is written for the lever {_LEVER}")
