"""The shape of the network before heavy suspension: what the presets are calibrated on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphres.studies.findings.account_histories import careers, level
from graphres.studies.findings.finding import Finding, FindingOutcome
from graphres.studies.findings.published.returners import main_run
from graphres.studies.findings.run_cache import Bench, RequiredRun
from graphres.studies.findings.verdicts import Check, Tolerance


@dataclass(frozen=True)
class Skew(Finding):
    """Followers of the graph at the start, at the recipe's own size."""

    number = 7
    name = "skew"
    role = "calibrates"
    tested_by = "the graph of english-2015 at the start"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Graphs alone."""
        return ()

    def test(self, bench: Bench) -> FindingOutcome:
        """Shares of accounts, and the most followed, against the mean."""
        count = 1 if bench.fixed_graph is not None else bench.runs
        graphs = [bench.graph(run, full_size=True) for run in range(count)]
        degrees = [graph.in_degree.astype(np.float64) for graph in graphs if graph.m]
        under = [float((k < 500 / 1004 * k.mean()).mean()) for k in degrees]
        most = [float(k.max() / k.mean()) for k in degrees]
        return FindingOutcome(
            (
                Check.mean("share of accounts under half the mean", under, Tolerance.above(0.5)),
                Check.mean("most followed over the mean", most, Tolerance.at_most(50_000 / 1004)),
            )
        )


@dataclass(frozen=True)
class Targeting(Finding):
    """Followers of those suspended for the first time in the first 30 days of pressure."""

    number = 8
    name = "targeting"
    role = "calibrates"
    tested_by = "english-2015: first suspensions of the first 30 days, of owners who returned"

    def needs(self) -> tuple[RequiredRun, ...]:
        """Return the main run."""
        return (main_run("english-2015"),)

    def test(self, bench: Bench) -> FindingOutcome:
        """Followers lost at first suspensions over the mean of open accounts on these days."""
        first = bench.preset("english-2015").parameters.from_day
        ratios = []
        for run, arms in enumerate(bench.results_of(main_run("english-2015"))):
            persons = set(bench.graph(run).ids.to_pylist())
            starts = [career[0] for career in careers(arms["repeated"], persons)]
            lost = [back.before for back in starts if back.day <= first + 30]
            usual = level(arms["repeated"], "followers_mean", first - 1, first + 29)
            if lost and usual:
                ratios.append(float(np.mean(lost)) / usual)
        what = "followers of the suspended over the mean"
        return FindingOutcome((Check.mean(what, ratios, Tolerance.within(1.5, 2.5)),))
