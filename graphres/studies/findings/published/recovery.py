"""The contrary reports: when followers find the returned again, the findings weaken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphres.stats.intervals import FEWEST_RUNS
from graphres.studies.findings.finding import Finding, FindingOutcome
from graphres.studies.findings.published.pressure import Flat, Wave
from graphres.studies.findings.published.returners import Recovery, Trend, main_run
from graphres.studies.findings.run_cache import Bench, FrontierRun, RequiredRun
from graphres.studies.findings.verdicts import Check, Tolerance, Untestable, joint

_NAME = "high-recovery"
_FIND = FrontierRun("find")
#: The same where everybody comes back as active as before: what rediscovery alone can do.
_FIND_UNDAUNTED = FrontierRun("find", changes=(("come_back", 1.0), ("discourage", 1.0)))
_FIRST_FOUR: tuple[Finding, ...] = (Trend(_NAME), Recovery(_NAME), Flat(_NAME), Wave(_NAME))
_REFERENCE: tuple[Finding, ...] = (Trend(), Recovery(), Flat(), Wave())


@dataclass(frozen=True)
class HighRecovery(Finding):
    """Stunting, and findings 1 to 4, where followers find returned accounts quickly."""

    number = 13
    name = "high-recovery"
    role = "tests"
    tested_by = "high-recovery beside english-2015; frontier over the hazard of being found"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Both presets, the first four findings again, and the frontiers."""
        return (*self.draw_needs(), _FIND, _FIND_UNDAUNTED)

    def draw_needs(self) -> tuple[RequiredRun, ...]:
        """All but the frontier."""
        again = [need for finding in _REFERENCE + _FIRST_FOUR for need in finding.needs()]
        return tuple(dict.fromkeys([main_run("english-2015"), *again]))

    def test(self, bench: Bench) -> FindingOutcome:
        """Stunting against english-2015, how many fewer of 1-4 hold, and where it turns."""
        weaker, still, summary = self._compared(bench)
        (frontier,), (undaunted,) = bench.results_of(_FIND), bench.results_of(_FIND_UNDAUNTED)
        undaunted_note = f"were all to come back undiscouraged: {undaunted.sentence.rstrip('.')}"
        return FindingOutcome(
            (weaker, still, _turn(frontier)),
            (summary, frontier.sentence.rstrip("."), undaunted_note),
        )

    def test_draw(self, bench: Bench) -> tuple[Check, ...]:
        """All but the frontier."""
        return self._compared(bench)[:2]

    def _compared(self, bench: Bench) -> tuple[Check, Check, str]:
        usual, free = bench.results_of(main_run("english-2015")), bench.results_of(main_run(_NAME))
        last = bench.preset(_NAME).parameters.days
        ratios = [_stunting(b, last) / _stunting(a, last) for a, b in zip(usual, free, strict=True)]
        weaker = Check.mean(
            "stunting with high recovery over without", ratios, Tolerance.at_most(0.5)
        )
        usually, still = ([_again(f, bench) for f in four] for four in (_REFERENCE, _FIRST_FOUR))
        before, after = (verdicts.count("holds") for verdicts in (usually, still))
        if not before:
            raise Untestable("none of 1-4 holds under english-2015, so that none can weaken")
        fewer = after - before
        what = "findings 1-4 that hold, less those under english-2015"
        summary = f"under english-2015: {_listed(usually)}; with high recovery: {_listed(still)}"
        return weaker, Check(what, Tolerance.at_most(-1), fewer, fewer, fewer), summary


def _listed(verdicts: Sequence[str]) -> str:
    return ", ".join(f"{f.number} {v}" for f, v in zip(_FIRST_FOUR, verdicts, strict=True))


def _stunting(arms: dict[str, Any], last: int) -> float:
    """1 − A(repeated)/A(none), the audience summed up to the last day of pressure."""
    sums = [float(arms[arm].daily[: last + 1].sum()) for arm in ("repeated", "none")]
    if not sums[1] or sums[0] == sums[1]:
        raise Untestable("the pressure did nothing, so that there is nothing to weaken")
    return 1 - sums[0] / sums[1]


def _again(finding: Finding, bench: Bench) -> str:
    """Return a finding's verdict under high recovery; for a single run, by its values alone."""
    try:
        checks = finding.test(bench).checks
    except Untestable:
        return "untestable"
    if bench.runs > 1:
        return joint(checks)
    return "holds" if all(check.is_met for check in checks) else "fails"


def _turn(frontier: Any) -> Check:
    """Check the daily hazard from which the audience is held, if there is one below 1."""
    what, most = "daily hazard of being found that holds the audience", Tolerance.below(1)
    if frontier.status == "never held":
        return Check(f"{what} (none up to 1 does)", most, 1.0, 1.0, None, is_open=True)
    if frontier.status == "always held":
        return Check(what, most, 0.0, 0.0, 0.0)
    if frontier.crossing is None:
        raise Untestable(frontier.sentence)
    at = frontier.crossing
    if frontier.runs < FEWEST_RUNS:
        return Check(what, most, at.value)
    return Check(what, most, at.value, at.low or 0.0, at.high, is_open=at.high is None)
