"""The result of `graphres sweep`: every cell and what became of it; or the grid as planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table
from graphres.report.kinds import blocks_for_people
from graphres.report.kinds.sweep.folder import sums_of
from graphres.report.number_format import count, counted
from graphres.report.result import Result, Rows
from graphres.studies.sweeps import Experiment, Sweep, TimeEstimate
from graphres.studies.sweeps.runner import find_labels
from graphres.studies.sweeps.table import SCHEMA, identity

Manifest = Mapping[str, Any]


def sweep_result(sweep: Sweep, manifest: Manifest) -> Result:
    """Return every cell with its ``status``: finished, kept from an earlier go, or failed."""
    experiment = sweep.experiment
    rows = _cells(experiment, sweep.status, sweep.failures)
    parts = {
        "manifest": manifest,
        "title": experiment.title,
        "folder": str(sweep.path),
        "cells": rows,
        "summary": sums_of(sweep.path),
    }
    opening = Paragraph(_title(experiment), "title")
    return Result(SCHEMA, parts, rows, blocks_for_people(SCHEMA, parts, opening))


def plan_result(
    experiment: Experiment,
    estimates: Sequence[TimeEstimate],
    seconds: float,
    jobs: int,
    manifest: Manifest,
) -> Result:
    """Return every cell as planned, and how long all may take."""
    status = {cell.number: "planned" for cell in experiment.cells}
    rows = _cells(experiment, status, {})
    estimate = {
        "seconds": round(seconds, 3),
        "jobs": jobs,
        "first_cells": [
            {"cell": t.first.number, "seconds": round(t.seconds, 3)} for t in estimates
        ],
    }
    document = {"manifest": manifest, "estimate": estimate, "cells": rows}
    page = list(_plan(experiment, estimates, seconds, jobs))
    return Result(SCHEMA, document, rows, lambda width: page)


def _cells(experiment: Experiment, status: Mapping[int, str], reasons: Mapping[int, str]) -> Rows:
    first = ["cell", "command", "graph", "seed", *experiment.columns, *experiment.labels]
    rows = []
    for cell in experiment.cells:
        labels = {**identity(experiment, cell), **find_labels(cell)}
        values = [labels.get(name) for name in first]
        rows.append([*values, status[cell.number], reasons.get(cell.number)])
    return Rows.of([*first, "status", "reason"], rows)


def _title(experiment: Experiment) -> str:
    cells = counted(len(experiment.cells), "cell")
    named = f"{experiment.title}: " if experiment.title else ""
    return f"{named}{cells} in {counted(len(experiment.blocks), 'table')}"


def _plan(
    experiment: Experiment, estimates: Sequence[TimeEstimate], seconds: float, jobs: int
) -> Iterator[Block]:
    yield Paragraph(_title(experiment), "title")
    rows = [
        (
            row.block.title,
            count(row.cells),
            count(len(row.block.graphs)),
            count(len(row.block.seeds)),
            row.first.graph,
            f"{row.seconds:.2f} s",
        )
        for row in estimates
    ]
    header = ("table", "cells", "graphs", "seeds", "first cell on", "took")
    yield Table("", header, rows, left=(0, 4))
    threads = counted(jobs, "thread")
    yield Paragraph(f"About {_duration(seconds)} on {threads}, were all cells like these.")
    yield Paragraph(
        "What a first cell took includes its graph, and on a new machine compiling: try again.",
        "quiet",
    )


def _duration(seconds: float) -> str:
    """Format a time in the nearest unit that says something.

    Examples
    --------
    >>> _duration(3.21), _duration(200), _duration(9000)
    ('3.2 s', '3 min', '2.5 h')
    """
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 3600 else f"{seconds / 3600:.1f} h"
