"""The table of `graphres campaign --frontier`: how much is enough to hold the audience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table
from graphres.report.document import Document
from graphres.report.kinds.campaign import BOAST, CAUTION
from graphres.report.number_format import MISSING, NumberText, number

#: What a frontier is over, with its unit.
HEADERS = {
    "replacements": "replacements for each account lost",
    "find": "find, a day",
    "pressure": "pressure, times the rates",
}

_KEY = (
    "held: audience (distinct followers of the persons of day 0) of the last 30 days over that of "
    "the evening before the first suspension, [95 % interval over runs, from 5 runs on]; opened: "
    "accounts opened for each one suspended. All rows are on the same random numbers."
)

Row = Mapping[str, Any]


def frontier_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show the share of the audience held at every value, and where it crosses the start."""
    frontier = document.parts["frontier"]
    opened = frontier["opened_per_suspended"]
    points = [(row["value"], _point(row)) for row in document.rows("points")]
    points += [(row["value"], _crossing(row, opened)) for row in document.rows("crossings")]
    header = (HEADERS[frontier["over"]], "held, %", "opened")
    yield Table("", header, [cells for _, cells in sorted(points)], remark=_KEY)
    yield Paragraph(frontier["sentence"])
    if opened is not None:
        yield Paragraph(f"Accounts opened there for each one suspended: {opened:.2f}. {BOAST}")
    else:
        yield Paragraph(BOAST)
    yield Paragraph(CAUTION, "quiet")


def _point(row: Row) -> tuple[str, str, str]:
    ends = MISSING
    if row["low"] is not None and row["high"] is not None:
        ends = f"{100 * row['low']:.1f}, {100 * row['high']:.1f}"
    share = NumberText(f"{100 * row['held_share']:.1f} [{ends}]", row["held_share"])
    return f"{row['value']:.4g}", share, number(row["opened_per_suspended"], 2)


def _crossing(row: Row, opened: float | None) -> tuple[str, str, str]:
    return f"crossing {row['value']:.4g}", NumberText("100.0", 1.0), number(opened, 2)
