"""The work of `graphres reproduce --calibrate`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphres.commands import conditions, inputs, outputs
from graphres.commands.stopping import Stops
from graphres.data.reading import ReadReport
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.report.blocks import Block, Line
from graphres.report.kinds.calibration.view import calibration_result
from graphres.report.kinds.header import opening
from graphres.report.manifest import manifest
from graphres.report.progress import Bar
from graphres.studies.findings.calibration import (
    FIELDS,
    TOGETHER,
    calibrate,
    choose_held_out,
    choose_targets,
)
from graphres.studies.findings.naming import refuse_finding

_PRESET = "english-2015"

Given = Mapping[str, Any]


def refuse_calibration_options(given: Given) -> None:
    """Raise `UsageError` for options that only a calibration has."""
    for name in ("target", "table", "plot"):
        if given[name]:
            raise UsageError(f"--{name} goes with --calibrate", do="add --calibrate")


def run(given: Given) -> int:
    """Draw, judge, write."""
    if given["runs"] is not None:
        raise UsageError("a draw is one run", do="leave --runs out, or give --draws")
    if given["draws"] == 0:
        raise UsageError("--calibrate needs draws", do="give --draws at least 1")
    places = outputs.places(given)
    inputs.check({**given, "budget": None})
    if given["follows"] is not None:
        refuse_finding(given["follows"])
    held_out = choose_held_out(given["only"])
    choose_targets(given["target"])
    fail_if = conditions.parse_all(given["fail_if"])
    conditions.check(fail_if, [*(each.name for each in held_out), TOGETHER], FIELDS)
    graph: FollowGraph | None = None
    report: ReadReport | None = None
    stops = Stops("the draws made so far")
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        if given["follows"] is not None:
            graph, report = inputs.read(given, bar.stage("reading"))
        with stops.listening() as is_asked:
            calibration = calibrate(
                graph,
                only=given["only"],
                targets=given["target"],
                quick=given["quick"],
                draws=given["draws"],
                seed=given["seed"],
                jobs=given["jobs"],
                stop=is_asked,
                on_progress=bar.stage("drawing", unit="draws"),
            )
    facts: dict[str, Any] = {
        "draws": len(calibration.draws),
        "accounts": calibration.accounts,
        "preset": _PRESET,
        **stops.facts(),
    }
    about, first = _describe_run(given, graph, report, facts)
    outputs.write(
        calibration_result(calibration, about, first, given["table"] or "findings"), places
    )
    return conditions.judge(fail_if, calibration.figures())


def _describe_run(
    given: Given, graph: FollowGraph | None, report: ReadReport | None, facts: dict[str, Any]
) -> tuple[dict[str, Any], Block]:
    """Return the manifest, and what the page begins with."""
    if graph is not None and report is not None:
        return inputs.manifest_of(given, graph, report, **facts), opening(graph, report)
    about = manifest(**inputs.circumstances(), inputs=[], seed=given["seed"], **facts)
    title = f"{facts['draws']:,} draws from the ranges of preset {_PRESET}, each with its own graph"
    return about, Line(title, "title")
