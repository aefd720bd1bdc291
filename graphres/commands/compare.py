"""`graphres compare`: what differs between two results or two snapshots, beyond noise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphres.amounts import MOST_RUNS
from graphres.commands import declarations as options
from graphres.commands.command import Command
from graphres.commands.completing import files as complete_files
from graphres.commands.declarations.declaring import option
from graphres.commands.failures import warn_of_input
from graphres.errors import UsageError

if TYPE_CHECKING:
    from graphres.commands.outputs import Places
    from graphres.data.reading import ReadReport
    from graphres.graph import FollowGraph
    from graphres.options.raw import RawOptions

EXAMPLES = (
    "graphres collapse sample:movement -o a.json && graphres collapse "
    "sample:movement --seed 1 -o b.json && graphres compare a.json b.json",
    "graphres rank sample:movement -o a.json && graphres rank "
    "sample:movement -s pagerank -o b.json && graphres compare a.json b.json "
    "--format table",
    "graphres compare sample:movement sample:movement-later --suspended "
    "sample:movement-suspended --format table",
)

_FILES = ("before", "after", "suspended")
_TABLES = (".csv", ".tsv", ".txt", ".gz", ".graphml", ".gexf")


@click.command(cls=Command, name="compare", examples=EXAMPLES)
@click.argument("before", shell_complete=complete_files)
@click.argument("after", shell_complete=complete_files)
@option(
    "Snapshots",
    "--suspended",
    metavar="FILE",
    help="Who was suspended between two tables of follows, which BEFORE and AFTER then are.",
)
@option(
    "Snapshots",
    "--sources",
    metavar="all|top:K|FILE|where:EXPR",
    default="all",
    show_default=True,
    help="Who may post (also for audience).",
)
@option(
    "Snapshots",
    "--runs",
    type=click.IntRange(1, MOST_RUNS),
    default=100,
    show_default=True,
    help="Random waves to draw, matched on followers.",
)
@options.reading
@options.seed
@options.jobs
@options.fail_if
@options.plot
@options.page
@options.output
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Say what changed between two results, or hold a real wave of suspensions against prediction.

    BEFORE and AFTER are two results of one command in JSON or Parquet, or folders of sweeps: every
    figure, curve and rank that both have is compared, by runs where both drew the same, else by
    intervals, exactly where nothing was drawn. With --suspended they are two tables of follows: who
    was suspended, left, joined, unfollowed; and the giant, the audience and followers as predicted
    from the removals alone, as observed, and after random waves of accounts as much followed.
    --fail-if takes compare.changed and so on, or giant.observed_change and so on.
    """
    from graphres.commands.outputs import choose_places

    files = [name for name in _FILES if raw.text(name) is not None]
    places = choose_places(raw, sources=[*files, "accounts"])
    if raw.text("suspended") is not None:
        return _compare_snapshots(raw, places)
    return _compare_results(raw, places)


def _compare_results(raw: RawOptions, places: Places) -> int:
    from graphres.commands import inputs, outputs
    from graphres.commands.conditions import judge, parse_conditions
    from graphres.data.provenance import file_input
    from graphres.data.store import is_store
    from graphres.report.kinds.compare.result import comparison_result
    from graphres.report.manifest import manifest
    from graphres.studies.comparisons import compare
    from graphres.studies.comparisons.results import FIELDS

    paths = {role: raw.text(role) or "" for role in ("before", "after")}
    for path in paths.values():
        if Path(path).suffix.lower() in _TABLES or is_store(path):
            raise UsageError(
                "this is no result",
                where=path,
                do="compare results in JSON or Parquet, or tell of two tables of follows who was "
                "--suspended",
            )
    fail_if = parse_conditions(raw.texts("fail_if"), ["compare"], FIELDS)
    comparison = compare(paths["before"], paths["after"])
    files = [file_input(role, Path(path)) for role, path in paths.items() if Path(path).is_file()]
    about = manifest(**inputs.circumstances(), inputs=files)
    outputs.write(comparison_result(comparison, about), places)
    return judge(fail_if, {"compare": comparison.figures()})


def _compare_snapshots(raw: RawOptions, places: Places) -> int:
    from graphres.commands import inputs, outputs
    from graphres.commands.conditions import judge, parse_conditions
    from graphres.data.reading.lists import read_list
    from graphres.moderation import eligibility
    from graphres.report.kinds.compare.wave_result import wave_result
    from graphres.studies.comparisons import compare
    from graphres.studies.comparisons.waves import COLUMNS, FIGURES

    sources, suspended = raw.text("sources") or "all", raw.text("suspended")
    assert suspended is not None
    eligibility.check_sources(sources)
    fail_if = parse_conditions(raw.texts("fail_if"), FIGURES, COLUMNS[1:])
    tables = {name: inputs.parse_table(raw, raw.text(name)) for name in ("before", "after")}
    with outputs.open_bar(raw) as bar:
        graphs = [
            inputs.read(table, bar.stage(f"reading {name}")) for name, table in tables.items()
        ]
        before, after = (graph for graph, _ in graphs)
        accounts = read_list(suspended, before)
        for warning in accounts.warnings:
            warn_of_input(warning)
        wave = compare(
            before,
            after,
            suspended=accounts.accounts,
            sources=eligibility.sources(sources, before),
            runs=raw.value("runs"),
            seed=raw.value("seed"),
            jobs=raw.value("jobs"),
            on_progress=bar.stage("drawing waves"),
        )
    about = _make_manifest(raw, graphs, not_in_before=len(accounts.unknown))
    outputs.write(wave_result(wave, before, after, about), places)
    return judge(fail_if, {row["figure"]: row for row in wave.rows})


def _make_manifest(
    raw: RawOptions, graphs: list[tuple[FollowGraph, ReadReport]], **facts: Any
) -> dict[str, Any]:
    from graphres.commands.inputs import circumstances
    from graphres.data.provenance import file_input
    from graphres.report.manifest import manifest

    tables = [
        {"role": role, **report.to_dict()}
        for role, (_, report) in zip(("before", "after"), graphs, strict=True)
    ]
    first = graphs[0][0]
    return manifest(
        **circumstances(),
        inputs=[*tables, file_input("suspended", raw.value("suspended"))],
        n=first.n,
        m=first.m,
        directed=first.directed,
        seed=raw.value("seed"),
        runs=raw.value("runs"),
        sources=raw.value("sources"),
        **facts,
    )
