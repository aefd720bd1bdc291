"""The tables of `graphres sweep`: what became of every cell, and the figures that are drawn."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.report.blocks import Block, Paragraph, Table, table_of
from graphres.report.document import Document
from graphres.report.kinds.sweep.figures import figure_of, figures_in
from graphres.report.number_format import count

#: Failures that are named.
_FEW = 10

_STATUS = ("finished", "kept", "failed", "not there")
#: A status that has a column only where a cell has it.
_RARE = "not there"


def sweep_blocks(document: Document, width: int) -> Iterator[Block]:
    """Show what became of the cells, by command and graph."""
    cells = document.rows("cells")
    yield _status_table(cells)
    failed = [cell for cell in cells if cell["status"] == "failed"]
    for cell in failed[:_FEW]:
        yield Paragraph(f"cell {cell['cell']} failed: {cell['reason']}", "warning")
    folder = document.parts["folder"]
    draw = f"graphres report {shlex.quote(folder)} -o grid.html draws them"
    yield Paragraph(f'pandas.read_parquet("{folder}") reads them as one table; {draw}.', "quiet")


def _status_table(cells: Sequence[Mapping[str, Any]]) -> Table:
    counts: dict[tuple[str, str], Counter[str]] = {}
    for cell in cells:
        counts.setdefault((cell["command"], cell["graph"]), Counter())[cell["status"]] += 1
    is_rare = any(counter[_RARE] for counter in counts.values())
    columns = [name for name in _STATUS if is_rare or name != _RARE]
    rows = [
        (*names, count(counter.total()), *(count(counter[name]) for name in columns))
        for names, counter in counts.items()
    ]
    return Table("", ("command", "graph", "cells", *columns), rows, left=(0, 1))


def sweep_details(document: Document) -> list[Table]:
    """Show the figures that are drawn, cell by cell, and the cells that are not there."""
    rows = document.rows("summary")
    drawn = {figure.key for figure in figures_in(rows)}
    present = [row for row in rows if figure_of(row) in drawn and row["value"] is not None]
    missing = [row for row in document.rows("cells") if row["status"] not in ("finished", "kept")]
    remark = "The folder has every figure of every run, and the curves."
    first = ("cell", "figure", "value", "low", "high", "command", "graph", "seed")
    names = dict.fromkeys([*first, *(rows[0] if rows else ())])
    return [
        table_of("Cells, by the figures drawn", present, names, remark),
        table_of("Not there", missing),
    ]
