"""A column of probabilities: the first row of a follow counts, and a bad cell makes a bad row."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.data.reading import read_follows
from graphres.errors import InputError
from graphres.graph import FollowGraph
from tests.data.reading.tables import read
from tests.reference import measures as reference

HEADER = b"follower,followed,p\n"
TABLE = HEADER + b"a,b,0.25\nb,c,1\nc,a,0\n"


def named(graph: FollowGraph) -> dict[tuple[str, str], float]:
    names = graph.ids.to_pylist()
    found = reference.probabilities(graph)
    return {(names[u], names[v]): p for (u, v), p in found.items()}


accounts = st.sampled_from("abcd")
cells = st.sampled_from(["0", "1", "0.5", " .25 ", "5e-1", "1.", "+0.125"])
tables = st.lists(st.tuples(accounts, accounts, cells), min_size=1, max_size=25)


def expected(
    rows: list[tuple[str, str, str]], undirected: bool
) -> tuple[dict[tuple[str, str], float], int]:
    """The obvious twin: a dictionary that never forgets what it heard first."""
    first: dict[tuple[str, str], float] = {}
    odd = 0
    for u, v, cell in rows:
        if u == v:
            continue
        odd += first.setdefault((u, v), float(cell)) != float(cell)
        if undirected:
            first[v, u] = first[u, v]
    return first, odd


@given(tables, st.booleans(), st.booleans())
def test_the_first_row_counts(
    rows: list[tuple[str, str, str]], undirected: bool, careful: bool
) -> None:
    table = HEADER + b"".join(f"{u},{v},{cell}\n".encode() for u, v, cell in rows)
    if careful:
        table += b'x,x,"1\n"\n'  # a cell that spans lines is beyond the Arrow reader
    graph, report = read(table, probability="p", undirected=undirected)
    first, odd = expected(rows, undirected)
    assert named(graph) == first
    said = [w for w in report.warnings if "another probability" in w]
    noun = "1 repeated row gives" if odd == 1 else f"{odd} repeated rows give"
    assert said == ([f"{noun} another probability than the first; the first counts"] * (odd > 0))
    bare, _ = read(table, undirected=undirected)
    assert bare.probability is None
    assert bare.ids.equals(graph.ids)
    assert bare.followers.targets.tolist() == graph.followers.targets.tolist()


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (TABLE, "p"),
        (TABLE, "3"),
        (TABLE.replace(b"p\n", b"Pass_On\n"), "passon"),
        (b"p\tfollowed\tfollower\n.25\tb\ta\n1.0\tc\tb\n0\ta\tc\n", "p"),
        (b"a b .25\nb c 1\nc a 0\n", "3"),
        (TABLE.replace(b"c,a", b'"c","a"'), "p"),
    ],
)
def test_the_column_is_found(table: bytes, column: str) -> None:
    graph, _ = read(table, probability=column)
    assert named(graph) == {("a", "b"): 0.25, ("b", "c"): 1, ("c", "a"): 0}


@pytest.mark.parametrize("cell", ["abc", "1.5", "-0.1", "NA", "nan", "inf", "0,5", "1_0", "1e400"])
@pytest.mark.parametrize("before", [b"", b'x,x,"1\n"\n'])
def test_a_bad_cell_is_a_bad_row(cell: str, before: bytes) -> None:
    table = before + TABLE if not before else HEADER + before + TABLE.removeprefix(HEADER)
    table = table.replace(b"b,c,1\n", f'b,c,"{cell}"\n'.encode())
    line = 3 + before.count(b"\n")
    with pytest.raises(InputError) as caught:
        read(table, probability="p")
    fault = f"stream:{line}: probability '{cell}' is no number from 0 to 1; mend the row"
    assert fault in str(caught.value)
    graph, report = read(table, probability="p", on_bad_row="skip")
    assert named(graph) == {("a", "b"): 0.25, ("c", "a"): 0}
    (bad,) = report.bad_rows.items()
    assert bad[0] == "probability is no number from 0 to 1"
    assert (bad[1].count, bad[1].lines) == (1, [line])
    assert report.rows_read == 3 + bool(before)


def test_an_empty_or_missing_cell_is_a_bad_row() -> None:
    table = HEADER + b"a,b, \nb,c\nc,a,1\n"
    with pytest.raises(InputError, match="stream:2: no probability; mend the row"):
        read(table, probability="p")
    graph, report = read(table, probability="p", on_bad_row="skip")
    assert graph.ids.to_pylist() == ["c", "a"]
    assert report.bad_rows["no probability"].lines == [2, 3]


def test_an_unknown_column_is_an_input_error() -> None:
    with pytest.raises(InputError, match="no column 'prob'; did you mean 'proba'"):
        read(TABLE.replace(b"p\n", b"proba\n"), probability="prob")


def test_filters_and_probability_go_together(tmp_path: Path) -> None:
    table = (
        b"follower,followed,p,at\n"
        b"a,b,none,2020-01-01\n"  # left out by where: its cell is not looked at
        b"a,b,0.5,2020-01-02\n"
        b"b,c,0.75,2020-01-02\n"
        b"c,a,bad,2020-01-09\n"  # left out by as_of
        b"d,a,1,2020-01-02\n"
    )
    options: dict[str, Any] = {"probability": "p", "time": "at", "as_of": "2020-01-03"}
    graph, report = read(table, where="p != 'none'", **options)
    assert named(graph) == {("a", "b"): 0.5, ("b", "c"): 0.75, ("d", "a"): 1}
    assert (report.rows_where_dropped, report.rows_after_as_of) == (1, 1)
    of_accounts = tmp_path / "a.csv"
    of_accounts.write_bytes(b"id,lang,who\na,de,x\nb,de,b\nc,en,x\nd,de,d\n")
    options |= {"accounts": of_accounts, "on_bad_row": "skip"}
    graph, report = read(table, where="lang == 'de'", **options)
    assert named(graph) == {("a", "b"): 0.5, ("d", "a"): 1}
    assert report.bad_row_count == 1
    graph, report = read(table, person="who", **options)
    assert named(graph) == {("x", "b"): 0.5, ("b", "x"): 0.75, ("d", "x"): 1}


def test_rows_joined_by_person_or_handle_are_repeated_rows(tmp_path: Path) -> None:
    of_accounts = tmp_path / "a.csv"
    of_accounts.write_bytes(b"id,who\na,x\nc,x\n")
    table = HEADER + b"c,b,0.5\na,b,0.25\n@B,C,0.75\n"
    graph, report = read(table, probability="p", accounts=of_accounts, person="who")
    assert named(graph)["x", "b"] == 0.5
    assert any("1 repeated row gives another probability" in w for w in report.warnings)
    graph, _ = read(table + b"b,c,0.1\n", probability="p", normalize_handles=True)
    assert named(graph) == {("c", "b"): 0.5, ("a", "b"): 0.25, ("b", "c"): 0.75}


@pytest.mark.parametrize(
    "column",
    [
        pa.array([0.25, 1, 0, 2]),
        pa.array(["0.25", "1", "0", "2"]),
        pa.array(["0.25", "1", "0", None]).dictionary_encode(),
        pa.array([0.25, 1, 0, None], type=pa.float32()),
        pa.array([0.25, 1, 0, float("nan")]),
    ],
)
def test_parquet(column: pa.Array, tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    ends = {"follower": list("abcd"), "followed": list("bcaa")}
    pq.write_table(pa.table(ends | {"p": column}), path)
    with pytest.raises(
        InputError, match=r"parquet:4: (no probability|probability .* is no number)"
    ):
        read_follows(path, probability="p")
    graph, report = read_follows(path, probability="p", on_bad_row="skip")
    assert named(graph) == {("a", "b"): 0.25, ("b", "c"): 1, ("c", "a"): 0}
    assert report.bad_row_count == 1


def test_parquet_columns_that_hold_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"follower": ["a"], "followed": ["b"], "p": [True]}), path)
    with pytest.raises(InputError, match="probability True is no number"):
        read_follows(path, probability="p")


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_edge_data_of_graph_files(form: str, tmp_path: Path) -> None:
    network = nx.DiGraph()
    network.add_edge("a", "b", probably=0.25, since="2020-01-01", shared=1)
    network.add_edge("b", "c", probably=1.0, since="2021-01-01", shared=1)
    network.nodes["a"]["shared"] = 7
    path = tmp_path / "graph.xml"
    write = {"graphml": nx.write_graphml, "gexf": nx.write_gexf}[form]
    write(network, path)
    graph, _ = read_follows(path, probability="probably")
    assert named(graph) == {("a", "b"): 0.25, ("b", "c"): 1}
    assert read_follows(path, where="shared == 7", probability="probably")[0].n == 1
    early = read_follows(path, time="since", as_of="2020-02-01", probability="probably")[0]
    assert named(early) == {("a", "b"): 0.25}
    with pytest.raises(InputError, match="did you mean 'probably'"):
        read_follows(path, probability="probable")
    network.edges["b", "c"]["probably"] = 2.0
    write(network, path)
    with pytest.raises(InputError, match="probability 2.0 is no number from 0 to 1"):
        read_follows(path, probability="probably")
    network.clear_edges()
    write(network, path)
    with pytest.raises(InputError, match="the edges have no data"):
        read_follows(path, probability="probably")


def test_a_table_read_from_a_stream_is_read_once_more_for_the_line() -> None:
    table = HEADER + b"".join(b"a%d,b,0.5\n" % i for i in range(2000)) + b"z,b,x\n"
    with pytest.raises(InputError, match="stdin:2002: probability 'x'"):
        read_follows("-", stdin=io.BytesIO(table), probability="p")
