"""Lists of accounts: header or none, duplicates, encodings, and names as the graph has them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from graphres.data.reading import read_follows
from graphres.data.reading.lists import read_ids, read_list
from graphres.errors import InputError, InputWarning
from graphres.graph import FollowGraph

GRAPH = FollowGraph.from_pairs([("ann", "bob"), ("cem", "Smith, John")])


def listed(folder: Path, content: bytes, graph: FollowGraph = GRAPH) -> list[str]:
    path = folder / "list.csv"
    path.write_bytes(content)
    return [graph.ids[int(i)].as_py() for i in read_ids(path, graph)]


@pytest.mark.parametrize(
    "content",
    [
        b"cem\nann\n",
        b"account,why\ncem,x\nann,\n",
        b"\xef\xbb\xbfUser ID;n\r\ncem;1\r\nann;2",
        "cem\nann\n".encode("utf-16"),
        gzip.compress(b"# chosen\n\n cem \nann\ncem\n", mtime=0),
    ],
    ids=["plain", "header", "excel", "utf-16", "gzip"],
)
def test_the_order_of_the_file_each_account_once(tmp_path, content):
    assert listed(tmp_path, content) == ["cem", "ann"]


def test_names_with_commas_are_quoted(tmp_path):
    assert listed(tmp_path, b'"Smith, John"\nbob\n') == ["Smith, John", "bob"]


@pytest.mark.parametrize("content", [b"", b"account\n", b"dora\nzoe\n", b"id,account\n1,2\n"])
def test_a_list_of_nobody_is_refused(tmp_path, content):
    with pytest.raises(
        InputError, match=r"list.csv: (a list without|its account is|none of|empty file)"
    ):
        listed(tmp_path, content)


def test_names_that_the_graph_lacks_are_warned_of(tmp_path):
    with pytest.warns(InputWarning, match="2 of 3 names are not in the graph: dora, zoe"):
        assert listed(tmp_path, b"ann\ndora\nzoe\n") == ["ann"]


RANKED = "rank,account,score,followers\n1,{0},9.5,3\n2,{1},4.5,2\n"


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (RANKED.format("cem", "ann"), "accounts read from column 'account'"),
        ("n;handle;reason\n7;cem;spam\n8;ann;spam\n", "accounts read from column 'handle'"),
        ("id,user_name,handle\n1,Cem C,cem\n2,Ann A,ann\n", "from column 'handle'"),
        ("Account\ncem\nann\n", "header 'Account' left out"),
        ("cem,\nann,\n", None),
        ("# chosen in May\ncem\n#not this\nann\n", None),
    ],
)
def test_the_column_is_told_by_its_name(tmp_path, content, note):
    (tmp_path / "list.csv").write_text(content)
    found = read_list(tmp_path / "list.csv", GRAPH)
    assert [GRAPH.ids[int(i)].as_py() for i in found.accounts] == ["cem", "ann"]
    assert not found.warnings
    assert (note in found.notes[0]) if note else not found.notes


@pytest.mark.parametrize(
    "content", ["cem,spam\nann,spam\n", "who,why\ncem,x\nann,y\n", "why,who\nx,cem\ny,ann\n"]
)
def test_a_column_that_is_not_named_is_warned_of(tmp_path, content):
    with pytest.warns(InputWarning, match="no column's name says"):
        assert listed(tmp_path, content.encode()) == ["cem", "ann"]


def test_numbers_of_a_rank_are_no_accounts(tmp_path):
    numbers = FollowGraph.from_pairs([("1", "2"), ("3", "2"), ("40", "2")])
    assert listed(tmp_path, RANKED.format("40", "3").encode(), numbers) == ["40", "3"]


def test_an_account_that_is_called_like_a_comment_or_a_header(tmp_path):
    graph = FollowGraph.from_pairs([("#1", "user"), ("cem", "user")])
    assert listed(tmp_path, b"user\ncem\n#1\n# 1\n", graph) == ["user", "cem", "#1"]


@pytest.fixture
def by_handle(tmp_path):
    follows, accounts = tmp_path / "follows.csv", tmp_path / "accounts.csv"
    follows.write_text("follower,followed\n11,12\n13,12\n")
    accounts.write_text("id,handle\n11,ann\n12,bob\n13,cem\n14,cem\n")
    return lambda **options: read_follows(follows, accounts=accounts, **options)[0]


def test_lists_by_a_column_of_the_account_table(tmp_path, by_handle):
    graph = by_handle(list_column="handle")
    assert listed(tmp_path, b"handle,note\nbob,x\nann,y\n", graph) == ["12", "11"]
    with pytest.raises(InputError, match="2 accounts have 'cem' in column 'handle'"):
        listed(tmp_path, b"bob\ncem\n", graph)
    with pytest.raises(InputError, match="the graph has numbers.*--list-column COL"):
        listed(tmp_path, b"bob\nann\n", by_handle())
    with pytest.raises(InputError, match="no column 'handel'"):
        by_handle(list_column="handel")


def test_bytes_that_are_no_text(tmp_path):
    with pytest.raises(InputError, match=r"list.csv:2: a line is not valid UTF-8"):
        listed(tmp_path, b"ann\nb\xffb\n")


def test_a_list_is_normalised_as_the_graph_was(tmp_path):
    follows = tmp_path / "follows.csv"
    follows.write_text("follower,followed\n@Ann,bob\ncem,ANN\n")
    graph, _ = read_follows(follows, normalize_handles=True)
    assert listed(tmp_path, b"@ANN\nCem\n", graph) == ["ann", "cem"]
    exact, _ = read_follows(follows)
    with pytest.raises(InputError, match="none of its 2 accounts.*--normalize-handles"):
        listed(tmp_path, b"@ANN\nCem\n", exact)
