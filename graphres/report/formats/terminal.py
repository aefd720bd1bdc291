"""A page for people: tables and a chart, in colour where a terminal has it."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from graphres.report.blocks import Block, Chart, Paragraph, Table
from graphres.report.formats.ascii import plain, plain_drawing
from graphres.report.formats.character_chart import MARKERS, draw, legend
from graphres.report.formats.fitting import GAP, fit, natural_width
from graphres.report.number_format import printable
from graphres.report.result import Result

_TONES = {"plain": "", "title": "bold", "quiet": "dim", "warning": "yellow"}
_COLOURS = ["cyan", "magenta", "green", "yellow", "blue", "red", "bright_cyan", "bright_magenta"]


def write_table(
    result: Result, out: TextIO, *, width: int = 100, colour: bool = False, ascii_only: bool = False
) -> None:
    """Write the blocks of a result, an empty line between them.

    Sentences are wrapped at ``width``; a row of a table never is, so that no name is cut. Where a
    table is too wide its spare columns are left out, and named. ``ascii_only`` spells our own
    signs in ASCII; names stay as they are.
    """
    blocks = [plain(block) if ascii_only else block for block in result.blocks(width)]
    pages = [_rendered(block, width, colour, ascii_only) for block in blocks]
    out.write("\n".join(pages))


def _rendered(block: Block, width: int, colour: bool, ascii_only: bool) -> str:
    if isinstance(block, Paragraph):
        return _printed(_paragraph(block, width), width, colour)
    if isinstance(block, Chart):
        return _printed(_chart(block, width, ascii_only), width, colour)
    title = [Text(block.title, "bold")] if block.title else []
    table, dropped = fit(block, width)
    text = _printed(
        [*title, _table(table), *_left_out(dropped, width)],
        max(width, natural_width(table)),
        colour,
    )
    if not block.remark:
        return text
    return f"{text}\n{_rendered(Paragraph(block.remark, 'quiet'), width, colour, ascii_only)}"


def _left_out(names: Sequence[str], width: int) -> list[Text]:
    """Say which columns there is no room for."""
    if not names:
        return []
    text = f"Too narrow for {', '.join(names)}; --format csv has all columns."
    return _paragraph(Paragraph(text, "quiet"), width)


def _paragraph(paragraph: Paragraph, width: int) -> list[Text]:
    """Break a text into rows of ``width``; a word that is longer is not cut."""
    first, *rest = map(printable, paragraph.text.split("\n"))
    tone = "quiet" if paragraph.tone == "title" else paragraph.tone
    toned = [(first, _TONES[paragraph.tone]), *((text, _TONES[tone]) for text in rest)]
    return [Text(row, style) for text, style in toned for row in _wrapped(text, width)]


def _wrapped(text: str, width: int) -> list[str]:
    indent = " " * (len(text) - len(text.lstrip()))
    return textwrap.wrap(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _printed(parts: Sequence[Text | RichTable], width: int, colour: bool) -> str:
    """Print the parts to text. The console is told everything, so that it looks nothing up."""
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
    rows = page.getvalue().splitlines()
    return "".join(f"{row.rstrip()}\n" for row in rows)


def _table(table: Table) -> RichTable:
    rich_table = RichTable(box=None, show_edge=False, padding=(0, GAP, 0, 0), header_style="dim")
    for i, name in enumerate(table.header):
        rich_table.add_column(
            Text(name), justify="left" if i in table.left else "right", no_wrap=True
        )
    for row in table.rows:
        rich_table.add_row(*(Text(printable(cell)) for cell in row))
    return rich_table


def _chart(chart: Chart, width: int, ascii_only: bool) -> list[Text]:
    """Draw a chart, each marker in the colour of its line; in ASCII markers could be letters."""
    rows = "\n".join(draw(chart, min(width, 100))), "\n".join(legend(chart, width))
    if ascii_only:
        return [Text(chart.title, "bold"), *(Text(plain_drawing(row)) for row in rows)]
    drawn, marks = (Text(row, no_wrap=True) for row in rows)
    for text in (drawn, marks):
        for marker, colour in zip(MARKERS, _COLOURS, strict=True):
            text.highlight_words([marker], colour)
        text.highlight_words(["·"], "dim")
    return [Text(chart.title, "bold"), drawn, marks]
