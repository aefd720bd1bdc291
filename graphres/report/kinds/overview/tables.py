"""An overview on one screen: its topics, and the table of the accounts to look at first."""

from __future__ import annotations

from collections.abc import Iterator

from graphres.report.blocks import Block, Paragraph, Table
from graphres.report.document import Document
from graphres.report.kinds.base import UNLIMITED
from graphres.report.kinds.overview.phrases import LEADERS, keep_together, with_interval
from graphres.report.number_format import count, percent

_HEADER = ("account", "followers", "connectivity lost", "reach lost")


def overview_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show each topic, and below whom to look at first the accounts themselves."""
    for topic in document.rows("paragraphs"):
        words = map(keep_together, (topic["finding"], topic["details"]))
        lines = [*words, f"  {topic['command']}"]
        yield Paragraph("\n".join(filter(None, lines)), "title")
        if topic["topic"] == LEADERS:
            yield _leaders_table(document, LEADERS if width >= UNLIMITED else "")


def _leaders_table(document: Document, title: str) -> Table:
    """Show the accounts to look at first; the title is for a page, where the topic is far off."""
    rows = [
        (
            row["account"],
            count(row["followers"]),
            percent(row["giant_loss"], 2),
            with_interval(row, "reach_loss"),
        )
        for row in document.rows("leaders")
    ]
    return Table(title, _HEADER, rows)
