"""Files of graphs through networkx: GraphML, GEXF, GML, Pajek, node-link JSON."""

from __future__ import annotations

import codecs
import io
import re
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

from graphres.convert.json_numbers import Float, Whole
from graphres.convert.tidy_xml import Remarks, tidy_gexf, tidy_graphml
from graphres.errors import InputError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["GraphFile", "parse_gml", "parse_node_link", "parse_pajek", "parse_xml"]

#: Ids that igraph and yEd give to nodes by themselves; accounts have names beside.
_NUMBERED = re.compile("n[0-9]+")
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")


class GraphFile(NamedTuple):
    """A graph as networkx holds it: an edge u -> v says that u follows v."""

    graph: nx.Graph[Any]
    form: str
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def parse_xml(source: bytes | str, form: str, where: str) -> GraphFile:
    """Read GraphML or GEXF, whatever its namespaces; several graphs are put together.

    Accounts are named by the ids of nodes; where a program has numbered these n0, n1 …, as igraph
    and yEd do, by names or labels if each has one of its own.

    Parameters
    ----------
    source : bytes or str
        Of text, the encoding that it declares says nothing.
    form : {'graphml', 'gexf'}
    where : str
        The file's name, for messages.

    Raises
    ------
    InputError
        If the file is not what it should be.
    """
    import networkx as nx

    if isinstance(source, str):
        source = _DECLARATION.sub("", source)
    else:
        source = source.removeprefix(codecs.BOM_UTF8).lstrip()
    remarks = Remarks()
    try:
        root = ElementTree.fromstring(source)  # noqa: S314 - expat bounds entities by itself
        if root.tag.rpartition("}")[2].lower() != form:
            raise ValueError(f"its root is {root.tag.rpartition('}')[2]}")
        documents = (tidy_gexf if form == "gexf" else tidy_graphml)(root, remarks)
        graphs = [_read_xml(document, form) for document in documents]
    except (SyntaxError, nx.NetworkXError, LookupError, TypeError, ValueError) as error:
        # ElementTree's ParseError is a SyntaxError.
        raise _unreadable(form, error, where) from error
    if not graphs:
        raise InputError("no <graph> inside", where=where, do="write the file again")
    graph = _together(graphs, remarks, where)
    _drop_labels(graph)
    if all(map(_NUMBERED.fullmatch, graph)):
        graph, note = _named_by(graph, ("name", "label"))
        remarks.notes.append(note)
    elif any("label" in data for data in graph.nodes.values()):
        remarks.notes.append("accounts are named by their ids; the column 'label' has their labels")
    return GraphFile(graph, form, tuple(dict.fromkeys(remarks.notes)), _few(remarks.warnings))


