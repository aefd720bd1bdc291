"""A table that another format is written out as: CSV in UTF-8, and what its lines were before."""

from __future__ import annotations

import csv
import io
import tempfile
import weakref
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO, cast

from graphres.data.reading.streams.raw import Window
from graphres.data.reading.streams.sources import Source
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.rows import BadRows, ColumnSelection, TableRows
from graphres.data.reading.tables.table import ColumnChooser, TableOptions
from graphres.errors import InputError

_IN_MEMORY = 64 << 20


class TextSource(Source):
    """Text that is made, not found in a file: it has neither size nor digest of its own.

    Parameters
    ----------
    name : str
        What messages call the file it is made from.
    opened : callable
        Gives the text from its start, UTF-8.
    """

    def __init__(self, name: str, opened: Callable[[], io.RawIOBase]) -> None:
        self.name = name
        self._opened = opened

    def open(self) -> io.BufferedReader:
        """Open the text at its start."""
        return io.BufferedReader(self._opened(), 1 << 20)


@dataclass
class Derived:
    """A table as text.

    Parameters
    ----------
    source : Source
        The text.
    options : TableOptions
        How to read it.
    place : callable, optional
        A line of the text -> the place in the file, for messages; None where they are the same.
    label : callable, optional
        A line of the text -> what a list of lines calls it.
    notes, warnings : tuple of str
    check : callable, optional
        (layout, columns chosen) -> warnings; raises what can't be an id.
    """

    source: Source
    options: TableOptions
    place: Callable[[int], str] | None = None
    label: Callable[[int], int | str] | None = None
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    check: Callable[[Layout, ColumnSelection], list[str]] | None = None
    _check_warnings: list[str] = field(default_factory=list, init=False)

    def checked(self, choose: ColumnChooser) -> ColumnChooser:
        """Return a function that chooses columns and lets the format check the choice."""

        def wanted(layout: Layout) -> ColumnSelection:
            selection = choose(layout)
            self._check_warnings = [] if self.check is None else self.check(layout, selection)
            return selection

        return wanted

    def finish(self, rows: TableRows) -> TableRows:
        """Add the remarks, and call lines as the file does."""
        layout = rows.layout
        rows.layout = replace(
            layout,
            notes=(*self.notes, *layout.notes),
            warnings=(*self.warnings, *self._check_warnings, *layout.warnings),
        )
        if self.label is not None:
            rows.spanning = BadRows()  # cells of several lines are no fault of quotes here
            for bad in rows.bad.values():
                bad.lines = [self.label(cast(int, line_number)) for line_number in bad.lines]
        return rows


class Cells:
    """Rows on their way to text: columns appear as records name them.

    Parameters
    ----------
    named : bool
        Whether records name their cells; else they are written by position, without a header.
    """

    def __init__(self, *, named: bool) -> None:
        self.columns: dict[str, int] = {}
        #: The number in the file of each line of the text.
        self.numbers = array("q")
        self._named = named
        self._spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - a Source's
        self._closing = weakref.finalize(self, self._spool.close)
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text, quoting=csv.QUOTE_ALL, lineterminator="\n")

    def add(self, number: int, record: Mapping[str, str]) -> None:
        """Write a record; a column that is new goes last."""
        for name in record:
            self.columns.setdefault(name, len(self.columns))
        self.add_row(number, [record.get(name, "") for name in self.columns])

    def add_row(self, number: int, cells: Sequence[str]) -> None:
        """Write cells by position."""
        self._writer.writerow(cells)
        self.numbers.extend([number] * (1 + sum(cell.count("\n") for cell in cells)))
        if self._text.tell() > 1 << 20:
            self._flush()

    def _flush(self) -> None:
        self._spool.write(self._text.getvalue().encode("utf-8", "surrogatepass"))
        self._text.seek(0)
        self._text.truncate()

    def spool(self) -> BinaryIO:
        """Return the text, header first."""
        self._flush()
        body = cast(BinaryIO, self._spool)
        if not self._named:
            self._closing.detach()
            return body
        complete = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - a Source's
        head = io.StringIO(newline="")
        csv.writer(head, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(self.columns)
        complete.write(head.getvalue().encode("utf-8", "surrogatepass"))
        # A header of several lines would be none of the file's.
        self.numbers = array("q", [0] * head.getvalue().count("\n")) + self.numbers
        body.seek(0)
        while chunk := body.read(1 << 20):
            complete.write(chunk)
        return cast(BinaryIO, complete)


def write_out(
    name: str,
    cells: Cells,
    options: TableOptions,
    *,
    header: bool | None,
    place: Callable[[int], str],
    **about: object,
) -> Derived:
    """Cells as a table to be read.

    Parameters
    ----------
    name : str
        What messages call the file.
    cells : Cells
    options : TableOptions
        As for the file; delimiter and encoding are those of the text.
    header : bool, optional
        Whether there is one; None: the table's own affair.
    place : callable
        A number in the file -> the place, for messages.
    **about
        Further parameters of `Derived`.
    """
    spool = cells.spool()
    numbers = cells.numbers

    def file_number(line_number: int) -> int:
        return numbers[min(line_number, len(numbers)) - 1]

    if not len(numbers):
        raise InputError("no rows", where=name, do="give a table of follows")
    text_options = replace(
        options,
        delimiter=",",
        encoding="utf-8",
        header=header if options.header is None else options.header,
    )
    source = TextSource(name, lambda: Window(spool))
    weakref.finalize(source, spool.close)
    return Derived(
        source,
        text_options,
        place=lambda line_number: place(file_number(line_number)),
        label=file_number,
        **about,  # type: ignore[arg-type]
    )
