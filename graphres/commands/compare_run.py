"""The work of `graphres compare`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphres.commands import conditions, inputs, outputs
from graphres.commands.failures import warn_of_input
from graphres.data.provenance import file_input
from graphres.data.reading import ReadReport
from graphres.data.reading.lists import read_list
from graphres.data.store import is_store
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.moderation import eligibility as choices
from graphres.report.kinds.compare.view import comparison_result
from graphres.report.kinds.compare.wave_view import wave_result
from graphres.report.manifest import manifest
from graphres.report.progress import Bar
from graphres.studies.comparisons import compare
from graphres.studies.comparisons.results import FIELDS
from graphres.studies.comparisons.waves import COLUMNS, FIGURES

Given = Mapping[str, Any]

_TABLES = (".csv", ".tsv", ".txt", ".gz", ".graphml", ".gexf")


def run(given: Given) -> int:
    """Read both, compare, write, judge."""
    read = [given["before"], given["after"], given["suspended"]]
    places, *_ = [outputs.places({**given, "follows": path}) for path in read if path is not None]
    if given["suspended"] is not None:
        return _wave(given, places)
    for name in ("before", "after"):
        if Path(given[name]).suffix.lower() in _TABLES or is_store(given[name]):
            raise UsageError(
                "this is no result",
                where=given[name],
                do="compare results in JSON or Parquet, or tell of two tables of follows who was "
                "--suspended",
            )
    fail_if = conditions.parse_all(given["fail_if"])
    conditions.check(fail_if, ["compare"], FIELDS)
    found = compare(given["before"], given["after"])
    files = [(role, Path(given[role])) for role in ("before", "after")]
    read = [file_input(role, path) for role, path in files if path.is_file()]
    about = manifest(**inputs.circumstances(), inputs=read)
    outputs.write(comparison_result(found, about), places)
    return conditions.judge(fail_if, {"compare": found.figures()})


def _wave(given: Given, places: outputs.Places) -> int:
    inputs.check(given)
    fail_if = conditions.parse_all(given["fail_if"])
    conditions.check(fail_if, FIGURES, COLUMNS[1:])
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graphs = [_read(given, name, bar) for name in ("before", "after")]
        before, after = (graph for graph, _ in graphs)
        listed = read_list(given["suspended"], before)
        for warning in listed.warnings:
            warn_of_input(warning)
        found = compare(
            before,
            after,
            suspended=listed.accounts,
            sources=choices.sources(given["sources"], before),
            runs=given["runs"],
            seed=given["seed"],
            jobs=given["jobs"],
            on_progress=bar.stage("drawing waves"),
        )
    about = _about(given, graphs, len(listed.unknown))
    outputs.write(wave_result(found, before, after, about), places)
    return conditions.judge(fail_if, {row["figure"]: row for row in found.rows})


def _read(given: Given, name: str, bar: Bar) -> tuple[FollowGraph, ReadReport]:
    return inputs.read({**given, "follows": given[name]}, bar.stage(f"reading {name}"))


def _about(
    given: Given, graphs: list[tuple[FollowGraph, ReadReport]], strangers: int
) -> dict[str, Any]:
    read = [
        {"role": role, **report.to_dict()}
        for role, (_, report) in zip(("before", "after"), graphs, strict=True)
    ]
    first = graphs[0][0]
    return manifest(
        **inputs.circumstances(),
        inputs=[*read, file_input("suspended", given["suspended"])],
        n=first.n,
        m=first.m,
        directed=first.directed,
        seed=given["seed"],
        runs=given["runs"],
        sources=given["sources"],
        not_in_before=strangers,
    )
