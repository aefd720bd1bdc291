"""The Arrow reader against the Python reader, and the numbering against its obvious twin."""

from __future__ import annotations

import csv
import io

import numpy as np
import pyarrow.csv
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphres.data.reading import read_follows
from graphres.data.reading.streams.sources import open_source
from graphres.data.reading.streams.text import Skipped, Text, strip
from graphres.data.reading.tables.arrow_reader import CheckedStream, read_with_arrow
from graphres.data.reading.tables.encode import number_accounts
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.python_reader import read_with_python
from graphres.data.reading.tables.rows import ColumnSelection, TableRows
from graphres.data.reading.tables.table import TableOptions, read_layout
from graphres.errors import GraphresError, InputError
from tests.data.reading.tables import HEADER, pairs, read

HOSTILE = [b"a", b"b", b"7", b"07", b"-1", b"12", b",", b",", b",", b'"', b'"', b" ", b"\t", b"\n"]
HOSTILE += [b"\n", b"\r\n", b"\r", b"\x00", b"\xff", b"\xc3\xa9", b"\xc2\xa0", b"\x1a", b"#", b";"]
HOSTILE += [
    b"follower_id,followee_id\n",
    b"a,b\n",
    b"a,b\n",
    b"1,2\n",
    b'"a","b"\n',
    b"\xef\xbb\xbf",
]
text = st.lists(st.sampled_from(HOSTILE), max_size=30).map(b"".join).filter(bool)


def both(
    table: bytes, delimiter: str | None = None
) -> tuple[TableRows | None, TableRows, int] | None:
    """The same table through either reader; None if it has no layout at all."""
    with open_source(io.BytesIO(table)) as source:
        try:
            layout = read_layout(source, TableOptions(delimiter=delimiter))
        except InputError:
            return None
        extras = tuple(range(2, layout.columns))
        wanted = ColumnSelection((0, 1), ("follower", "followed"), extras)

        def watched() -> CheckedStream:
            skipped = Skipped(Text(source.open()), layout.skip)
            return CheckedStream(skipped, layout.delimiter, drop_blank=layout.width > 2)

        fast = read_with_arrow(watched, layout, wanted)
        with Text(source.open()) as stream:
            careful = read_with_python(
                stream, layout, wanted, where="t", encoding="utf-8", skip_bad=True
            )
    return fast, careful, layout.width


def names(rows: TableRows) -> list[list[str]]:
    return [key.text().take(key.codes.astype(np.int64)).to_pylist() for key in rows.keys]


def trimmed(rows: TableRows) -> dict[int, list[str]]:
    return {at: [strip(c) for c in column.to_pylist()] for at, column in rows.extras.items()}


@settings(max_examples=400)
@given(text, st.sampled_from([None, ",", " ", ";", "\t"]))
@example(b"a,b\n\n\nb,c\n", None)
@example(b'"a","b"\n"b","c"\n', None)
@example(b"1,2\n2,3\n", None)
@example(b"1 2 \n 2  3\n", " ")
@example(b"a,b,7\n\na,b,\n", None)
@example(b"a a\n ", None)
@example(b'"x\ny",b\nc,d\re,f\n', None)
def test_what_the_fast_reader_believes_the_careful_one_reads_too(
    table: bytes, delimiter: str | None
) -> None:
    found = both(table, delimiter)
    if found is None or found[0] is None:
        return
    fast, careful, _ = found
    assert names(fast) == names(careful)
    assert trimmed(fast) == trimmed(careful)
    assert not careful.bad
    assert not careful.spanning.count
    assert fast.blank_lines == careful.blank_lines
    assert fast.repeated_headers == careful.repeated_headers


@pytest.mark.parametrize(
    "table",
    [
        HEADER + b"a,b\nb,c\n",
        HEADER + b"a,b\r\nb,c",
        HEADER + b"1,2\n2,3\n",
        HEADER + b'"a","b"\n"b","c"\n',
        HEADER + b"a,b\n\n,\n  \nb,c\n\n",
        HEADER + b"a,b\n" + HEADER + b"b,c\n",
        b"a b\nb c \n c  d\n",
        b"follower,followed,weight\na,b,1\n\nb,c,2\n\n",
    ],
)
def test_ordinary_tables_take_the_fast_reader(table: bytes) -> None:
    found = both(table)
    assert found is not None
    assert found[0] is not None


ids = st.text(st.characters(codec="utf-8", exclude_characters="\x00\x1a"), min_size=1, max_size=6)
clean = ids.map(strip).filter(bool)


