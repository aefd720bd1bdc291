"""Follower graphs from and to scipy's sparse matrices. A[u, v] says that u follows v."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from graphres.data.convert.ids import check_probabilities, refuse_namesakes
from graphres.errors import InputError
from graphres.graph import FollowGraph

if TYPE_CHECKING:
    import pandas as pd
    import scipy.sparse


def from_scipy(
    matrix: Any,
    ids: Sequence[str] | None = None,
    *,
    directed: bool = True,
    probability: bool = False,
    attributes: pd.DataFrame | None = None,
) -> FollowGraph:
    """Take a sparse adjacency matrix as who follows whom.

    Parameters
    ----------
    matrix : scipy.sparse matrix or array, shape (n, n)
        A[u, v] other than 0: u follows v.
    ids : sequence of str, length n, optional
        Names of the accounts; "0", "1", … when absent.
    directed : bool
        False: an entry, in either triangle, is a tie.
    probability : bool
        Whether entries are probabilities of passing a message on.
    attributes : pandas.DataFrame, optional
        n rows: what is known of the accounts.

    Returns
    -------
    FollowGraph
        Accounts in the order of the rows; self-follows are dropped. O(n + entries).

    Raises
    ------
    InputError
        If the matrix is not square, names or attributes are too many or too few, two accounts have
        one name, or a probability is no number from 0 to 1.

    Examples
    --------
    >>> import scipy.sparse
    >>> from_scipy(scipy.sparse.csr_array([[0, 1], [0, 0]]), ["ann", "bob"])
    <FollowGraph 2 accounts, 1 follows, follower -> followed>
    """
    import pyarrow as pa
    import scipy.sparse

    entries = scipy.sparse.coo_array(matrix)
    n, columns = entries.shape
    names = [str(i) for i in range(n)] if ids is None else list(ids)
    sizes = {"names": len(names), "attributes": n if attributes is None else len(attributes)}
    wrong = [f"{size} {what}" for what, size in sizes.items() if size != n]
    if n != columns or wrong:
        fault = f"{n} rows and {', '.join([f'{columns} columns', *wrong])}"
        raise InputError(fault, where="matrix", do="give one row, column and name an account")
    refuse_namesakes(names, "names")
    there = entries.data != 0
    follower, followed = (part[there].astype(np.int32) for part in (entries.row, entries.col))
    values = None
    if probability:
        cells = entries.data[there].astype(np.float64).tolist()
        values = check_probabilities(
            cells, lambda i: f"{names[follower[i]]} -> {names[followed[i]]}"
        )
    graph, _ = FollowGraph.from_follows(
        pa.array(names, type=pa.string()),
        follower,
        followed,
        directed=directed,
        probability=values,
        attributes=None if attributes is None else attributes.reset_index(drop=True),
    )
    return graph


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