def _read_xml(document: ElementTree.Element, form: str) -> nx.Graph[Any]:
    import networkx as nx

    text = ElementTree.tostring(document, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they tell of has been dealt with
        read: Callable[[Any], nx.Graph[Any]] = nx.read_gexf if form == "gexf" else nx.read_graphml
        return read(io.BytesIO(text))


def _together(graphs: Sequence[nx.Graph[Any]], remarks: Remarks, where: str) -> nx.Graph[Any]:
    """One graph of all; nodes of one name are one account."""
    graphs = [graph for graph in graphs if len(graph)] or list(graphs[:1])
    if len(graphs) == 1:
        return graphs[0]
    if len({graph.is_directed() for graph in graphs}) > 1:
        raise InputError(
            f"of {len(graphs)} graphs in it some are directed and some are not",
            where=where,
            do="write them to files of their own",
        )
    import networkx as nx

    whole: nx.Graph[Any] = (
        graphs[0].__class__()
        if graphs[0].is_multigraph()
        else (nx.MultiDiGraph() if graphs[0].is_directed() else nx.MultiGraph())
    )
    for graph in graphs:
        whole.add_nodes_from(graph.nodes(data=True))
        whole.add_edges_from(graph.edges(data=True))
    remarks.warnings.append(f"{len(graphs)} graphs in the file, read together as one")
    return whole


def _drop_labels(made: nx.Graph[Any]) -> None:
    """Labels that are the nodes' names, which a writer of GEXF adds, say nothing."""
    if all(data.get("label") in (node, None) for node, data in made.nodes(data=True)):
        for data in made.nodes.values():
            data.pop("label", None)


def parse_gml(text: str, where: str) -> GraphFile:
    """Read GML. Accounts are named by labels, else names, where each has its own; else by ids.

    Raises
    ------
    InputError
        If the file is not what it should be.
    """
    import networkx as nx

    if not re.search(r"^\s*multigraph\b", text, re.MULTILINE):
        # Repeated edges are repeated rows, which are counted, no fault.
        text = re.sub(r"\bgraph\s*\[", "graph [\nmultigraph 1\n", text, count=1)
    try:
        graph = nx.parse_gml(text, label=None)
    except (nx.NetworkXError, LookupError, ValueError, TypeError, RecursionError) as error:
        raise _unreadable("GML", error, where) from error
    graph = nx.relabel_nodes(graph, {node: str(node) for node in graph})
    named, note = _named_by(graph, ("label", "name"))
    if named is graph and any("label" in data for data in graph.nodes.values()):
        note += ", as labels are missing or repeated"
    return GraphFile(named, "GML", (note,))


_NAMED_BY = {"label": "their labels", "name": "the nodes' data 'name'"}


def _named_by(graph: nx.Graph[str], columns: Sequence[str]) -> tuple[nx.Graph[str], str]:
    """The graph by the first of its data that names every node, each by another name."""
    import networkx as nx

    for column in columns:
        names = {node: str(data.get(column, "")) for node, data in graph.nodes(data=True)}
        if all(names.values()) and len(set(names.values())) == len(names):
            named = nx.relabel_nodes(graph, names)
            for data in named.nodes.values():
                data.pop(column, None)
            return named, f"accounts are named by {_NAMED_BY[column]}"
    return graph, "accounts are named by their ids"


def parse_pajek(text: str, where: str) -> GraphFile:
    """Read Pajek's .net. Accounts are named by labels where each has one of its own.

    Its arcs are follows, its edges ties; where there are both, an edge is a follow both ways.

    Raises
    ------
    InputError
        If the file is not what it should be.
    """
    import networkx as nx

    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("%")]
    starts = [i for i, line in enumerate(lines) if line.lstrip().startswith("*")]
    blocks = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    names, note = _pajek_names(blocks, where)
    vertices = [f"*Vertices {len(names)}", *(f"{i} {_quoted(n)}" for i, n in names.items())]
    graphs: list[nx.Graph[Any]] = []
    for block in blocks:
        kind = block[0].split()[0].lower()
        if kind in ("*arcs", "*edges", "*arc", "*edge"):
            plain = "*Arcs" if kind.startswith("*arc") else "*Edges"
            try:
                graphs.append(nx.parse_pajek([*vertices, plain, *block[1:]]))
            except (nx.NetworkXError, LookupError, ValueError, TypeError) as error:
                raise _unreadable("Pajek", error, where) from error
        elif kind in ("*arcslist", "*edgeslist", "*matrix"):
            raise InputError(
                f"Pajek's {block[0].split()[0]} is not read",
                where=where,
                do="write it as *Arcs, or as a CSV of follower,followed",
            )
    if not graphs:
        raise InputError("a Pajek network without *Arcs and *Edges", where=where, do="add them")
    return _pajek_whole(graphs, note)


def _pajek_whole(graphs: Sequence[nx.Graph[Any]], note: str) -> GraphFile:
    import networkx as nx

    kinds = {graph.is_directed() for graph in graphs}
    whole: nx.Graph[Any] = nx.MultiGraph() if kinds == {False} else nx.MultiDiGraph()
    for graph in graphs:
        whole.add_nodes_from(graph)
        directed = graph.to_directed() if whole.is_directed() else graph
        whole.add_edges_from(directed.edges(data=True))
    told = []
    if len(kinds) > 1:
        ties = sum(graph.number_of_edges() for graph in graphs if not graph.is_directed())
        told = [f"{ties:,} of *Edges beside *Arcs: read as follows both ways"]
    return GraphFile(whole, "Pajek", (note,), tuple(told))


def _pajek_names(blocks: Sequence[Sequence[str]], where: str) -> tuple[dict[str, str], str]:
    """The vertices' names by number."""
    block = next((block for block in blocks if block[0].lower().startswith("*vertices")), None)
    size = block[0].split()[1:2] if block is not None else []
    if block is None or not size or not size[0].isdecimal():
        raise InputError("Pajek without a number of *Vertices", where=where, do="write it again")
    if len(block[0].split()) > 2:
        raise InputError(
            "a Pajek network of two kinds of vertices, who do not follow each other",
            where=where,
            do="give a network of accounts alone",
        )
    labels: dict[str, str] = {}
    for line in block[1:]:
        found = _VERTEX.match(line)
        if found is None:
            raise InputError(f"{line!r} is no vertex", where=where, do="write the file again")
        labels[found[1]] = found[2] if found[2] is not None else (found[3] or found[1])
    names = {str(i): labels.get(str(i), str(i)) for i in range(1, int(size[0]) + 1)}
    if labels and len(set(names.values())) == len(names) and all(names.values()):
        return names, "accounts are named by their labels"
    plain = {number: number for number in names}
    why = ", as labels are missing or repeated" if labels else ""
    return plain, f"accounts are named by their numbers{why}"


