"""Parquet, GraphML and GEXF read as the same rows would from text."""

from __future__ import annotations

import gzip
from pathlib import Path

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graphres.data.reading import read_follows
from graphres.errors import InputError, UsageError
from tests.data.reading.tables import follows, read

LARGE = 2**60


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    columns = {
        "followed": pa.array(["x", " y ", None]),
        "follower": pa.array([LARGE + 1, 2, 3]),
        "since": pa.array([1, 2, 3]),
    }
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def test_parquet_ids_are_exact(parquet: Path) -> None:
    graph, report = read_follows(parquet, on_bad_row="skip")
    assert follows(graph) == {(str(LARGE + 1), "x"), ("2", "y")}
    assert graph.ids.to_pylist() == ["x", str(LARGE + 1), "y", "2"]
    assert report.bad_rows["no followed"].lines == [3]
    assert report.format == "parquet"
    assert read_follows(parquet, on_bad_row="skip", where="since > 1")[0].m == 1


def test_parquet_rows_without_an_id_stop_the_run(parquet: Path) -> None:
    with pytest.raises(InputError, match="row 3: no followed"):
        read_follows(parquet)


def test_packed_parquet(parquet: Path) -> None:
    assert read(gzip.compress(parquet.read_bytes()), on_bad_row="skip")[0].m == 2


def test_parquet_ids_that_lost_digits(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"follower": [1.0, None], "followed": [5, 6]}), path)
    assert follows(read_follows(path, on_bad_row="skip")[0]) == {("1", "5")}
    for wrong in ([1.5, 2.0], [2.0**60, 1.0]):
        pq.write_table(pa.table({"follower": wrong, "followed": [5, 6]}), path)
        with pytest.raises(InputError, match="lost digits"):
            read_follows(path)


@pytest.fixture
def network() -> nx.DiGraph:
    made = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "c")])
    made.nodes["a"]["lang"] = "de"
    made.add_node("alone", lang="en")
    return made


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_graph_files(form: str, network: nx.DiGraph, tmp_path: Path) -> None:
    path = tmp_path / "graph.xml"
    {"graphml": nx.write_graphml, "gexf": nx.write_gexf}[form](network, path)
    graph, report = read_follows(path)
    assert follows(graph) == {("a", "b"), ("b", "c")}
    assert graph.ids.to_pylist() == ["a", "b", "c", "alone"]
    assert graph.attributes["lang"].tolist()[0] == "de"
    assert (report.format, report.self_follows) == (form, 1)
    assert read_follows(path, where="lang != None")[0].ids.to_pylist() == ["a", "alone"]
    assert read(gzip.compress(path.read_bytes()))[0].m == 2
    with pytest.raises(InputError, match="can't be read"):
        read(path.read_bytes()[:-20])
    with pytest.raises(UsageError, match="brings its own accounts"):
        read_follows(path, accounts=path)


def test_an_undirected_graph_file_holds_ties(network: nx.DiGraph, tmp_path: Path) -> None:
    nx.write_graphml(network.to_undirected(), tmp_path / "g")
    graph, _ = read_follows(tmp_path / "g")
    assert not graph.directed
    assert graph.m == 2


@pytest.mark.parametrize(
    ("followers", "advice"),
    [
        (["a", None, "b"], "--on-bad-row skip"),
        ([None, "a", "b"], "is this a table of follows"),
        (["a", None, None], "is this a table of follows"),
    ],
)
def test_skipping_rows_of_parquet_is_advised_only_where_most_are_good(
    tmp_path: Path, followers: list[str | None], advice: str
) -> None:
    path = tmp_path / "f.parquet"
    pq.write_table(pa.table({"follower": followers, "followed": ["x", "y", "z"]}), path)
    with pytest.raises(InputError, match=advice):
        read_follows(path)
