"""Published findings, each with the run that tests it and a verdict that is computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import call
from typing import TYPE_CHECKING, Any, NamedTuple

from graphres.engine.pool import map_in_order
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.studies.findings.finding import Finding, Outcome
from graphres.studies.findings.naming import chosen_findings, refuse_finding
from graphres.studies.findings.parameter_sampling import drawn_values
from graphres.studies.findings.published import FINDINGS
from graphres.studies.findings.run_cache import Bench, Long, Need, Scan, derived
from graphres.studies.findings.verdicts import VERDICTS, Untestable, joint

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CAUTION",
    "COLUMNS",
    "FIELDS",
    "FINDINGS",
    "QUICK",
    "Effort",
    "Reproduction",
    "Tested",
    "chosen_findings",
    "refuse_finding",
    "reproduce",
]

#: What every output says.
CAUTION = (
    "A qualitative reproduction: the readable evidence is a handful of users and summary "
    "statistics, and the model's parameters are chosen. An interval tells of runs alone; the share "
    "of draws in which a finding holds, when what is not known is varied, tells of the parameters."
)

COLUMNS = (
    "fact",
    "claim",
    "source",
    "status",
    "role",
    "published",
    "measured",
    "low",
    "high",
    "share_of_draws",
    "verdict",
    "reason",
)


#: What a condition can speak of.
FIELDS = ("measured", "low", "high", "share_of_draws", *VERDICTS)


class Effort(NamedTuple):
    """How much is run: runs, also of frontiers, draws, accounts of a graph, how fine a grid."""

    runs: int
    scan_runs: int
    draws: int
    accounts: int | None
    coarse: bool


FULL = Effort(runs=20, scan_runs=6, draws=64, accounts=None, coarse=False)
#: Fewer and smaller; 16 runs that agree are just enough for "in at least 80 % of runs".
QUICK = Effort(runs=16, scan_runs=2, draws=6, accounts=200, coarse=True)


@dataclass(frozen=True)
class Tested:
    """A finding and what came out.

    Parameters
    ----------
    finding : Finding
    outcome : Outcome or None
        None where it was untestable.
    reasons : tuple of str
        Every check with its tolerance, and what else was seen; or why it was untestable.
    draws, draws_held : int
        Draws of the parameters in which it was testable, and in which it held.
    """

    finding: Finding
    outcome: Outcome | None
    reasons: tuple[str, ...]
    draws: int = 0
    draws_held: int = 0

    @property
    def verdict(self) -> str:
        """One of ``VERDICTS``."""
        return "untestable" if self.outcome is None else joint(self.outcome.checks)

    @property
    def share_of_draws(self) -> float | None:
        """The share of the testable draws in which it held; None where there were none."""
        return self.draws_held / self.draws if self.draws else None

    def row(self) -> dict[str, Any]:
        """A value for each of ``COLUMNS``."""
        at, first = self.finding, None if self.outcome is None else self.outcome.checks[0]
        return {
            "fact": at.number,
            "claim": at.claim,
            "source": "; ".join(dict.fromkeys(map(str, at.sources))),
            "status": at.status,
            "role": at.role,
            "published": at.published,
            "measured": first and first.value,
            "low": first and first.low,
            "high": first and first.high,
            "share_of_draws": self.share_of_draws,
            "verdict": self.verdict,
            "reason": "; ".join(self.reasons),
        }

    def figures(self) -> dict[str, float | None]:
        """What a condition can speak of: figures, and 1 or 0 for each verdict."""
        row = self.row()
        return {
            name: float(self.verdict == name) if name in VERDICTS else row[name] for name in FIELDS
        }


@dataclass(frozen=True)
class Reproduction:
    """What all findings came to."""

    tested: tuple[Tested, ...]
    effort: Effort
    seed: int

    def frame(self) -> pd.DataFrame:
        """A row a finding, with ``COLUMNS``."""
        import pandas as pd

        return pd.DataFrame([each.row() for each in self.tested], columns=list(COLUMNS))

    def __getitem__(self, name: str) -> Tested:
        """A finding by name."""
        return next(each for each in self.tested if each.finding.name == name)

    def __repr__(self) -> str:
        """The verdicts, counted."""
        found = [each.verdict for each in self.tested]
        said = ", ".join(f"{found.count(v)} {v}" for v in VERDICTS if v in found)
        return f"<Reproduction {len(found)} findings: {said}>"


def reproduce(
    graph: FollowGraph | None = None,
    *,
    only: Sequence[str] = (),
    quick: bool = False,
    runs: int | None = None,
    draws: int | None = None,
    seed: int = 0,
    jobs: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Reproduction:
    """Put every published finding to the run that tests it.

    Each run has a graph of its own, drawn by the recipe of the preset ``english-2015``, and all
    campaigns of a run share its draws. A measure's interval is over runs. Then the parameters are
    drawn from the ranges of the preset, and each finding is tested by the values of one run a draw.

    Parameters
    ----------
    graph : FollowGraph, optional
        The start of all runs, in place of drawn graphs.
    only : sequence of str
        Numbers or names of findings; all where empty.
    quick : bool
        Smaller graphs, fewer runs and draws.
    runs, draws : int, optional
        In place of what ``quick`` says or not.
    seed : int
    jobs : int, optional
        Threads; the number of cores when absent. They change nothing but the time.
    on_progress : callable, optional
        Called with (done, total).

    Returns
    -------
    Reproduction

    Raises
    ------
    UsageError
        For a finding that is none, or fewer than one run or none of a draw.

    Notes
    -----
    O(runs + draws) campaigns, two or three arms each, and some frontiers.

    Examples
    --------
    >>> found = reproduce(only=["degree-order"], quick=True, runs=4, draws=2)
    >>> found["degree-order"].verdict, found["degree-order"].share_of_draws
    ('holds', 1.0)
    """
    findings, effort = chosen_findings(only), _effort(quick, runs, draws)
    bench = Bench(
        seed=seed,
        runs=effort.runs,
        scan_runs=effort.scan_runs,
        accounts=effort.accounts,
        coarse=effort.coarse,
        given=graph,
    )
    ranges = bench.preset("english-2015").ranges
    if graph is not None:
        ranges = tuple(each for each in ranges if not each.name.startswith("graph."))
    drawn = drawn_values(ranges, effort.draws, seed)
    benches = [_drawn_bench(bench, i, values) for i, values in enumerate(drawn)]
    needs = dict.fromkeys(need for finding in findings for need in finding.needs())
    tasks = [task for need in sorted(needs, key=_longest_first) for task in bench.tasks(need)]
    work: list[Callable[[], Any]] = [partial(bench.make, *task) for task in tasks]
    work += [partial(_tested_draw, findings, each) for each in benches]
    results = list(map_in_order(call, work, jobs=jobs, on_progress=on_progress))[len(tasks) :]
    tested = [
        _tested(finding, bench, [held[place] for held in results])
        for place, finding in enumerate(findings)
    ]
    return Reproduction(tuple(tested), effort, seed)


def _longest_first(need: Need) -> bool:
    return not isinstance(need, Scan | Long)


def _effort(quick: bool, runs: int | None, draws: int | None) -> Effort:
    effort = QUICK if quick else FULL
    runs = effort.runs if runs is None else runs
    draws = effort.draws if draws is None else draws
    for name, value, least in (("runs", runs, 1), ("draws", draws, 0)):
        if value < least:
            raise UsageError(f"{name}={value} is out of range", do=f"give at least {least}")
    return effort._replace(runs=runs, draws=draws, scan_runs=min(effort.scan_runs, runs))


def _drawn_bench(bench: Bench, number: int, values: dict[str, float]) -> Bench:
    """One run with drawn parameters; its draws are its own."""
    return Bench(
        seed=derived(bench.seed, "draw", number),
        accounts=bench.accounts,
        given=bench.given,
        drawn=values,
    )


def _tested_draw(findings: Sequence[Finding], bench: Bench) -> list[bool | None]:
    """Whether each finding holds, by the values alone; None where it is untestable."""
    found: list[bool | None] = []
    for finding in findings:
        try:
            found.append(all(check.is_met for check in finding.test_draw(bench)))
        except Untestable:
            found.append(None)
    bench.made.clear()
    return found


def _tested(finding: Finding, bench: Bench, held: Sequence[bool | None]) -> Tested:
    counts = {"draws": sum(each is not None for each in held), "draws_held": held.count(True)}
    try:
        outcome = finding.test(bench)
    except Untestable as reason:
        return Tested(finding, None, (str(reason),), **counts)
    return Tested(finding, outcome, (*map(str, outcome.checks), *outcome.notes), **counts)
