"""GraphML and GEXF through networkx. An edge u -> v says that u follows v."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO
from xml.etree import ElementTree

from graphres.data.convert.frames import to_pandas
from graphres.data.convert.networks import from_networkx, to_networkx
from graphres.data.convert.xml_graphs import parse_xml
from graphres.errors import InputError
from graphres.graph import FollowGraph

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


#: Signs that XML has no way to say.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_markup(source: str | os.PathLike[str] | BinaryIO, form: str) -> FollowGraph:
    """Read GraphML or GEXF.

    Parameters
    ----------
    source : path or binary file
    form : {'graphml', 'gexf'}

    Returns
    -------
    FollowGraph
        Nodes are accounts named by their ids, node data attributes, edge u -> v: u follows v.

    Raises
    ------
    InputError
        If the file is not what it should be.
    """
    if isinstance(source, str | os.PathLike):
        where, raw = str(source), Path(source).read_bytes()
    else:
        where, raw = str(getattr(source, "name", source)), source.read()
    return from_networkx(parse_xml(raw, form, where).graph)


def write_markup(
    graph: FollowGraph,
    out: IO[Any],
    form: str,
    *,
    extra_columns: Mapping[str, list[Any]] | None = None,
) -> None:
    """Write GraphML or GEXF, as Gephi, Cytoscape and others read it.

    The same graph gives the same bytes: no date is written.

    Parameters
    ----------
    graph : FollowGraph
        Nodes are accounts by name, with their attributes, ``followers_total`` and ``crawled`` where
        they are known; edge u -> v: u follows v, with its ``probability`` where it is known. What
        is missing is left out; days and times are text.
    out : binary file
    form : {'graphml', 'gexf'}
    extra_columns : mapping of str to list, length n, optional
        Further columns of accounts, which take the place of attributes of the same name.

    Raises
    ------
    InputError
        For a name or text that XML has no way to say, such as a control character.
    """
    network = to_networkx(graph)
    columns = _columns(graph) | {
        name: list(values) for name, values in (extra_columns or {}).items()
    }
    for text in [*network.nodes, *columns]:
        _refuse_unsayable(text)
    labels = columns.pop("label", None) if form == "gexf" else None
    _fill(network, list(columns.values()), labels)
    writer = _gexf if form == "gexf" else _graphml
    root = writer(network, list(columns))
    ElementTree.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)


def _columns(graph: FollowGraph) -> dict[str, list[Any]]:
    """Return the attributes of accounts, by column."""
    table = to_pandas(graph)[1].drop(columns="account")
    return {str(name): _cells(table[name]) for name in table.columns}


def _fill(network: nx.Graph[str], columns: list[list[Any]], labels: list[Any] | None) -> None:
    """Give every node its data by the number of the column, and its label."""
    for place, data in enumerate(network.nodes.values()):
        data.clear()
        for number, values in enumerate(columns):
            if values[place] is not None:
                data[str(number)] = values[place]
        if labels is not None and labels[place] is not None:
            data["label"] = labels[place]


def _cells(column: pd.Series[Any]) -> list[Any]:
    """Values of one plain type, None for what is missing: numbers stay such, the rest is text."""
    missing = column.isna().tolist()
    cells = [None if gone else _plain(cell) for gone, cell in zip(missing, column, strict=True)]
    types = {type(cell) for cell in cells if cell is not None}
    if len(types) > 1:
        to: Callable[[Any], Any] = float if types <= {int, float} else str
        cells = [None if cell is None else to(cell) for cell in cells]
    for cell in cells:
        if isinstance(cell, str):
            _refuse_unsayable(cell)
    return cells


def _plain(cell: Any) -> Any:
    """Return a number or truth value of Python's own, else text."""
    value = cell.item() if hasattr(cell, "item") else cell
    if isinstance(value, bool | int | float | str):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value)


def _refuse_unsayable(text: str) -> None:
    match = _UNSAYABLE.search(text)
    if match:
        raise InputError(
            f"{text!r} holds a sign that XML has no way to say", do="write CSV or Parquet instead"
        )


def _gexf(network: nx.Graph[str], titles: list[str]) -> ElementTree.Element:
    """GEXF. networkx takes some names of node data for its own, so that columns go by number."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(network)
    root: ElementTree.Element = writer.xml
    for attributes in root.iter("attributes"):
        if attributes.get("class") == "node":
            _rename(attributes.iter("attribute"), "title", titles)
    for meta in root.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    writer.indent(root)
    return root


def _graphml(network: nx.Graph[str], titles: list[str]) -> ElementTree.Element:
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(network)
    root: ElementTree.Element = writer.xml
    keys = [key for key in root.iter("key") if key.get("for") == "node"]
    _rename(keys, "attr.name", titles)
    writer.indent(root)
    return root


def _rename(elements: Any, name: str, titles: list[str]) -> None:
    """Numbers of columns become their names."""
    for element in elements:
        element.set(name, titles[int(element.get(name))])
