"""Follower graphs from and to pandas: a table of follows, and one of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphres.data.convert.ids import (
    check_probabilities,
    read_id_text,
    refuse_namesakes,
    strip_name,
)
from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32

if TYPE_CHECKING:
    import pandas as pd


Texts = npt.NDArray[np.object_]


def from_pandas(
    table: pd.DataFrame,
    *,
    follower: str = "follower",
    followed: str = "followed",
    directed: bool = True,
    probability: str | None = None,
    accounts: pd.DataFrame | None = None,
    account: str = "account",
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
    accounts : pandas.DataFrame, optional
        One row an account; its other columns become attributes.
    account : str
        Its column of ids.

    Returns
    -------
    FollowGraph
        Accounts in order of first appearance, row by row and the left column first, then those
        that only ``accounts`` names. Repeated rows and self-follows are dropped. O(rows).

    Raises
    ------
    InputError
        If there is no such column, an id is missing or given to two accounts, ids are numbers that
        may have lost digits, or a probability is no number from 0 to 1.

    Examples
    --------
    >>> import pandas
    >>> table = pandas.DataFrame({"follower": ["ann", "cem"], "followed": ["bob", "bob"]})
    >>> from_pandas(table).ids.to_pylist()
    ['ann', 'bob', 'cem']
    """
    for name in (follower, followed, *(() if probability is None else (probability,))):
        _check_column(name, table, "DataFrame")
    left, right = sorted((follower, followed), key=list(table.columns).index)
    columns = [_column_of_ids(table[name], name) for name in (left, right)]
    values = None
    if probability is not None:
        where = f"DataFrame column {probability!r}, row"
        values = check_probabilities(table[probability].tolist(), lambda row: f"{where} {row}")
    import pandas as pd
    import pyarrow as pa

    interleaved = np.stack(columns, axis=1).ravel() if len(table) else np.zeros(0, dtype=object)
    codes, names = pd.factorize(interleaved)
    ends = dict(zip((left, right), codes.astype(np.int32).reshape(-1, 2).T, strict=True))
    ids, attributes = list(names), None
    if accounts is not None:
        ids, attributes = _with_accounts(ids, accounts, account)
    graph, _ = FollowGraph.from_follows(
        pa.array(ids, type=pa.string()),
        ends[follower].copy(),
        ends[followed].copy(),
        directed=directed,
        probability=values,
        attributes=attributes,
    )
    return graph


def _check_column(name: str, table: pd.DataFrame, where: str) -> None:
    if name not in table.columns:
        columns = ", ".join(map(str, table.columns))
        raise InputError(f"no column {name!r}", where=where, do=f"columns are: {columns}")


def _with_accounts(
    ids: list[str], accounts: pd.DataFrame, account: str
) -> tuple[list[str], pd.DataFrame | None]:
    """All names, and what is known of each; those that the table alone has come last."""
    where = "DataFrame of accounts"
    _check_column(account, accounts, where)
    account_ids = _column_of_ids(accounts[account], account, where).tolist()
    refuse_namesakes(account_ids, where)
    everybody = list(dict.fromkeys([*ids, *account_ids]))
    rest = accounts.drop(columns=account)
    if rest.columns.empty:
        return everybody, None
    return everybody, rest.set_axis(account_ids, axis=0).reindex(everybody).reset_index(drop=True)


def _column_of_ids(
    column: pd.Series[Any], name: str, table: str = "DataFrame"
) -> np.ndarray[Any, Any]:
    import pyarrow as pa

    where = f"{table} column {name!r}"
    mixed = column.dtype == object
    values = column.map(str, na_action="ignore") if mixed else column
    ids = read_id_text(pa.chunked_array([pa.Array.from_pandas(values)]), where)
    texts = np.array([strip_name(cell) for cell in ids.to_pylist()], dtype=object)
    missing = np.flatnonzero(texts == "")
    if len(missing):
        raise InputError("no id", where=f"{where}, row {missing[0]}", do="drop such rows first")
    return texts


def to_pandas(graph: FollowGraph) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give a follower graph to pandas.

    Parameters
    ----------
    graph : FollowGraph

    Returns
    -------
    follows : pandas.DataFrame
        ``follower``, ``followed``, and ``probability`` where it is known; a tie once.
    accounts : pandas.DataFrame
        ``account``, the attributes, and ``followers_total`` and ``crawled`` where they are known;
        in account order.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")])
    >>> follows, accounts = to_pandas(graph)
    >>> follows.values.tolist(), accounts["account"].tolist()
    ([['ann', 'bob'], ['cem', 'bob']], ['ann', 'bob', 'cem'])
    """
    import pandas as pd

    follower, followed, values = ends_of(graph)
    names = graph.ids.to_numpy(zero_copy_only=False)
    follows = pd.DataFrame({"follower": names[follower], "followed": names[followed]})
    if values is not None:
        follows["probability"] = values
    accounts = graph.accounts
    if graph.followers_total is not None:
        accounts["followers_total"] = graph.followers_total
    if graph.crawled is not None:
        accounts["crawled"] = graph.crawled
    return follows, accounts


def ends_of(graph: FollowGraph) -> tuple[Int32, Int32, npt.NDArray[np.float64] | None]:
    """Follower, followed and probability of every follow, by follower; of a tie once."""
    follower = np.repeat(np.arange(graph.n, dtype=np.int32), graph.following.lengths())
    followed = graph.following.targets
    values = None
    if graph.probability is not None:
        # Stored by followed, then follower: bring them into the order of the follows.
        to = np.repeat(np.arange(graph.n, dtype=np.int32), graph.followers.lengths())
        values = graph.probability[np.lexsort((to, graph.followers.targets))]
    if graph.directed:
        return follower, followed, values
    once = follower < followed
    return follower[once], followed[once], None if values is None else values[once]
