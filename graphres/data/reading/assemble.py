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
from graphres.data.reading.accounts import AccountTable
from graphres.data.reading.crawl_metadata import check_one_platform, join_persons, renamed
from graphres.data.reading.layers import RowLayers
from graphres.data.reading.tables.arrow import as_arrow
from graphres.data.reading.tables.encode import Coded, Pair, number, one_numbering, whole_names
from graphres.graph import Dropped, FollowGraph
from graphres.graph.layers import Layers
from graphres.kernels.arrays import Mask

Values = npt.NDArray[np.float64]


@dataclass
class Known:
    """A table of accounts with what options make of its columns, row by row.

    Parameters
    ----------
    table : AccountTable
    where : str
        The table's source, for messages.
    id_name : str
        The name under which expressions know the ids.
    followers_total, crawled : ndarray, optional
        By row of the table.
    """

    table: AccountTable
    where: str
    id_name: str = ""
    followers_total: npt.NDArray[np.float64] | None = None
    crawled: Mask | None = None
    joined: int = 0

    def take(self, keep: Mask) -> Known:
        """Some of the accounts."""
        return Known(
            self.table.take(np.flatnonzero(keep)),
            self.where,
            self.id_name,
            None if self.followers_total is None else self.followers_total[keep],
            None if self.crawled is None else self.crawled[keep],
            self.joined,
        )

    def by_person(self, column: str, layer: str | None = None) -> tuple[Known, Coded]:
        """One row a person, on one platform, and for each row of the old table its new row."""
        joined, persons = join_persons(
            self.table, column, self.where, self.followers_total, self.crawled
        )
        if layer in self.table.columns:
            check_one_platform(self.table, persons, layer, self.where)
        known = Known(
            joined.table,
            self.where,
            self.id_name,
            joined.followers_total,
            joined.crawled,
            joined.accounts,
        )
        return known, persons

    def kept_by(self, expression: Expression) -> Mask:
        """Which of the accounts an expression over the table's columns keeps."""
        columns: dict[str, Any] = {self.id_name: self.table.ids, **self.table.columns}
        return expression.mask(columns, len(self.table.ids))


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
    known: Known | None = None,
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
    known : Known, optional
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
    pair = one_numbering(*keys)
    keys.clear()
    if known is not None and (person is not None or where is not None):
        pair = _named(pair)
    if known is not None and person is not None:
        before = known
        known, persons = known.by_person(person, layer if layers is None else None)
        pair = renamed(pair, before.table, persons)
    where_dropped = 0
    if known is not None and where is not None:
        pair, known, stay = _only(pair, known, where)
        where_dropped = int(len(stay) - stay.sum())
        probability = None if probability is None else probability[stay]
        layers = None if layers is None else layers.take(stay)
    ids, ends = _numbered(pair)
    plain = pair.names is None
    del pair
    named = len(ids)
    told: dict[str, Any] = {}
    if known is not None:
        ids, told = joined_accounts(ids, known)
    follower, followed = ends if follower_first else ends[::-1]
    graph, dropped = FollowGraph.from_follows(
        ids, follower, followed, directed=directed, probability=probability, **told
    )
    if layers is not None:
        found = Layers.by_rows(graph, (follower, followed), layers.names, layers.bits)
        graph = replace(graph, layers=found)
    made = Assembled(graph, dropped, where_dropped, len(ids) - named, plain=plain and known is None)
    if known is not None:
        made.unknown = int(known.table.rows_of(ids).null_count)
        made.joined = known.joined
    return made


def _named(pair: Pair) -> Pair:
    return pair if pair.names is not None else pair._replace(names=whole_names(pair.size))


def _only(pair: Pair, known: Known, where: Expression) -> tuple[Pair, Known, Mask]:
    """Rows between accounts that an expression keeps, those accounts, and which rows these are."""
    keep = known.kept_by(where)
    assert pair.names is not None
    rows = known.table.rows_of(pair.names)
    kept = pa.array(keep).take(rows).fill_null(False).to_numpy(zero_copy_only=False).astype(bool)
    stay = kept[pair.first] & kept[pair.second]
    left = pair._replace(first=pair.first[stay], second=pair.second[stay])
    return left, known.take(keep), stay


def _numbered(pair: Pair) -> tuple[pa.StringArray, tuple[Any, Any]]:
    numbered = number(pair.first, pair.second, pair.size)
    order = as_arrow(numbered.order)
    ids = order.cast(pa.string()) if pair.names is None else pair.names.take(order)
    return ids, (numbered.first, numbered.second)


def _absent(table_ids: pa.StringArray, ids: pa.StringArray) -> pa.StringArray:
    """Accounts of the table that no row named, in the table's order."""
    table_ids = table_ids.cast(ids.type)
    return pc.filter(table_ids, pc.invert(pc.is_in(table_ids, value_set=ids)))


def joined_accounts(ids: pa.StringArray, known: Known) -> tuple[pa.StringArray, dict[str, Any]]:
    """Accounts that rows name, then those of the table alone; what is known of all of them."""
    ids = pa.concat_arrays([ids, _absent(known.table.ids, ids)])
    row = known.table.rows_of(ids)
    return ids, {
        "attributes": known.table.attributes(ids),
        "followers_total": _spread(known.followers_total, row, np.nan),
        "crawled": _spread(known.crawled, row, False),
    }


def _spread(values: npt.NDArray[Any] | None, row: pa.Int32Array, missing: object) -> Any:
    """Values by account, from values by row of the table."""
    if values is None:
        return None
    taken: Callable[..., Any] = pa.array(values).take(row).fill_null(missing).to_numpy
    return taken(zero_copy_only=False).astype(values.dtype)
