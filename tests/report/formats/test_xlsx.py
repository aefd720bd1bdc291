"""Results as workbooks, read back by another library than the one that writes them."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from graphres.engine.locking import release_all
from graphres.errors import UnfinishedError
from graphres.report import output
from graphres.report.formats.xlsx import write_xlsx
from graphres.report.output import Destination
from graphres.report.result import Result, Rows
from graphres.report.writers import write
from tests.report.results import HOSTILE, result


def sheets(written: Result) -> dict[str, list[list[object]]]:
    out = io.BytesIO()
    write_xlsx(written, out)
    book = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue()))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_names_are_text_and_figures_numbers() -> None:
    found = sheets(result())
    assert list(found) == ["rows", "about"]
    header, *rows = found["rows"]
    assert header == ["account", "value", "none"]
    assert [row[0] for row in rows] == HOSTILE
    assert rows[3][1] == pytest.approx(0.1 * 3, rel=1e-15)
    assert {row[2] for row in rows} == {""}
    assert found["about"][1] == ["schema", "graphres.test/1"]


def test_ids_of_digits_stay_text_and_every_table_has_a_sheet() -> None:
    ids = ["0012", "12345678901234567890", "1e5"]
    rows = Rows.of(["account", "followers"], [(name, 10**16) for name in ids])
    document = {"manifest": {"inputs": [{"sha256": "a"}]}, "ranking": rows, "more": [{"x": 1}]}
    found = sheets(Result("graphres.rank/1", document, rows, lambda width: []))
    assert [row[0] for row in found["ranking"][1:]] == ids
    assert found["ranking"][1][1] == "10000000000000000", "a number would lose digits"
    assert found["more"] == [["x"], [1.0]]
    assert ["manifest.inputs", '[{"sha256": "a"}]'] in found["about"]


def test_the_same_result_gives_the_same_bytes(tmp_path: Path) -> None:
    digests = set()
    for name in ("a.xlsx", "b.xlsx"):
        place = Destination.choose(str(tmp_path / name), None, False)
        place.check()
        write(result(), place)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1
    release_all()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def test_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphres.report.formats.xlsx._MOST_ROWS", 5)
    with pytest.raises(UnfinishedError, match="a sheet holds 5 rows"):
        sheets(result())


def test_without_the_extra_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "find_spec", lambda name: None)
    place = Destination.choose(str(tmp_path / "a.xlsx"), None, False)
    with pytest.raises(UnfinishedError, match="; pip install python-calamine XlsxWriter$"):
        place.check()
