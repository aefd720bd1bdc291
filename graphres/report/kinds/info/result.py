"""The result of `graphres info`: figures of a graph, or what this installation offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table
from graphres.report.kinds import blocks_for_people
from graphres.report.result import Result, Rows

_SCHEMA = "graphres.info/1"


def info_result(
    figures: Mapping[str, Any],
    most_followed: Sequence[Mapping[str, Any]],
    warnings: Sequence[str],
    notes: Sequence[str],
    manifest: Mapping[str, Any],
    opening: Block,
) -> Result:
    """Return the figures of a graph in every form."""
    parts = {
        "manifest": manifest,
        "graph": figures,
        "most_followed": most_followed,
        "warnings": warnings,
        "notes": notes,
    }
    rows = Rows.of(["field", "value"], list(figures.items()))
    return Result(_SCHEMA, parts, rows, blocks_for_people(_SCHEMA, parts, opening))


def listing_result(
    kind: str, header: Sequence[str], rows: Sequence[Sequence[str]], manifest: Mapping[str, Any]
) -> Result:
    """Return a list of what there is, such as strategies, in every form.

    People read a name with the other cells of its row beneath, or next to it when there is one.
    """
    table = Rows.of(header, rows)
    labels = [name.replace("_", " ") for name in header]
    page: list[Block] = [Paragraph("\n".join(_describe(labels, row))) for row in rows]
    if len(header) == 2:
        page = [Table("", header, rows, left=(0, 1))]
    parts = {"manifest": manifest, kind: table}
    return Result(f"graphres.{kind}/1", parts, table, lambda width: page)


def _describe(header: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    """Give a name, its summary, and every other cell under its label."""
    name, summary, *rest = row
    yield name
    yield f"    {summary}"
    for label, cell in zip(header[2:], rest, strict=True):
        if cell:
            yield f"    {label}: {cell}"
