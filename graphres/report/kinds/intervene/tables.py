"""The tables of `graphres intervene`: levers side by side in the same worlds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table, table_of
from graphres.report.document import Document
from graphres.report.kinds.intervene import BASELINE, legend, names_of, numbers_for
from graphres.report.kinds.intervene.assumptions import show_assumptions
from graphres.report.kinds.intervene.level_tables import level_blocks
from graphres.report.kinds.spread_notes import describe_spread, describe_worlds
from graphres.report.number_format import count, interval, number, percent, plain_amount

Row = Mapping[str, Any]


def intervene_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show what each intervention leaves of reach, at one probability or at each of several."""
    if "probabilities" in document.parts:
        yield from level_blocks(document, width)
    else:
        yield from _blocks(document, width)
    yield from show_assumptions(document)


def intervene_details(document: Document) -> list[Table]:
    """Show every figure of every intervention, and every two compared."""
    return [
        table_of("Levers, with every figure", document.rows("interventions")),
        table_of("Every two, world by world", document.rows("differences")),
    ]


def _blocks(document: Document, width: int) -> Iterator[Block]:
    from graphres.report.formats.fitting import fits

    rows = document.rows("interventions")
    manifest = document.manifest
    is_exact = all(row["reach_low"] == row["reach_high"] for row in rows)
    worlds = describe_worlds(manifest["worlds"], is_exact=is_exact)
    yield Paragraph(f"A message: {describe_spread(manifest)}; {worlds}.", "quiet")
    names = names_of(rows)
    tables = _tables(document, rows, dict(zip(names, names, strict=True)))
    if not all(fits(table, width) for table in tables):
        yield legend(names)
        tables = _tables(document, rows, numbers_for(names))
    yield from tables


def _tables(document: Document, rows: Sequence[Row], labels: Mapping[str, str]) -> list[Table]:
    return [_outcomes(rows, labels), _differences(document.rows("differences"), labels)]


def _outcomes(rows: Sequence[Row], labels: Mapping[str, str]) -> Table:
    header = ["intervention", "budget", "reach, of all", "new audience", "saved", "collateral"]
    if labels[BASELINE] != BASELINE:
        header[0], header[3] = "no.", "new"
    is_marked = "frontier" in rows[0]
    cells = [
        [
            labels[row["intervention"]],
            plain_amount(row["budget"]),
            interval(row["reach"], row["reach_low"], row["reach_high"]),
            percent(row["new_audience"], 2),
            count(row["saved"]),
            number(row["collateral"], 1),
            *((["unbeaten"] if row["frontier"] else [""]) if is_marked else []),
        ]
        for row in rows
    ]
    return Table("", [*header, "frontier"] if is_marked else header, cells)


def _differences(pairs: Sequence[Row], labels: Mapping[str, str]) -> Table:
    cells = [
        (
            labels[pair["intervention"]],
            plain_amount(pair["budget"]),
            *(
                interval(*(pair[f"{name}{end}"] for end in ("", "_low", "_high")))
                for name in ("reach", "new_audience")
            ),
        )
        for pair in pairs
        if pair["other"] == BASELINE
    ]
    header = ("against none", "budget", "reach", "new audience")
    return Table("What each changes, world by world", header, cells, spare=("budget",))
