"""Markdown: the page for people, to be pasted into a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from graphres.report.blocks import Block, Chart, Paragraph, Table
from graphres.report.formats.character_chart import draw, legend
from graphres.report.number_format import printable
from graphres.report.result import Result

_WIDTH = 80


def write_markdown(result: Result, out: TextIO) -> None:
    """Write the blocks of a result, an empty line between them."""
    out.write("\n".join(_rendered(block) for block in result.blocks(_WIDTH)))


def _rendered(block: Block) -> str:
    if isinstance(block, Paragraph):
        first, *rest = map(_plain, block.text.split("\n"))
        return "  \n".join([f"**{first}**" if block.tone == "title" else first, *rest]) + "\n"
    if isinstance(block, Chart):
        drawing = "\n".join([*draw(block, _WIDTH), *legend(block, _WIDTH)])
        return f"**{_plain(block.title)}**\n\n```text\n{drawing}\n```\n"
    return _table(block)


def _table(table: Table) -> str:
    title = f"**{_plain(table.title)}**\n\n" if table.title else ""
    rule = [":--" if i in table.left else "--:" for i in range(len(table.header))]
    rows = [_row(map(_plain, table.header)), _row(rule)]
    rows += [_row(map(_plain, row)) for row in table.rows]
    remark = f"\n{_plain(table.remark)}\n" if table.remark else ""
    return title + "\n".join(rows) + "\n" + remark


def _row(cells: Sequence[str] | map[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _plain(text: str) -> str:
    """Escape a text, so that its signs mean nothing to Markdown."""
    return re.sub(r"([\\`*_\[\]<>|~#])", r"\\\1", printable(text))
