"""`accounts.arrow`: the accounts' names, and what is known of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.store.arrow_files import read_batch, write_batch
from graphres.errors import InputError, UsageError

if TYPE_CHECKING:
    import pandas as pd


#: The column of the names.
ACCOUNT = "account"

#: Bytes of names that Arrow's shorter text, of which most of graphres is thought, can hold.
SHORT_TEXT = 2**31 - 1


def write_accounts(path: Path, ids: pa.Array, attributes: pd.DataFrame | None) -> None:
    """Write names and attributes.

    Raises
    ------
    UsageError
        For attributes that would not come back as they are.
    """
    write_batch(path, account_batch(ids, attributes))


def account_batch(ids: pa.Array, attributes: pd.DataFrame | None) -> pa.RecordBatch:
    """Names and attributes, one row an account."""
    names = ids if pa.types.is_large_string(ids.type) else pa.concat_arrays([ids])
    names = names.cast(pa.large_string())
    field = pa.field(ACCOUNT, pa.large_string(), nullable=False)
    if attributes is None:
        return pa.record_batch([names], schema=pa.schema([field]))
    table = _attribute_table(attributes)
    schema = pa.schema([field, *table.schema], metadata=table.schema.metadata)
    columns = [names, *(column.combine_chunks() for column in table.columns)]
    return pa.record_batch([_one(column) for column in columns], schema=schema)


def _attribute_table(attributes: pd.DataFrame) -> pa.Table:
    """Attributes as Arrow; refused where they would not come back."""
    if ACCOUNT in attributes.columns:
        raise UsageError(f"an attribute is called {ACCOUNT!r}", do="call it something else")
    plain = attributes.reset_index(drop=True)
    try:
        table = pa.Table.from_pandas(plain, preserve_index=False)
        back = table.to_pandas()
        changed = [n for n in plain.columns if not _is_same(plain[n], back[n])]
    except (pa.ArrowException, ValueError, TypeError, KeyError) as error:
        raise UsageError(
            f"attributes that can't be packed ({str(error).partition(chr(10))[0]})",
            do="give columns of one type each, with distinct names",
        ) from error
    if changed:
        raise UsageError(
            f"attribute {changed[0]!r} can't be packed as it is",
            do="make it numbers, text, dates or truth values",
        )
    return table


def _is_same(one: pd.Series, other: pd.Series) -> bool:
    return one.dtype == other.dtype and bool(one.equals(other))


def _one(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column if isinstance(column, pa.Array) else pa.concat_arrays(column.chunks)


def read_ids(path: Path, n: int, where: str) -> pa.Array:
    """The names: as Arrow's usual text where it can hold them, else as its large one.

    Raises
    ------
    InputError
        Where they are not n texts.
    """
    batch = read_batch(path, where)
    if not batch.schema.names or batch.schema.names[0] != ACCOUNT:
        raise InputError(f"{path.name} has no column {ACCOUNT!r}", where=where, do="pack it again")
    ids = batch.column(0)
    if ids.type != pa.large_string() or ids.null_count or len(ids) != n:
        raise InputError(
            f"{path.name} does not hold {n:,} names of accounts", where=where, do="pack it again"
        )
    try:  # offsets and UTF-8, of attributes too: nobody looks at them later
        batch.validate(full=True)
    except pa.ArrowException as error:
        raise InputError(
            f"{path.name} is damaged ({error})", where=where, do="pack it again"
        ) from error
    letters = pc.sum(pc.binary_length(ids)).as_py() or 0
    return ids.cast(pa.string()) if letters <= SHORT_TEXT else ids


def read_attributes(path: Path, where: str) -> pd.DataFrame:
    """The attributes as they were packed."""
    import pandas as pd

    batch = read_batch(path, where)
    table = pa.Table.from_batches([batch]).drop_columns([ACCOUNT])
    try:
        frame: pd.DataFrame = table.to_pandas()
    except (pa.ArrowException, ValueError, TypeError, KeyError) as error:
        raise InputError(
            f"{path.name} is damaged ({error})", where=where, do="pack it again"
        ) from error
    return frame if len(frame.columns) else pd.DataFrame(index=range(batch.num_rows))
