"""Follower graphs from and to Arrow tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphres.data.convert.frames import from_pandas, to_pandas
from graphres.data.convert.ids import read_id_text
from graphres.errors import InputError
from graphres.graph import FollowGraph

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def from_arrow(
    table: pa.Table,
    *,
    follower: str = "follower",
    followed: str = "followed",
    directed: bool = True,
    probability: str | None = None,
    accounts: pa.Table | None = None,
    account: str = "account",
) -> FollowGraph:
    """Take an Arrow table of follows as who follows whom.

    Parameters
    ----------
    table : pyarrow.Table
        One row a follow; as `from_pandas` takes them, and ids may be dictionaries.
    follower, followed, directed, probability, account
        As for `from_pandas`.
    accounts : pyarrow.Table, optional
        One row an account; its other columns become attributes.

    Returns
    -------
    FollowGraph

    Raises
    ------
    InputError
        As `from_pandas`.

    Examples
    --------
    >>> import pyarrow
    >>> from_arrow(pyarrow.table({"follower": [2**62], "followed": [7]})).ids.to_pylist()
    ['4611686018427387904', '7']
    """
    return from_pandas(
        _frame(table, (follower, followed), "Arrow table"),
        follower=follower,
        followed=followed,
        directed=directed,
        probability=probability,
        accounts=None if accounts is None else _frame(accounts, (account,), "table of accounts"),
        account=account,
    )


def _frame(table: pa.Table, ids: tuple[str, ...], where: str) -> pd.DataFrame:
    """Return a DataFrame; ids become text first, so that none passes through floating point."""
    for name in ids:
        if name not in table.column_names:
            columns = ", ".join(table.column_names)
            raise InputError(f"no column {name!r}", where=where, do=f"columns are: {columns}")
        place = table.column_names.index(name)
        texts = read_id_text(table.column(place), f"{where} column {name!r}")
        table = table.set_column(place, name, texts)
    frame: pd.DataFrame = table.to_pandas()
    return frame


def to_arrow(graph: FollowGraph) -> tuple[pa.Table, pa.Table]:
    """Give a follower graph to Arrow.

    Parameters
    ----------
    graph : FollowGraph

    Returns
    -------
    follows, accounts : pyarrow.Table
        As `to_pandas` gives them.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")])
    >>> to_arrow(graph)[0].to_pylist()[0]
    {'follower': 'ann', 'followed': 'bob'}
    """
    import pyarrow as pa

    follows, accounts = (
        pa.Table.from_pandas(frame, preserve_index=False) for frame in to_pandas(graph)
    )
    return follows, accounts
