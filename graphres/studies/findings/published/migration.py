"""Leaving for another platform."""

from __future__ import annotations

from dataclasses import dataclass

from graphres.studies.findings.finding import Finding, FindingOutcome
from graphres.studies.findings.levers import MORE, MOVES, LeverRun
from graphres.studies.findings.run_cache import Bench, RequiredRun
from graphres.studies.findings.verdicts import Check, Tolerance

_QUIET = f"platform:first,migrate={MOVES}"
_MORE = f"{_QUIET},activity={MORE}"


@dataclass(frozen=True)
class Elsewhere(Finding):
    """Audience of persons who move, twice as active as before."""

    number = 12
    name = "elsewhere"
    role = "tests"
    tested_by = "the lever platform: 9 in 10 accounts on the one lost, 3 in 10 of them move"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Return the loss of one of two platforms, its movers as active as before, or twice."""
        return (LeverRun((_QUIET, _MORE), "homes"),)

    def test(self, bench: Bench) -> FindingOutcome:
        """Reach of who has moved over its reach before.

        Who does not move reaches nobody, and who does is drawn, so that the reach of a message of
        anybody at home there is that of movers times the share that moves.
        """
        results = [
            rows for rows in bench.results_of(*self.needs()) if rows and rows["none"]["reach"] > 0
        ]
        ratios = {
            name: [rows[name]["reach"] / MOVES / rows["none"]["reach"] for rows in results]
            for name in (_QUIET, _MORE)
        }
        check = Check.mean("reach of movers over before", ratios[_MORE], Tolerance.below(1))
        as_before = Check.mean("", ratios[_QUIET], Tolerance.below(1)).value
        notes = (
            f"as active as before they would have kept {100 * as_before:.0f} % of it",
            f"that they post {MORE} times as often is put in, not found",
        )
        return FindingOutcome((check,), notes)
