"""Rows kept by --where and --as-of, and the order in which what is left was seen."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from graphres.errors import ExpressionError, GraphresError, InputError, UsageError
from tests.data.reading.tables import follows, pairs, read

TABLE = (
    b"follower,followed,w,at,lang\n"
    b"a,b,1,2020-01-01,de\n"
    b"b,c,2,2020-01-02T05:00:00Z,en\n"
    b"c,a,5,2020-01-03 00:00,de\n"
)
AB, BC, CA = ("a", "b"), ("b", "c"), ("c", "a")


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ("w >= 2", {BC, CA}),
        ("lang == 'de'", {AB, CA}),
        ("at < '2020-01-03'", {AB, BC}),
        ("follower != 'a' and w < 5", {BC}),
        ("w in (1, 5)", {AB, CA}),
        ("1 == 1", {AB, BC, CA}),
    ],
)
def test_rows_are_kept_by_their_columns(where: str, kept: set[tuple[str, str]]) -> None:
    graph, report = read(TABLE, where=where)
    assert follows(graph) == kept
    assert report.rows_where_dropped == 3 - len(kept)
    assert report.rows_read == 3


def test_rows_left_out_do_not_count_as_seen() -> None:
    assert read(TABLE, where="w >= 2")[0].ids.to_pylist() == ["b", "c", "a"]


def test_accounts_are_kept_by_theirs(tmp_path: Path) -> None:
    accounts = tmp_path / "a.csv"
    accounts.write_bytes(b"id,party\nz,D\nb,D\na,R\nc,D\n")
    graph, report = read(TABLE, accounts=accounts, where="party == 'D'")
    assert graph.ids.to_pylist() == ["b", "c", "z"]
    assert follows(graph) == {BC}
    assert report.rows_where_dropped == 2
    assert read(b"0 1\n1 2\n", accounts=accounts, where="party == 'D'")[0].n == 3
    assert read(TABLE, accounts=accounts, where="id != 'b'")[0].n == 3
    for where, what in [
        ("party == 'D' and w > 1", "in the table of accounts"),
        ("part == 'D'", "did you mean 'party'"),
    ]:
        with pytest.raises(GraphresError, match=what):
            read(TABLE, accounts=accounts, where=where)
    accounts.write_bytes(b"id,w\na,1\n")
    with pytest.raises(ExpressionError, match="stands in both tables"):
        read(TABLE, accounts=accounts, where="w > 1")


def test_text_among_numbers_has_a_line() -> None:
    with pytest.raises(ExpressionError, match=r"stream:4: .* holds 'x'"):
        read(TABLE.replace(b"c,a,5", b"c,a,x"), where="w >= 2")


def test_an_unknown_column_is_an_input_error() -> None:
    with pytest.raises(InputError, match="did you mean 'lang'"):
        read(TABLE, where="lng == 'de'")


@pytest.mark.parametrize(
    ("as_of", "kept"),
    [
        ("2020-01-02", {AB, BC}),
        ("2020-01-02T04:59:59Z", {AB}),
        ("2020-01-02T07:00:00+02:00", {AB, BC}),
        (datetime.date(2020, 1, 3), {AB, BC, CA}),
        ("1577836800", {AB}),
    ],
)
def test_a_date_includes_its_day(as_of: Any, kept: set[tuple[str, str]]) -> None:
    graph, report = read(TABLE, time="at", as_of=as_of)
    assert follows(graph) == kept
    assert report.rows_after_as_of == 3 - len(kept)


def test_unix_times() -> None:
    table = b"src dst time\n1 2 1082040961\n2 3 1182040961\n"
    assert pairs(table, time="time", as_of="2004-12-31") == {("1", "2")}
    thousandths = table.replace(b"61\n", b"61000\n")
    graph, report = read(thousandths, time="time", as_of="2004-12-31")
    assert graph.m == 1
    assert "milliseconds" in report.notes[-1]


def test_rows_without_a_time() -> None:
    table = TABLE.replace(b"2020-01-03 00:00", b"")
    with pytest.raises(InputError, match="stream:4: no time"):
        read(table, time="at", as_of="2020-01-02")
    _, report = read(table, time="at", as_of="2020-01-02", on_bad_row="skip")
    assert report.bad_rows["no time in column 'at'"].lines == [4]
    with pytest.raises(InputError, match="stream:3: 'soon' in column 'at' is no time"):
        read(TABLE.replace(b"2020-01-02T05:00:00Z", b"soon"), time="at", as_of="2020-01-02")


def test_dates_and_times_go_together() -> None:
    with pytest.raises(UsageError, match="--time COL"):
        read(TABLE, as_of="2020-01-02")
    with pytest.raises(UsageError, match="is no date"):
        read(TABLE, time="at", as_of="2020-13-02")
