"""GraphML and GEXF through networkx, whichever program wrote them, checked before they load."""

from __future__ import annotations

import codecs
import io
import re
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.parsers import expat

from graphres.data.convert.graph_files import GraphFile, make_reading_error, name_nodes
from graphres.data.convert.tidy_xml import Remarks, tidy_gexf, tidy_graphml
from graphres.errors import InputError

if TYPE_CHECKING:
    import networkx as nx

#: GraphML nests graphs in nodes; nobody nests so many. Libraries recur a frame a level.
DEEPEST = 100

_NAMED_BY = {"node": ("id",), "edge": ("source", "target")}


def check_xml(source: bytes | str) -> None:
    """Parse XML, keeping nothing.

    Raises
    ------
    ValueError
        For elements nested more than ``DEEPEST`` levels deep, for nodes without an id, and for
        edges without ends.
    xml.parsers.expat.ExpatError
        For what is not XML.

    Examples
    --------
    >>> check_xml("<graphml><node id='a'/></graphml>")
    >>> check_xml("<graphml><node/></graphml>")
    Traceback (most recent call last):
    ValueError: <node> without id
    """
    parser = expat.ParserCreate()
    depth = 0

    def start(name: str, attributes: dict[str, Any]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ValueError(f"elements nested more than {DEEPEST} levels deep")
        _check_names(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse: Callable[[bytes | str, bool], object] = parser.Parse
    parse(source, True)


def _check_names(element: str, attributes: dict[str, Any]) -> None:
    for name in _NAMED_BY.get(element, ()):
        if not attributes.get(name):
            raise ValueError(f"<{element}> without {name}")


#: Ids that igraph and yEd give to nodes by themselves; accounts have names beside.
_NUMBERED = re.compile("n[0-9]+")
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")


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
    if isinstance(source, str):
        source = _DECLARATION.sub("", source)
    else:
        source = source.removeprefix(codecs.BOM_UTF8).lstrip()
    remarks = Remarks()
    try:
        check_xml(source)
        root = ElementTree.fromstring(source)  # noqa: S314 - expat bounds entities by itself
        if root.tag.rpartition("}")[2].lower() != form:
            raise ValueError(f"its root is {root.tag.rpartition('}')[2]}")
        documents = (tidy_gexf if form == "gexf" else tidy_graphml)(root, remarks)
        graphs = [_read_xml(document, form) for document in documents]
    except MemoryError:
        raise
    except Exception as error:  # expat and networkx stumble over damaged XML in many ways
        raise make_reading_error(form, error, where) from error
    if not graphs:
        raise InputError("no <graph> inside", where=where, do="write the file again")
    graph = _together(graphs, remarks, where)
    _drop_labels(graph)
    if all(map(_NUMBERED.fullmatch, graph)):
        graph, note = name_nodes(graph, ("name", "label"))
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

    joined: nx.Graph[Any] = (
        graphs[0].__class__()
        if graphs[0].is_multigraph()
        else (nx.MultiDiGraph() if graphs[0].is_directed() else nx.MultiGraph())
    )
    for graph in graphs:
        joined.add_nodes_from(graph.nodes(data=True))
        joined.add_edges_from(graph.edges(data=True))
    remarks.warnings.append(f"{len(graphs)} graphs in the file, read together as one")
    return joined


def _drop_labels(graph: nx.Graph[Any]) -> None:
    """Labels that are the nodes' names, which a writer of GEXF adds, say nothing."""
    if all(data.get("label") in (node, None) for node, data in graph.nodes(data=True)):
        for data in graph.nodes.values():
            data.pop("label", None)


def _few(texts: list[str], most: int = 10) -> tuple[str, ...]:
    """Remarks, each once, and of many the first."""
    several = list(dict.fromkeys(texts))
    more = [f"… and {len(several) - most} more of the kind"] if len(several) > most else []
    return (*several[:most], *more)
