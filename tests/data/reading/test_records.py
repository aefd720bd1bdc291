"""Records: what the csv module agrees with, and what it would get wrong."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.data.reading.tables.records import BAD_QUOTES, UNCLOSED, lines_of, records
from graphres.errors import InputError

cells = st.text(st.sampled_from('ab ,;"\n\r\té'), max_size=5)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=6), st.sampled_from(",;|"))
def test_what_the_csv_module_quotes_is_unquoted(rows: list[list[str]], sign: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, quoting=csv.QUOTE_ALL).writerows(rows)
    lines = lines_of(io.BytesIO(out.getvalue().encode()), "t")
    assert [record.cells for record in records(lines, sign)] == rows


@given(st.binary(max_size=40).map(lambda b: b.replace(b"\x1a", b"\r").replace(b"x", b"\n")))
def test_lines_are_all_the_bytes_in_order(data: bytes) -> None:
    found = list(lines_of(io.BytesIO(data), "t"))
    assert b"".join(found) == data
    assert found == data.splitlines(keepends=True)


def test_a_carriage_return_at_the_end_of_a_block_waits_for_its_line_feed() -> None:
    data = b"x" * ((1 << 20) - 1) + b"\r\ny\n"
    assert [len(line) for line in lines_of(io.BytesIO(data), "t")] == [(1 << 20) + 1, 2]


def test_lines_have_an_end() -> None:
    with pytest.raises(InputError, match="more than 16 MB"):
        list(lines_of(io.BytesIO(b"x" * (18 << 20)), "t"))


def reasons(text: bytes, delimiter: str = ",") -> list[tuple[int, str]]:
    found = records(text.splitlines(keepends=True), delimiter)
    return [(record.line_number, record.reason or "|".join(record.cells)) for record in found]


def test_a_quote_that_is_never_closed_spoils_its_line_alone() -> None:
    assert reasons(b'"a,b\nc,d\n') == [(1, UNCLOSED), (2, "c|d")]
    assert reasons(b'"a,b\n"c",d\n') == [(1, UNCLOSED), (2, "c|d")]
    assert reasons(b'a,"b\nc,"d"\n') == [(1, UNCLOSED), (2, "c|d")]
    assert reasons(b'"a"x,b\nc,d\n') == [(1, BAD_QUOTES), (2, "c|d")]


def test_a_quote_is_looked_for_on_a_thousand_lines_at_most() -> None:
    near, far = b"x\n" * 900, b"x\n" * 1100
    assert len(reasons(b'"' + near + b'"\n')) == 1
    assert reasons(b'"' + far + b'"\n')[0] == (1, UNCLOSED)


def test_runs_of_blanks() -> None:
    text = b'  a \t b\n"c d"  e \n\t"f"\tg\n'
    assert reasons(text, " ") == [(1, "a|b"), (2, "c d|e"), (3, "f|g")]
