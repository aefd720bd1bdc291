"""A graph that a file holds, as networkx has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from graphres.errors import InputError

if TYPE_CHECKING:
    import networkx as nx


class GraphFile(NamedTuple):
    """A graph as networkx holds it: an edge u -> v says that u follows v."""

    graph: nx.Graph[Any]
    form: str
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


_NAMED_BY = {"label": "their labels", "name": "the nodes' data 'name'"}


def name_nodes(graph: nx.Graph[str], columns: Sequence[str]) -> tuple[nx.Graph[str], str]:
    """Name the nodes by the first of their data that names all of them, each differently."""
    import networkx as nx

    for column in columns:
        names = {node: str(data.get(column, "")) for node, data in graph.nodes(data=True)}
        if all(names.values()) and len(set(names.values())) == len(names):
            named = nx.relabel_nodes(graph, names)
            for data in named.nodes.values():
                data.pop(column, None)
            return named, f"accounts are named by {_NAMED_BY[column]}"
    return graph, "accounts are named by their ids"


def make_reading_error(form: str, error: Exception, where: str) -> InputError:
    """Return the error for a file that a reader can't read, with the first line of its reason."""
    reason = next(iter(str(error).splitlines()), type(error).__name__)
    return InputError(f"this {form} can't be read ({reason})", where=where, do="write it again")
