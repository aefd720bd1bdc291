"""Node-link JSON through networkx, in many programs' dialects, with its numbers kept exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from graphres.data.convert.graph_files import GraphFile, make_reading_error
from graphres.errors import InputError

_EXACT = 2**53


class Integer(str):
    """A whole number by its digits."""

    @property
    def number(self) -> int:
        """Its value."""
        return int(self)


class Float(str):
    """A number with a point or an exponent, as it is written.

    >>> Float("12.0").exact, Float("1e18").exact
    ('12', None)
    """

    @property
    def number(self) -> float:
        """Its value."""
        return float(self)

    @property
    def exact(self) -> str | None:
        """The whole number that it is without loss, if it is one."""
        value = float(self)
        if math.isfinite(value) and value == int(value) and abs(value) < _EXACT:
            return str(int(value))
        return None


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
    named = [_ids_as_text(node, ("id", "key"), where, "node") for node in nodes]
    joined = [_edge(link, where) for link in links]
    directed = value.get("directed", value.get("type") != "undirected")
    data = {
        "directed": bool(directed),
        "multigraph": True,
        "graph": {},
        "nodes": named,
        "links": joined,
    }
    try:
        graph = nx.node_link_graph(data, edges="links", key="a key of networkx alone")
    except (nx.NetworkXError, LookupError, TypeError, ValueError) as error:
        raise make_reading_error("node-link JSON", error, where) from error
    return GraphFile(graph, "node-link JSON", ("read as node-link JSON",))


def _unwrapped(item: Any, where: str, what: str) -> dict[str, Any]:
    """Flatten a node or an edge: Cytoscape nests it in ``data``, graphology in ``attributes``."""
    if not isinstance(item, dict):
        raise InputError(f"a {what} that is no object", where=where, do=_WRITE_CSV)
    flat = dict(item)
    for within in (item.get("data"), item.get("attributes")):
        if isinstance(within, dict):
            flat |= within
    flat.pop("key" if what == "link" else "", None)  # networkx's own word for parallel edges
    return {name: value for name, value in flat.items() if not isinstance(value, dict | list)}


def _ids_as_text(item: Any, names: Sequence[str], where: str, what: str) -> dict[str, Any]:
    flat = _unwrapped(item, where, what)
    name = next((name for name in names if flat.get(name) not in (None, "")), None)
    if name is None:
        raise InputError(f"a {what} without {names[0]!r}", where=where, do=_WRITE_CSV)
    rest = {key: _plain(value) for key, value in flat.items() if key != name and value is not None}
    return {**rest, "id": _id(flat[name], where)}


def _edge(item: Any, where: str) -> dict[str, Any]:
    flat = _unwrapped(item, where, "link")
    ends: dict[str, str] = {}
    for name, alias in (("source", "from"), ("target", "to")):
        value = item.get(name) if isinstance(item.get(name), dict) else None
        identifier = value.get("id") if value is not None else flat.get(name, flat.pop(alias, None))
        if identifier in (None, ""):
            raise InputError(f"a link without {name!r}", where=where, do=_WRITE_CSV)
        ends[name] = _id(identifier, where)
    return {name: _plain(value) for name, value in flat.items() if value is not None} | ends


def _plain(value: Any) -> Any:
    return value.number if isinstance(value, Integer | Float) else value


def _id(value: Any, where: str) -> str:
    if isinstance(value, Float) and value.exact is not None:
        return value.exact
    if isinstance(value, bool | float | Float):
        raise InputError(f"{value!r} is no id", where=where, do="write ids as text")
    return str(value)


_WRITE_CSV = "write it as a CSV of follower,followed"
