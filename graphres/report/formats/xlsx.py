"""A workbook: a sheet a table of the result, and one for the rest of its document."""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from graphres.errors import UnfinishedError
from graphres.report.result import Result, Rows, clean

if TYPE_CHECKING:
    import xlsxwriter


_MOST_ROWS = 1_048_576
#: A spreadsheet keeps 15 digits of a number; more are text.
_EXACT = 10**15
#: The same result gives the same bytes, so that no date of writing is kept.
_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
#: A cell holds 32,767 characters; nothing but a list in the manifest could be longer.
_LONGEST = 32_000

_OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}

Sheet = tuple[str, Sequence[str], Iterable[Sequence[Any]]]


def write_xlsx(result: Result, out: BinaryIO) -> None:
    """Write every table of a result; ids are text, and nothing in a cell is taken for a formula.

    Raises
    ------
    UnfinishedError
        For more rows than a sheet holds.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    try:
        with xlsxwriter.Workbook(out, _OPTIONS) as book:
            book.set_properties({"created": _MADE})
            bold = book.add_format({"bold": True})
            for sheet in _sheets(result):
                _write_sheet(book, sheet, bold)
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, bold: Any) -> None:
    name, header, rows = sheet
    made = book.add_worksheet(name)
    made.freeze_panes(1, 0)
    _write_row(made, 0, header, bold)
    for at, row in enumerate(rows, start=1):
        if at >= _MOST_ROWS:
            raise UnfinishedError(
                f"a sheet holds {_MOST_ROWS:,} rows, fewer than this result",
                do="write .csv or .parquet, or ask for fewer --points",
            )
        _write_row(made, at, row)


def _sheets(result: Result) -> Iterator[Sheet]:
    """Names, headers and rows; the main table first."""
    main = next((n for n, held in result.document.items() if held is result.rows), "result")
    yield _sheet_name(main), list(result.rows.names), result.rows
    rest: dict[str, Any] = {"schema": result.schema}
    for name, held in result.document.items():
        if held is result.rows:
            continue
        if isinstance(held, Rows):
            yield _sheet_name(name), list(held.names), held
        elif isinstance(held, list | tuple) and held and all(isinstance(r, Mapping) for r in held):
            columns = list(dict.fromkeys(key for row in held for key in row))
            yield _sheet_name(name), columns, [[row.get(c) for c in columns] for row in held]
        else:
            rest[name] = held
    yield "about", ["what", "is"], list(_flat(rest))


def _flat(value: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """What is neither table nor text, a row a fact."""
    for name, held in clean(value).items():
        if isinstance(held, Mapping):
            yield from _flat(held, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", held


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]


def _write_row(
    sheet: xlsxwriter.worksheet.Worksheet, at: int, row: Sequence[Any], look: Any = None
) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, bool):
            sheet.write_boolean(at, column, cell, look)
        elif isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) < _EXACT:
            sheet.write_number(at, column, cell, look)
        elif cell is not None and not (isinstance(cell, float) and math.isnan(cell)):
            sheet.write_string(at, column, _text(cell), look)


def _text(cell: Any) -> str:
    text = (
        cell if isinstance(cell, str) else json.dumps(clean(cell), ensure_ascii=False, default=str)
    )
    return text if len(text) < _LONGEST else text[:_LONGEST] + " …"
