"""The tables of `graphres reproduce --calibrate`: targets met, and what holds in the draws kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table, table_of
from graphres.report.document import Document
from graphres.report.number_format import MISSING, count, counted, percent

Row = Mapping[str, Any]

_KEY = (
    "kept: draws that meet all targets, each of which is asked of the draws that met those before "
    "it. holds: the share of kept draws in which the value of every measure of the finding lies "
    "inside its tolerance, with Wilson's 95 % interval. driven by: parameters whose Spearman rank "
    "correlation with holding has a 95 % interval that leaves out 0, strongest first; among so "
    "many some are there by chance."
)


def calibration_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show how many draws meet the targets, and what holds in those that do."""
    yield Paragraph(document.parts["answer"])
    yield Table(
        "Calibration targets",
        ("target", "asked", "met", "share", "95 % interval"),
        [(row["target"], *_cells(row)) for row in document.rows("targets")],
    )
    yield Paragraph(_describe_kept(document.parts["calibration"]))
    yield Table(
        "Findings held out, in the draws kept",
        ("", "tested", "hold", "share", "95 % interval", "driven by"),
        [
            (f"{row['fact']} {row['finding']}", *_cells(row), row["drivers"])
            for row in document.rows("findings")
        ],
        left=(0, 5),
    )
    yield Paragraph(_describe_at_once(document.rows("draws")))
    yield Paragraph(_KEY, "quiet")
    yield Paragraph(document.parts["caution"], "quiet")


def calibration_details(document: Document) -> list[Table]:
    """Show drivers whose interval leaves out 0, pairs, and what is published; draws are in csv."""
    known = [row for row in document.rows("drivers") if row["rho"] is not None]
    drivers = [row for row in known if row["rho_low"] > 0 or row["rho_high"] < 0]
    key = "rho: Spearman's rank correlation with holding, and with the finding's first measure."
    published = ("claim", "published", "status", "source")
    findings, targets = document.rows("findings"), document.rows("targets")
    return [
        table_of("What drives them", drivers, remark=key),
        table_of("Which hold in the same draws", document.rows("pairs")),
        table_of("What is published on the targets", targets, ("target", *published)),
        table_of("What is published on the findings", findings, ("fact", "finding", *published)),
    ]


def _cells(row: Row) -> Sequence[str]:
    low, high = row["low"], row["high"]
    ends = MISSING if low is None else f"[{100 * low:.1f}, {100 * high:.1f}]"
    return count(row["draws"]), count(row["hits"]), percent(row["share"]), ends


def _describe_kept(about: Row) -> str:
    draws, asked = about["draws"], about["draws_asked"]
    more = "" if draws == asked else f" (of {count(asked)} asked for)"
    kept, share = count(about["kept"]), percent(about["kept_share"])
    return f"Kept: {kept} of {counted(draws, 'draw')}{more}, {share}."


def _describe_at_once(draws: Sequence[Row]) -> str:
    """Say how many draws have how many findings at once."""
    counts = Counter(row["findings_held"] for row in draws if row["is_kept"])
    if not counts:
        return "No draw is left to judge findings on."
    return "Findings that hold at once: " + ", ".join(
        f"{held} in {counted(times, 'draw')}"
        for held, times in sorted(counts.items(), reverse=True)
    )
