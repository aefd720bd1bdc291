"""GML and Pajek through networkx."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graphres.amounts import parse_digits
from graphres.data.convert.graph_files import GraphFile, named_by, unreadable
from graphres.engine.memory import need_memory
from graphres.errors import InputError

if TYPE_CHECKING:
    import networkx as nx


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
    except MemoryError:
        raise
    except Exception as error:  # networkx stumbles over damaged GML in many ways
        raise unreadable("GML", error, where) from error
    graph = nx.relabel_nodes(graph, {node: str(node) for node in graph})
    named, note = named_by(graph, ("label", "name"))
    if named is graph and any("label" in data for data in graph.nodes.values()):
        note += ", as labels are missing or repeated"
    return GraphFile(named, "GML", (note,))


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
    ends = [*starts, len(lines)][1:]
    blocks = [lines[a:b] for a, b in zip(starts, ends, strict=True)]
    names, note = _pajek_names(blocks, where)
    vertices = [f"*Vertices {len(names)}", *(f"{i} {_quoted(n)}" for i, n in names.items())]
    graphs: list[nx.Graph[Any]] = []
    for block in blocks:
        kind = block[0].split()[0].lower()
        if kind in ("*arcs", "*edges", "*arc", "*edge"):
            plain = "*Arcs" if kind.startswith("*arc") else "*Edges"
            try:
                graphs.append(nx.parse_pajek([*vertices, plain, *block[1:]]))
            except MemoryError:
                raise
            except Exception as error:  # networkx stumbles over damaged Pajek in many ways
                raise unreadable("Pajek", error, where) from error
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
    count = parse_digits(size[0]) if size else None
    if block is None or count is None:
        raise InputError("Pajek without a number of *Vertices", where=where, do="write it again")
    need_memory(_BYTES_A_VERTEX * count, f"{count:,} vertices", do="write a CSV of the arcs")
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
    names = {str(i): labels.get(str(i), str(i)) for i in range(1, count + 1)}
    if labels and len(set(names.values())) == len(names) and all(names.values()):
        return names, "accounts are named by their labels"
    plain = {number: number for number in names}
    why = ", as labels are missing or repeated" if labels else ""
    return plain, f"accounts are named by their numbers{why}"


#: What networkx keeps of a vertex, about.
_BYTES_A_VERTEX = 1000
_VERTEX = re.compile(r'\s*([0-9]+)(?:\s+(?:"([^"]*)"|(\S+)))?')


def _quoted(name: str) -> str:
    """A name as shlex, by which networkx takes lines apart, gives it back."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
