"""A column of platforms: every row puts its follow on one; a blank cell makes a bad row."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.data.reading import read_follows
from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.moderation.partial_observation import HiddenFollows
from tests.data.reading.tables import read

HEADER = b"follower,followed,where\n"
TABLE = HEADER + b"a,b,x\nb,c,y\nc,a,x\n"

accounts = st.sampled_from("abcd")
cells = st.sampled_from(["x", " y", "z z", '"x"'])
tables = st.lists(st.tuples(accounts, accounts, cells), min_size=1, max_size=25)


def named(graph: FollowGraph) -> dict[tuple[str, str], set[str]]:
    """The platforms of every stored follow, by the names of follower and followed."""
    assert graph.layers is not None
    ids = graph.ids.to_pylist()
    followed = np.repeat(np.arange(graph.n), graph.in_degree).tolist()
    ends = zip(graph.followers.targets.tolist(), followed, graph.layers.of.tolist(), strict=True)
    return {
        (ids[u], ids[v]): {name for i, name in enumerate(graph.layers.names) if bits >> i & 1}
        for u, v, bits in ends
    }


def expected(rows: list[tuple[str, str, str]], undirected: bool) -> dict[tuple[str, str], set[str]]:
    """The obvious twin: a dictionary of sets."""
    found: dict[tuple[str, str], set[str]] = {}
    for u, v, cell in rows:
        for pair in [(u, v), (v, u)] if undirected else [(u, v)]:
            if u != v:
                found.setdefault(pair, set()).add(cell.strip().strip('"'))
    return found


@given(tables, st.booleans())
def test_every_row_puts_its_follow_on_a_platform(
    rows: list[tuple[str, str, str]], undirected: bool
) -> None:
    table = HEADER + b"".join(f"{u},{v},{cell}\n".encode() for u, v, cell in rows)
    graph, report = read(table, layer="where", undirected=undirected)
    assert named(graph) == expected(rows, undirected)
    several = sum(len(names) > 1 for names in named(graph).values()) // (1 + undirected)
    said = [note for note in report.notes if "on several platforms" in note]
    assert [note.split()[0] for note in said] == [str(several)] * (several > 0)
    bare, _ = read(table, undirected=undirected)
    assert bare.layers is None
    assert bare.followers.targets.tolist() == graph.followers.targets.tolist()


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (TABLE, "where"),
        (TABLE, "3"),
        (TABLE, "Where"),
        (b"a b x\nb c y\nc a x\n", "3"),
        (b"p,q,on\na,b,x\nb,c,y\nc,a,x\n", "on"),
    ],
)
def test_the_column_is_found(table: bytes, column: str) -> None:
    graph, _ = read(table, layer=column)
    assert named(graph) == {("a", "b"): {"x"}, ("b", "c"): {"y"}, ("c", "a"): {"x"}}


def test_a_blank_cell_is_a_bad_row() -> None:
    table = HEADER + b"a,b, \nb,c\nc,a,y\n"
    with pytest.raises(InputError, match="stream:2: no platform; mend the row"):
        read(table, layer="where")
    graph, report = read(table, layer="where", on_bad_row="skip")
    assert named(graph) == {("c", "a"): {"y"}}
    assert report.bad_rows["no platform"].lines == [2, 3]


def test_a_bad_probability_and_a_bad_platform_are_two_bad_rows() -> None:
    table = b"follower,followed,p,where\na,b,2,\nb,c,0.5,\nc,a,0.25,y\na,c,x,y\nb,a,0.125,x\n"
    graph, report = read(table, layer="where", probability="p", on_bad_row="skip")
    assert named(graph) == {("c", "a"): {"y"}, ("b", "a"): {"x"}}
    assert graph.probability is not None
    assert sorted(graph.probability.tolist()) == [0.125, 0.25]
    assert {reason: bad.lines for reason, bad in report.bad_rows.items()} == {
        "probability is no number from 0 to 1": [2, 5],
        "no platform": [3],
    }


def test_too_many_platforms_are_refused() -> None:
    rows = b"".join(f"a,b,{i}\n".encode() for i in range(21))
    with pytest.raises(InputError, match="names 21 platforms; choose a column of at most 20"):
        read(HEADER + rows, layer="where")


def test_the_column_is_of_one_table(tmp_path: Path) -> None:
    about = tmp_path / "accounts.csv"
    about.write_text("id,home\na,x\nb,y\nc,x\n")
    graph, _ = read(TABLE, layer="home", accounts=about)
    assert graph.layers is None
    assert read(TABLE, layer="where", accounts=about)[0].layers is not None
    about.write_text("id,where\na,x\nb,y\nc,x\n")
    with pytest.raises(InputError, match="'where' stands in both tables"):
        read(TABLE, layer="where", accounts=about)
    with pytest.raises(InputError, match="no column 'wher'; did you mean 'where'"):
        read(TABLE, layer="wher", accounts=about)


def test_filters_and_persons_keep_platforms(tmp_path: Path) -> None:
    about = tmp_path / "accounts.csv"
    about.write_text("id,who,kind\na,p,1\nb,p,1\nc,,1\nd,,2\n")
    table = TABLE + b"c,b,y\nd,c,z\n"
    graph, _ = read(table, layer="where", accounts=about, person="who", where="kind == 1")
    assert named(graph) == {("c", "p"): {"x", "y"}, ("p", "c"): {"y"}}
    graph, _ = read(table, layer="where", where="where != 'x'")
    assert named(graph) == {("b", "c"): {"y"}, ("c", "b"): {"y"}, ("d", "c"): {"z"}}


def test_graph_files_and_parquet(tmp_path: Path) -> None:
    made = nx.DiGraph()
    made.add_edge("a", "b", site="x")
    made.add_edge("b", "a", site="y")
    nx.write_graphml(made, tmp_path / "g.graphml")
    graph, _ = read_follows(tmp_path / "g.graphml", layer="site")
    assert named(graph) == {("a", "b"): {"x"}, ("b", "a"): {"y"}}
    rows = {"follower": ["a", "b"], "followed": ["b", "a"], "site": [1, 2]}
    pq.write_table(pa.table(rows), tmp_path / "g.parquet")
    graph, _ = read_follows(tmp_path / "g.parquet", layer="site")
    assert named(graph) == {("a", "b"): {"1"}, ("b", "a"): {"2"}}


def test_what_is_hidden_takes_its_platform_along() -> None:
    graph, _ = read(TABLE + b"a,c,y\nb,a,z\n", layer="where")
    seen = HiddenFollows(0.5).see(graph, seed=1, run=0).graph
    assert 0 < seen.m < graph.m
    assert named(seen).items() <= named(graph).items()
