"""Calibration: which draws of the parameters meet what is known, and what the others say of them.

Rejection sampling (approximate Bayesian computation: Beaumont 2010,
doi:10.1146/annurev-ecolsys-102209-144621). Draws that miss a calibration target are rejected; the
findings held out are judged on those that are left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graphres.close_matches import suggest_or_list
from graphres.engine.pool import map_in_order
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.studies.findings.calibration.answers import answer
from graphres.studies.findings.calibration.drawing import draw_parameters
from graphres.studies.findings.calibration.judging import JudgedDraw, judge
from graphres.studies.findings.calibration.tables import (
    Share,
    count_share,
    driver_rows,
    finding_shares,
    pair_rows,
    target_shares,
)
from graphres.studies.findings.calibration.targets import TARGETS, Target
from graphres.studies.findings.finding import Finding
from graphres.studies.findings.naming import choose_findings
from graphres.studies.findings.run_cache import Bench, derive_seed

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "DRAWS",
    "FIELDS",
    "TOGETHER",
    "Calibration",
    "calibrate",
    "choose_held_out",
    "choose_targets",
]

_PRESET = "english-2015"

#: Draws, and with ``quick``; and how many accounts a graph has then.
DRAWS, QUICK_DRAWS, QUICK_ACCOUNTS = 3000, 300, 200

#: What a condition can speak of, and by which name it asks for all findings at once.
FIELDS, TOGETHER = ("share", "low", "high", "kept"), "together"


@dataclass(frozen=True)
class Calibration:
    """What all draws came to.

    Parameters
    ----------
    targets : tuple of Target
    findings : tuple of Finding
        Those held out, which no target uses.
    draws : tuple of JudgedDraw
        Every draw, in their order.
    requested : int
        Draws asked for; more than were judged where somebody stopped it.
    seed : int
    accounts : int or None
        Accounts of a graph, where these are not the recipe's.
    """

    targets: tuple[Target, ...]
    findings: tuple[Finding, ...]
    draws: tuple[JudgedDraw, ...]
    requested: int
    seed: int
    accounts: int | None = None

    @cached_property
    def kept_draws(self) -> tuple[JudgedDraw, ...]:
        """The draws that meet all targets."""
        return tuple(each for each in self.draws if each.is_kept)

    @property
    def names(self) -> list[str]:
        """The findings held out, by name."""
        return [finding.name for finding in self.findings]

    @property
    def parameters(self) -> list[str]:
        """What was drawn, by SECTION.PARAMETER."""
        return list(self.draws[0].values) if self.draws else []

    @cached_property
    def target_shares(self) -> dict[str, Share]:
        """By target, draws that meet it among those that met the targets before it."""
        return target_shares(self.draws, [target.name for target in self.targets])

    @cached_property
    def shares(self) -> dict[str, Share]:
        """By finding, the share of kept draws in which it holds."""
        return finding_shares(self.kept_draws, self.names)

    @property
    def kept_share(self) -> Share:
        """The share of draws that are kept."""
        return count_share([each.is_kept for each in self.draws])

    @property
    def together(self) -> Share:
        """The share of kept draws in which all findings hold that can be tested there."""
        return count_share([each.holds_all for each in self.kept_draws])

    @property
    def counts(self) -> Counter[int]:
        """Kept draws by how many findings hold."""
        return Counter(each.count for each in self.kept_draws)

    @cached_property
    def drivers(self) -> list[dict[str, Any]]:
        """Spearman's ρ of every parameter with every finding, over the kept draws."""
        return driver_rows(self.kept_draws, self.names, self.parameters)

    @cached_property
    def pairs(self) -> list[dict[str, Any]]:
        """How often two findings hold in the same draw."""
        return pair_rows(self.kept_draws, self.names)

    @property
    def answer(self) -> str:
        """Whether all published findings come out together anywhere, in plain English."""
        return answer(self.draws, self.names, list(self.target_shares), self.shares)

    def figures(self) -> dict[str, dict[str, float | None]]:
        """Return what a condition can speak of, by finding and for all of them together."""
        shares = {**self.shares, TOGETHER: self.together}
        return {
            name: {
                "share": s.share,
                "low": s.low,
                "high": s.high,
                "kept": float(len(self.kept_draws)),
            }
            for name, s in shares.items()
        }

    def frame(self) -> pd.DataFrame:
        """Return a row a finding: in how many of the kept draws it holds."""
        import pandas as pd

        return pd.DataFrame([{"finding": k, **s._asdict()} for k, s in self.shares.items()])

    def __repr__(self) -> str:
        """How many draws there were, and how many were kept."""
        return f"<Calibration {len(self.draws)} draws: {len(self.kept_draws)} kept>"


