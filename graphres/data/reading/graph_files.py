"""Files that hold a graph: recognised, and read as rows and a table of accounts like any other."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from graphres.data.convert import GraphFile, parse_gml, parse_node_link, parse_pajek, parse_xml
from graphres.data.reading.accounts import AccountTable
from graphres.data.reading.formats.json_values import read_document, read_text
from graphres.data.reading.streams.signatures import find_wide_codec
from graphres.data.reading.streams.sources import Source
from graphres.data.reading.tables.encode import Coded
from graphres.data.reading.tables.headers import find_column
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.rows import ColumnSelection, TableRows
from graphres.errors import InputError

if TYPE_CHECKING:
    import networkx as nx

_HEAD = 1 << 16
#: What trees of XML, and the graph that networkx makes of them, take for a byte of the file.
_MEMORY_A_BYTE = 30
#: Some programs write this above text that is UTF-8 all the same.
_SAYS_WIDE = re.compile(rb"<\?xml[^>]*encoding=.(utf|ucs)-?(16|32|2|4)", re.IGNORECASE)
_NODE_LINK = re.compile(r'"(nodes|links|edges|elements)"\s*:\s*[\[{]')


def find_graph(source: Source, encoding: str | None = None) -> GraphFile | None:
    """Read the graph of a file that holds one; return None for a table.

    Parameters
    ----------
    source : Source
    encoding : str, optional
        Of its text; XML says its own.

    Raises
    ------
    InputError
        If it is not what its first bytes promise, or empty.
    """
    graph_file = None if source.parts else _parsed(source, encoding)
    if graph_file is not None and not len(graph_file.graph):
        raise InputError("a graph without nodes", where=source.name, do="give a graph of accounts")
    return graph_file


def _parsed(source: Source, encoding: str | None) -> GraphFile | None:
    if source.format in ("graphml", "gexf"):
        return parse_xml(_xml_text(source), source.format, source.name)
    if source.format == "gml":
        return parse_gml(read_text(source, encoding), source.name)
    if source.format == "pajek":
        return parse_pajek(read_text(source, encoding), source.name)
    if source.format == "json" and _may_be_node_link(source):
        document = read_document(source, encoding)
        if isinstance(document.value, dict):
            return parse_node_link(document.value, source.name)
    return None


def _xml_text(source: Source) -> bytes | str:
    """Text where the bytes themselves tell the encoding, else bytes, of which XML says its own."""
    raw = source.read_whole(_MEMORY_A_BYTE)
    codec = find_wide_codec(raw[:16])
    if codec is None and not _SAYS_WIDE.search(raw[:200]):
        return raw
    try:
        return raw.decode(codec or "utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"not valid {codec or 'UTF-8'}", where=source.name, do="write the file again"
        ) from error


def _may_be_node_link(source: Source) -> bool:
    with source.open() as stream:
        head = stream.peek(_HEAD)[:_HEAD]
    text = head.decode(find_wide_codec(head) or "utf-8", "ignore").lstrip("\ufeff \t\r\n")
    return text.startswith("{") and _NODE_LINK.search(text) is not None


def read_graph_rows(
    file: GraphFile, where: str, edge_data: Collection[str] = (), layer: str | None = None
) -> tuple[TableRows, AccountTable, bool]:
    """Return a graph file's edges as rows, and its nodes as a table of accounts.

    Parameters
    ----------
    file : GraphFile
    where : str
        The file's name, for messages.
    edge_data : collection of str
        Names of edge data to read as columns of the follows.
    layer : str, optional
        Another, if edges have it; else it may be data of the nodes.

    Returns
    -------
    rows : TableRows
        One an edge: who follows whom.
    table : AccountTable
        The nodes and their data.
    directed : bool

    Raises
    ------
    InputError
        If no edge has such data.
    """
    graph = file.graph
    number = {node: i for i, node in enumerate(graph)}
    names = pa.array([str(node) for node in number], type=pa.string())
    ends = np.array([(number[u], number[v]) for u, v in graph.edges()], dtype=np.int32)
    keys = [Coded(column, names) for column in ends.reshape(-1, 2).T]
    if layer is not None and layer in _names([data for _, _, data in graph.edges(data=True)]):
        edge_data = [*edge_data, layer]
    columns = _edge_columns(graph, edge_data, where)
    header = ("source", "target", *columns)
    extras = dict(enumerate(columns.values(), start=2))
    layout = Layout("", header, len(header), 0, 1, notes=file.notes, warnings=file.warnings)
    rows = TableRows(
        layout, ColumnSelection((0, 1), ("follower", "followed"), tuple(extras)), keys, extras
    )
    table = AccountTable(names, _node_columns(graph), lambda row: row + 1)
    return rows, table, bool(graph.is_directed())


def _node_columns(graph: nx.Graph[Any]) -> dict[str, pa.ChunkedArray]:
    data = [values for _, values in graph.nodes(data=True)]
    return {name: _column([values.get(name) for values in data]) for name in _names(data)}


def _edge_columns(
    graph: nx.Graph[Any], wanted: Collection[str], where: str
) -> dict[str, pa.ChunkedArray]:
    """Return edge data by name; edges have no columns to count, so positions mean nothing."""
    if not wanted:
        return {}
    data = [values for _, _, values in graph.edges(data=True)]
    names = _names(data)
    if not names:
        raise InputError(f"no column {min(wanted)!r}", where=where, do="the edges have no data")
    selection = dict.fromkeys(names[find_column(name, names, 0, where)] for name in wanted)
    return {name: _column([values.get(name) for values in data]) for name in selection}


def _names(data: list[dict[Any, Any]]) -> list[str]:
    return list(dict.fromkeys(str(name) for values in data for name in values))


def _column(values: list[Any]) -> pa.ChunkedArray:
    try:
        return pa.chunked_array([pa.array(values)])
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        texts = [None if value is None else str(value) for value in values]
        return pa.chunked_array([pa.array(texts, type=pa.string())])
