"""From rows and a table of accounts to a `FollowGraph`: filters, one numbering, attributes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.expressions import Expression
from graphres.data.reading.account_table import AccountDetails
from graphres.data.reading.crawl_metadata import rename_accounts
from graphres.data.reading.filters import RowLayers
from graphres.data.reading.tables.encode import (
    Coded,
    Pair,
    as_arrow,
    name_integers,
    number_accounts,
    number_jointly,
)
from graphres.graph import Dropped, FollowGraph
from graphres.graph.layers import Layers
from graphres.kernels.arrays import Mask

Values = npt.NDArray[np.float64]


@dataclass
class Assembled:
    """The graph, and what it took."""

    graph: FollowGraph
    dropped: Dropped
    where_dropped: int = 0
    isolated: int = 0
    unknown: int = 0
    joined: int = 0
    plain: bool = field(default=False)


def assemble(
    keys: list[Coded],
    *,
    follower_first: bool,
    directed: bool,
    details: AccountDetails | None = None,
    person: str | None = None,
    where: Expression | None = None,
    probability: Values | None = None,
    layers: RowLayers | None = None,
    layer: str | None = None,
) -> Assembled:
    """Build the graph.

    Parameters
    ----------
    keys : list of Coded
        Both columns of ids in the order of the file, of the rows that the follows' own filters
        left; emptied.
    follower_first : bool
        Whether the first is the follower.
    directed : bool
    details : Known, optional
        The table of accounts.
    person : str, optional
        Its column that joins accounts.
    where : Expression, optional
        Over its columns: accounts to keep.
    probability : ndarray of float64, shape (rows,), optional
    layers : RowLayers, optional
        Of the same rows.
    layer : str, optional
        Where rows have none, the column of platforms in the table of accounts.

    Returns
    -------
    Assembled
        O(rows + accounts).
    """
    pair = number_jointly(*keys)
    keys.clear()
    if details is not None and (person is not None or where is not None):
        pair = _with_names(pair)
    if details is not None and person is not None:
        before = details
        details, persons = details.by_person(person, layer if layers is None else None)
        pair = rename_accounts(pair, before.table, persons)
    where_dropped = 0
    if details is not None and where is not None:
        pair, details, stay = _filter_accounts(pair, details, where)
        where_dropped = int(len(stay) - stay.sum())
        probability = None if probability is None else probability[stay]
        layers = None if layers is None else layers.take(stay)
    ids, ends = _number(pair)
    plain = pair.names is None
    del pair
    named = len(ids)
    columns: dict[str, Any] = {}
    if details is not None:
        ids, columns = join_accounts(ids, details)
    follower, followed = ends if follower_first else ends[::-1]
    graph, dropped = FollowGraph.from_follows(
        ids, follower, followed, directed=directed, probability=probability, **columns
    )
    if layers is not None:
        row_platforms = Layers.by_rows(graph, (follower, followed), layers.names, layers.bits)
        graph = replace(graph, layers=row_platforms)
    assembled = Assembled(
        graph, dropped, where_dropped, len(ids) - named, plain=plain and details is None
    )
    if details is not None:
        assembled.unknown = int(details.table.rows_of(ids).null_count)
        assembled.joined = details.joined
    return assembled


def _with_names(pair: Pair) -> Pair:
    return pair if pair.names is not None else pair._replace(names=name_integers(pair.size))


def _filter_accounts(
    pair: Pair, details: AccountDetails, where: Expression
) -> tuple[Pair, AccountDetails, Mask]:
    """Rows between accounts that an expression keeps, those accounts, and which rows these are."""
    keep = details.select(where)
    assert pair.names is not None
    rows = details.table.rows_of(pair.names)
    is_kept = pa.array(keep).take(rows).fill_null(False).to_numpy(zero_copy_only=False).astype(bool)
    stay = is_kept[pair.first] & is_kept[pair.second]
    left = pair._replace(first=pair.first[stay], second=pair.second[stay])
    return left, details.take(keep), stay


def _number(pair: Pair) -> tuple[pa.StringArray, tuple[Any, Any]]:
    numbered = number_accounts(pair.first, pair.second, pair.size)
    order = as_arrow(numbered.order)
    ids = order.cast(pa.string()) if pair.names is None else pair.names.take(order)
    return ids, (numbered.first, numbered.second)


def _find_absent(table_ids: pa.StringArray, ids: pa.StringArray) -> pa.StringArray:
    """Accounts of the table that no row named, in the table's order."""
    table_ids = table_ids.cast(ids.type)
    return pc.filter(table_ids, pc.invert(pc.is_in(table_ids, value_set=ids)))


def join_accounts(
    ids: pa.StringArray, details: AccountDetails
) -> tuple[pa.StringArray, dict[str, Any]]:
    """Accounts that rows name, then those of the table alone; what is known of all of them."""
    ids = pa.concat_arrays([ids, _find_absent(details.table.ids, ids)])
    row = details.table.rows_of(ids)
    return ids, {
        "attributes": details.table.attributes(ids),
        "followers_total": _spread(details.followers_total, row, np.nan),
        "crawled": _spread(details.crawled, row, False),
    }


def _spread(values: npt.NDArray[Any] | None, row: pa.Int32Array, missing: object) -> Any:
    """Values by account, from values by row of the table."""
    if values is None:
        return None
    taken: Callable[..., Any] = pa.array(values).take(row).fill_null(missing).to_numpy
    return taken(zero_copy_only=False).astype(values.dtype)
