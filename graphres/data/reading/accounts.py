"""The table of accounts: who they are, what is known of them, each account once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.reading.handles import normalise_handles
from graphres.data.reading.infer_types import infer_type
from graphres.data.reading.tables.encode import Coded
from graphres.data.reading.tables.headers import ACCOUNT_NAMES, find_column, name_key
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.rows import ColumnSelection, TableRows
from graphres.errors import InputError

if TYPE_CHECKING:
    import pandas as pd


_ROW_NUMBERS = {"row:0": 0, "row:1": 1}


@dataclass
class AccountColumns:
    """Which column holds the ids; all the others are read as attributes.

    Parameters
    ----------
    where : str
        The source's name, for messages.
    account_id : str, optional
        A name, a position from 1, or ``row:0`` or ``row:1``: the rows' numbers.
    """

    where: str
    account_id: str | None = None
    id_name: str = field(default="", init=False)

    @property
    def numbered(self) -> bool:
        """Whether the rows' numbers are the ids."""
        return self.account_id in _ROW_NUMBERS

    def wanted(self, layout: Layout) -> ColumnSelection:
        """Choose the columns to read."""
        everything = tuple(range(max(layout.columns, layout.width)))
        if self.account_id is not None and self.numbered:
            self.id_name = self.account_id
            return ColumnSelection((), (), everything)
        at = self._at(layout)
        self.id_name = layout.header[at] if layout.header else str(at + 1)
        return ColumnSelection((at,), ("account",), tuple(i for i in everything if i != at))

    def _at(self, layout: Layout) -> int:
        if self.account_id is not None:
            return find_column(self.account_id, layout.header, layout.columns, self.where)
        keys = [name_key(name) for name in layout.header or ()]
        for alias in ACCOUNT_NAMES:
            if keys.count(alias) == 1:
                return keys.index(alias)
        raise InputError(
            "no column is named as the accounts' id",
            where=self.where,
            do="give --account-id COL, or row:0 or row:1 if rows are numbered",
        )


@dataclass(frozen=True)
class AccountTable:
    """Accounts and what is known of them, each account once.

    Parameters
    ----------
    ids : pyarrow.StringArray, length r
    columns : dict of str to pyarrow.ChunkedArray
        Attributes as `infer_type` gives them, without the ids.
    line_of : callable
        The line of a row of this table.
    repeated : int
        Rows left out since an earlier one describes the same account.
    texts : dict of str to pyarrow.ChunkedArray
        The columns as they are written, while options still look at them.
    """

    ids: pa.StringArray
    columns: dict[str, pa.ChunkedArray]
    line_of: Callable[[int], int]
    repeated: int = 0
    texts: dict[str, pa.ChunkedArray] = field(default_factory=dict, repr=False)

    def take(self, rows: npt.NDArray[Any]) -> AccountTable:
        """Return some of the rows."""
        at = pa.array(rows)
        columns, texts = (
            {name: column.take(at) for name, column in columns_by_name.items()}
            for columns_by_name in (self.columns, self.texts)
        )
        return replace(
            self,
            ids=self.ids.take(at),
            columns=columns,
            texts=texts,
            line_of=lambda row: self.line_of(int(rows[row])),
        )

    def rows_of(self, ids: pa.StringArray) -> pa.Int32Array:
        """Return the row of each id, null where the table has none. O(ids + rows)."""
        return pc.index_in(ids, value_set=self.ids.cast(ids.type))

    def attributes(self, ids: pa.StringArray) -> pd.DataFrame:
        """Return the attributes of accounts in their order, missing for those the table lacks."""
        import pandas as pd

        at = self.rows_of(ids)
        table = pa.table({name: column.take(at) for name, column in self.columns.items()})
        nullable = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
        frame: pd.DataFrame = table.to_pandas(types_mapper=nullable.get)
        return frame if len(frame.columns) else pd.DataFrame(index=range(len(ids)))


def make_account_table(
    rows: TableRows, columns: AccountColumns, line_of: Callable[[int], int], *, normalize: bool
) -> AccountTable:
    """Make the table of accounts from rows as read; of several rows of one account the first stays.

    Parameters
    ----------
    rows : TableRows
        As `columns` wanted them.
    columns : AccountColumns
    line_of : callable
        The line of a row.
    normalize : bool
        Whether handles are normalised.
    """
    names = _names(rows.layout, rows.wanted)
    texts = {name: rows.extras[at] for name, at in names.items()}
    attributes = {name: infer_type(column) for name, column in texts.items()}
    if not rows.keys:
        assert columns.account_id is not None
        start = _ROW_NUMBERS[columns.account_id]
        count = max((len(column) for column in attributes.values()), default=0)
        ids = pa.array(np.arange(start, start + count)).cast(pa.string())
        return AccountTable(ids, attributes, line_of, texts=texts)
    key = normalise_handles(rows.keys[0]) if normalize else rows.keys[0]
    first = _first_rows(key)
    ids = key.text().take(pa.array(key.codes))
    table = AccountTable(ids, attributes, line_of, texts=texts)
    repeated = rows.count - len(first)
    return replace(table.take(first) if repeated else table, repeated=repeated)


def _first_rows(key: Coded) -> npt.NDArray[np.int64]:
    """Rows that name their account for the first time."""
    _, first = np.unique(key.codes, return_index=True)
    return np.sort(first)


def _names(layout: Layout, wanted: ColumnSelection) -> dict[str, int]:
    """Distinct names for the columns: nameless and repeated ones get their position.

    So does one called ``account``, the name under which the ids themselves are known.
    """
    names: dict[str, int] = {}
    for at in wanted.extras:
        header = layout.header or ()
        name = header[at] if at < len(header) else ""
        if not name and layout.header is not None and at >= layout.width - 1:
            continue  # what a delimiter at the end of every line leaves behind
        label = name or f"column {at + 1}"
        names[f"{label} ({at + 1})" if label in names or label == "account" else label] = at
    return names
