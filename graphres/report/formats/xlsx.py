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
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
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
            book.set_properties({"created": _CREATED})
            bold = book.add_format({"bold": True})
            for sheet in _sheets(result):
                _write_sheet(book, sheet, bold)
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, bold: Any) -> None:
    name, header, rows = sheet
    worksheet = book.add_worksheet(name)
    worksheet.freeze_panes(1, 0)
    _write_row(worksheet, 0, header, bold)
    for at, row in enumerate(rows, start=1):
        if at >= _MOST_ROWS:
            raise UnfinishedError(
                f"a sheet holds {_MOST_ROWS:,} rows, fewer than this result",
                do="write .csv or .parquet, or ask for fewer --points",
            )
        _write_row(worksheet, at, row)


def _sheets(result: Result) -> Iterator[Sheet]:
    """Yield names, headers and rows; the main table first."""
    main = next((n for n, value in result.document.items() if value is result.rows), "result")
    yield _sheet_name(main), list(result.rows.names), result.rows
    rest: dict[str, Any] = {"schema": result.schema}
    for name, value in result.document.items():
        if value is result.rows:
            continue
        if isinstance(value, Rows):
            yield _sheet_name(name), list(value.names), value
        elif _is_table(value):
            columns = list(dict.fromkeys(key for row in value for key in row))
            yield _sheet_name(name), columns, [[row.get(c) for c in columns] for row in value]
        else:
            rest[name] = value
    yield "about", ["what", "is"], list(_flatten(rest))


def _is_table(value: Any) -> bool:
    is_list = isinstance(value, list | tuple) and bool(value)
    return is_list and all(isinstance(row, Mapping) for row in value)


def _flatten(fields: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what is neither table nor text, a row a fact."""
    for name, value in clean(fields).items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


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
