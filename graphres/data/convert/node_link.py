"""Node-link JSON through networkx, in the dialects of several programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphres.data.convert.graph_files import GraphFile, unreadable
from graphres.data.convert.json_numbers import Float, Whole
from graphres.errors import InputError


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
        raise unreadable("node-link JSON", error, where) from error
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
