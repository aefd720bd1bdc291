"""Follower graphs from and to igraph, which is an optional extra. An edge u -> v: u follows v."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from graphres.data.convert.frames import ends_of, to_pandas
from graphres.data.convert.ids import check_probabilities, refuse_namesakes
from graphres.errors import UnfinishedError
from graphres.graph import FollowGraph

if TYPE_CHECKING:
    import igraph


def from_igraph(graph: igraph.Graph, *, probability: str | None = None) -> FollowGraph:
    """Take an igraph graph as who follows whom.

    Parameters
    ----------
    graph : igraph.Graph
        Edge u -> v: u follows v. Undirected edges are ties. Other vertex attributes than ``name``
        become attributes of accounts.
    probability : str, optional
        The edge attribute that tells how each follow passes a message on.

    Returns
    -------
    FollowGraph
        Accounts in the order of the vertices, named by ``name``, else "0", "1", …. Parallel edges
        and loops are dropped. O(n + m).

    Raises
    ------
    InputError
        If two vertices are named alike, or a probability is no number from 0 to 1.
    """
    import pandas as pd
    import pyarrow as pa

    attributes = graph.vs.attributes()
    names = [
        str(name) for name in (graph.vs["name"] if "name" in attributes else range(graph.vcount()))
    ]
    refuse_namesakes(names, "igraph graph")
    ends = np.array(graph.get_edgelist(), dtype=np.int32).reshape(-1, 2)
    values = None
    if probability is not None:
        cells = graph.es[probability]
        values = check_probabilities(cells, lambda row: " -> ".join(names[i] for i in ends[row]))
    rest = {name: graph.vs[name] for name in attributes if name != "name"}
    result, _ = FollowGraph.from_follows(
        pa.array(names, type=pa.string()),
        ends[:, 0].copy(),
        ends[:, 1].copy(),
        directed=graph.is_directed(),
        probability=values,
        attributes=pd.DataFrame(rest) if rest else None,
    )
    return result


def to_igraph(graph: FollowGraph) -> igraph.Graph:
    """Give a follower graph to igraph.

    Parameters
    ----------
    graph : FollowGraph

    Returns
    -------
    igraph.Graph
        Vertices in account order with ``name`` and the attributes; edge u -> v: u follows v, with
        its ``probability`` where it is known. O(n + m).

    Raises
    ------
    UnfinishedError
        Where igraph is not installed.
    """
    follower, followed, values = ends_of(graph)
    accounts = to_pandas(graph)[1]
    attributes: dict[str, list[Any]] = {"name": graph.ids.to_pylist()}
    attributes |= {
        str(name): accounts[name].tolist() for name in accounts.columns if name != "account"
    }
    return _igraph().Graph(
        n=graph.n,
        edges=np.stack([follower, followed], axis=1).tolist(),
        directed=graph.directed,
        vertex_attrs=attributes,
        edge_attrs={} if values is None else {"probability": values.tolist()},
    )


def _igraph() -> ModuleType:
    try:
        import igraph
    except ImportError as error:
        raise UnfinishedError("igraph is not installed", do="pip install igraph") from error
    module: ModuleType = igraph
    return module
