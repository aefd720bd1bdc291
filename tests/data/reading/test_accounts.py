"""The table of accounts: joined by id, typed, and what is said of partial exports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from graphres.data.reading import ReadReport, read_follows
from graphres.errors import GraphresError, InputError, UsageError
from graphres.graph import FollowGraph
from tests.data.reading.tables import follows, read

FOLLOWS = b"follower,followed\na,b\nb,c\nc,a\n"
ACCOUNTS = (
    b"id,lang,n,share,crawled,who,joined,verified\n"
    b"c,de,10,0.5,yes,P,2020-01-01,true\n"
    b"a,en,,1,no,P,2020-05-01T12:00:00Z,false\n"
    b"z,NA,7,2,1,,2021-01-01,\n"
    b"b,de,3,,t,,,true\n"
    b"b,xx,9,9,f,,,\n"
)


@pytest.fixture
def join(tmp_path: Path) -> Any:
    """Read follows with a table of accounts."""

    def joined(
        accounts: bytes = ACCOUNTS, table: bytes = FOLLOWS, **options: Any
    ) -> tuple[FollowGraph, ReadReport]:
        path = tmp_path / "accounts.csv"
        path.write_bytes(accounts)
        return read(table, accounts=path, **options)

    return joined


def test_accounts_are_joined_by_id_and_those_without_follows_are_isolated(join: Any) -> None:
    graph, report = join()
    assert graph.ids.to_pylist() == ["a", "b", "c", "z"]
    assert graph.attributes["lang"].tolist() == ["en", "de", "de", "NA"]
    about = report.accounts
    assert (about.rows_read, about.repeated_accounts, about.isolated_accounts) == (5, 1, 1)
    assert about.id_column == "id"
    assert "first row of each counts" in report.warnings[0]


def test_attributes_keep_their_types(join: Any) -> None:
    attributes = join()[0].attributes
    kinds = [str(kind) for kind in attributes.dtypes]
    assert kinds[1:3] == ["Int64", "float64"]
    assert kinds[5:] == ["datetime64[us]", "boolean"]
    assert attributes["n"].tolist() == [pd.NA, 3, 10, 7]
    assert attributes["joined"][0] == pd.Timestamp("2020-05-01 12:00")
    assert list(attributes.columns)[:2] == ["lang", "n"]


def test_leading_zeros_and_long_numbers_stay_text(join: Any) -> None:
    table = b"id,zip,big\na,01234,12345678901234567890\nb,7,1\n"
    attributes = join(table)[0].attributes
    assert attributes["zip"].tolist()[:2] == ["01234", "7"]
    assert attributes["big"].tolist()[0] == "12345678901234567890"


def test_accounts_that_the_table_does_not_know_are_counted(join: Any) -> None:
    _, report = join(b"handle,lang\na,de\n")
    assert report.accounts.unknown_accounts == 2
    assert report.accounts.id_column == "handle"
    _, report = join(b"handle,lang\nq,de\n")
    assert "none of the accounts" in report.warnings[0]


def test_row_numbers_as_ids(join: Any) -> None:
    graph, _ = join(b"Handle,State\nx,CA\n\ny,NY\n", b"0 1\n", account_id="row:0")
    assert graph.attributes["Handle"].tolist() == ["x", "y"]
    graph, _ = join(b"Handle,State\nx,CA\ny,NY\n", b"1 2\n", account_id="row:1")
    assert graph.attributes["State"].tolist() == ["CA", "NY"]


def test_an_id_column_by_name_or_position(join: Any) -> None:
    table = b"x,code\n1,a\n2,b\n"
    for name in ("code", "2"):
        assert join(table, account_id=name)[0].attributes["x"].tolist()[:2] == [1, 2]


def test_followers_known_from_outside_and_lists_collected(join: Any) -> None:
    graph, _ = join(followers_total="n", crawled="crawled")
    np.testing.assert_array_equal(graph.followers_total, [np.nan, 3, 10, 7])
    assert graph.crawled.tolist() == [False, True, True, True]


def test_accounts_outside_the_table_were_not_crawled(join: Any) -> None:
    graph, _ = join(b"id,c\na,TRUE\n", crawled="c")
    assert graph.crawled.tolist() == [True, False, False]


def test_a_person_joins_accounts(join: Any) -> None:
    graph, report = join(person="who", followers_total="n", crawled="crawled")
    assert graph.ids.to_pylist() == ["P", "b", "z"]
    assert follows(graph) == {("P", "b"), ("b", "P")}
    assert report.self_follows == 1
    assert report.accounts.joined_accounts == 1
    assert graph.followers_total.tolist() == [10, 3, 7]
    assert graph.crawled.tolist() == [False, True, True]
    assert graph.attributes["lang"].tolist() == ["de", "de", "NA"]


def test_followers_of_a_person_are_the_sum_of_what_is_known(join: Any) -> None:
    table = b"id,n,who\na,2,P\nb,3,P\nc,,Q\nd,,Q\ne,4,\nf,,R\ng,5,R\n"
    graph, _ = join(table, person="who", followers_total="n")
    found = dict(zip(graph.ids.to_pylist(), graph.followers_total.tolist(), strict=True))
    assert (found["P"], found["e"], found["R"]) == (5, 4, 5)
    assert np.isnan(found["Q"])


def test_handles_are_normalized_in_both_tables(join: Any) -> None:
    table = b"follower,followed\n@Ann,bob\nann,@BOB\n@,bob\n"
    graph, report = join(b"handle,n\nANN,1\n@bob,2\n", table, normalize_handles=True)
    assert graph.ids.to_pylist() == ["ann", "bob", "@"]
    assert graph.attributes["n"].tolist() == [1, 2, pd.NA]
    assert report.repeated_rows == 1
    assert not report.warnings


def test_other_letters_are_folded_too() -> None:
    table = "follower,followed\nSTRASSE,b\nstraße,B\n".encode()
    assert read(table, normalize_handles=True)[0].n == 2


@pytest.mark.parametrize(
    ("table", "options", "what"),
    [
        (b'id,n\na,"1,234"\nb,2\n', {"followers_total": "n"}, "accounts.csv:2: '1,234'"),
        (b"id,n\na,1\nb,1.2K\n", {"followers_total": "n"}, "accounts.csv:3: '1.2K'"),
        (b"id,n\na,1\nb,-2\n", {"followers_total": "n"}, "accounts.csv:3"),
        (b"id,n\na,maybe\n", {"crawled": "n"}, "neither yes nor no"),
        (b"id,n\na,1\n", {"crawled": "m"}, "no column 'm'"),
        (b"id,n\na,1\n,2\n", {}, "accounts.csv:3: no account"),
        (b"foo,bar\na,1\n", {}, "--account-id"),
        (b"", {}, "empty file"),
    ],
)
def test_faults_of_the_table_have_a_line(
    join: Any, table: bytes, options: dict[str, str], what: str
) -> None:
    with pytest.raises(GraphresError) as caught:
        join(table, **options)
    assert what in str(caught.value)


@pytest.mark.parametrize("option", ["account_id", "followers_total", "crawled", "person"])
def test_options_of_accounts_need_a_table(option: str) -> None:
    with pytest.raises(UsageError, match="--accounts FILE"):
        read(FOLLOWS, **{option: "x"})


def test_bad_rows_of_accounts_are_skipped_and_counted(join: Any) -> None:
    _, report = join(b"id,n\na,1\n,2\nb,3,4\n", accounts_on_bad_row="skip")
    found = {reason: bad.lines for reason, bad in report.accounts.bad_rows.items()}
    assert found == {"no account": [3], "more cells than columns": [4]}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1.234", "thousands.*write 1234"),
        ("12.000", "thousands.*write 12000"),
        ('"1,234"', "thousands.*write 1234"),
        ('"1.234.567"', "write 1234567"),
        ('"1,2"', "no whole number"),
        ("12.5", "no whole number"),
        ("-3", "negative"),
        ("1e400", "no whole number"),
        ("inf", "no whole number"),
        ("12k", "no whole number"),
        ("True", "no whole number"),
    ],
)
def test_totals_are_whole_numbers(join: Any, cell: str, said: str) -> None:
    table = f"id,n\na,5\nb,{cell}\n".encode()
    with pytest.raises(InputError, match=rf"accounts.csv:3: .* in column 'n' .*{said}"):
        join(table, followers_total="n")


def test_totals_as_programs_write_them(join: Any) -> None:
    graph, _ = join(b"id,n\na,5.0\nb,+7\nc,1e+05\nd,NA\ne,\n", followers_total="n")
    known = dict(zip(graph.ids.to_pylist(), graph.followers_total, strict=True))
    assert (known["a"], known["b"], known["c"]) == (5, 7, 100_000)
    assert np.isnan([known["d"], known["e"]]).all()


def test_numbers_beside_handles_are_told(tmp_path: Any) -> None:
    (tmp_path / "f.csv").write_text("follower,followed\n1,2\n3,2\n")
    (tmp_path / "a.csv").write_text("handle,lang\nann,en\nbob,de\n")
    _, report = read_follows(tmp_path / "f.csv", accounts=tmp_path / "a.csv")
    assert "the graph has numbers such as '1', these are names such as 'ann'" in report.warnings[0]
