"""Parquet: the rows of a result, with the rest of its document in the file's metadata."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from graphres.report.result import Result, Rows, clean

if TYPE_CHECKING:
    import pyarrow as pa


def write_parquet(result: Result, out: BinaryIO) -> None:
    """Write the rows; metadata keys ``graphres.schema``, ``graphres.manifest`` and so on.

    Every metadata value is JSON.
    """
    import pyarrow.parquet as pq

    rest = {name: value for name, value in result.document.items() if not isinstance(value, Rows)}
    about = {"schema": result.schema, **rest}
    metadata = {f"graphres.{name}": _json(value) for name, value in about.items()}
    pq.write_table(_table(result.rows).replace_schema_metadata(metadata), out)


def _table(rows: Rows) -> pa.Table:
    import pyarrow as pa

    batches = [pa.table(columns, names=list(rows.names)) for columns in _arrays(rows)]
    if not batches:
        return pa.table({name: pa.array([], type=pa.null()) for name in rows.names})
    # A batch without a single known value has a column of no type; another batch gives it one.
    return pa.concat_tables(batches, promote_options="permissive")


def _arrays(rows: Rows) -> list[list[pa.Array]]:
    import pyarrow as pa

    return [[pa.array(column) for column in columns] for columns in rows.clean_batches()]


def _json(value: Any) -> str:
    return json.dumps(clean(value), ensure_ascii=False, allow_nan=False)
