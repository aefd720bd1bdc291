"""Follower graphs from and to networkx, pandas and scipy; GraphML and GEXF through networkx.

An edge u -> v always says that u follows v.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import numpy.typing as npt

from graphres.errors import InputError
from graphres.graph import FollowGraph

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import pyarrow as pa
    import scipy.sparse

__all__ = [
    "from_networkx",
    "from_pandas",
    "id_text",
    "parse_markup",
    "read_markup",
    "to_networkx",
    "to_scipy",
]

_EXACT = 2**53


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
    _refuse_namesakes(names)
    ends = np.array([(number[u], number[v]) for u, v in graph.edges()], dtype=np.int32)
    ends = ends.reshape(-1, 2)
    values = None
    if probability is not None:
        cells = [cell for _, _, cell in graph.edges(data=probability)]
        values = _probabilities(cells, lambda row: " -> ".join(names[i] for i in ends[row]))
    made, _ = FollowGraph.from_follows(
        pa.array(names, type=pa.string()),
        ends[:, 0].copy(),
        ends[:, 1].copy(),
        directed=graph.is_directed(),
        probability=values,
        attributes=_node_data([data for _, data in graph.nodes(data=True)]),
    )
    return made


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

    made: nx.Graph[str] = nx.DiGraph() if graph.directed else nx.Graph()
    names = graph.ids.to_pylist()
    made.add_nodes_from(names)
    if graph.attributes is not None:
        rows: list[dict[Any, Any]] = graph.attributes.to_dict("records")
        made.add_nodes_from(zip(names, rows, strict=True))
    follower = np.repeat(np.arange(graph.n), graph.following.lengths())
    pairs = zip(follower.tolist(), graph.following.targets.tolist(), strict=True)
    made.add_edges_from((names[u], names[v]) for u, v in pairs)
    if graph.probability is not None:
        followed = np.repeat(np.arange(graph.n), graph.followers.lengths())
        ends = graph.followers.targets.tolist(), followed.tolist(), graph.probability.tolist()
        for u, v, p in zip(*ends, strict=True):
            made.edges[names[u], names[v]]["probability"] = p
    return made


def to_scipy(graph: FollowGraph) -> scipy.sparse.csr_array:
    """Give a follower graph to scipy as a sparse adjacency matrix.

    A[u, v] = 1 if u follows v, else 0; symmetric if undirected.

    Parameters
    ----------
    graph : FollowGraph

    Returns
    -------
    scipy.sparse.csr_array of int8, shape (n, n)
        Its index arrays are the graph's own, which are read-only. O(m) for the ones.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")])
    >>> to_scipy(graph).toarray().tolist()
    [[0, 1, 0], [0, 0, 0], [0, 1, 0]]
    """
    import scipy.sparse

    rows = graph.following
    ones = np.ones(len(rows.targets), dtype=np.int8)
    return scipy.sparse.csr_array((ones, rows.targets, rows.offsets), shape=(graph.n, graph.n))


def from_pandas(
    table: pd.DataFrame,
    *,
    follower: str = "follower",
    followed: str = "followed",
    directed: bool = True,
    probability: str | None = None,
) -> FollowGraph:
    """Take a DataFrame of follows as who follows whom.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a follow.
    follower, followed : str
        Its columns of ids: text, or whole numbers.
    directed : bool
        False: a row is a tie.
    probability : str, optional
        The column of the follows' probability of passing a message on; of repeated rows the first
        counts.

    Returns
    -------
    FollowGraph
        Accounts in order of first appearance, row by row and the left column first. Repeated rows
        and self-follows are dropped. O(rows).

    Raises
    ------
    InputError
        If there is no such column, an id is missing, ids are numbers that may have lost digits, or
        a probability is no number from 0 to 1.

    Examples
    --------
    >>> import pandas
    >>> table = pandas.DataFrame({"follower": ["ann", "cem"], "followed": ["bob", "bob"]})
    >>> from_pandas(table).ids.to_pylist()
    ['ann', 'bob', 'cem']
    """
    import pandas as pd
    import pyarrow as pa

    for name in (follower, followed, *(() if probability is None else (probability,))):
        if name not in table.columns:
            known = ", ".join(map(str, table.columns))
            raise InputError(f"no column {name!r}", where="DataFrame", do=f"columns are: {known}")
    left, right = sorted((follower, followed), key=list(table.columns).index)
    columns = [_column_of_ids(table[name], name) for name in (left, right)]
    interleaved = np.stack(columns, axis=1).ravel() if len(table) else np.zeros(0, dtype=object)
    codes, names = pd.factorize(interleaved)
    ends = dict(zip((left, right), codes.astype(np.int32).reshape(-1, 2).T, strict=True))
    values = None
    if probability is not None:
        where = f"DataFrame column {probability!r}, row"
        values = _probabilities(table[probability].tolist(), lambda row: f"{where} {row}")
    made, _ = FollowGraph.from_follows(
        pa.array(names, type=pa.string()),
        ends[follower].copy(),
        ends[followed].copy(),
        directed=directed,
        probability=values,
    )
    return made


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
    return from_networkx(parse_markup(source, form))


def parse_markup(
    source: str | os.PathLike[str] | BinaryIO, form: str, where: str | None = None
) -> nx.Graph[Any]:
    """GraphML or GEXF as the networkx graph it holds; see `read_markup`."""
    import networkx as nx

    where = where or str(getattr(source, "name", source))
    read: Callable[[Any], nx.Graph[Any]] = nx.read_gexf if form == "gexf" else nx.read_graphml
    try:
        return read(source)
    except (SyntaxError, nx.NetworkXError, KeyError, TypeError, ValueError) as error:
        # ElementTree's ParseError is a SyntaxError.
        raise InputError(
            f"this {form} can't be read ({error})", where=where, do="write the file again"
        ) from error


def id_text(ids: pa.ChunkedArray, where: str) -> pa.ChunkedArray:
    """Ids as text, exactly: text as it is, whole numbers in decimal.

    Raises
    ------
    InputError
        For numbers with fractions, or beyond 2⁵³ in floating point, where ids have lost digits,
        and for anything that is no id.

    Examples
    --------
    >>> import pyarrow
    >>> id_text(pyarrow.chunked_array([[7, None]]), "f.parquet").to_pylist()
    ['7', None]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = ids.type
    if pa.types.is_dictionary(kind):
        return id_text(ids.cast(kind.value_type), where)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return ids.cast(pa.string())
    if pa.types.is_integer(kind) or pa.types.is_null(kind):
        return ids.cast(pa.string())
    if not pa.types.is_floating(kind):
        raise InputError(f"ids of type {kind}", where=where, do="store them as text")
    exact = pc.and_(pc.equal(ids, pc.trunc(ids)), pc.less(pc.abs(ids), float(_EXACT)))
    if not pc.all(pc.fill_null(exact, True)).as_py():
        raise InputError(
            "ids stored as floating-point numbers have lost digits",
            where=where,
            do="export them as text",
        )
    return ids.cast(pa.int64()).cast(pa.string())


