"""Graphs to other libraries and files and back: the same accounts, attributes and follows."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import scipy.sparse
from hypothesis import given
from hypothesis import strategies as st

import graphres
from graphres.data.convert import read_markup, write_markup
from graphres.errors import InputError, UnfinishedError, UsageError
from graphres.graph import FollowGraph

#: Names that have been mistaken for numbers, dates, nothing, markup or the library's own words.
NAMES = st.sampled_from(
    ["007", "7", "NA", "null", "1e5", "9223372036854775808", "=1+1", "<a&b>", "id", "ünï", "a b"]
)

#: Attributes by name, those that GEXF has words of its own for among them.
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["id", "pid", "start", "end", "key", "viz", "type", "parents", "lang", "a&b"]),
    st.sampled_from(["text", "whole", "real", "truth", "gaps"]),
    max_size=5,
)


def cells(kind: str, n: int, draw: st.DrawFn) -> list[Any]:
    of = {
        "text": st.sampled_from(["x", "007", "<&>", "true", "nan"]),
        "whole": st.integers(-(2**40), 2**40),
        "real": st.floats(allow_nan=False, allow_infinity=False, width=32).map(lambda x: x + 0.5),
        "truth": st.booleans(),
        "gaps": st.one_of(st.none(), st.sampled_from(["x", "y"])),
    }[kind]
    return draw(st.lists(of, min_size=n, max_size=n))


@st.composite
def graphs(draw: st.DrawFn) -> FollowGraph:
    """Small graphs with hard names, attributes, and probabilities or none."""
    names = draw(st.lists(NAMES, unique=True, min_size=1, max_size=6))
    n = len(names)
    ends = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))
    pairs = np.array(draw(st.lists(ends, max_size=12)), dtype=np.int32).reshape(-1, 2)
    kinds = draw(ATTRIBUTES)
    table = pd.DataFrame({name: cells(kind, n, draw) for name, kind in kinds.items()})
    probability = None
    if draw(st.booleans()):
        probability = np.array([draw(st.sampled_from([0.0, 0.25, 1.0])) for _ in pairs])
    return FollowGraph.from_follows(
        pa.array(names),
        pairs[:, 0].copy(),
        pairs[:, 1].copy(),
        directed=draw(st.booleans()),
        probability=probability,
        attributes=table if kinds else None,
    )[0]


def follows(graph: FollowGraph) -> dict[frozenset[str] | tuple[str, str], float | None]:
    """Every follow by names, with its probability; a tie has no direction."""
    made = graphres.to_networkx(graph)
    kind = tuple if graph.directed else frozenset
    return {kind((u, v)): data.get("probability") for u, v, data in made.edges(data=True)}


def attributes(graph: FollowGraph) -> dict[str, dict[str, Any]]:
    """What is known of every account; what is missing is left out."""
    rows = graph.accounts.to_dict("records")
    return {
        row.pop("account"): {name: cell for name, cell in row.items() if not pd.isna(cell)}
        for row in rows
    }


def check_same(made: FollowGraph, graph: FollowGraph, *, order: bool = True) -> None:
    assert made.directed is graph.directed
    assert follows(made) == follows(graph)
    assert attributes(made) == attributes(graph)
    if order:
        assert made.ids.to_pylist() == graph.ids.to_pylist()


def has_probability(graph: FollowGraph) -> str | None:
    return "probability" if graph.probability is not None else None


@given(graphs())
def test_networkx(graph: FollowGraph) -> None:
    made = graphres.to_networkx(graph)
    check_same(graphres.from_networkx(made, probability=has_probability(graph)), graph)


@given(graphs())
def test_pandas(graph: FollowGraph) -> None:
    table, accounts = graphres.to_pandas(graph)
    made = graphres.from_pandas(
        table, accounts=accounts, directed=graph.directed, probability=has_probability(graph)
    )
    check_same(made, graph, order=False)
    assert len(table) == graph.m


@given(graphs())
def test_arrow(graph: FollowGraph) -> None:
    table, accounts = graphres.to_arrow(graph)
    made = graphres.from_arrow(
        table, accounts=accounts, directed=graph.directed, probability=has_probability(graph)
    )
    check_same(made, graph, order=False)


@given(graphs())
def test_scipy(graph: FollowGraph) -> None:
    made = graphres.from_scipy(
        graphres.to_scipy(graph),
        graph.ids.to_pylist(),
        directed=graph.directed,
        attributes=graph.attributes,
    )
    assert set(follows(made)) == set(follows(graph))
    assert attributes(made) == attributes(graph)


@given(graphs())
def test_igraph(graph: FollowGraph) -> None:
    pytest.importorskip("igraph")
    made = graphres.to_igraph(graph)
    assert (made.vcount(), made.ecount(), made.is_directed()) == (graph.n, graph.m, graph.directed)
    check_same(graphres.from_igraph(made, probability=has_probability(graph)), graph)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@given(graph=graphs())
def test_markup(form: str, graph: FollowGraph) -> None:
    out = io.BytesIO()
    write_markup(graph, out, form)
    out.seek(0)
    made = read_markup(out, form)
    assert made.ids.to_pylist() == graph.ids.to_pylist()
    assert set(follows(made)) == set(follows(graph))
    assert attributes(made) == attributes(graph)
    again = io.BytesIO()
    write_markup(graph, again, form)
    assert again.getvalue() == out.getvalue()


@pytest.fixture
def graph() -> FollowGraph:
    known = {
        "lang": ["en", "de", None],
        "joined": pd.to_datetime(["2020-01-02", "2021-03-04", None]),
        "posts": [3, 4, 5],
    }
    made = FollowGraph.from_pairs([("007", "bob"), ("<cem>", "bob")])
    return FollowGraph.from_follows(
        made.ids,
        np.array([0, 2], dtype=np.int32),
        np.array([1, 1], dtype=np.int32),
        attributes=pd.DataFrame(known),
        followers_total=np.array([5.0, np.nan, 7.0]),
        probability=np.array([0.5, 0.25]),
    )[0]


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".graphml", ".gexf", ".txt"])
def test_files_are_read_again(tmp_path: Path, graph: FollowGraph, suffix: str) -> None:
    path, accounts = tmp_path / f"who{suffix}", tmp_path / "accounts.parquet"
    is_markup = suffix in (".graphml", ".gexf")
    graphres.write_follows(graph, path, accounts=None if is_markup else accounts)
    how: dict[str, Any] = {"header": False} if suffix == ".txt" else {"probability": "probability"}
    how |= {"followers_total": "followers_total"}
    if not is_markup:
        how |= {"accounts": accounts}
    made, report = graphres.read_follows(path, **how)
    assert set(follows(made)) == set(follows(graph))
    if suffix != ".txt":
        assert follows(made) == follows(graph)
    told = attributes(made)
    assert told["007"]["lang"] == "en"
    assert told["<cem>"]["posts"] == 5
    assert "lang" not in told["<cem>"]
    assert str(told["bob"]["joined"]).startswith("2021-03-04")
    assert made.followers_total is not None
    totals = dict(zip(made.ids.to_pylist(), made.followers_total.tolist(), strict=True))
    assert (totals["007"], totals["<cem>"]) == (5.0, 7.0)
    assert report.bad_row_count == 0


def test_an_edge_list_opens_as_those_of_snap_do(tmp_path: Path, graph: FollowGraph) -> None:
    graphres.write_follows(graph, tmp_path / "who.txt")
    assert (tmp_path / "who.txt").read_text() == (
        "# Directed graph: follower, then followed\n"
        "# Nodes: 3 Edges: 2\n# FromNodeId\tToNodeId\n007\tbob\n<cem>\tbob\n"
    )


def test_what_a_format_has_no_way_to_say(tmp_path: Path) -> None:
    spaced = FollowGraph.from_pairs([("a\tb", "c")])
    with pytest.raises(InputError, match=r"no way to say the name 'a\\tb'"):
        graphres.write_follows(spaced, tmp_path / "who.txt")
    rung = FollowGraph.from_pairs([("a\x07", "c")])
    for suffix in ("gexf", "graphml"):
        with pytest.raises(InputError, match="a sign that XML has no way to say"):
            graphres.write_follows(rung, tmp_path / f"who.{suffix}")
    with pytest.raises(UsageError, match=r"names no format; did you mean \.gexf\?"):
        graphres.write_follows(rung, tmp_path / "who.gefx")
    assert list(tmp_path.iterdir()) == []


def test_labels_stay_where_they_say_something() -> None:
    named = FollowGraph.from_pairs([("1", "2")])
    told = FollowGraph.from_follows(
        named.ids,
        np.array([0], dtype=np.int32),
        np.array([1], dtype=np.int32),
        attributes=pd.DataFrame({"label": ["Ann", "Bob"]}),
    )[0]
    for graph, wanted in ((named, {"1": {}, "2": {}}), (told, attributes(told))):
        out = io.BytesIO()
        write_markup(graph, out, "gexf")
        out.seek(0)
        assert attributes(read_markup(out, "gexf")) == wanted


def test_days_and_odd_values_are_text() -> None:
    made = FollowGraph.from_pairs([("a", "b")])
    values = [datetime.date(2020, 1, 2), ("x", 1)]
    graph = FollowGraph.from_follows(
        made.ids,
        np.array([0], dtype=np.int32),
        np.array([1], dtype=np.int32),
        attributes=pd.DataFrame({"odd": values, "mixed": pd.Series([1, "one"], dtype=object)}),
    )[0]
    out = io.BytesIO()
    write_markup(graph, out, "graphml")
    out.seek(0)
    told = attributes(read_markup(out, "graphml"))
    assert told["a"] == {"odd": "2020-01-02", "mixed": "1"}
    assert told["b"] == {"odd": "('x', 1)", "mixed": "one"}


def test_matrices_that_are_none() -> None:
    with pytest.raises(InputError, match="2 rows and 3 columns"):
        graphres.from_scipy(scipy.sparse.csr_array((2, 3)))
    square = scipy.sparse.csr_array(([0.5], ([0], [1])), shape=(2, 2))
    with pytest.raises(InputError, match="2 rows and 2 columns, 1 names"):
        graphres.from_scipy(square, ["a"])
    with pytest.raises(InputError, match="both written 'a'"):
        graphres.from_scipy(square, ["a", "a"])
    known = graphres.from_scipy(square, probability=True)
    assert follows(known) == {("0", "1"): 0.5}
    with pytest.raises(InputError, match=r"0 -> 1: probability 5\.0 is no number from 0 to 1"):
        graphres.from_scipy(square * 10, probability=True)


def test_tables_that_are_none() -> None:
    table = pd.DataFrame({"follower": ["a"], "followed": ["b"]})
    with pytest.raises(InputError, match="DataFrame of accounts: no column 'account'"):
        graphres.from_pandas(table, accounts=pd.DataFrame({"who": ["a"]}))
    with pytest.raises(InputError, match="both written 'a'"):
        graphres.from_pandas(table, accounts=pd.DataFrame({"account": ["a", "a"]}))
    alone = graphres.from_pandas(table, accounts=pd.DataFrame({"account": ["c", "a"]}))
    assert alone.ids.to_pylist() == ["a", "b", "c"]
    with pytest.raises(InputError, match="Arrow table: no column 'follower'; columns are: a"):
        graphres.from_arrow(pa.table({"a": [1]}))
    nulls = pa.table({"follower": pa.array([2**60, None]), "followed": ["a", "b"]})
    with pytest.raises(InputError, match="row 1: no id"):
        graphres.from_arrow(nulls)
    coded = pa.table({"follower": pa.array(["a", "b"]).dictionary_encode(), "followed": [1, 2]})
    assert graphres.from_arrow(coded).ids.to_pylist() == ["a", "1", "b", "2"]


def test_igraph_that_is_not_there(monkeypatch: pytest.MonkeyPatch, graph: FollowGraph) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(UnfinishedError, match=r"igraph is not installed; pip install"):
        graphres.to_igraph(graph)


def test_igraph_without_names() -> None:
    igraph = pytest.importorskip("igraph")
    made = graphres.from_igraph(igraph.Graph(n=3, edges=[(0, 1), (0, 1), (2, 2)], directed=True))
    assert (made.ids.to_pylist(), made.m, made.attributes) == (["0", "1", "2"], 1, None)


def test_other_readers_find_what_was_written(tmp_path: Path, graph: FollowGraph) -> None:
    graphres.write_follows(graph, tmp_path / "who.graphml")
    seen = nx.read_graphml(tmp_path / "who.graphml")
    assert seen.nodes["007"] == {
        "lang": "en",
        "joined": "2020-01-02",
        "posts": 3,
        "followers_total": 5.0,
    }
    assert seen.edges["007", "bob"] == {"probability": 0.5}
    igraph = pytest.importorskip("igraph")
    other = igraph.Graph.Read_GraphML(str(tmp_path / "who.graphml"))
    assert other.vs["id"] == ["007", "bob", "<cem>"]
    assert other.is_directed()
