"""GraphML, GEXF, GML, Pajek and node-link JSON as programs write them, checked with networkx."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import hypothesis
import networkx as nx
import pytest
from hypothesis import strategies as st

from graphres.errors import InputError, UsageError
from tests.data.reading.tables import follows, pairs, read

AB, CB = ("ann", "bob"), ("cem", "bob")


def network(directed: bool = True) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
    graph.add_node("ann", lang="en")
    graph.add_edges_from([AB, CB])
    graph.add_node("alone")
    return graph


def written(graph: nx.Graph[Any], write: Callable[[Any, Any], None]) -> bytes:
    out = io.BytesIO()
    write(graph, out)
    return out.getvalue()


def node_link(graph: nx.Graph[Any], out: io.BytesIO) -> None:
    out.write(json.dumps(nx.node_link_data(graph, edges="links")).encode())


WRITERS: dict[str, Callable[[Any, Any], None]] = {
    "graphml": nx.write_graphml,
    "gexf": nx.write_gexf,
    "gml": nx.write_gml,
    "pajek": nx.write_pajek,
    "json": node_link,
}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("directed", [True, False])
def test_what_networkx_writes_is_read_alike(form: str, directed: bool) -> None:
    raw = written(network(directed), WRITERS[form])
    graph, report = read(raw)
    both = set() if directed else {AB[::-1], CB[::-1]}
    assert (follows(graph), graph.directed) == ({AB, CB} | both, directed)
    assert set(graph.ids.to_pylist()) == {"ann", "bob", "cem", "alone"}
    assert report.format == form
    if form != "pajek":
        assert graph.attributes is not None
        assert graph.attributes["lang"].dropna().tolist() == ["en"]


names = st.text("ab 1é&<>#;漢%*[].", min_size=1, max_size=5).filter(
    lambda name: name == name.strip()
)


@hypothesis.settings(max_examples=60)
@hypothesis.given(
    st.lists(st.tuples(names, names), min_size=1, max_size=6),
    st.sampled_from(sorted(WRITERS)),
    st.booleans(),
)
def test_names_of_any_kind(edges: list[tuple[str, str]], form: str, directed: bool) -> None:
    made = (nx.DiGraph if directed else nx.Graph)(edges)
    wanted = {(a, b) for a, b in edges if a != b}
    wanted |= set() if directed else {(b, a) for a, b in wanted}
    assert pairs(written(made, WRITERS[form])) == wanted


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("form", ["graphml", "gexf", "gml", "pajek", "json"])
def test_wide_encodings(form: str, codec: str) -> None:
    text = written(network(), WRITERS[form]).decode().replace("utf-8", codec.upper())
    assert pairs(text.encode(codec)) == {AB, CB}


def test_xml_that_says_another_encoding_than_its_own() -> None:
    raw = written(network(), nx.write_graphml)
    assert pairs(raw.replace(b"utf-8", b"utf-16")) == {AB, CB}
    with pytest.raises(InputError, match="not valid utf-16"):
        read(raw.decode().encode("utf-16") + b"\x00\xd8\x01")


def test_graphml_whatever_its_namespaces_types_and_keys() -> None:
    graph, report = read(
        b'\xef\xbb\xbf\n<?xml version="1.0"?><!-- <html> --><g:graphml xmlns:g="http://x.example/g">'
        b'<g:key id="a" for="node" attr.name="age" attr.type="int"/>'
        b'<g:key id="j" for="node" attr.name="joined" attr.type="date"/>'
        b'<g:graph edgedefault="directed"><g:node id="ann"><g:data key="a">old</g:data>'
        b'<g:data key="j">2020-01-01</g:data><g:data key="none">?</g:data><g:port name="p"/>'
        b'</g:node><g:node id="bob"/><g:edge source="ann" target="bob"/>'
        b'<g:edge source="cem" target="bob" directed="false"/></g:graph></g:graphml>'
    )
    assert follows(graph) == {AB, CB, CB[::-1]}
    assert report.warnings == [
        "data 'age' read as text: 'old' is no int",
        "1 piece of data of no known key left out",
        "1 edge is undirected among directed ones: read as follows both ways",
    ]
    assert graph.attributes is not None
    assert graph.attributes["age"].tolist()[0] == "old"


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (
            b'<graphml><graph edgedefault="directed"><edge source="ann" target="bob"/></graph>'
            b'<graph edgedefault="directed"><edge source="cem" target="bob"/></graph></graphml>',
            {AB, CB},
        ),
        (
            b'<graphml><graph edgedefault="directed"><node id="ann"><graph edgedefault="directed">'
            b'<edge source="cem" target="bob"/></graph></node>'
            b'<edge source="ann" target="bob"/></graph></graphml>',
            {AB, CB},
        ),
    ],
)
def test_several_graphs_are_read_together_with_a_warning(raw: bytes, wanted: set[Any]) -> None:
    graph, report = read(raw)
    assert follows(graph) == wanted
    assert report.warnings == ["2 graphs in the file, read together as one"]


def test_gexf_as_gephi_writes_it() -> None:
    graph, report = read(
        b'<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
        b'<graph defaultedgetype="directed" mode="dynamic" timeformat="datetime">'
        b'<attributes class="node" mode="dynamic"><attribute id="k" title="k" type="integer"/>'
        b'<attribute id="n" title="n" type="biginteger"/></attributes><nodes>'
        b'<node id="ann" label="Ann" start="2024-01-01"><attvalues><attvalue for="k" value="x"/>'
        b'</attvalues><viz:color r="1" g="2" b="3" a="x"/><spells><spell start="1"/></spells>'
        b'</node><node id="bob" label="Bob"/></nodes><edges><edge source="ann" target="bob" '
        b'weight="much"/><edge source="bob" target="cem" type="mutual"/></edges></graph></gexf>'
    )
    assert follows(graph) == {AB, ("bob", "cem"), CB}
    assert report.warnings == [
        "data 'k' read as text: 'x' is no integer",
        "weight 'much' is no number: left out",
    ]
    assert "accounts are named by their ids; the column 'label' has their labels" in report.notes


def test_gml_names_accounts_by_labels_of_their_own_and_counts_repeated_edges() -> None:
    text = (
        'Creator "x"\nVersion 1\ngraph\n[\n  directed 1\n  node [ id 1 label "%s" ]\n'
        '  node [ id 99999999999999999999 label "bob" ]\n'
        "  edge [ source 1 target 99999999999999999999 ]\n"
        "  edge [ source 1 target 99999999999999999999 ]\n]\n"
    )
    graph, report = read((text % "ann").encode())
    assert (follows(graph), report.repeated_rows) == ({AB}, 1)
    assert report.notes[0] == "accounts are named by their labels"
    graph, report = read((text % "bob").encode())
    assert follows(graph) == {("1", "99999999999999999999")}
    assert "labels are missing or repeated" in report.notes[0]


def test_pajek_arcs_are_follows_and_edges_ties() -> None:
    vertices = '*Network x\n*Vertices 3\n1 "ann" 0.1 0.2 0.5\n2 bob\n'
    assert pairs((vertices + "*Arcs\n1 2 1\n3 2\n").encode()) == {AB, ("3", "bob")}
    graph, report = read((vertices + '*Arcs :1 "r"\n1 2\n*Edges\n2 3\n').encode())
    assert follows(graph) == {AB, ("3", "bob"), ("bob", "3")}
    assert report.warnings == ["1 of *Edges beside *Arcs: read as follows both ways"]
    assert not read((vertices + "*Edges\n1 2\n").encode())[0].directed


def test_ids_that_a_program_numbered_give_way_to_names() -> None:
    gml = b'graph [ directed 1 node [ id 0 name "ann" ] node [ id 1 name "bob" ]'
    assert pairs(gml + b" edge [ source 0 target 1 ] ]") == {AB}
    text = (
        '<graphml><key id="v" for="node" attr.name="name"/><graph edgedefault="directed">'
        '<node id="n0"><data key="v">ann</data></node><node id="n1"><data key="v">%s</data></node>'
        '<edge source="n0" target="n1"/></graph></graphml>'
    )
    graph, report = read((text % "bob").encode())
    assert follows(graph) == {AB}
    assert report.notes[0] == "accounts are named by the nodes' data 'name'"
    assert pairs((text % "ann").encode()) == {("n0", "n1")}


NODE_LINKS = {
    "D3": {"nodes": [{"id": 1}, {"id": 2}], "links": [{"source": 1, "target": "2"}]},
    "edges": {"nodes": [{"id": 1}], "edges": [{"source": 1, "target": 2.0}]},
    "vis.js": {"nodes": [{"id": 1}], "edges": [{"from": 1, "to": 2}]},
    "Cytoscape": {
        "elements": {
            "nodes": [{"data": {"id": 1}}],
            "edges": [{"data": {"source": 1, "target": 2}}],
        }
    },
    "graphology": {
        "nodes": [{"key": "1", "attributes": {"n": 1}}],
        "edges": [{"key": "0", "source": "1", "target": "2"}],
    },
    "JSON Graph Format": {"graph": {"nodes": {"1": {}}, "edges": [{"source": "1", "target": "2"}]}},
}


@pytest.mark.parametrize("kind", NODE_LINKS)
def test_node_link_json_of_several_programs(kind: str) -> None:
    assert pairs(json.dumps(NODE_LINKS[kind]).encode()) == {("1", "2")}


def test_node_data_of_json_are_numbers() -> None:
    raw = b'{"nodes": [{"id": "ann", "age": 30}], "links": [{"source": "ann", "target": "bob"}]}'
    graph, _ = read(raw, where="age > 20")
    assert graph.ids.to_pylist() == ["ann"]


REFUSED = {
    "can't be read": b"<graphml><graph>",
    "a graph without nodes": b"<graphml><graph edgedefault='directed'/></graphml>",
    "without target": b"<gexf><graph><edges><edge source='a'/></edges></graph></gexf>",
    "without id": b"<graphml><graph><node/></graph></graphml>",
    "some are directed": b"<graphml><graph edgedefault='directed'><node id='a'/></graph>"
    b"<graph><node id='b'/></graph></graphml>",
    "hyperedges": b"<graphml><graph><node id='a'/><hyperedge/></graph></graphml>",
    "this GML can't be read": b"graph [ node [ id 1 ]",
    "two kinds of vertices": b"*Vertices 4 2\n*Edges\n1 3\n",
    "*Matrix is not read": b"*Vertices 2\n*Matrix\n0 1\n0 0\n",
    "without *Arcs": b"*Vertices 2\n1 a\n2 b\n",
    "a node without 'id'": b'{"nodes": [{"name": "a"}], "links": []}',
    "'1.5' is no id": b'{"nodes": [{"id": 1.5}], "links": []}',
}


@pytest.mark.parametrize("what", REFUSED)
def test_damaged_and_unfit_graphs_are_refused_in_one_line(what: str) -> None:
    with pytest.raises(InputError) as caught:
        read(REFUSED[what])
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)


def test_graphs_bring_their_own_accounts() -> None:
    with pytest.raises(UsageError, match="brings its own accounts"):
        read(b"*Vertices 1\n*Arcs\n1 1\n", accounts="a.csv")
