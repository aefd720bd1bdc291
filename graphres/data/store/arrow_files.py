"""One Arrow file a part of a store: uncompressed, one batch, so that it is read where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graphres.errors import InputError
from graphres.graph import Adjacency

_ROWS = pa.large_list(pa.field("item", pa.int32(), nullable=False))


def write_batch(path: Path, batch: pa.RecordBatch) -> None:
    """Write one batch as a file of its own."""
    with pa.OSFile(str(path), "wb") as out, pa.ipc.new_file(out, batch.schema) as writer:
        writer.write_batch(batch)


def write_rows(path: Path, column: str, rows: Adjacency) -> None:
    """Write compressed rows as a column of lists, without a copy."""
    lists = pa.LargeListArray.from_arrays(
        pa.array(rows.offsets), pa.array(rows.targets), type=_ROWS
    )
    schema = pa.schema([pa.field(column, _ROWS, nullable=False)])
    write_batch(path, pa.record_batch([lists], schema=schema))


def read_batch(path: Path, where: str) -> pa.RecordBatch:
    """The one batch of a file, mapped into memory.

    Raises
    ------
    InputError
        For a file that is no such.
    """
    try:
        reader = pa.ipc.open_file(pa.memory_map(str(path)))
        if reader.num_record_batches != 1:
            _refuse(path, where, f"{reader.num_record_batches} batches where one is expected")
        batch = reader.get_batch(0)
        batch.validate()
        tuple(batch.schema.names)  # may be no text
    except (pa.ArrowException, OSError, ValueError) as error:
        _refuse(path, where, str(error).partition("\n")[0].rstrip("."), error)
    return batch


def read_rows(path: Path, column: str, where: str) -> Adjacency:
    """Compressed rows that lie in a file, read-only; their ranges are not checked yet.

    Raises
    ------
    InputError
        For a file that holds something else.
    """
    lists = _column(read_batch(path, where), column, _ROWS, path, where)
    if not len(lists):
        return Adjacency(np.zeros(1, np.int64), np.zeros(0, np.int32)).freeze()
    return Adjacency(_array(lists.offsets), _array(lists.values))


def read_values(path: Path, types: Mapping[str, pa.DataType], where: str) -> dict[str, Any]:
    """Some columns of a file without missing values, as arrays; those it lacks are left out.

    Raises
    ------
    InputError
        For a file that holds something else.
    """
    batch = read_batch(path, where)
    return {
        name: _array(_column(batch, name, kind, path, where))
        for name, kind in types.items()
        if name in batch.schema.names
    }


def _column(
    batch: pa.RecordBatch, name: str, kind: pa.DataType, path: Path, where: str
) -> pa.Array:
    if name not in batch.schema.names:
        _refuse(path, where, f"no column {name!r}")
    column = batch.column(name)
    if column.type != kind:
        _refuse(path, where, f"column {name!r} is {column.type}, not {kind}")
    if column.null_count or (kind == _ROWS and column.values.null_count):
        _refuse(path, where, f"missing values in column {name!r}")
    return column


def _array(column: pa.Array) -> npt.NDArray[Any]:
    """The values where they lie; bits are unpacked."""
    values: npt.NDArray[Any] = column.to_numpy(zero_copy_only=not pa.types.is_boolean(column.type))
    values.setflags(write=False)
    return values


def _refuse(path: Path, where: str, what: str, error: Exception | None = None) -> NoReturn:
    raise InputError(
        f"{path.name} is damaged or foreign ({what})", where=where, do="pack it again"
    ) from error
