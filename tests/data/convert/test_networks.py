"""To and from networkx, pandas and scipy."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphres.data.convert import from_networkx, from_pandas, read_markup, to_networkx, to_scipy
from graphres.errors import InputError
from graphres.graph import FollowGraph

nodes = st.integers(0, 6)
edges = st.lists(st.tuples(nodes, nodes), max_size=20)


@given(edges, st.booleans())
def test_networkx_there_and_back(pairs: list[tuple[int, int]], directed: bool) -> None:
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(map(str, range(7)))
    graph.add_edges_from((str(u), str(v)) for u, v in pairs if u != v)
    made = from_networkx(graph)
    assert made.directed is directed
    assert nx.utils.graphs_equal(to_networkx(made), graph)


@given(edges)
def test_scipy_holds_the_same_follows(pairs: list[tuple[int, int]]) -> None:
    graph = nx.DiGraph(pairs)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    expected = nx.to_numpy_array(graph) if len(graph) else np.zeros((0, 0))
    assert np.array_equal(to_scipy(from_networkx(graph)).toarray(), expected)


@given(edges.filter(bool))
def test_pandas_numbers_accounts_by_first_appearance(pairs: list[tuple[int, int]]) -> None:
    table = pd.DataFrame(pairs, columns=["to", "from"])
    made = from_pandas(table, follower="from", followed="to")
    assert made.ids.to_pylist() == list(dict.fromkeys(str(cell) for row in pairs for cell in row))
    expected = {(str(u), str(v)) for v, u in pairs if u != v}
    assert set(to_networkx(made).edges) == expected


def test_multigraphs_attributes_and_ties() -> None:
    graph = nx.MultiDiGraph([(1, 2), (1, 2), (2, 2)])
    graph.nodes[1]["lang"] = "de"
    made = from_networkx(graph)
    assert (made.n, made.m) == (2, 1)
    assert made.accounts["lang"].tolist()[0] == "de"
    assert to_networkx(made).nodes["1"]["lang"] == "de"
    with pytest.raises(InputError, match="both written '1'"):
        from_networkx(nx.DiGraph([(1, "1")]))


values = st.sampled_from([0, 0.25, 1.0])


@given(st.dictionaries(st.tuples(nodes, nodes), values), st.booleans())
def test_probabilities_there_and_back(known: dict[tuple[int, int], float], directed: bool) -> None:
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(map(str, range(7)))
    graph.add_edges_from(
        (str(u), str(v), {"probability": float(p)}) for (u, v), p in known.items() if u != v
    )
    made = from_networkx(graph, probability="probability")
    assert nx.utils.graphs_equal(to_networkx(made), graph)
    table = nx.to_pandas_edgelist(graph)
    if len(table):
        again = from_pandas(
            table,
            follower="source",
            followed="target",
            directed=directed,
            probability="probability",
        )
        assert nx.utils.edges_equal(to_networkx(again).edges, graph.edges, directed=directed)
        assert {frozenset(e.items()) for *_, e in to_networkx(again).edges(data=True)} == {
            frozenset(e.items()) for *_, e in graph.edges(data=True)
        }
    assert from_networkx(graph).probability is None


@pytest.mark.parametrize("wrong", [None, "0.5", True, 1.5, -0.1, float("nan")])
def test_probabilities_are_numbers_from_0_to_1(wrong: object) -> None:
    with pytest.raises(InputError, match="a -> b: probability .* is no number from 0 to 1"):
        from_networkx(nx.DiGraph([("a", "b", {"p": wrong})]), probability="p")
    table = pd.DataFrame({"follower": ["a", "b"], "followed": ["b", "a"], "p": [0.5, wrong]})
    with pytest.raises(InputError, match="column 'p', row 1: probability"):
        from_pandas(table, probability="p")
    with pytest.raises(InputError, match="no column 'q'"):
        from_pandas(table, probability="q")


def test_pandas_refuses_what_is_no_id() -> None:
    with pytest.raises(InputError, match="no column 'follower'; columns are: a, b"):
        from_pandas(pd.DataFrame({"a": [1], "b": [2]}))
    with pytest.raises(InputError, match="row 1"):
        from_pandas(pd.DataFrame({"follower": ["a", None], "followed": ["b", "c"]}))
    with pytest.raises(InputError, match="lost digits"):
        from_pandas(pd.DataFrame({"follower": [1.5], "followed": [2]}))
    with pytest.raises(InputError, match="ids of type bool"):
        from_pandas(pd.DataFrame({"follower": [True], "followed": [2]}))
    mixed = pd.DataFrame({"follower": [1, "b"], "followed": [2, 3]}, dtype=object)
    assert from_pandas(mixed).ids.to_pylist() == ["1", "2", "b", "3"]
    assert from_pandas(pd.DataFrame({"follower": [], "followed": []}, dtype=str)).n == 0
    ties = pd.DataFrame({"follower": ["a", "b"], "followed": ["b", "a"]})
    assert from_pandas(ties, directed=False).m == 1


def test_markup(tmp_path: Path) -> None:
    nx.write_graphml(nx.DiGraph([("a", "b")]), tmp_path / "g.graphml")
    made = read_markup(tmp_path / "g.graphml", "graphml")
    assert isinstance(made, FollowGraph)
    assert to_networkx(made).has_edge("a", "b")
    with pytest.raises(InputError, match="this gexf can't be read"):
        read_markup(tmp_path / "g.graphml", "gexf")
