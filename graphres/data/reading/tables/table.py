"""One table, read with Arrow where that proves itself, else with Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from graphres.data.reading.streams.sources import Source
from graphres.data.reading.streams.text import Skipped, Text
from graphres.data.reading.tables.arrow_reader import CheckedStream, read_with_arrow
from graphres.data.reading.tables.layout import Layout, find_layout
from graphres.data.reading.tables.python_reader import read_with_python
from graphres.data.reading.tables.rows import ColumnSelection, TableRows

ColumnChooser = Callable[[Layout], ColumnSelection]


@dataclass(frozen=True)
class TableOptions:
    """How to read a table of text, where the user knows better than its head.

    Parameters
    ----------
    delimiter, encoding : str, optional
        A single character and a Python codec; found out if not given.
    header : bool, optional
        Whether there is a header; found out if not given.
    skip_bad : bool
        Count rows that can't be read, and go on.
    wanted_names : sequence of str
        Columns asked for by name, by which a header is known.
    follows : bool
        A table of follows, or one of accounts.
    """

    delimiter: str | None = None
    encoding: str | None = None
    header: bool | None = None
    skip_bad: bool = False
    wanted_names: Sequence[str] = ()
    follows: bool = True


def read_table(source: Source, options: TableOptions, choose: ColumnChooser) -> TableRows:
    """Read the columns that `choose` picks once the layout is known.

    Parameters
    ----------
    source : Source
        Of text.
    options : TableOptions
    choose : callable
        Layout -> Wanted.

    Returns
    -------
    TableRows

    Raises
    ------
    InputError
        For a table that can't be read, or its first bad row unless they are skipped.
    """
    layout = read_layout(source, options)
    wanted = choose(layout)

    open_stream = partial(open_checked_stream, source, options, layout, wanted)
    rows = read_with_arrow(open_stream, layout, wanted)
    return rows if rows is not None else _carefully(source, options, layout, wanted)


def open_checked_stream(
    source: Source, options: TableOptions, layout: Layout, wanted: ColumnSelection
) -> CheckedStream:
    """Open the text from the first data row, as the Arrow reader takes it."""
    text = Skipped(_text(source, options), layout.skip)
    return CheckedStream(text, layout.delimiter, drop_blank=layout.width > len(wanted.keys))


def reread_with_lines(source: Source, options: TableOptions, choose: ColumnChooser) -> TableRows:
    """Read the same rows again, now with the line of each."""
    layout = read_layout(source, options)
    return _carefully(source, options, layout, choose(layout))


def read_layout(source: Source, options: TableOptions) -> Layout:
    """How the table is laid out."""
    with _text(source, options) as text:
        return find_layout(
            text,
            source.name,
            delimiter=options.delimiter,
            header=options.header,
            wanted=options.wanted_names,
            follows=options.follows,
        )


def _carefully(
    source: Source, options: TableOptions, layout: Layout, wanted: ColumnSelection
) -> TableRows:
    with _text(source, options) as text:
        return read_with_python(
            text,
            layout,
            wanted,
            where=source.name,
            encoding=text.encoding,
            skip_bad=options.skip_bad,
        )


def _text(source: Source, options: TableOptions) -> Text:
    return Text(source.open(), options.encoding)
