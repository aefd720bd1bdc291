"""The work of `graphres reproduce --calibrate`."""

from __future__ import annotations

from typing import Any

from graphres.commands import inputs, outputs
from graphres.commands.conditions import judge, parse_conditions
from graphres.commands.stopping import Stops
from graphres.data.reading import ReadReport
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.options.raw import RawOptions
from graphres.options.task import Task
from graphres.report.blocks import Block, Paragraph
from graphres.report.kinds.calibration.result import calibration_result
from graphres.report.kinds.header import describe_reading
from graphres.report.manifest import manifest
from graphres.studies.findings.calibration import (
    FIELDS,
    TOGETHER,
    calibrate,
    choose_held_out,
    choose_targets,
)
from graphres.studies.findings.naming import refuse_finding

_PRESET = "english-2015"


def run_calibration(raw: RawOptions) -> int:
    """Draw, judge, write."""
    if raw.value("runs") is not None:
        raise UsageError("a draw is one run", do="leave --runs out, or give --draws")
    if raw.value("draws") == 0:
        raise UsageError("--calibrate needs draws", do="give --draws at least 1")
    places = outputs.choose_places(raw)
    follows = raw.text("follows")
    if follows is not None:
        refuse_finding(follows)
    held_out = choose_held_out(raw.texts("only"))
    choose_targets(raw.texts("target"))
    names = [*(finding.name for finding in held_out), TOGETHER]
    fail_if = parse_conditions(raw.texts("fail_if"), names, FIELDS)
    table = inputs.parse_table(raw)
    graph: FollowGraph | None = None
    report: ReadReport | None = None
    stops = Stops("the draws made so far")
    with outputs.open_bar(raw) as bar:
        if follows is not None:
            graph, report = inputs.read(table, bar.stage("reading"))
        with stops.listening() as is_stopped:
            calibration = calibrate(
                graph,
                only=raw.texts("only"),
                targets=raw.texts("target"),
                quick=raw.flag("quick"),
                draws=raw.value("draws"),
                seed=raw.value("seed"),
                jobs=raw.value("jobs"),
                stop=is_stopped,
                on_progress=bar.stage("drawing", unit="draws"),
            )
    facts: dict[str, Any] = {
        "draws": len(calibration.draws),
        "accounts": calibration.accounts,
        "preset": _PRESET,
        **stops.facts(),
    }
    about, first = _describe_run(raw, graph, report, facts)
    table_name = raw.text("table") or "findings"
    outputs.write(calibration_result(calibration, about, first, table_name), places)
    return judge(fail_if, calibration.figures())


def _describe_run(
    raw: RawOptions, graph: FollowGraph | None, report: ReadReport | None, facts: dict[str, Any]
) -> tuple[dict[str, Any], Block]:
    """Return the manifest, and what the page begins with."""
    seed = raw.value("seed")
    if graph is not None and report is not None:
        about = inputs.manifest_of(graph, report, Task(seed=seed), **facts)
        return about, describe_reading(graph, report)
    about = manifest(**inputs.circumstances(), inputs=[], seed=seed, **facts)
    title = f"{facts['draws']:,} draws from the ranges of preset {_PRESET}, each with its own graph"
    return about, Paragraph(title, "title")
