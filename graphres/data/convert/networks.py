"""Follower graphs from and to networkx. An edge u -> v says that u follows v."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from graphres.data.convert.ids import check_probabilities, refuse_namesakes
from graphres.graph import FollowGraph

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


def from_networkx(graph: nx.Graph[Any], *, probability: str | None = None) -> FollowGraph:
    """Take a networkx graph as who follows whom.

    Parameters
    ----------
    graph : networkx.Graph, DiGraph, MultiGraph or MultiDiGraph
        Edge u -> v: u follows v. Undirected edges are ties. Node data become attributes; other
        edge data than `probability` are left behind.
    probability : str, optional
        The edges' probability of passing a message on; of parallel edges the first counts.

    Returns
    -------
    FollowGraph
        Accounts in the order of the nodes, named ``str(node)``. Parallel edges and self-loops are
        dropped. O(n + m).

    Raises
    ------
    InputError
        If two nodes are written alike, such as 1 and "1", or a probability is no number from 0
        to 1.

    Examples
    --------
    >>> import networkx
    >>> from_networkx(networkx.DiGraph([("ann", "bob"), ("bob", "cem")]))
    <FollowGraph 3 accounts, 2 follows, follower -> followed>
    """
    import pyarrow as pa

    number = {node: i for i, node in enumerate(graph)}
    names = [str(node) for node in number]
    refuse_namesakes(names, "networkx graph")
    ends = np.array([(number[u], number[v]) for u, v in graph.edges()], dtype=np.int32)
    ends = ends.reshape(-1, 2)
    values = None
    if probability is not None:
        cells = [cell for _, _, cell in graph.edges(data=probability)]
        values = check_probabilities(cells, lambda row: " -> ".join(names[i] for i in ends[row]))
    result, _ = FollowGraph.from_follows(
        pa.array(names, type=pa.string()),
        ends[:, 0].copy(),
        ends[:, 1].copy(),
        directed=graph.is_directed(),
        probability=values,
        attributes=_node_data([data for _, data in graph.nodes(data=True)]),
    )
    return result


def to_networkx(graph: FollowGraph) -> nx.Graph[str]:
    """Give a follower graph to networkx.

    Parameters
    ----------
    graph : FollowGraph

    Returns
    -------
    networkx.DiGraph, or networkx.Graph if undirected
        Nodes are the accounts' names in account order, with their attributes; edge u -> v: u
        follows v, with its ``probability`` where it is known. O(n + m), and some hundred times the
        memory of the FollowGraph.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")])
    >>> sorted(to_networkx(graph).predecessors("bob"))
    ['ann', 'cem']
    """
    import networkx as nx

    network: nx.Graph[str] = nx.DiGraph() if graph.directed else nx.Graph()
    names = graph.ids.to_pylist()
    network.add_nodes_from(names)
    if graph.attributes is not None:
        rows: list[dict[Any, Any]] = graph.attributes.to_dict("records")
        network.add_nodes_from(zip(names, rows, strict=True))
    follower = np.repeat(np.arange(graph.n), graph.following.lengths())
    pairs = zip(follower.tolist(), graph.following.targets.tolist(), strict=True)
    network.add_edges_from((names[u], names[v]) for u, v in pairs)
    if graph.probability is not None:
        followed = np.repeat(np.arange(graph.n), graph.followers.lengths())
        ends = graph.followers.targets.tolist(), followed.tolist(), graph.probability.tolist()
        for u, v, p in zip(*ends, strict=True):
            network.edges[names[u], names[v]]["probability"] = p
    return network


def _node_data(rows: Iterable[dict[str, Any]]) -> pd.DataFrame | None:
    rows = list(rows)
    if not any(rows):
        return None
    import pandas as pd

    return pd.DataFrame(rows)
