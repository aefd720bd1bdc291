"""One table, whichever reader it takes: the fast one if it proves itself, else the careful one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from graphres.data.reading.streams.sources import Source
from graphres.data.reading.streams.text import Skipped, Text
from graphres.data.reading.tables.arrow_reader import read_fast
from graphres.data.reading.tables.checked_stream import Watched
from graphres.data.reading.tables.layout import Layout, find_layout
from graphres.data.reading.tables.python_reader import read_carefully
from graphres.data.reading.tables.rows import Rows, Wanted

Choose = Callable[[Layout], Wanted]


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


def read_table(source: Source, options: TableOptions, choose: Choose) -> Rows:
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
    Rows

    Raises
    ------
    InputError
        For a table that can't be read, or its first bad row unless they are skipped.
    """
    layout = layout_of(source, options)
    wanted = choose(layout)

    rows = read_fast(partial(open_watched, source, options, layout, wanted), layout, wanted)
    return rows if rows is not None else _carefully(source, options, layout, wanted)


def open_watched(source: Source, options: TableOptions, layout: Layout, wanted: Wanted) -> Watched:
    """The text from the first data row, as the fast reader takes it."""
    text = Skipped(_text(source, options), layout.skip)
    return Watched(text, layout.delimiter, drop_blank=layout.width > len(wanted.keys))


def reread_with_lines(source: Source, options: TableOptions, choose: Choose) -> Rows:
    """The same rows again, now with the line each stands on."""
    layout = layout_of(source, options)
    return _carefully(source, options, layout, choose(layout))


def layout_of(source: Source, options: TableOptions) -> Layout:
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


def _carefully(source: Source, options: TableOptions, layout: Layout, wanted: Wanted) -> Rows:
    with _text(source, options) as text:
        return read_carefully(
            text,
            layout,
            wanted,
            where=source.name,
            encoding=text.encoding,
            skip_bad=options.skip_bad,
        )


def _text(source: Source, options: TableOptions) -> Text:
    return Text(source.open(), options.encoding)
