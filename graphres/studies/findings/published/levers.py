"""Levers beside suspension: what no publication states in these terms, held to the machinery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphres.studies.findings.finding import Finding, FindingOutcome
from graphres.studies.findings.levers import LeverRun
from graphres.studies.findings.run_cache import Bench, RequiredRun
from graphres.studies.findings.verdicts import Check, Tolerance

Row = Mapping[str, Any]

_FIRST, _BOTH = "platform:first", "platform:first then platform:second"
_PRIVATE = "private:in-degree"
_AT_ONCE, _LATE = "counter:in-degree,delay=0", "counter:in-degree,delay=3"
_SUSPEND, _CROWD = "suspend:in-degree", "crowd:random,size=50,precision=0.5,recall=0.5,threshold=3"


@dataclass(frozen=True)
class SecondWindow(Finding):
    """What the loss of one platform, and then of the other, takes of the new audience."""

    number = 14
    name = "second-window"
    role = "checks"
    tested_by = "two platforms lost in turn, half of all follows on both"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Both losses."""
        return (LeverRun((_BOTH,), "windows"),)

    def test(self, bench: Bench) -> FindingOutcome:
        """New audience that the second loss takes over what the first took."""
        ratios = []
        for rows in bench.results_of(*self.needs()):
            new = [rows[name]["new_audience"] for name in ("none", _FIRST, _BOTH)] if rows else []
            if new and new[0] > new[1]:
                ratios.append((new[1] - new[2]) / (new[0] - new[1]))
        what = "new audience lost, second over first"
        return FindingOutcome((Check.mean(what, ratios, Tolerance.above(1)),))


@dataclass(frozen=True)
class PrivateAudience(Finding):
    """What private accounts take of the new audience, and of the one that follows anyway."""

    number = 15
    name = "private-audience"
    role = "checks"
    tested_by = "the most followed 2 % private, on the graphs of english-2015"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Return the lever private."""
        return (LeverRun((_PRIVATE,)),)

    def test(self, bench: Bench) -> FindingOutcome:
        """Share lost of hearers who do not follow the poster, less that of those who do."""
        apart, present = [], []
        for rows in bench.results_of(*self.needs()):
            before, after = (rows["none"], rows[_PRIVATE]) if rows else ({}, {})
            if rows and before["new_audience"] > 0 and _present(before) > 0:
                present.append(1 - _present(after) / _present(before))
                apart.append(1 - after["new_audience"] / before["new_audience"] - present[-1])
        check = Check.mean("share lost, new less present audience", apart, Tolerance.above(0))
        lost = Check.mean("", present, Tolerance.above(0)).value
        return FindingOutcome((check,), (f"of the present audience {100 * lost:.1f} % was lost",))


def _present(row: Row) -> float:
    """Reach among who follows the poster."""
    return float(row["reach"] - row["new_audience"])


@dataclass(frozen=True)
class CounterAtOnce(Finding):
    """The same counter-speakers at once, and three steps late."""

    number = 16
    name = "counter-at-once"
    role = "checks"
    tested_by = "the most followed 2 % speak up at once, or 3 steps later"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Both delays."""
        return (LeverRun((_AT_ONCE, _LATE)),)

    def test(self, bench: Bench) -> FindingOutcome:
        """Reach of the message, and accounts saved, in the same worlds."""
        results = [
            rows for rows in bench.results_of(*self.needs()) if rows and rows[_LATE]["reach"] > 0
        ]
        reach = [rows[_AT_ONCE]["reach"] / rows[_LATE]["reach"] for rows in results]
        saved = [rows[_AT_ONCE]["saved"] - rows[_LATE]["saved"] for rows in results]
        return FindingOutcome(
            (
                Check.mean("reach, at once over late", reach, Tolerance.below(1)),
                Check.mean("accounts saved, at once less late", saved, Tolerance.above(0)),
            )
        )


@dataclass(frozen=True)
class RandomReports(Finding):
    """A crowd that reports at random beside as many suspensions of the most followed."""

    number = 17
    name = "random-reports"
    role = "checks"
    tested_by = "50 people report a random 2 %, every other report in error; the most followed 2 %"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Return a crowd, and suspension."""
        return (LeverRun((_SUSPEND, _CROWD)),)

    def test(self, bench: Bench) -> FindingOutcome:
        """Reach that is left, and accounts suspended that nobody aimed at."""
        results = [
            rows for rows in bench.results_of(*self.needs()) if rows and rows["none"]["reach"] > 0
        ]
        reach = [
            (rows[_CROWD]["reach"] - rows[_SUSPEND]["reach"]) / rows["none"]["reach"]
            for rows in results
        ]
        others = [rows[_CROWD]["collateral"] for rows in results]
        what = "reach left, crowd less suspension, of that before"
        return FindingOutcome(
            (
                Check.mean(what, reach, Tolerance.above(0)),
                Check.mean("accounts suspended in error", others, Tolerance.above(0)),
            )
        )
