"""A sheet of an .xlsx workbook as a table, through python-calamine."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import Any, BinaryIO, cast

from graphres.data.reading.formats.derived import Cells, Derived, write_out
from graphres.data.reading.streams.sources import Source
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.rows import ColumnSelection
from graphres.data.reading.tables.table import TableOptions
from graphres.errors import InputError, UnfinishedError

#: A spreadsheet keeps 15 digits of a number; the rest it replaces by zeros.
_TRUSTED = 10**15


def write_workbook_table(source: Source, options: TableOptions) -> Derived:
    """Write a sheet out as a table.

    Raises
    ------
    InputError
        For a damaged workbook, no sheet of the name that is asked for, or several to choose from.
    UnfinishedError
        If python-calamine is not installed.
    """
    cells = Cells(named=False)
    sheet, rows = _sheet(source)
    numbers = _Numbers(source.name)
    for number, row in zip(count(1), rows, strict=False):
        cells.add_row(number, [_text(cell) for cell in row])
        numbers.look_at(row)
    return write_out(
        source.name,
        cells,
        options,
        header=None,
        place=lambda number: f"{source.name}, row {number}",
        notes=(f"read from sheet {sheet!r}",),
        check=numbers.check,
    )


class _Numbers:
    """What the columns of a sheet hold beside text, which may be no ids."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._damaged: Counter[int] = Counter()
        self._no_ids: dict[int, str] = {}

    def look_at(self, row: Sequence[Any]) -> None:
        """Remember the cells of a row that can't be trusted."""
        for at, cell in enumerate(row):
            if isinstance(cell, bool):
                self._no_ids[at] = "true and false"
            elif isinstance(cell, int | float):
                if math.isfinite(cell) and abs(cell) >= _TRUSTED:
                    self._damaged[at] += 1
                elif not math.isfinite(cell) or cell != int(cell):
                    self._no_ids[at] = "numbers with fractions"

    def check(self, layout: Layout, wanted: ColumnSelection) -> list[str]:
        """Refuse ends that hold no ids; warn of those that a spreadsheet may have damaged."""
        for at in wanted.keys:
            if at in self._no_ids:
                raise InputError(
                    f"column {_name(layout, at)!r} holds {self._no_ids[at]}: no ids",
                    where=self._where,
                    do="name the columns of ids: --follower COL --followed COL",
                )
        damaged = [at for at in wanted.keys if at in self._damaged]
        return [_damage(_name(layout, at), self._damaged[at]) for at in damaged]


def _name(layout: Layout, at: int) -> str:
    return layout.header[at] if layout.header else str(at + 1)


def _damage(name: str, cells: int) -> str:
    noun = "id" if cells == 1 else "ids"
    return (
        f"column {name!r}: {cells:,} {noun} stored as numbers of more than 15 digits, which a"
        " spreadsheet damages; store ids as text and export them again"
    )


def _sheet(source: Source) -> tuple[str, Sequence[Sequence[Any]]]:
    """Return the sheet that the source names, else the only one that is not empty."""
    try:
        import python_calamine
    except ImportError as error:
        raise UnfinishedError(
            "reading .xlsx needs python-calamine, which is not installed",
            where=source.name,
            do="pip install python-calamine XlsxWriter",
        ) from error
    try:
        with source.open() as stream:
            book = python_calamine.CalamineWorkbook.from_filelike(cast(BinaryIO, stream))
            return _choose(source, book)
    except python_calamine.CalamineError as error:
        raise InputError(
            f"this workbook can't be read ({str(error).splitlines()[0]})",
            where=source.name,
            do="save it again, or as CSV",
        ) from error


def _choose(source: Source, book: Any) -> tuple[str, Sequence[Sequence[Any]]]:
    names: list[str] = book.sheet_names
    file = source.name.removesuffix(f"::{source.member}")
    if source.member is not None:
        if source.member not in names:
            raise InputError(
                f"no sheet {source.member!r}", where=file, do=f"there are: {', '.join(names)}"
            )
        names = [source.member]
    filled = {name: rows for name in names if (rows := _rows(book, name))}
    if not filled:
        raise InputError("no sheet with anything in it", where=source.name, do="give a table")
    if len(filled) > 1:
        choices = " or ".join(f"{file}::{name}" for name in list(filled)[:5])
        raise InputError(f"{len(filled)} sheets", where=file, do=f"say which: {choices}")
    return next(iter(filled.items()))


def _rows(book: Any, name: str) -> list[list[Any]]:
    """All rows of a sheet from its first, so that they are numbered as a spreadsheet shows them."""
    from python_calamine import WorksheetNotFound

    try:
        rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except WorksheetNotFound:  # a chart alone
        return []
    return rows if any(cell != "" for row in rows for cell in row) else []


def _text(cell: Any) -> str:
    """Return a cell as text: whole numbers in decimal, days and times as ISO 8601."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat().removesuffix("T00:00:00")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)
