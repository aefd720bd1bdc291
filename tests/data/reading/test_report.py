"""What is said about ids, and the report as JSON."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from graphres.data.reading.damaged_ids import find_suspicious_ids
from graphres.errors import InputError
from tests.data.reading.tables import HEADER, read


@pytest.mark.parametrize(
    ("ids", "what"),
    [
        (["1.0E+17", "1,5E+12", "ann"], "2 ids (numbers in scientific notation: 1.0E+17, 1,5E+12)"),
        (["123.0", "12"], "1 id (whole numbers with a decimal point: 123.0)"),
        (["1-Mar", "Mar-01", "2-mar-2020"], "3 ids (dates"),
        (["#REF!", "#N/A"], "2 ids (spreadsheet errors"),
        (["1067541214671570000", "1067541214671580000"], "rounded 2 ids to 15 digits"),
        (["al\u200bice", "alice"], r"invisible characters ('al\u200bice')"),
        (["jose\u0301", "jos\u00e9"], "Unicode form"),
        (["Ann", "ann", "ANN", "bob", "Bob"], "2 handles in several cases"),
        (["@ann", "ann", "@bob"], "1 handle with and without @, kept apart (@ann)"),
    ],
)
def test_suspicious_ids_are_named(ids: list[str], what: str) -> None:
    (warning,) = find_suspicious_ids(pa.array(ids))
    assert what in warning


@pytest.mark.parametrize(
    "ids",
    [
        ["ann", "bob"],
        ["@ann", "@bob"],
        ["1e5", "0x10", "inf", "5E", "12E+1"],
        ["1067541214671577093", "1067541214671577094", "1067541214671570000"],
        ["marina", "mar", "1-marathon"],
        [],
    ],
)
def test_ordinary_ids_are_not(ids: list[str]) -> None:
    assert find_suspicious_ids(pa.array(ids, type=pa.string())) == []


def test_counts_add_up_and_the_report_is_json() -> None:
    table = HEADER + b"a,b\na,b\nb,a\na,a\na,a\nc,c\n\nx\n" + HEADER + b"a,b\n"
    graph, report = read(table, on_bad_row="skip")
    assert (graph.n, graph.m) == (3, 2)
    assert (report.rows_read, report.repeated_rows, report.self_follows) == (8, 3, 2)
    assert (report.blank_lines, report.repeated_headers, report.bad_row_count) == (1, 1, 1)
    said = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert said["bad_rows"] == {"no followed": {"count": 1, "lines": [9]}}
    assert said["follower_column"] == "follower_id"


def test_a_tie_read_backwards_is_a_repeated_row() -> None:
    graph, report = read(HEADER + b"a,b\nb,a\nb,c\n", undirected=True)
    assert (graph.m, report.repeated_rows, graph.directed) == (2, 1, False)


@pytest.mark.parametrize(
    ("table", "options", "said"),
    [
        (HEADER, {}, "no row of follows"),
        (HEADER + b"\n\n,\n", {}, "no row of follows"),
        (HEADER + b"ann\nbob\n", {"on_bad_row": "skip"}, "all 2 rows are bad"),
        (HEADER + b"ann,bob\n", {"where": "follower_id == 'zoe'"}, "--where leaves out 1"),
        (b"follower,followed,t\na,b,2020-01-01\n", {"time": "t", "as_of": "2019"}, "--as-of"),
        (
            b"follower,followed,t\na,b,\n",
            {"time": "t", "as_of": "2019-01-01", "on_bad_row": "skip"},
            "no time",
        ),
        (
            b"follower,followed,p\na,b,7\n",
            {"probability": "p", "on_bad_row": "skip"},
            "no row is left",
        ),
    ],
)
def test_nothing_usable_is_refused(table: bytes, options: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(table, **options)


def test_accounts_without_follows_are_warned_of() -> None:
    graph, report = read(HEADER + b"ann,ann\n")
    assert (graph.n, graph.m) == (1, 0)
    assert "no follow is left" in report.warnings[-1]
