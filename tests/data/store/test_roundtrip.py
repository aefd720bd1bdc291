"""What is packed is what is opened, whatever a graph carries."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.data.reading import read_follows
from graphres.data.store import accounts, open_store, pack
from graphres.errors import UnfinishedError, UsageError
from graphres.graph import FollowGraph
from graphres.graph.layers import Layers
from tests import graphs

WORDS = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=5))


@st.composite
def full_graphs(draw: st.DrawFn) -> FollowGraph:
    """Graphs with whatever a graph may carry."""
    graph = draw(graphs.follow_graphs())
    n, stored = graph.n, len(graph.followers.targets)
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    names = draw(st.lists(st.text(max_size=4), min_size=n, max_size=n, unique=True))
    words = draw(st.lists(WORDS, min_size=n, max_size=n))
    attributes = pd.DataFrame({"word": pd.array(words, dtype="str"), "size": rng.normal(size=n)})
    attributes["count"] = pd.array([None, *range(n - 1)], dtype="Int64")
    attributes["is"] = pd.array([True, *[None] * (n - 1)], dtype="boolean")
    attributes["day"] = pd.to_datetime(rng.integers(0, 10**9, n), unit="s", utc=True)
    extras = {
        "attributes": draw(st.sampled_from([None, attributes, attributes[[]]])),
        "followers_total": draw(st.sampled_from([None, rng.random(n)])),
        "crawled": draw(st.sampled_from([None, rng.random(n) < 0.5])),
        "names_normalised": draw(st.booleans()),
        "list_column": draw(st.sampled_from([None, "word"])),
        "probability": draw(st.sampled_from([None, rng.random(stored)])),
        "layers": draw(
            st.sampled_from([None, Layers(("x", "y"), rng.integers(1, 4, stored, np.uint64))])
        ),
    }
    return replace(graph, ids=pa.array([f"{name}é" for name in names], pa.string()), **extras)


def assert_same(one: FollowGraph, other: FollowGraph) -> None:
    assert one.ids.to_pylist() == other.ids.to_pylist()
    assert one.keys.tolist() == other.keys.tolist()
    for rows, others in ((one.followers, other.followers), (one.following, other.following)):
        assert rows.offsets.dtype == others.offsets.dtype
        assert rows.targets.dtype == others.targets.dtype
        assert rows.offsets.tolist() == others.offsets.tolist()
        assert rows.targets.tolist() == others.targets.tolist()
    assert (other.followers is other.following) == (not one.directed)
    for name in ("directed", "names_normalised", "list_column"):
        assert getattr(one, name) == getattr(other, name)
    for name in ("followers_total", "crawled", "probability"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    if one.layers is None or other.layers is None:
        assert one.layers is other.layers
    else:
        assert one.layers.names == other.layers.names
        assert one.layers.of.tolist() == other.layers.of.tolist()
    if one.attributes is None or other.attributes is None:
        assert one.attributes is other.attributes
    else:
        pd.testing.assert_frame_equal(one.attributes, other.attributes, check_column_type=False)


@settings(max_examples=60)
@given(full_graphs())
def test_a_store_gives_back_the_graph(graph):
    with tempfile.TemporaryDirectory() as folder:
        pack(graph, f"{folder}/a.fgr")
        store = open_store(f"{folder}/a.fgr")
        assert (store.accounts, store.follows) == (graph.n, graph.m)
        assert_same(graph, store.graph())
        plain = read_follows(f"{folder}/a.fgr")[0]
        assert_same(replace(graph, probability=None, layers=None), plain)


@given(graphs.follow_graphs())
def test_the_same_graph_is_the_same_bytes(graph):
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a", "b"):
            pack(graph, f"{folder}/{name}.fgr")
        one, other = (
            {p.name: p.read_bytes() for p in Path(folder, n).iterdir()} for n in ("a.fgr", "b.fgr")
        )
        assert one == other


def test_rows_stay_in_their_files(tmp_path):
    graph = graphs.crowded(50, 4)
    pack(graph, tmp_path / "a.fgr")
    store = open_store(tmp_path / "a.fgr")
    for array in (store.following_indptr, store.following_targets, store.followers_targets):
        assert not array.flags.owndata
        assert not array.flags.writeable
    assert store.followers_indptr.dtype == np.int64
    assert store.followers_targets.dtype == np.int32


@pytest.mark.parametrize("n", [0, 1])
def test_hardly_any_accounts(tmp_path, n):
    pack(graphs.make(n, []), tmp_path / "a.fgr")
    store = open_store(tmp_path / "a.fgr")
    assert store.following_indptr.tolist() == [0] * (n + 1)
    assert_same(graphs.make(n, []), store.graph())


def test_names_beyond_what_short_text_holds(tmp_path, monkeypatch):
    graph = graphs.crowded(30, 3)
    pack(graph, tmp_path / "a.fgr")
    monkeypatch.setattr(accounts, "SHORT_TEXT", 10)
    large = read_follows(tmp_path / "a.fgr")[0]
    assert large.ids.type == pa.large_string()
    assert large.keys.tolist() == graph.keys.tolist()
    assert large.index_of(["account 7", "?"]).tolist() == [7, -1]
    assert large.index_of(pa.array(["account 7"])).tolist() == [7]
    assert large.accounts.equals(graph.accounts)


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        (pd.DataFrame({"a": [1, "x"]}), "can't be packed"),
        (pd.DataFrame({"a": pd.Series([b"x", None], dtype=object)}), None),
        (pd.DataFrame({"a": pd.Series([1, 2], dtype=object)}), "'a' can't be packed as it is"),
        (pd.DataFrame({"account": [1, 2]}), "called 'account'"),
        (pd.DataFrame([[1, 2], [3, 4]], columns=["a", "a"]), "can't be packed"),
    ],
)
def test_attributes_come_back_or_are_refused(tmp_path, attributes, said):
    graph = replace(graphs.path(2), attributes=attributes)
    if said is None:
        pack(graph, tmp_path / "a.fgr")
        assert open_store(tmp_path / "a.fgr").graph().attributes.equals(attributes)
        return
    with pytest.raises(UsageError, match=said):
        pack(graph, tmp_path / "a.fgr")
    assert not list(tmp_path.iterdir())


def test_nothing_else_is_replaced(tmp_path):
    graph = graphs.path(3)
    for name in ("folder.fgr", "file"):
        path = tmp_path / name
        path.write_text("mine") if name == "file" else path.mkdir()
    (tmp_path / "folder").mkdir()
    for name in ("folder", "file"):
        with pytest.raises(UsageError, match="exists, and is no store"):
            pack(graph, tmp_path / name, force=True)
    pack(graph, tmp_path / "a.fgr")
    with pytest.raises(UsageError, match="add --force"):
        pack(graph, tmp_path / "a.fgr")
    pack(graphs.path(9), tmp_path / "a.fgr", force=True)
    assert open_store(tmp_path / "a.fgr").accounts == 9
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.fgr", "file", "folder", "folder.fgr"]


def test_a_store_that_is_open_can_be_replaced(tmp_path):
    pack(graphs.path(30), tmp_path / "a.fgr")
    before = open_store(tmp_path / "a.fgr")
    pack(graphs.cycle(5), tmp_path / "a.fgr", force=True)
    assert before.following_targets.tolist() == list(range(1, 30))


def test_what_fails_leaves_nothing(tmp_path, monkeypatch):
    pack(graphs.path(5), tmp_path / "a.fgr")
    monkeypatch.setattr("graphres.data.store.packing.hash_file", lambda path: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pack(graphs.path(9), tmp_path / "a.fgr", force=True)
    assert [p.name for p in tmp_path.iterdir()] == ["a.fgr"]
    assert open_store(tmp_path / "a.fgr").accounts == 5


def test_room_is_looked_for_first(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("U", (), {"free": 10})())
    with pytest.raises(UnfinishedError, match="10 bytes are free"):
        pack(graphs.path(5), tmp_path / "a.fgr")
