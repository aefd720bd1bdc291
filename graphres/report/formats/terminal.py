"""A page for people: tables and a chart, in colour where a terminal has it."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from graphres.report.blocks import Block, Chart, Line, Table
from graphres.report.formats.ascii import plain, plain_drawing
from graphres.report.formats.character_chart import MARKERS, draw, legend
from graphres.report.number_format import shown
from graphres.report.result import Result

#: Blanks between two columns.
_GAP = 2

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
    if isinstance(block, Line):
        return _printed(_paragraph(block, width), width, colour)
    if isinstance(block, Chart):
        return _printed(_chart(block, width, ascii_only), width, colour)
    title = [Text(block.title, "bold")] if block.title else []
    table, dropped = fitted(block, width)
    return _printed(
        [*title, _table(table), *_left_out(dropped, width)],
        max(width, natural_width(table)),
        colour,
    )


def fitted(table: Table, width: int) -> tuple[Table, list[str]]:
    """The table without as many of its spare columns as do not fit, and the names of those.

    Examples
    --------
    >>> table = Table("", ("account", "score", "loss"), [("ann", "12", "0.5")], spare=("score",))
    >>> fitted(table, 20)[1], fitted(table, 15)[1]
    ([], ['score'])
    """
    dropped: list[str] = []
    for name in table.spare:
        if natural_width(table) - _GAP <= width:
            break
        dropped.append(name)
        table = _without(table, name)
    return table, dropped


def _without(table: Table, name: str) -> Table:
    place = list(table.header).index(name)
    kept = [i for i in range(len(table.header)) if i != place]
    return replace(
        table,
        header=[table.header[i] for i in kept],
        rows=[[row[i] for i in kept] for row in table.rows],
        left=[kept.index(i) for i in table.left if i != place],
    )


def _left_out(names: Sequence[str], width: int) -> list[Text]:
    """What is said of columns that there is no room for."""
    if not names:
        return []
    said = f"Too narrow for {', '.join(names)}; --format csv has all columns."
    return _paragraph(Line(said, "quiet"), width)


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
    made = RichTable(box=None, show_edge=False, padding=(0, _GAP, 0, 0), header_style="dim")
    for i, name in enumerate(table.header):
        made.add_column(Text(name), justify="left" if i in table.left else "right", no_wrap=True)
    for row in table.rows:
        made.add_row(*(Text(shown(cell)) for cell in row))
    return made


def natural_width(table: Table) -> int:
    """Columns that the widest cells need side by side, the last gap included."""
    lines = [table.header, *table.rows]
    return sum(max(cell_len(shown(line[i])) + _GAP for line in lines) for i in range(len(lines[0])))


def _chart(chart: Chart, width: int, ascii_only: bool) -> list[Text]:
    """The drawing, each marker in the colour of its line; in ASCII markers could be letters."""
    rows = "\n".join(draw(chart, min(width, 100))), "\n".join(legend(chart, width))
    if ascii_only:
        return [Text(chart.title, "bold"), *(Text(plain_drawing(row)) for row in rows)]
    drawn, marks = (Text(row, no_wrap=True) for row in rows)
    for text in (drawn, marks):
        for marker, colour in zip(MARKERS, _COLOURS, strict=True):
            text.highlight_words([marker], colour)
        text.highlight_words(["·"], "dim")
    return [Text(chart.title, "bold"), drawn, marks]