_VERTEX = re.compile(r'\s*([0-9]+)(?:\s+(?:"([^"]*)"|(\S+)))?')


def _quoted(name: str) -> str:
    """A name as shlex, by which networkx takes lines apart, gives it back."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def parse_node_link(value: dict[str, Any], where: str) -> GraphFile | None:
    """Read node-link JSON, as networkx, D3, Cytoscape and graphology have it; None for other JSON.

    Without a ``directed`` that says otherwise an edge is a follow of its target by its source.

    Raises
    ------
    InputError
        If nodes have no ids, or edges no ends.
    """
    import networkx as nx

    for outer in ("elements", "graph"):
        inner = value.get(outer)
        if isinstance(inner, dict) and ({"nodes", "links", "edges"} & inner.keys()):
            value = {**value, **inner}
    links = value.get("links", value.get("edges"))
    nodes = value.get("nodes", [])
    if not isinstance(links, list) or "nodes" not in value:
        return None
    if isinstance(nodes, dict):
        nodes = [{**about, "id": name} for name, about in nodes.items() if isinstance(about, dict)]
    told = [_ids_as_text(node, ("id", "key"), where, "node") for node in nodes]
    joined = [_edge(link, where) for link in links]
    directed = value.get("directed", value.get("type") != "undirected")
    data = {
        "directed": bool(directed),
        "multigraph": True,
        "graph": {},
        "nodes": told,
        "links": joined,
    }
    try:
        graph = nx.node_link_graph(data, edges="links", key="a key of networkx alone")
    except (nx.NetworkXError, LookupError, TypeError, ValueError) as error:
        raise _unreadable("node-link JSON", error, where) from error
    return GraphFile(graph, "node-link JSON", ("read as node-link JSON",))


def _unwrapped(item: Any, where: str, what: str) -> dict[str, Any]:
    """A node or an edge; Cytoscape keeps it in ``data``, graphology what is known in attributes."""
    if not isinstance(item, dict):
        raise InputError(f"a {what} that is no object", where=where, do=_WRITE_CSV)
    flat = dict(item)
    for within in (item.get("data"), item.get("attributes")):
        if isinstance(within, dict):
            flat |= within
    flat.pop("key" if what == "link" else "", None)  # networkx's own word for parallel edges
    return {name: held for name, held in flat.items() if not isinstance(held, dict | list)}


def _ids_as_text(item: Any, names: Sequence[str], where: str, what: str) -> dict[str, Any]:
    flat = _unwrapped(item, where, what)
    name = next((name for name in names if flat.get(name) not in (None, "")), None)
    if name is None:
        raise InputError(f"a {what} without {names[0]!r}", where=where, do=_WRITE_CSV)
    rest = {key: _plain(held) for key, held in flat.items() if key != name and held is not None}
    return {**rest, "id": _id(flat[name], where)}


def _edge(item: Any, where: str) -> dict[str, Any]:
    flat = _unwrapped(item, where, "link")
    ends: dict[str, str] = {}
    for name, other in (("source", "from"), ("target", "to")):
        held = item.get(name) if isinstance(item.get(name), dict) else None
        said = held.get("id") if held is not None else flat.get(name, flat.pop(other, None))
        if said in (None, ""):
            raise InputError(f"a link without {name!r}", where=where, do=_WRITE_CSV)
        ends[name] = _id(said, where)
    return {name: _plain(held) for name, held in flat.items() if held is not None} | ends


def _plain(held: Any) -> Any:
    return held.number if isinstance(held, Whole | Float) else held


def _id(said: Any, where: str) -> str:
    if isinstance(said, Float) and said.exact is not None:
        return said.exact
    if isinstance(said, bool | float | Float):
        raise InputError(f"{said!r} is no id", where=where, do="write ids as text")
    return str(said)


_WRITE_CSV = "write it as a CSV of follower,followed"


def _few(told: list[str], most: int = 10) -> tuple[str, ...]:
    """Remarks, each once, and of many the first."""
    several = list(dict.fromkeys(told))
    more = [f"… and {len(several) - most} more of the kind"] if len(several) > most else []
    return (*several[:most], *more)


def _unreadable(form: str, error: Exception, where: str) -> InputError:
    reason = next(iter(str(error).splitlines()), type(error).__name__)
    return InputError(f"this {form} can't be read ({reason})", where=where, do="write it again")
