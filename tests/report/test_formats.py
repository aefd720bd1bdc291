import csv
import io
import json
import re

import pyarrow.parquet as pq
import pytest
from rich.cells import cell_len

from graphres.report.formats.csv import write_csv
from graphres.report.formats.json import write_json, write_jsonl
from graphres.report.formats.markdown import write_markdown
from graphres.report.formats.parquet import write_parquet
from graphres.report.formats.terminal import write_table
from graphres.report.output import FORMATS, SUFFIXES
from graphres.report.result import Result, Rows, clean
from graphres.report.writers import WRITERS
from tests.report.results import HOSTILE, result


def text_of(writer, *arguments, **options) -> str:
    out = io.StringIO()
    writer(result(), *arguments, out, **options)
    return out.getvalue()


def test_every_format_has_a_writer():
    assert {*FORMATS, *SUFFIXES.values()} == set(WRITERS)


def test_csv_keeps_names_and_floats_exactly():
    rows = list(csv.reader(io.StringIO(text_of(write_csv), newline="")))
    assert rows[0] == ["account", "value", "none"]
    assert [row[0] for row in rows[1:]] == HOSTILE
    assert rows[4][1] == repr(0.1 * 3)
    assert {row[2] for row in rows[1:]} == {""}


def test_json_is_one_document_without_nan():
    found = json.loads(text_of(write_json), parse_constant=lambda word: pytest.fail(word))
    assert found["schema"] == "graphres.test/1"
    assert found["manifest"] == {"n": None}
    assert [row["account"] for row in found["rows"]] == HOSTILE
    assert found["rows"][3] == {"account": HOSTILE[3], "value": 0.1 * 3, "none": None}


def test_json_without_rows_is_still_json():
    empty = Result(
        "graphres.test/1", {"rows": Rows.of(["a"], [])}, Rows.of(["a"], []), lambda w: []
    )
    out = io.StringIO()
    write_json(empty, out)
    assert json.loads(out.getvalue())["rows"] == []


def test_jsonl_is_an_object_a_line():
    lines = text_of(write_jsonl).splitlines()
    assert [json.loads(line)["account"] for line in lines] == HOSTILE


@pytest.mark.parametrize("writer", [write_json, write_jsonl])
def test_rows_in_blocks_are_what_json_writes_of_each(writer):
    columns = {
        'per "100 %s"': ["a", 'q"\\\n', "ü%d\u2028", "\ud800"],
        "whole": [1, -(2**70), 0, 3],
        "float": [0.1 * 3, float("nan"), 1e300, -0.0],
        "mixed": [True, None, 2, 2.5],
        "nested": [[1, float("inf")], {"a": None}, "x", ()],
        "truth": [True, False, True, False],
    }
    rows = Rows(list(columns), lambda: [list(columns.values())] * 2)
    out = io.StringIO()
    writer(Result("s", {"rows": rows}, rows, lambda width: []), out)
    lines = [
        json.dumps(clean(dict(zip(columns, row, strict=True))), ensure_ascii=False)
        for row in [*zip(*columns.values(), strict=True)] * 2
    ]
    assert [line.rstrip(",") for line in out.getvalue().split("\n") if "100" in line] == lines


def test_parquet_holds_rows_and_the_rest_as_metadata():
    out = io.BytesIO()
    write_parquet(result(), out)
    table = pq.read_table(io.BytesIO(out.getvalue()))
    assert table["account"].to_pylist() == HOSTILE
    assert table["none"].null_count == len(HOSTILE)
    metadata = table.schema.metadata
    assert json.loads(metadata[b"graphres.manifest"]) == {"n": None}
    assert json.loads(metadata[b"graphres.schema"]) == "graphres.test/1"
    assert b"graphres.rows" not in metadata


def test_parquet_joins_batches_of_which_one_knows_nothing():
    rows = Rows(["a"], lambda: [[[float("nan")]], [[0.5]]])
    out = io.BytesIO()
    write_parquet(Result("s", {}, rows, lambda width: []), out)
    assert pq.read_table(io.BytesIO(out.getvalue()))["a"].to_pylist() == [None, 0.5]


def test_a_page_cuts_no_name_and_obeys_none():
    page = text_of(write_table, width=80)
    assert "x" * 150 in page
    assert "[red]|*" in page
    assert "two\\nlines" in page
    assert "\\x1b[2J" in page
    assert "\x1b" not in page
    table = page.split("accounts\n")[1].split("\n\n")[0].splitlines()
    assert len(table) == 1 + len(HOSTILE)


@pytest.mark.parametrize("width", [80, 100])
def test_a_page_fits_its_width(width):
    narrow = io.StringIO()
    write_table(result(["ann", "bob"]), narrow, width=width)
    lines = narrow.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_colour_is_only_added():
    plain, coloured = text_of(write_table, width=80), text_of(write_table, width=80, colour=True)
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


def test_a_page_looks_nothing_up_in_the_environment(monkeypatch):
    plain = text_of(write_table, width=80)
    for name, value in [("FORCE_COLOR", "1"), ("TTY_COMPATIBLE", "1"), ("COLUMNS", "40")]:
        monkeypatch.setenv(name, value)
    assert text_of(write_table, width=80) == plain


def test_markdown_shows_names_as_they_are():
    text = text_of(write_markdown)
    assert text.startswith("**what was read**  \nand dropped\n")
    assert "| \\[red\\]\\|\\* | 0.4 |" in text
    assert "```text\n" in text
    assert "\x1b" not in text
