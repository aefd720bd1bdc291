"""An overview in every form: document, rows, one screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.data.reading import ReadReport
from graphres.graph import FollowGraph
from graphres.report.blocks import Block, Line, Table
from graphres.report.kinds.overview.figures import Figures, tabulate
from graphres.report.kinds.overview.phrases import keep_together, with_interval
from graphres.report.kinds.overview.words import LEADERS, Paragraph, write_paragraphs
from graphres.report.number_format import count, percent
from graphres.report.result import Result, Rows
from graphres.studies.overview import Overview

SCHEMA = "graphres.report/1"

_COLUMNS = ("part", "name", "figure", "value", "low", "high")
#: Tables of the document, what names their rows, and the figures that have intervals.
_TABLES = {
    "removal": (("probability", "strategy"), ("reach_start", "reach_end")),
    "halved": (("strategy",), ()),
    "leaders": (("account",), ("reach_loss",)),
    "repetition": (("dose",), ("ratio",)),
    "levers": (("intervention",), ("reach",)),
}


def overview_result(
    graph: FollowGraph,
    report: ReadReport,
    view: Overview,
    manifest: Mapping[str, Any],
    rest: str,
) -> Result:
    """Return the result in every form.

    ``rest`` is what follows the name of a command to read the same table alike.
    """
    figures = tabulate(graph, report, view)
    paragraphs = write_paragraphs(figures, rest, manifest["seed"])
    told = [paragraph._asdict() for paragraph in paragraphs]
    document = {"manifest": manifest, "paragraphs": told, **figures}
    rows = Rows.of(_COLUMNS, list(_rows(figures)))
    return Result(SCHEMA, document, rows, lambda width: list(_page(figures, paragraphs)))


def _rows(figures: Figures) -> Iterator[tuple[Any, ...]]:
    """Yield a row a figure, with its interval where it has one."""
    for part, (names, estimated) in _TABLES.items():
        for row in figures[part]:
            name = " ".join(str(row[field]) for field in names)
            skipped = {*names, *(f"{field}{end}" for field in estimated for end in _ENDS)}
            for figure, value in row.items():
                if figure in skipped:
                    continue
                ends = [row[f"{figure}{end}"] if figure in estimated else None for end in _ENDS]
                yield (part, name, figure, value, *ends)


_ENDS = ("_low", "_high")


def _page(figures: Figures, paragraphs: list[Paragraph]) -> Iterator[Block]:
    for paragraph in paragraphs:
        words = map(keep_together, (paragraph.finding, paragraph.details))
        lines = [*words, f"  {paragraph.command}"]
        yield Line("\n".join(filter(None, lines)), "title")
        if paragraph.topic == LEADERS:
            yield _leaders(figures)


def _leaders(figures: Figures) -> Table:
    rows = [
        (
            row["account"],
            count(row["followers"]),
            percent(row["giant_loss"], 2),
            with_interval(row, "reach_loss"),
        )
        for row in figures["leaders"]
    ]
    return Table("", ("account", "followers", "connectivity lost", "reach lost"), rows)
