"""Sheets of .xlsx: ids as text, exactly; what a spreadsheet may have damaged is told."""

from __future__ import annotations

import datetime
import gzip
import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from graphres.data.reading import read_follows
from graphres.errors import InputError, UnfinishedError
from tests.data.reading.tables import follows, pairs, read

HEADER = ["follower", "followed", "since"]
AB = ("ann", "bob")


def book(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_numbers": False}) as made:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    look = day if isinstance(cell, datetime.date) else None
                    sheet.write(at, column, cell, look)
    return out.getvalue()


def test_ids_are_text_and_days_are_days() -> None:
    early, late = datetime.date(2024, 1, 2), datetime.date(2024, 2, 3)
    raw = book({"F": [HEADER, ["0012", 7, early], ["a,b", 123456789012345, late]]})
    graph, report = read(raw)
    assert follows(graph) == {("0012", "7"), ("a,b", "123456789012345")}
    assert (report.format, report.warnings) == ("xlsx", [])
    assert "read from sheet 'F'" in report.notes
    assert pairs(raw, time="since", as_of="2024-01-31") == {("0012", "7")}
    assert pairs(gzip.compress(raw)) == follows(graph)


def test_numbers_of_more_than_15_digits_are_warned_of() -> None:
    _, report = read(book({"F": [HEADER, [1234567890123456789, "bob"], [5, "bob"]]}))
    assert "column 'follower': 1 id stored as numbers of more than 15 digits" in report.warnings[0]


def test_a_row_is_numbered_as_a_spreadsheet_does() -> None:
    raw = book({"F": [["All follows"], [], HEADER, ["ann", "bob"], ["cem", None]]})
    with pytest.raises(InputError, match="stream, row 5: no followed"):
        read(raw)
    graph, report = read(raw, on_bad_row="skip")
    assert follows(graph) == {AB}
    assert report.bad_rows["no followed"].lines == [5]


def test_the_sheet_is_chosen_or_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(book({"One": [HEADER, ["ann", "bob"]], "None": [], "Two": [HEADER, [1, 2]]}))
    with pytest.raises(InputError, match=r"2 sheets; say which: .*f\.xlsx::One or .*::Two"):
        read_follows(path)
    assert follows(read_follows(f"{path}::One")[0]) == {AB}
    with pytest.raises(InputError, match=r"no sheet 'Three'; there are: One, None, Two"):
        read_follows(f"{path}::Three")
    path.write_bytes(book({"None": [], "One": [HEADER, ["ann", "bob"]]}))
    assert follows(read_follows(path)[0]) == {AB}


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([], "no sheet with anything in it"),
        ([HEADER, [1.5, 2]], "numbers with fractions: no ids"),
        ([HEADER, [True, 2]], "true and false: no ids"),
    ],
)
def test_sheets_without_ids_are_refused(rows: Sequence[Sequence[Any]], what: str) -> None:
    with pytest.raises(InputError, match=what):
        read(book({"F": rows}))


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(UnfinishedError, match="; pip install python-calamine XlsxWriter$"):
        read(book({"F": [HEADER, ["ann", "bob"]]}))


def test_accounts_may_be_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "accounts.xlsx"
    path.write_bytes(book({"A": [["id", "age"], ["ann", 30], ["bob", 20]]}))
    graph, _ = read(b"follower,followed\nann,bob\n", accounts=path)
    assert graph.attributes is not None
    assert graph.attributes["age"].tolist() == [30, 20]
