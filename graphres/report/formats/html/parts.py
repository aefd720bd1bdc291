"""From a document to its part of a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graphres.report.blocks import Block, Chart, Paragraph, Table, fields_table, table_of
from graphres.report.charts.phrases import source_line, unbroken
from graphres.report.document import Document
from graphres.report.formats.html.chart_figures import figures_of
from graphres.report.formats.html.content import Part, Topic
from graphres.report.kinds import kind_of
from graphres.report.kinds.base import UNLIMITED
from graphres.report.number_format import NumberText, count, printable
from graphres.studies.claims import CLAIMS

if TYPE_CHECKING:
    from graphres.report.network.figure import NetworkFigure

#: Rows of a table on a page; the rest is in the result's own file.
MOST = 2000

_STATUS = (
    "Status: quoted, read in the publication's own abstract or summary; press, read in press or "
    "on a secondary page; remembered, which is not called published; chosen, which no publication "
    "states. graphres reproduce puts each to a run and computes a verdict."
)


def part_of(document: Document) -> Part:
    """Return all that a page says of a result."""
    kind = kind_of(document)
    spec = kind.chart_of(document)
    finding = kind.headline_of(document) if spec is None else spec.title
    caution = str(document.parts.get("caution", kind.caution))
    remarks = [] if spec is None else [text for text in spec.remarks if text not in caution]
    above = "\n".join([f"{finding}.", *remarks, caution])
    topics = _list_topics(document)
    body = _for_page(kind.blocks(document, UNLIMITED), above)
    return Part(
        title=kind.title,
        finding=unbroken(f"{finding}.") if finding else "",
        remarks=[unbroken(remark) for remark in remarks],
        caution=caution,
        figures=[] if spec is None else figures_of(spec),
        body=[block for block in body if not (topics and isinstance(block, Paragraph))],
        details=list(_for_page(kind.details(document))) if kind.details else [],
        method=kind.method,
        published=_published(kind.findings),
        manifest=shorten(fields_table("How it was made", document.manifest)),
        source=source_line(document.manifest) if spec is None else spec.source,
        warnings=[str(warning) for warning in _warnings(document)],
        network=_network(document),
        paragraphs=topics,
    )


def _for_page(blocks: Iterable[Block], above: str = "") -> Iterator[Paragraph | Table]:
    """Yield blocks but for charts in characters, empty tables, and what stands above already."""
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.text not in above:
                yield replace(block, text="\n".join(map(printable, block.text.split("\n"))))
        elif not isinstance(block, Chart) and block.rows:
            yield shorten(block)


def shorten(table: Table) -> Table:
    """Return the table with the first rows, as many as a page holds, and every name printable."""
    rows = [
        [cell if isinstance(cell, NumberText) else printable(cell) for cell in row]
        for row in table.rows[:MOST]
    ]
    header = [printable(name) for name in table.header]
    if len(table.rows) <= MOST:
        return replace(table, header=header, rows=rows)
    first = f"The first {count(MOST)} of {count(len(table.rows))} rows; the result's file has all."
    return replace(table, header=header, rows=rows, remark=f"{first} {table.remark}".strip())


def _network(document: Document) -> NetworkFigure | None:
    """Return the figure of the network that a document holds, if it holds one."""
    if "network" not in document.parts:
        return None
    from graphres.report.network.figure import make_figure

    return make_figure(document.parts["network"])


def _list_topics(document: Document) -> list[Topic]:
    """Return what a result says in paragraphs of its own, ready for a page."""
    return [
        Topic(
            row["topic"],
            unbroken(printable(row["finding"])),
            unbroken(printable(row["details"])),
            printable(row["command"]),
        )
        for row in document.rows("paragraphs")
    ]


def _warnings(document: Document) -> list[Any]:
    """List what reading the tables had to warn of."""
    tables = document.manifest.get("inputs", [])
    return [warning for table in tables for warning in table.get("warnings", [])]


def _published(names: Collection[str]) -> Table | None:
    """Return the published findings of these names with their status; None where there is none."""
    if not names:
        return None
    claims = [CLAIMS[name] for name in names]
    rows = [
        {
            "finding": claim.claim,
            "published": claim.published,
            "status": claim.status,
            "source": "; ".join(dict.fromkeys(map(str, claim.sources))),
        }
        for claim in claims
    ]
    return table_of("What is published on it", rows, remark=_STATUS)
