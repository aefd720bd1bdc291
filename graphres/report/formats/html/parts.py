"""From a document to a part of a page. To add a kind of result: a title here, and its tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphres.report.charts.chart_spec import Picture
from graphres.report.charts.phrases import source_line, unbroken
from graphres.report.charts.registry import PICTURES, picture
from graphres.report.document import Document
from graphres.report.formats.html.chart_figures import figures_of
from graphres.report.formats.html.content import Paragraph, Part
from graphres.report.formats.html.headlines import TELL
from graphres.report.formats.html.kind_tables import TABLES, any_tables
from graphres.report.formats.html.method import CAUTIONS, METHODS, published
from graphres.report.formats.html.tables import fields
from graphres.report.kinds.eligibility import headline
from graphres.report.network.figure import make_figure
from graphres.report.number_format import shown

_TITLES = {
    "report": "What to know first",
    "collapse": "How connectivity and reach fall as accounts are removed",
    "reach": "Who hears a message now",
    "rank": "Which accounts to look at next",
    "campaign": "What suspensions repeated over time do to follower growth",
    "frontier": "How much is enough to hold the audience",
    "intervene": "Suspension beside other levers",
    "info": "What is in this graph",
    "reproduce": "Published findings, each re-run",
    "sweep": "A grid of runs, side by side",
    "compare": "What changed between two results, beyond noise",
    "wave": "A wave of suspensions, as predicted and as observed",
    "draw": "The network before and after suspensions",
}


def part_of(document: Document) -> Part:
    """All that a page says of a result."""
    kind = document.kind
    shows = picture(document) if kind in PICTURES else None
    finding, remarks = _words(document, shows)
    return Part(
        title=_TITLES.get(kind, f"graphres {kind}"),
        finding=unbroken(f"{finding}.") if finding else "",
        remarks=[unbroken(each) for each in remarks if each not in CAUTIONS.get(kind, "")],
        caution=str(document.parts.get("caution", CAUTIONS.get(kind, ""))),
        figures=figures_of(shows) if shows is not None else [],
        tables=[found for found in TABLES.get(kind, any_tables)(document) if found.rows],
        method=METHODS.get(kind, ()),
        published=published(kind),
        manifest=fields("How it was made", document.manifest),
        source=source_line(document.manifest) if shows is None else shows.source,
        warnings=[str(each) for each in _warnings(document)],
        network=make_figure(document.parts.get("network")),
        paragraphs=_paragraphs(document),
    )


def _paragraphs(document: Document) -> list[Paragraph]:
    """What a result says in paragraphs of its own, ready for a page."""
    return [
        Paragraph(
            row["topic"],
            unbroken(shown(row["finding"])),
            unbroken(shown(row["details"])),
            shown(row["command"]),
        )
        for row in document.rows("paragraphs")
    ]


def _words(document: Document, shows: Picture | None) -> tuple[str, Sequence[str]]:
    if shows is not None:
        return shows.title, shows.remarks
    tell = TELL.get(document.kind)
    if tell is None:
        return "", []
    return headline(document.kind, document.manifest, tell(document)), []


def _warnings(document: Document) -> list[Any]:
    """What reading the tables had to warn of."""
    return [
        each for table in document.manifest.get("inputs", []) for each in table.get("warnings", [])
    ]