def _column_of_ids(column: pd.Series[Any], name: str) -> np.ndarray[Any, Any]:
    import pyarrow as pa

    where = f"DataFrame column {name!r}"
    mixed = column.dtype == object
    values = column.map(str, na_action="ignore") if mixed else column
    ids = id_text(pa.chunked_array([pa.Array.from_pandas(values)]), where)
    texts = np.array([_stripped(cell) for cell in ids.to_pylist()], dtype=object)
    missing = np.flatnonzero(texts == "")
    if len(missing):
        raise InputError("no id", where=f"{where}, row {missing[0]}", do="drop such rows first")
    return texts


def _stripped(cell: str | None) -> str:
    return "" if cell is None else cell.strip()


def _probabilities(cells: Sequence[Any], place_of: Callable[[int], str]) -> npt.NDArray[np.float64]:
    for row, cell in enumerate(cells):
        is_number = isinstance(cell, Real) and not isinstance(cell, bool)
        if not (is_number and 0 <= float(cell) <= 1):
            fault = f"probability {cell!r} is no number from 0 to 1"
            raise InputError(fault, where=place_of(row), do="mend it first")
    return np.array(list(cells), dtype=np.float64)


def _refuse_namesakes(names: Sequence[str]) -> None:
    if len(set(names)) == len(names):
        return
    seen: set[str] = set()
    twice = next(name for name in names if name in seen or seen.add(name))  # type: ignore[func-returns-value]
    raise InputError(
        f"two nodes are both written {twice!r}", where="networkx graph", do="relabel the nodes"
    )


def _node_data(rows: Iterable[dict[str, Any]]) -> pd.DataFrame | None:
    rows = list(rows)
    if not any(rows):
        return None
    import pandas as pd

    return pd.DataFrame(rows)
