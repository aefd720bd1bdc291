"""Lists of accounts: header or none, duplicates, encodings, and names as the graph has them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.reading import read_follows
from graphres.reading.lists import read_ids

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


def test_an_empty_list_names_nobody(tmp_path):
    assert listed(tmp_path, b"account\n\n"[8:]) == []


def test_one_stranger_is_named(tmp_path):
    with pytest.raises(InputError, match="1 account is not in the graph: dora"):
        listed(tmp_path, b"ann\ndora\n")


def test_bytes_that_are_no_text(tmp_path):
    with pytest.raises(InputError, match=r"list.csv:2: a line is not valid UTF-8"):
        listed(tmp_path, b"ann\nb\xffb\n")


def test_a_list_is_normalised_as_the_graph_was(tmp_path):
    follows = tmp_path / "follows.csv"
    follows.write_text("follower,followed\n@Ann,bob\ncem,ANN\n")
    graph, _ = read_follows(follows, normalize_handles=True)
    assert listed(tmp_path, b"@ANN\nCem\n", graph) == ["ann", "cem"]
    exact, _ = read_follows(follows)
    with pytest.raises(InputError, match="2 accounts are not in the graph"):
        listed(tmp_path, b"@ANN\nCem\n", exact)
