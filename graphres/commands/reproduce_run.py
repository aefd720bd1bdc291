"""The work of `graphres reproduce`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.campaigns.presets import load
from graphres.commands import conditions, inputs
from graphres.commands.reproduce_calibration import refuse_calibration_options
from graphres.data.reading import ReadReport
from graphres.graph import FollowGraph
from graphres.report.blocks import Block, Line
from graphres.report.kinds.header import opening
from graphres.report.kinds.reproduce.view import reproduce_result
from graphres.report.manifest import manifest
from graphres.report.progress import Bar
from graphres.report.writers import write
from graphres.studies.findings import (
    FIELDS,
    Reproduction,
    chosen_findings,
    refuse_finding,
    reproduce,
)

_PRESET = "english-2015"

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Run, write, judge."""
    refuse_calibration_options(given)
    place = inputs.destination(given)
    inputs.check({**given, "budget": None})
    if given["follows"] is not None:
        refuse_finding(given["follows"])
    findings = chosen_findings(given["only"])
    fail_if = conditions.parse_all(given["fail_if"])
    conditions.check(fail_if, [finding.name for finding in findings], FIELDS)
    graph: FollowGraph | None = None
    report: ReadReport | None = None
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        if given["follows"] is not None:
            graph, report = inputs.read(given, bar.stage("reading"))
        found = reproduce(
            graph,
            only=given["only"],
            quick=given["quick"],
            runs=given["runs"],
            draws=given["draws"],
            seed=given["seed"],
            jobs=given["jobs"],
            on_progress=bar.stage("running"),
        )
    facts: dict[str, Any] = {**found.effort._asdict(), "preset": _PRESET}
    if graph is not None and report is not None:
        about = inputs.manifest_of({**given, "runs": facts.pop("runs")}, graph, report, **facts)
        first: Block = opening(graph, report)
    else:
        about = manifest(**inputs.circumstances(), inputs=[], seed=given["seed"], **facts)
        first = _recipe(found)
    write(reproduce_result(found, about, first), place)
    return conditions.judge(fail_if, {t.finding.name: t.figures() for t in found.tested})


def _recipe(found: Reproduction) -> Line:
    """What the runs started from."""
    recipe = load(_PRESET).graph
    accounts = found.effort.accounts or recipe["n"]
    return Line(
        f"{found.effort.runs} runs, each with its own graph of {accounts} accounts with "
        f"{recipe['mean_followers']:g} followers in the mean\n"
        f"recipe and parameters: preset {_PRESET}; {found.effort.draws} draws from its ranges",
        "title",
    )
