"""One draw: whether it meets the targets, and if so which held-out findings it reproduces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphres.studies.findings.calibration.targets import Target
from graphres.studies.findings.finding import Finding
from graphres.studies.findings.levers import probability_of
from graphres.studies.findings.run_cache import Bench
from graphres.studies.findings.verdicts import Check, Untestable

#: What a draw's probability that a message is passed on is called beside the parameters.
PROBABILITY = "spread.probability"


@dataclass(frozen=True)
class JudgedDraw:
    """What became of one draw.

    Parameters
    ----------
    number : int
    values : mapping of str to float
        Its parameters.
    targets : mapping of str to float or None
        The first measure of each target it was asked for; None where there was nothing to measure.
    rejected_by : str or None
        The first target it missed; None where it was kept.
    holds : mapping of str to bool or None
        Of a kept draw, whether each held-out finding holds; None where that is untestable.
    measured : mapping of str to float or None
        The first measure of each.
    """

    number: int
    values: Mapping[str, float]
    targets: Mapping[str, float | None]
    rejected_by: str | None
    holds: Mapping[str, bool | None] = field(default_factory=dict)
    measured: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def is_kept(self) -> bool:
        """Whether it meets all targets."""
        return self.rejected_by is None

    @property
    def count(self) -> int:
        """How many of the held-out findings hold."""
        return sum(value is True for value in self.holds.values())

    @property
    def holds_all(self) -> bool:
        """Whether every finding that can be tested holds, and one can."""
        known = [value for value in self.holds.values() if value is not None]
        return bool(known) and all(known)


def judge(
    number: int, bench: Bench, targets: Sequence[Target], findings: Sequence[Finding]
) -> JudgedDraw:
    """Ask a draw for each target in turn until it misses one; judge the findings if it never does.

    Findings that take years of each draw are put to those draws alone in which all others hold:
    only there can they change the answer.
    """
    values = {**bench.drawn, PROBABILITY: probability_of(bench)}
    measures: dict[str, float | None] = {}
    for target in targets:
        is_met, measures[target.name] = _ask(target, bench)
        if not is_met:
            bench.results.clear()
            return JudgedDraw(number, values, measures, target.name)
    checks = {each.name: _checks(each, bench) for each in findings}
    if all(_holds(each) for name, each in checks.items() if name not in _long(findings)):
        checks |= {
            each.name: _checks(each, bench, long=True) for each in findings if _is_long(each)
        }
    bench.results.clear()
    holds = {name: _holds(each) for name, each in checks.items()}
    measured = {name: each[0].value if each else None for name, each in checks.items()}
    return JudgedDraw(number, values, measures, None, holds, measured)


def _ask(target: Target, bench: Bench) -> tuple[bool, float | None]:
    try:
        return target.test(bench)
    except Untestable:
        return False, None


def _checks(finding: Finding, bench: Bench, *, long: bool = False) -> Sequence[Check]:
    """Return the checks of a finding in a draw; none where it is untestable."""
    try:
        return finding.test(bench).checks if long else finding.test_draw(bench)
    except Untestable:
        return ()


def _holds(checks: Sequence[Check]) -> bool | None:
    return all(check.is_met for check in checks) if checks else None


def _is_long(finding: Finding) -> bool:
    """Whether a finding needs runs, but none of them in a draw, as they would take too long."""
    return bool(finding.needs()) and not finding.draw_needs()


def _long(findings: Sequence[Finding]) -> set[str]:
    return {each.name for each in findings if _is_long(each)}
