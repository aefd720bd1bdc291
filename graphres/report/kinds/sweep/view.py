"""What `graphres sweep` did: every cell and what became of it; or the grid before."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Line, Table
from graphres.report.kinds.sweep.folder import sums_of
from graphres.report.number_format import count, counted
from graphres.report.result import Result, Rows
from graphres.studies.sweeps import Experiment, Sweep, TimeEstimate
from graphres.studies.sweeps.runner import find_labels
from graphres.studies.sweeps.table import SCHEMA, identity

_FEW = 10

Manifest = Mapping[str, Any]


def sweep_result(done: Sweep, manifest: Manifest) -> Result:
    """Every cell with its ``status``: finished, kept from an earlier go, or failed and why."""
    experiment = done.experiment
    rows = _cells(experiment, done.status, done.failures)
    document = {
        "manifest": manifest,
        "title": experiment.title,
        "folder": str(done.path),
        "cells": rows,
        "summary": sums_of(done.path),
    }
    return Result(SCHEMA, document, rows, lambda width: list(_page(done)))


def plan_result(
    experiment: Experiment,
    tried: Sequence[TimeEstimate],
    whole: float,
    jobs: int,
    manifest: Manifest,
) -> Result:
    """Every cell as planned, and how long all may take."""
    status = {cell.number: "planned" for cell in experiment.cells}
    rows = _cells(experiment, status, {})
    estimate = {
        "seconds": round(whole, 3),
        "jobs": jobs,
        "first_cells": [{"cell": t.first.number, "seconds": round(t.seconds, 3)} for t in tried],
    }
    document = {"manifest": manifest, "estimate": estimate, "cells": rows}
    page = list(_plan(experiment, tried, whole, jobs))
    return Result(SCHEMA, document, rows, lambda width: page)


def _cells(experiment: Experiment, status: Mapping[int, str], reasons: Mapping[int, str]) -> Rows:
    first = ["cell", "command", "graph", "seed", *experiment.columns, *experiment.labels]
    rows = []
    for cell in experiment.cells:
        told = {**identity(experiment, cell), **find_labels(cell)}
        known = [told.get(name) for name in first]
        rows.append([*known, status[cell.number], reasons.get(cell.number)])
    return Rows.of([*first, "status", "reason"], rows)


def _title(experiment: Experiment) -> str:
    cells = counted(len(experiment.cells), "cell")
    named = f"{experiment.title}: " if experiment.title else ""
    return f"{named}{cells} in {counted(len(experiment.blocks), 'table')}"


def _page(done: Sweep) -> Iterator[Block]:
    experiment = done.experiment
    yield Line(_title(experiment), "title")
    header = ("command", "graph", "cells", "finished", "kept", "failed")
    by: dict[tuple[str, str], Counter[str]] = {}
    for cell in experiment.cells:
        by.setdefault((cell.command, cell.graph), Counter())[done.status[cell.number]] += 1
    rows = [
        (*name, count(sum(each.values())), *(count(each[status]) for status in header[3:]))
        for name, each in by.items()
    ]
    yield Table("", header, rows, left=(0, 1))
    for number in list(done.failures)[:_FEW]:
        yield Line(f"cell {number} failed: {done.failures[number]}", "warning")
    more = f"graphres report {shlex.quote(str(done.path))} -o grid.html draws them"
    yield Line(f'pandas.read_parquet("{done.path}") reads them as one table; {more}.', "quiet")


def _plan(
    experiment: Experiment, tried: Sequence[TimeEstimate], whole: float, jobs: int
) -> Iterator[Block]:
    yield Line(_title(experiment), "title")
    rows = [
        (
            each.block.title,
            count(each.cells),
            count(len(each.block.graphs)),
            count(len(each.block.seeds)),
            each.first.graph,
            f"{each.seconds:.2f} s",
        )
        for each in tried
    ]
    header = ("table", "cells", "graphs", "seeds", "first cell on", "took")
    yield Table("", header, rows, left=(0, 4))
    threads = counted(jobs, "thread")
    yield Line(f"About {_duration(whole)} on {threads}, were all cells like these.")
    yield Line(
        "What a first cell took includes its graph, and on a new machine compiling: try again.",
        "quiet",
    )


def _duration(seconds: float) -> str:
    """A time to the nearest unit that says something.

    Examples
    --------
    >>> _duration(3.21), _duration(200), _duration(9000)
    ('3.2 s', '3 min', '2.5 h')
    """
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 3600 else f"{seconds / 3600:.1f} h"
