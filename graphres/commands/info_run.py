"""The work of `graphres info`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphres.commands import inputs
from graphres.commands.environment import facts
from graphres.data.reading import ReadReport
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.measures import FAMILIES
from graphres.measures.statistics import describe, most_followed
from graphres.report.kinds.header import describe_reading
from graphres.report.kinds.info.result import info_result, listing_result
from graphres.report.manifest import manifest
from graphres.report.progress import Bar
from graphres.report.result import Result
from graphres.report.writers import write
from graphres.strategies import families
from graphres.strategies.reinsertion import Reinserted

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Describe the graph given, or list what is asked for."""
    place = inputs.destination(given)
    wanted = [name for name in _LISTINGS if given[name]]
    if len(wanted) + (given["follows"] is not None) != 1:
        raise UsageError(
            "info takes one table of follows, or one of --strategies, --measures, --environment"
        )
    write(_LISTINGS[wanted[0]]() if wanted else _described(given), place)
    return 0


def _described(given: Given) -> Result:
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        graph, report = inputs.read(given, bar.stage("reading"))
        figures = describe(graph)
    size = {name: figures.pop(name) for name in ("accounts", "follows")}
    dropped = {
        "self_follows_dropped": report.self_follows,
        "repeated_rows_dropped": report.repeated_rows,
        "bad_rows": report.bad_row_count,
    }
    return info_result(
        {**size, **dropped, **figures},
        _leaders(graph),
        report.warnings,
        _notes(graph, report),
        inputs.manifest_of(given, graph, report),
        describe_reading(graph, report),
    )


def _leaders(graph: FollowGraph) -> list[dict[str, Any]]:
    """The most followed accounts with their followers, those known from outside beside."""
    leaders = []
    for account in most_followed(graph).tolist():
        row = {"account": graph.ids[account].as_py(), "followers": int(graph.in_degree[account])}
        if graph.followers_total is not None:
            row["followers_total"] = float(graph.followers_total[account])
        leaders.append(row)
    return leaders


def _notes(graph: FollowGraph, report: ReadReport) -> list[str]:
    """What was decided in reading, and what the figures can't say."""
    notes = list(report.notes)
    if graph.crawled is not None and not graph.crawled.all():
        notes.append(
            "some accounts' lists were not collected: for them, following nobody means unknown"
        )
    return notes


def _strategies() -> Result:
    header = ("strategy", "goes_first", "direction", "cost", "reference")
    named = {_usage(name, family.usage): family for name, family in families().items()}
    named["NAME+reinsert[@SHARE]"] = Reinserted
    rows = [
        (usage, family.summary, family.direction, family.cost, family.reference)
        for usage, family in named.items()
    ]
    return _listing("strategies", header, rows)


def _usage(name: str, argument: str) -> str:
    """How a strategy is written; an argument in capitals is one that it needs."""
    if not argument:
        return name
    return f"{name}:{argument}" if argument.isupper() else f"{name}[:{argument}]"


def _measures() -> Result:
    rows = [
        (m.name, m.summary, family.direction, family.cost, family.reference)
        for family in FAMILIES
        for m in family.measures
    ]
    return _listing("measures", ("measure", "is", "direction", "cost", "reference"), rows)


def _environment() -> Result:
    return _listing("environment", ("what", "is"), list(facts()))


def _listing(kind: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Result:
    return listing_result(kind, header, rows, manifest(inputs=[], **inputs.circumstances()))


_LISTINGS = {"strategies": _strategies, "measures": _measures, "environment": _environment}