def calibrate(
    graph: FollowGraph | None = None,
    *,
    only: Sequence[str] = (),
    targets: Sequence[str] = (),
    quick: bool = False,
    draws: int | None = None,
    seed: int = 0,
    jobs: int | None = None,
    stop: Callable[[], bool] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Calibration:
    """Draw the parameters, keep the draws that meet the targets, judge the findings held out.

    Each draw is one run on a graph of its own, under the presets ``english-2015``, ``low-pressure``
    and ``high-recovery`` with the drawn values in place of theirs. It is asked for one target after
    the other, and rejected at the first that it misses.

    Parameters
    ----------
    graph : FollowGraph, optional
        The start of all runs, in place of drawn graphs.
    only : sequence of str
        Numbers or names of findings to judge; all that are held out where empty.
    targets : sequence of str
        Calibration targets that a draw has to meet; all where empty.
    quick : bool
        Graphs of 200 accounts, and 300 draws.
    draws : int, optional
        In place of what ``quick`` says or not.
    seed : int
    jobs : int, optional
        Threads; the number of cores when absent. They change nothing but the time.
    stop : callable, optional
        Asked after every draw whether to end; the draws so far are the result.
    on_progress : callable, optional
        Called with (done, total).

    Returns
    -------
    Calibration

    Raises
    ------
    UsageError
        For a finding that is none or is not held out, a target that is none, or under one draw.

    Notes
    -----
    O(draws) campaigns: up to two for a draw that is rejected, some ten for one that is kept.

    Examples
    --------
    >>> calibration = calibrate(only=["recovery"], quick=True, draws=4, jobs=1)
    >>> len(calibration.draws), calibration.shares["recovery"].trials == len(calibration.kept_draws)
    (4, True)
    """
    findings, chosen = choose_held_out(only), choose_targets(targets)
    count = (QUICK_DRAWS if quick else DRAWS) if draws is None else draws
    if count < 1:
        raise UsageError(f"draws={count} is out of range", do="give at least 1")
    accounts = QUICK_ACCOUNTS if quick else None
    bench = Bench(seed=seed, accounts=accounts, fixed_graph=graph, coarse=quick)
    ranges = bench.preset(_PRESET).ranges
    if graph is not None:
        ranges = tuple(each for each in ranges if not each.name.startswith("graph."))
    drawn = draw_parameters(ranges, count, seed)

    def judge_one(number: int) -> JudgedDraw:
        return judge(number, _bench_of(bench, number, drawn[number]), chosen, findings)

    results: list[JudgedDraw] = []
    with closing(
        map_in_order(judge_one, range(count), jobs=jobs, on_progress=on_progress)
    ) as verdicts:
        for each in verdicts:
            results.append(each)
            if stop is not None and stop():
                break
    return Calibration(chosen, findings, tuple(results), count, seed, accounts)


def choose_held_out(only: Sequence[str]) -> tuple[Finding, ...]:
    """Return the findings of some names that are held out; all of them where none is named.

    Raises
    ------
    UsageError
        For a name that is none, or that of a finding which calibrates or checks the machinery.

    Examples
    --------
    >>> [finding.number for finding in choose_held_out([])]
    [1, 2, 3, 4, 5, 6, 9, 12, 13, 18, 19]
    """
    chosen = choose_findings(only)
    wrong = [finding for finding in chosen if finding.role != "tests"]
    if only and wrong:
        raise UsageError(
            f"finding {wrong[0].name!r} is not held out: it {wrong[0].role}",
            do="name findings that test the model",
        )
    return tuple(finding for finding in chosen if finding.role == "tests")


def choose_targets(names: Sequence[str]) -> tuple[Target, ...]:
    """Return the targets of some names, in the order in which draws are asked; all where none is.

    Examples
    --------
    >>> [target.name for target in choose_targets(["young-first", "skew"])]
    ['skew', 'young-first']
    """
    known = [target.name for target in TARGETS]
    for name in names:
        if name not in known:
            raise UsageError(f"no calibration target {name!r}", do=suggest_or_list(name, known))
    return tuple(target for target in TARGETS if not names or target.name in names)


def _bench_of(bench: Bench, number: int, values: dict[str, float]) -> Bench:
    """Return one run with drawn parameters, whose random numbers are its own."""
    return Bench(
        seed=derive_seed(bench.seed, "calibration", number),
        accounts=bench.accounts,
        coarse=bench.coarse,
        fixed_graph=bench.fixed_graph,
        drawn=values,
    )
