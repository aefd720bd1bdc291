"""A graph file as rows and a table of accounts, so that every option works on it too."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from graphres.data.convert.graph_files import GraphFile
from graphres.data.reading.accounts import AccountTable
from graphres.data.reading.tables.encode import Coded
from graphres.data.reading.tables.headers import find_column
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.rows import Rows, Wanted
from graphres.errors import InputError

if TYPE_CHECKING:
    import networkx as nx


def rows_of_graph(
    file: GraphFile, where: str, edge_data: Collection[str] = (), layer: str | None = None
) -> tuple[Rows, AccountTable, bool]:
    """A graph file's edges as rows, and its nodes as a table of accounts.

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
    rows : Rows
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
    rows = Rows(layout, Wanted((0, 1), ("follower", "followed"), tuple(extras)), keys, extras)
    table = AccountTable(names, _node_columns(graph), lambda row: row + 1)
    return rows, table, bool(graph.is_directed())


def _node_columns(graph: nx.Graph[Any]) -> dict[str, pa.ChunkedArray]:
    data = [values for _, values in graph.nodes(data=True)]
    return {name: _column([values.get(name) for values in data]) for name in _names(data)}


def _edge_columns(
    graph: nx.Graph[Any], wanted: Collection[str], where: str
) -> dict[str, pa.ChunkedArray]:
    """The edge data that are asked for, by name alone: edges have no columns to count."""
    if not wanted:
        return {}
    data = [values for _, _, values in graph.edges(data=True)]
    names = _names(data)
    if not names:
        raise InputError(f"no column {min(wanted)!r}", where=where, do="the edges have no data")
    chosen = dict.fromkeys(names[find_column(name, names, 0, where)] for name in wanted)
    return {name: _column([values.get(name) for values in data]) for name in chosen}


def _names(data: list[dict[Any, Any]]) -> list[str]:
    return list(dict.fromkeys(str(name) for values in data for name in values))


def _column(values: list[Any]) -> pa.ChunkedArray:
    try:
        return pa.chunked_array([pa.array(values)])
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        texts = [None if value is None else str(value) for value in values]
        return pa.chunked_array([pa.array(texts, type=pa.string())])
