"""How many accounts have to be opened for each one suspended."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from graphres.stats.intervals import FEWEST_RUNS
from graphres.studies.findings.finding import Finding, FindingOutcome
from graphres.studies.findings.run_cache import Bench, CampaignRun, FrontierRun, RequiredRun
from graphres.studies.findings.verdicts import Check, Tolerance, Untestable

Needed = tuple[float, float | None, float | None]

_PRESSURES = (0.5, 1.0, 2.0)
_SCANS = tuple(FrontierRun("replacements", pressure=factor) for factor in _PRESSURES)


@dataclass(frozen=True)
class Replacements(Finding):
    """The smallest replacement ratio that holds the audience, at half and at twice the pressure."""

    number = 6
    name = "replacements"
    role = "tests"
    tested_by = "frontier over replacements in english-2015 at 0.5, 1 and 2 times its pressure"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Return a frontier for each pressure."""
        return _SCANS

    def test(self, bench: Bench) -> FindingOutcome:
        """The ratio needed at twice the pressure minus that at half of it."""
        frontiers = {need.pressure: bench.results_of(need)[0] for need in _SCANS}
        low, high = _needed(frontiers[_PRESSURES[0]]), _needed(frontiers[_PRESSURES[-1]])
        if math.isinf(low[0]):
            raise Untestable("; ".join(_describe(frontiers)))
        return FindingOutcome((_apart(low, high),), tuple(_describe(frontiers)))

    def draw_needs(self) -> tuple[RequiredRun, ...]:
        """Return runs at both pressures: a frontier for every draw would take too long."""
        return tuple(_at(factor) for factor in (_PRESSURES[0], _PRESSURES[-1]))

    def test_draw(self, bench: Bench) -> tuple[Check, ...]:
        """At one replacement a smaller share of the audience is held under the higher pressure."""
        arms = [bench.results_of(need)[0]["repeated"] for need in self.draw_needs()]
        if not all(arm.held_before for arm in arms):
            raise Untestable("nobody is followed before the pressure begins")
        low, high = (arm.held_late / arm.held_before for arm in arms)
        return (Check("share held, high pressure minus low", Tolerance.below(0), high - low),)


def _at(factor: float) -> CampaignRun:
    return CampaignRun(changes=(("pressure", factor),))


def _apart(low: Needed, high: Needed) -> Check:
    """How many more are needed; at least so many where none of the grid is enough."""
    what, more = "replacements needed at twice the pressure minus at half", Tolerance.above(0)
    least = None if low[2] is None or high[1] is None else high[1] - low[2]
    if math.isinf(high[0]):
        assert high[1] is not None
        bound = high[1] - low[0] if least is None else least
        return Check(what, more, bound, bound, None, is_open=True)
    if high[2] is not None and math.isinf(high[2]):
        return Check(what, more, high[0] - low[0], least, None, is_open=True)
    most = None if low[1] is None or high[2] is None else high[2] - low[1]
    return Check(what, more, high[0] - low[0], least, most)


def _needed(frontier: Any) -> Needed:
    """Return the smallest ratio that is enough, with its interval; infinity if none is.

    More replacements can also be too many, as each is suspended like any other account and
    discourages its owner; so a curve may cross more than once, and where it first rises counts.
    """
    if frontier.points[0].held_share >= 1:
        return 0.0, 0.0, 0.0
    enough = next((crossing for crossing in frontier.crossings if crossing.rises), None)
    if enough is None:
        return math.inf, frontier.points[-1].value, math.inf
    if frontier.runs < FEWEST_RUNS:
        return enough.value, None, None
    low = 0.0 if enough.low is None else enough.low
    return enough.value, low, math.inf if enough.high is None else enough.high


def _describe(frontiers: dict[float, Any]) -> list[str]:
    notes = []
    for pressure, frontier in frontiers.items():
        opened = frontier.opened_per_suspended
        opened_note = (
            "" if opened is None else f" ({opened:.2g} accounts opened for each suspended)"
        )
        notes.append(
            f"at {pressure:g} times the pressure: {frontier.sentence.rstrip('.')}{opened_note}"
        )
    return [*notes, "the boast was 10, at least 0.2 was observed after a mass wave"]
