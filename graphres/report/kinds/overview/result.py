"""The result of `graphres report FOLLOWS`: document, rows, one screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.data.reading import ReadReport
from graphres.graph import FollowGraph
from graphres.report.kinds import blocks_for_people
from graphres.report.kinds.overview.figures import Figures, tabulate
from graphres.report.kinds.overview.words import write_topics
from graphres.report.result import Result, Rows
from graphres.studies.overview import Overview

SCHEMA = "graphres.report/1"

_ENDS = ("_low", "_high")
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
    overview: Overview,
    manifest: Mapping[str, Any],
    rest: str,
) -> Result:
    """Return the result in every form.

    ``rest`` is what follows the name of a command to read the same table alike.
    """
    figures = tabulate(graph, report, overview)
    topics = write_topics(figures, rest, manifest["seed"])
    told = [topic._asdict() for topic in topics]
    document = {"manifest": manifest, "paragraphs": told, **figures}
    rows = Rows.of(_COLUMNS, list(_rows(figures)))
    return Result(SCHEMA, document, rows, blocks_for_people(SCHEMA, document))


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
