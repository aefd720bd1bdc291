"""A page for people: tables and a chart, in colour where a terminal has it."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from graphres.report.blocks import Block, Chart, Line, Table
from graphres.report.chart import MARKERS, draw, legend
from graphres.report.figures import shown
from graphres.report.result import Result

__all__ = ["write_table"]

_TONES = {"plain": "", "title": "bold", "quiet": "dim", "warning": "yellow"}
_COLOURS = ["cyan", "magenta", "green", "yellow", "blue", "red", "bright_cyan", "bright_magenta"]


def write_table(result: Result, out: TextIO, *, width: int = 100, colour: bool = False) -> None:
    """Write the blocks of a result, an empty line between them.

    Sentences are wrapped at ``width``; a row of a table never is, so that no name is cut.
    """
    pages = [_rendered(block, width, colour) for block in result.blocks(width)]
    out.write("\n".join(pages))


def _rendered(block: Block, width: int, colour: bool) -> str:
    if isinstance(block, Line):
        return _printed(_paragraph(block, width), width, colour)
    if isinstance(block, Chart):
        return _printed(_chart(block, width), width, colour)
    title = [Text(block.title, "bold")] if block.title else []
    return _printed([*title, _table(block)], max(width, natural_width(block)), colour)


def _paragraph(line: Line, width: int) -> list[Text]:
    """The text in rows of ``width``; a word that is longer stays whole."""
    first, *rest = map(shown, line.text.split("\n"))
    tone = "quiet" if line.tone == "title" else line.tone
    toned = [(first, _TONES[line.tone]), *((text, _TONES[tone]) for text in rest)]
    return [Text(row, style) for text, style in toned for row in _wrapped(text, width)]


def _wrapped(text: str, width: int) -> list[str]:
    indent = " " * (len(text) - len(text.lstrip()))
    return textwrap.wrap(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _printed(parts: Sequence[Text | RichTable], width: int, colour: bool) -> str:
    """The parts as text. Everything is said to the console, so that it looks nothing up."""
    page = io.StringIO()
    console = Console(
        file=page,
        width=width,
        height=100,
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
    )
    for part in parts:
        console.print(part, no_wrap=True, overflow="ignore", crop=False)
    lines = page.getvalue().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _table(table: Table) -> RichTable:
    made = RichTable(box=None, show_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for i, name in enumerate(table.header):
        made.add_column(Text(name), justify="left" if i in table.left else "right", no_wrap=True)
    for row in table.rows:
        made.add_row(*(Text(shown(cell)) for cell in row))
    return made


def natural_width(table: Table) -> int:
    """Columns that the widest cells need side by side."""
    lines = [table.header, *table.rows]
    return sum(max(cell_len(shown(line[i])) + 2 for line in lines) for i in range(len(lines[0])))


def _chart(chart: Chart, width: int) -> list[Text]:
    """The drawing, each marker in the colour of its line."""
    drawn = Text("\n".join(draw(chart, min(width, 100))), no_wrap=True)
    marks = Text("\n".join(legend(chart, width)), no_wrap=True)
    for text in (drawn, marks):
        for marker, colour in zip(MARKERS, _COLOURS, strict=True):
            text.highlight_words([marker], colour)
        text.highlight_words(["·"], "dim")
    return [Text(chart.title, "bold"), drawn, marks]