@given(st.lists(st.tuples(clean, clean), min_size=1, max_size=12), st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_is_read_back(rows: list[tuple[str, str]], sign: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(["follower", "followed"])
    writer.writerows(rows)
    expected = {(u, v) for u, v in rows if u != v and (u, v) != ("follower", "followed")}
    assert pairs(out.getvalue().encode(), delimiter=sign) == expected


@given(st.lists(st.tuples(st.integers(-5, 40), st.integers(0, 10**18)), min_size=1, max_size=20))
def test_whole_numbers_and_text_give_one_graph(rows: list[tuple[int, int]]) -> None:
    plain = b"".join(b"%d,%d\n" % row for row in rows)
    quoted = b"".join(b'"%d","%d"\n' % row for row in rows)
    numbers, words = read(HEADER + plain), read(HEADER + quoted)
    assert numbers[0].ids.to_pylist() == words[0].ids.to_pylist()
    assert numbers[0].following.targets.tolist() == words[0].following.targets.tolist()
    assert numbers[1].warnings == words[1].warnings


@pytest.mark.parametrize("odd", [b"007,8", b"8,+7", b"-0,8", b" 7,8", b'"7",8', b"7,8 ", b"7.0,8"])
def test_an_oddly_written_number_below_the_head_is_no_number(odd: bytes) -> None:
    plain = b"".join(b"%d,%d\n" % (i, i + 1) for i in range(300))
    graph, _ = read(HEADER + plain + odd + b"\n")
    cells = [strip(cell.strip(b'"').decode()) for cell in odd.split(b",")]
    assert graph.ids.to_pylist() == list(dict.fromkeys([*map(str, range(301)), *cells]))


codes = st.integers(0, 9)


@given(st.lists(st.tuples(codes, codes), max_size=20))
def test_numbering_is_by_first_appearance_cell_by_cell(rows: list[tuple[int, int]]) -> None:
    first, second = (np.array([row[i] for row in rows], dtype=np.int32) for i in (0, 1))
    found = number_accounts(first.copy(), second.copy(), 10)
    seen = list(dict.fromkeys(code for row in rows for code in row))
    assert found.order.tolist() == seen
    assert [found.order[n] for n in found.first] == first.tolist()
    assert [found.order[n] for n in found.second] == second.tolist()


@given(st.lists(st.tuples(clean, clean), min_size=1, max_size=12), st.booleans())
def test_accounts_are_numbered_in_the_order_of_the_file(
    rows: list[tuple[str, str]], followed_first: bool
) -> None:
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL)
    writer.writerow(["followed", "follower"] if followed_first else ["follower", "followed"])
    writer.writerows(row for row in rows if set(row) != {"follower", "followed"})
    graph, _ = read(table.getvalue().encode())
    kept = [row for row in rows if set(row) != {"follower", "followed"}]
    assert graph.ids.to_pylist() == list(dict.fromkeys(name for row in kept for name in row))


def test_a_layout_is_not_changed_by_reading() -> None:
    with open_source(io.BytesIO(HEADER + b"a,b\n")) as source:
        assert read_layout(source, TableOptions()) == read_layout(source, TableOptions())
        assert isinstance(read_layout(source, TableOptions()), Layout)


@settings(max_examples=300)
@given(text, st.sampled_from(["error", "skip"]), st.booleans(), st.sampled_from([None, ",", " "]))
def test_any_bytes_give_a_graph_or_one_clear_line(
    table: bytes, on_bad_row: str, undirected: bool, delimiter: str | None
) -> None:
    said = ""
    try:
        graph, report = read(
            table, on_bad_row=on_bad_row, undirected=undirected, delimiter=delimiter
        )
    except GraphresError as error:
        said = str(error)
    if said:
        assert "\n" not in said
        return
    assert report.follows_kept == graph.m
    good = report.rows_read - report.bad_row_count
    assert good == report.follows_kept + report.repeated_rows + report.self_follows


@pytest.mark.parametrize("rows", ["", "\n", "\n\r\n\n"])
@pytest.mark.parametrize("header", ["follower,followed\n", "follower,followed,since\n"])
def test_arrow_is_not_asked_for_nothing(tmp_path, monkeypatch, header, rows):
    """It would leave a thread reading, which aborts a process that ends at once."""
    path = tmp_path / "empty.csv"
    path.write_text(header + rows, encoding="utf-8", newline="")

    def asked(text, *options):
        assert not text.is_empty(1 << 22)
        return read_csv(text, *options)

    read_csv = pyarrow.csv.read_csv
    monkeypatch.setattr("pyarrow.csv.read_csv", asked)
    with pytest.raises(InputError, match="no row of follows"):
        read_follows(path)


def test_what_was_looked_at_is_read_once():
    text = CheckedStream(io.BytesIO(b"a,b\nc,d\n"), ",")
    assert not text.is_empty(1 << 20)
    assert not text.is_empty(1 << 20)
    assert text.read(3) == b"a,b"
    assert text.read(1 << 20) == b"\nc,d\n"
    assert (text.read(1 << 20), text.size, text.lines) == (b"", 8, 2)
