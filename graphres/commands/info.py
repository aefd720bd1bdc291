"""`graphres info`: what is in a graph, and what was dropped in reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command, Decorator
from graphres.commands.declarations.declaring import option
from graphres.errors import UsageError

if TYPE_CHECKING:
    from graphres.data.reading import ReadReport
    from graphres.graph import FollowGraph
    from graphres.options.raw import RawOptions
    from graphres.report.result import Result

EXAMPLES = (
    "graphres info sample:open-platform --format table",
    "graphres info sample:movement --accounts sample:movement-accounts "
    "--followers-total followers_total --format json",
    "graphres info --strategies",
)

#: What is told of every strategy and every measure.
_ABOUT = ("direction", "cost", "reference")


def _flag(name: str, help: str) -> Decorator:  # noqa: A002 - click's own word
    return option("Without a file", name, is_flag=True, help=help)


@click.command(cls=Command, name="info", examples=EXAMPLES)
@options.follows(required=False)
@_flag("--strategies", "The strategies there are.")
@_flag("--measures", "The measures there are.")
@_flag("--environment", "Versions, cache folder, cores, extras.")
@options.reading
@options.output
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Describe a graph: its size and components, its followers' tail, who is most followed.

    FOLLOWS is a table of follower and followed, or - for stdin. Without it, one of --strategies,
    --measures and --environment tells what there is to choose from.
    """
    from graphres.commands.outputs import choose_destination
    from graphres.report.writers import write

    place = choose_destination(raw)
    lists = [name for name in ("strategies", "measures", "environment") if raw.flag(name)]
    if len(lists) + (raw.text("follows") is not None) != 1:
        raise UsageError(
            "info takes one table of follows, or one of --strategies, --measures, --environment"
        )
    write(_make_list(lists[0]) if lists else _describe(raw), place)
    return 0


def _describe(raw: RawOptions) -> Result:
    """Read a graph, and return what is in it."""
    from graphres.commands import inputs
    from graphres.commands.outputs import open_bar
    from graphres.measures.statistics import describe
    from graphres.report.kinds.header import describe_reading
    from graphres.report.kinds.info.result import info_result

    table = inputs.parse_table(raw)
    with open_bar(raw) as bar:
        graph, report = inputs.read(table, bar.stage("reading"))
        figures = describe(graph)
    size = {name: figures.pop(name) for name in ("accounts", "follows")}
    dropped = {
        "self_follows_dropped": report.self_follows,
        "repeated_rows_dropped": report.repeated_rows,
        "bad_rows": report.bad_row_count,
    }
    return info_result(
        {**size, **dropped, **figures},
        _list_leaders(graph),
        report.warnings,
        _list_notes(graph, report),
        inputs.manifest_of(graph, report),
        describe_reading(graph, report),
    )


def _list_leaders(graph: FollowGraph) -> list[dict[str, Any]]:
    """Return the most followed accounts with their followers, and those known from outside."""
    from graphres.measures.statistics import most_followed

    leaders = []
    for account in most_followed(graph).tolist():
        row = {"account": graph.ids[account].as_py(), "followers": int(graph.in_degree[account])}
        if graph.followers_total is not None:
            row["followers_total"] = float(graph.followers_total[account])
        leaders.append(row)
    return leaders


def _list_notes(graph: FollowGraph, report: ReadReport) -> list[str]:
    """Return what was decided in reading, and what the figures can't say."""
    notes = list(report.notes)
    if graph.crawled is not None and not graph.crawled.all():
        notes.append(
            "some accounts' lists were not collected: for them, following nobody means unknown"
        )
    return notes


def _make_list(name: str) -> Result:
    """Return one of the lists that take no file."""
    from graphres.commands.environment import list_facts
    from graphres.commands.inputs import circumstances
    from graphres.report.kinds.info.result import listing_result
    from graphres.report.manifest import manifest

    header: tuple[str, ...] = ("what", "is")
    rows: list[tuple[str, ...]] = []
    if name == "strategies":
        header, rows = ("strategy", "goes_first", *_ABOUT), _list_strategies()
    elif name == "measures":
        header, rows = ("measure", "is", *_ABOUT), _list_measures()
    else:
        rows = list(list_facts())
    return listing_result(name, header, rows, manifest(inputs=[], **circumstances()))


def _list_strategies() -> list[tuple[str, ...]]:
    from graphres.strategies import families
    from graphres.strategies.reinsertion import Reinserted

    usages = {_usage(name, family.usage): family for name, family in families().items()}
    usages["NAME+reinsert[@SHARE]"] = Reinserted
    return [
        (usage, family.summary, family.direction, family.cost, family.reference)
        for usage, family in usages.items()
    ]


def _usage(name: str, argument: str) -> str:
    """Return how a strategy is written; an argument in capitals is one that it needs."""
    if not argument:
        return name
    return f"{name}:{argument}" if argument.isupper() else f"{name}[:{argument}]"


def _list_measures() -> list[tuple[str, ...]]:
    from graphres.measures import FAMILIES

    return [
        (m.name, m.summary, family.direction, family.cost, family.reference)
        for family in FAMILIES
        for m in family.measures
    ]
