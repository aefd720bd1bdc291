"""The tables of `graphres reach`: how far a message gets, by hop and group, and who carries it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table, table_of
from graphres.report.document import Document
from graphres.report.kinds.probability_levels import (
    capitalise,
    describe_levels,
    levels_of,
    of_level,
)
from graphres.report.kinds.reach import CAUTION, hop_name, until_enough
from graphres.report.kinds.spread_notes import describe_spread, describe_worlds
from graphres.report.number_format import MISSING, count, counted, interval, percent

Row = Mapping[str, Any]

#: Columns of every carrier; others are attributes that were asked for.
_CARRIER = ("account", "carries", "low", "high", "hears", "followers")


def reach_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show how far a message gets; where no probability was given, at several."""
    levels = levels_of(document)
    if levels:
        yield from _level_blocks(document)
        yield Paragraph(f"At {of_level(levels[len(levels) // 2])}:")
    else:
        yield Paragraph(_sentence(document))
    if hops := document.rows("hops"):
        yield _hop_table(document, hops)
    if groups := document.rows("groups"):
        yield _group_table(document, groups)
    if carriers := document.rows("carriers"):
        yield _carrier_table(carriers)
        yield Paragraph(CAUTION, "quiet")


def reach_details(document: Document) -> list[Table]:
    """Show every hop, and who carries a message on with intervals."""
    ends = ("mean", "low", "high")
    remark = "carries, hears: share of worlds in which the account does."
    return [
        table_of("Share of all that first hears it, by hop", document.rows("hops"), shares=ends),
        table_of(
            "Who carries it on most often", document.rows("carriers"), (), remark, shares=ends
        ),
    ]


def describe_measuring(document: Document, probability: str = "") -> str:
    """Say how the message travelled, and in which worlds."""
    reach = document.parts["reach"]
    worlds = describe_worlds(reach["worlds"], is_exact=reach["worlds_to_halve"] is None)
    return f"{capitalise(describe_spread(document.manifest, probability))}; {worlds}."


def _sentence(document: Document) -> str:
    reach = document.parts["reach"]
    is_exact = reach["worlds_to_halve"] is None
    ends = "" if is_exact else f" [{percent(reach['low'], 2)}, {percent(reach['high'], 2)}]"
    return (
        f"A message of {counted(reach['sources'], 'source')} is heard by "
        f"{percent(reach['mean'], 2)}{ends} of all accounts, some {count(reach['accounts'])}, "
        f"in the mean.\n{describe_measuring(document)}"
    )


def _level_blocks(document: Document) -> Iterator[Block]:
    levels = describe_levels(levels_of(document))
    measuring = describe_measuring(document, "each of these")
    yield Paragraph(f"{capitalise(levels)}. {measuring}", "quiet")
    yield Paragraph(document.parts["headline"], "title")
    cells = [
        (f"{level['probability']:g}", interval(*_mean(level["reach"])), _accounts(level["reach"]))
        for level in document.parts["probabilities"]
    ]
    yield Table("", ("p", "reach, of all", "accounts"), cells)


def _mean(row: Row) -> tuple[float, float, float]:
    return row["mean"], row["low"], row["high"]


def _accounts(reach: Row) -> str:
    return count(reach["accounts"])


def _hop_table(document: Document, hops: Sequence[Row]) -> Table:
    """Show hop by hop until 99 % of those who ever hear it have."""
    reach, n = document.parts["reach"]["mean"], document.manifest["n"]
    first = until_enough(hops)
    so_far = accumulate(row["mean"] for row in first)
    cells = [
        (
            hop_name(row["hop"]),
            interval(*_mean(row)),
            count(row["mean"] * n),
            percent(heard / reach) if reach else MISSING,
        )
        for row, heard in zip(first, so_far, strict=True)
    ]
    return Table("", ("hop", "share that first hears it", "accounts", "of reach so far"), cells)


def _group_table(document: Document, groups: Sequence[Row]) -> Table:
    """Show reach of all by group; of the group, where its size is known."""
    n, sizes = document.manifest["n"], document.parts.get("group_sizes", {})
    first = f"listeners by {document.parts.get('group_column', 'group')}"
    if not sizes:
        cells = [(str(row["group"]), interval(*_mean(row))) for row in groups]
        return Table("", (first, "reach, of all"), cells)
    rows = [
        (
            str(row["group"]),
            count(size := sizes[row["group"]]),
            interval(*_mean(row)),
            percent(row["mean"] * n / size),
        )
        for row in groups
    ]
    return Table("", (first, "accounts", "reach, of all", "of the group"), rows)


def _carrier_table(carriers: Sequence[Row]) -> Table:
    attributes = [name for name in carriers[0] if name not in _CARRIER]
    cells = [
        (
            row["account"],
            percent(row["carries"]),
            percent(row["hears"]),
            count(row["followers"]),
            *(MISSING if row[name] is None else str(row[name]) for name in attributes),
        )
        for row in carriers
    ]
    header = ("carries it on most often", "in worlds", "hears it", "followers", *attributes)
    return Table("", header, cells, left=(0, *range(4, len(header))))
