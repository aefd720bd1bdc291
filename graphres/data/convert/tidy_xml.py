"""GraphML and GEXF as programs write them, made what networkx takes; nothing is lost in silence.

Namespaces are put right, data that can't be read as their type become text, and what says nothing
of who follows whom (colours, places, ports) is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
_GEXF = "{http://www.gexf.net/1.2draft}"
_GRAPHML_NAMES = {
    *("graphml", "key", "default", "graph", "node", "edge", "data", "hyperedge", "port"),
}
_TRUTH = {"true": True, "false": False, "1": True, "0": False}
_READ: dict[str, Callable[[str], object]] = {
    "int": int,
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
    "boolean": lambda text: _TRUTH[text.lower()],
    "string": str,
    "liststring": str,
    "anyURI": str,
    "yfiles": str,
}


@dataclass
class Remarks:
    """What was done to a file, for its reader."""

    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def tidy_graphml(root: Element, remarks: Remarks) -> list[Element]:
    """Split a GraphML document into one document a graph."""
    for element in root.iter():
        name = _local(element.tag)
        if name in _GRAPHML_NAMES:
            element.tag = _GRAPHML + name
    keys = {key.get("id"): key for key in root.iter(f"{_GRAPHML}key")}
    for key in keys.values():
        key.set("attr.name", key.get("attr.name") or key.get("id") or "")
        if key.get("yfiles.type") is None:
            key.set("attr.type", _known_type(key.get("attr.type"), key.get("attr.name"), remarks))
    _tidy_data(root, keys, remarks)
    graphs = list(root.iter(f"{_GRAPHML}graph"))
    for parent in list(root.iter()):
        parent.attrib.pop("yfiles.foldertype", None)
        for tag in ("graph", "port"):
            for child in parent.findall(f"{_GRAPHML}{tag}"):
                parent.remove(child)
    for graph in graphs:
        _refuse_nameless(graph, _GRAPHML)
        _turn_ties(graph, graph.iter(f"{_GRAPHML}edge"), remarks)
    return [_document(graph, keys.values()) for graph in graphs]


def _document(graph: Element, keys: object) -> Element:
    root = Element(f"{_GRAPHML}graphml")
    root.extend(keys)  # type: ignore[arg-type]
    root.append(graph)
    return root


def _tidy_data(root: Element, keys: dict[str | None, Element], remarks: Remarks) -> None:
    """Leave out data of no key; a key one of whose values is not of its type is text."""
    misfits: dict[str, str] = {}
    strangers = 0
    for parent in list(root.iter()):
        for data in parent.findall(f"{_GRAPHML}data"):
            key = keys.get(data.get("key"))
            if key is None:
                parent.remove(data)
                strangers += 1
            elif len(data) == 0 and data.text is not None:
                _test(key, "attr.type", data.text, key.get("attr.name", ""), misfits)
    for key in keys.values():
        default = key.find(f"{_GRAPHML}default")
        if default is not None:
            if default.text is None:
                key.remove(default)
            else:
                _test(key, "attr.type", default.text, key.get("attr.name", ""), misfits)
    _tell(misfits, strangers, "key", remarks)


def _turn_ties(graph: Element, edges: Iterator[Element], remarks: Remarks) -> None:
    """Turn an undirected edge among directed ones into a follow both ways."""
    if graph.get("edgedefault") != "directed":
        return
    ties = [edge for edge in edges if edge.get("directed") == "false"]
    for edge in ties:
        edge.attrib.pop("directed")
        back = SubElement(graph, edge.tag, {**edge.attrib})
        back.set("source", edge.get("target", ""))
        back.set("target", edge.get("source", ""))
        back.extend(list(edge))
    _tell_ties(len(ties), remarks)


def _refuse_nameless(graph: Element, space: str) -> None:
    """`ValueError` for a node or an end of an edge without a name."""
    for tag, names in (("node", ("id",)), ("edge", ("source", "target"))):
        for element in graph.iter(f"{space}{tag}"):
            for name in names:
                if not element.get(name):
                    raise ValueError(f"<{tag}> without {name}")


def _tell_ties(ties: int, remarks: Remarks) -> None:
    if ties:
        noun = "edge is" if ties == 1 else "edges are"
        remarks.warnings.append(
            f"{ties:,} {noun} undirected among directed ones: read as follows both ways"
        )


def tidy_gexf(root: Element, remarks: Remarks) -> list[Element]:
    """Split a GEXF document into one document a graph."""
    for parent in list(root.iter()):
        for child in list(parent):
            if _is_viz(child.tag) or _local(child.tag) in ("spells", "slices", "parents"):
                parent.remove(child)
            else:
                child.tag = _GEXF + _local(child.tag)
    documents = []
    for graph in [child for child in root.iter() if child.tag == f"{_GEXF}graph"]:
        _tidy_gexf_graph(graph, remarks)
        document = Element(f"{_GEXF}gexf")
        document.append(graph)
        documents.append(document)
    return documents


def _tidy_gexf_graph(graph: Element, remarks: Remarks) -> None:
    _refuse_nameless(graph, _GEXF)
    graph.set("timeformat", "string")
    for attributes in graph.findall(f"{_GEXF}attributes"):
        if attributes.get("class") not in ("node", "edge"):
            graph.remove(attributes)
    for kind in ("node", "edge"):
        _tidy_values(graph, kind, remarks)
    ties = 0
    for edge in graph.iter(f"{_GEXF}edge"):
        if edge.get("type") == "undirected" and graph.get("defaultedgetype") == "directed":
            edge.set("type", "mutual")
            ties += 1
        if not _is_readable("double", edge.get("weight", "1")):
            remarks.warnings.append(f"weight {edge.attrib.pop('weight')!r} is no number: left out")
    _tell_ties(ties, remarks)


def _tidy_values(graph: Element, kind: str, remarks: Remarks) -> None:
    """As `_tidy_data`, for the attributes of nodes or of edges."""
    declared: dict[str | None, Element] = {}
    for attributes in graph.findall(f"{_GEXF}attributes"):
        if attributes.get("class") == kind:
            attributes.set("mode", "static")
            for attribute in attributes.findall(f"{_GEXF}attribute"):
                title = attribute.get("title") or attribute.get("id") or ""
                attribute.set("title", title)
                attribute.set("type", _known_type(attribute.get("type"), title, remarks))
                declared[attribute.get("id")] = attribute
    misfits: dict[str, str] = {}
    strangers = 0
    for element in graph.iter(f"{_GEXF}{kind}"):
        for values in element.findall(f"{_GEXF}attvalues"):
            for value in list(values):
                value.set("for", value.get("for") or value.get("id") or "")
                attribute = declared.get(value.get("for"))  # type: ignore[assignment]
                if attribute is None or value.get("value") is None:
                    values.remove(value)
                    strangers += 1
                else:
                    text = value.get("value", "")
                    _test(attribute, "type", text, attribute.get("title", ""), misfits)
    for attribute in declared.values():
        default = attribute.find(f"{_GEXF}default")
        if default is not None and not _is_readable(attribute.get("type", ""), default.text or ""):
            attribute.remove(default)
    _tell(misfits, strangers, "attribute", remarks)


def _test(declared: Element, of_type: str, text: str, name: str, misfits: dict[str, str]) -> None:
    """Make a column text where one of its values is not of its type."""
    type_name = declared.get(of_type, "string")
    if not _is_readable(type_name, text):
        declared.set(of_type, "string")
        misfits[name] = f"{text!r} is no {type_name}"


def _is_readable(type_name: str, text: str) -> bool:
    try:
        _READ[type_name](text)
    except (ValueError, KeyError, OverflowError):
        return False
    # networkx looks up truth values of GEXF as they are written.
    return type_name != "boolean" or text in ("true", "false", "True", "False", "0", "1")


def _known_type(type_name: str | None, name: str | None, remarks: Remarks) -> str:
    if type_name in _READ:
        return type_name
    if type_name is not None:
        remarks.notes.append(f"data {name!r} of type {type_name!r} read as text")
    return "string"


def _tell(misfits: dict[str, str], strangers: int, what: str, remarks: Remarks) -> None:
    for name, reason in misfits.items():
        remarks.warnings.append(f"data {name!r} read as text: {reason}")
    if strangers:
        noun = "piece" if strangers == 1 else "pieces"
        remarks.warnings.append(f"{strangers:,} {noun} of data of no known {what} left out")


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2] if isinstance(tag, str) else ""


def _is_viz(tag: object) -> bool:
    return isinstance(tag, str) and tag.startswith("{") and tag.partition("}")[0].endswith("/viz")
