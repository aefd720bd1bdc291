"""Other programs read a store without graphres."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from graphres.data.store import pack
from graphres.graph.layers import Layers
from tests import graphs

NAMES = [f"account {i}" for i in range(12)]


@pytest.fixture
def graph():
    plain = graphs.crowded(12, 3)
    attributes = pd.DataFrame({"lang": ["de", "en", None] * 4})
    rng = np.random.default_rng(1)
    layers = Layers(("x", "y"), rng.integers(1, 4, plain.m).astype(np.uint64))
    return replace(plain, attributes=attributes, probability=rng.random(plain.m), layers=layers)


@pytest.fixture
def path(graph, tmp_path):
    pack(graph, tmp_path / "a.fgr", also=("parquet",))
    return tmp_path / "a.fgr"


def lists_of(graph) -> list[list[int]]:
    return [graph.following.row(u).tolist() for u in range(graph.n)]


def test_pyarrow(graph, path):
    with pa.memory_map(str(path / "following.arrow")) as file:
        rows = pa.ipc.open_file(file).read_all()["following"]
    assert rows.to_pylist() == lists_of(graph)
    assert rows.type == pa.large_list(pa.field("item", pa.int32(), nullable=False))
    with pa.memory_map(str(path / "accounts.arrow")) as file:
        accounts = pa.ipc.open_file(file).read_all()
    assert accounts["account"].to_pylist() == NAMES
    assert accounts["lang"].to_pylist() == ["de", "en", None] * 4


def test_pandas(graph, path):
    accounts = pd.read_feather(path / "accounts.arrow")
    assert accounts["account"].tolist() == NAMES
    followers = pd.read_feather(path / "followers.arrow")["followers"]
    assert followers.map(len).tolist() == graph.in_degree.tolist()


def test_polars(graph, path):
    polars = pytest.importorskip("polars")
    rows = polars.read_ipc(path / "following.arrow")
    assert rows["following"].to_list() == lists_of(graph)
    assert polars.read_ipc(path / "accounts.arrow")["account"].to_list() == NAMES


def test_parquet(graph, path):
    follows = pq.read_table(path / "follows.parquet").to_pylist()
    stored = [
        (graph.ids[u].as_py(), graph.ids[v].as_py())
        for v in range(graph.n)
        for u in graph.followers.row(v).tolist()
    ]
    assert [(row["follower"], row["followed"]) for row in follows] == stored
    assert [row["probability"] for row in follows] == graph.probability.tolist()
    bits = [sum(1 << "xy".index(name) for name in row["layers"]) for row in follows]
    assert bits == graph.layers.of.tolist()
    assert pq.read_table(path / "accounts.parquet").column_names == ["account", "lang"]


def test_parquet_holds_a_tie_once(tmp_path):
    graph = graphs.karate()
    pack(graph, tmp_path / "a.fgr", also=("parquet",))
    follows = pq.read_table(tmp_path / "a.fgr" / "follows.parquet").to_pylist()
    ties = {frozenset(row.values()) for row in follows}
    assert len(follows) == len(ties) == graph.m == 78


def test_duckdb(graph, path):
    duckdb = pytest.importorskip("duckdb")
    query = f"select followed, count(*) from '{path}/follows.parquet' group by 1"
    found = dict(duckdb.sql(query).fetchall())
    degree = dict(zip(NAMES, graph.in_degree.tolist(), strict=True))
    assert found == {name: count for name, count in degree.items() if count}
