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
from graphres.studies.findings.finding import Finding, FindingOutcome
from graphres.studies.findings.naming import choose_findings, refuse_finding
from graphres.studies.findings.parameter_sampling import draw_values
from graphres.studies.findings.published import FINDINGS
from graphres.studies.findings.run_cache import (
    Bench,
    FrontierRun,
    LongRun,
    RequiredRun,
    derive_seed,
)
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
    "choose_findings",
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
    outcome: FindingOutcome | None
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
        """Return a value for each of ``COLUMNS``."""
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
        """Return what a condition can name: figures, and 1 or 0 for each verdict."""
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
        """Return a table of ``COLUMNS``, a row a finding."""
        import pandas as pd

        return pd.DataFrame([tested.row() for tested in self.tested], columns=list(COLUMNS))

    def __getitem__(self, name: str) -> Tested:
        """Return a finding by name."""
        return next(tested for tested in self.tested if tested.finding.name == name)

    def __repr__(self) -> str:
        """Return the number of findings by verdict."""
        verdicts = [tested.verdict for tested in self.tested]
        counts = ", ".join(f"{verdicts.count(v)} {v}" for v in VERDICTS if v in verdicts)
        return f"<Reproduction {len(verdicts)} findings: {counts}>"


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
    findings, effort = choose_findings(only), _effort(quick, runs, draws)
    bench = Bench(
        seed=seed,
        runs=effort.runs,
        scan_runs=effort.scan_runs,
        accounts=effort.accounts,
        coarse=effort.coarse,
        fixed_graph=graph,
    )
    ranges = bench.preset("english-2015").ranges
    if graph is not None:
        ranges = tuple(item for item in ranges if not item.name.startswith("graph."))
    drawn = draw_values(ranges, effort.draws, seed)
    benches = [_draw_bench(bench, i, values) for i, values in enumerate(drawn)]
    needs = dict.fromkeys(need for finding in findings for need in finding.needs())
    tasks = [task for need in sorted(needs, key=_longest_first) for task in bench.tasks(need)]
    work: list[Callable[[], Any]] = [partial(bench.make, *task) for task in tasks]
    work += [partial(_test_draw, findings, item) for item in benches]
    results = list(map_in_order(call, work, jobs=jobs, on_progress=on_progress))[len(tasks) :]
    tested = [
        _test_finding(finding, bench, [draw_results[place] for draw_results in results])
        for place, finding in enumerate(findings)
    ]
    return Reproduction(tuple(tested), effort, seed)


def _longest_first(need: RequiredRun) -> bool:
    return not isinstance(need, FrontierRun | LongRun)


def _effort(quick: bool, runs: int | None, draws: int | None) -> Effort:
    effort = QUICK if quick else FULL
    runs = effort.runs if runs is None else runs
    draws = effort.draws if draws is None else draws
    for name, value, least in (("runs", runs, 1), ("draws", draws, 0)):
        if value < least:
            raise UsageError(f"{name}={value} is out of range", do=f"give at least {least}")
    return effort._replace(runs=runs, draws=draws, scan_runs=min(effort.scan_runs, runs))


def _draw_bench(bench: Bench, number: int, values: dict[str, float]) -> Bench:
    """One run with drawn parameters; its draws are its own."""
    return Bench(
        seed=derive_seed(bench.seed, "draw", number),
        accounts=bench.accounts,
        fixed_graph=bench.fixed_graph,
        drawn=values,
    )


def _test_draw(findings: Sequence[Finding], bench: Bench) -> list[bool | None]:
    """Whether each finding holds, by the values alone; None where it is untestable."""
    holds: list[bool | None] = []
    for finding in findings:
        try:
            holds.append(all(check.is_met for check in finding.test_draw(bench)))
        except Untestable:
            holds.append(None)
    bench.results.clear()
    return holds


def _test_finding(finding: Finding, bench: Bench, holds: Sequence[bool | None]) -> Tested:
    counts = {"draws": sum(value is not None for value in holds), "draws_held": holds.count(True)}
    try:
        outcome = finding.test(bench)
    except Untestable as reason:
        return Tested(finding, None, (str(reason),), **counts)
    return Tested(finding, outcome, (*map(str, outcome.checks), *outcome.notes), **counts)
