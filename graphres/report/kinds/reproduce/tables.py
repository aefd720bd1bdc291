"""The table of `graphres reproduce`: verdicts, and under it the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table, table_of
from graphres.report.document import Document
from graphres.report.number_format import MISSING, counted, percent, significant

_HEADER = ("fact", "", "role", "measured", "95 % interval", "draws", "verdict")

_KEY = (
    "measured: the first measure of each finding, named first below it, with its interval over "
    "runs. draws: the share of draws from the ranges of the parameters in which the finding holds. "
    "role: a finding that calibrates was used to choose parameters and is no test; one that "
    "checks is about the machinery. verdict: holds if every interval lies wholly inside its "
    "tolerance (in brackets; our own where the published figures name none), fails if one lies "
    "wholly outside, else undecided."
)


Row = Mapping[str, Any]


def reproduce_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show the verdict on every finding, and what it rests on."""
    rows = document.rows("findings")
    yield Table("", _HEADER, [_cells(row) for row in rows], left=(1, 2, 6))
    yield Paragraph(f"{count_verdicts(rows) or 'None of these findings was held out as a test'}.")
    for row in rows:
        yield Paragraph("\n".join(_reasons(row)), "title")
    yield Paragraph(_KEY, "quiet")
    yield Paragraph(document.parts["caution"], "quiet")


def reproduce_details(document: Document) -> list[Table]:
    """Show what is published on each finding, and where."""
    names = ("fact", "claim", "published", "status", "source")
    return [table_of("What is published", document.rows("findings"), names)]


def count_verdicts(rows: Sequence[Row]) -> str:
    """Count the verdicts on findings that were held out; empty where none was."""
    verdicts = [row["verdict"] for row in rows if row["role"] == "tests"]
    order = ("holds", "fails", "undecided", "untestable")
    counts = ", ".join(f"{verdicts.count(name)} {name}" for name in order if name in verdicts)
    return f"Of {counted(len(verdicts), 'finding')} held out as tests: {counts}" if counts else ""


def _cells(row: Row) -> tuple[str, ...]:
    low, high = row["low"], row["high"]
    return (
        str(row["fact"]),
        row["name"],
        row["role"],
        significant(row["measured"], 3),
        "" if low is None else f"[{significant(low, 3)}, {_end(high)}]",
        MISSING if row["share_of_draws"] is None else percent(row["share_of_draws"], 0),
        row["verdict"],
    )


def _end(high: float | None) -> str:
    """Format an upper end, or say that none was found in all that was tried."""
    return "no end" if high is None else significant(high, 3)


def _reasons(row: Row) -> Iterator[str]:
    yield f"{row['fact']} {row['name']}: {row['verdict']}. {row['claim']}."
    yield f"   published ({row['status']}): {row['published']}"
    yield f"   run: {row['tested_by']}"
    for reason in row["reason"].split("; "):
        yield f"   {reason}"
