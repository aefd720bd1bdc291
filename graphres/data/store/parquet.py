"""The same graph as two Parquet tables, for Spark and DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from graphres.data.store.accounts import account_batch
from graphres.graph import FollowGraph

#: Follows in a group of rows.
_GROUP = 1 << 20


def write_parquet(folder: Path, graph: FollowGraph) -> None:
    """Write ``accounts.parquet``, and ``follows.parquet``: a row a follow, by names.

    Follows stand by the followed account, as ``followers`` holds them; of a tie there is one row.
    ``probability`` and ``layers`` (a list of platforms) are columns where the graph has them.
    """
    accounts = pa.Table.from_batches([account_batch(graph.ids, graph.attributes)])
    pq.write_table(accounts.replace_schema_metadata(None), folder / "accounts.parquet")
    with pq.ParquetWriter(folder / "follows.parquet", _schema(graph)) as writer:
        for table in _follows(graph):
            writer.write_table(table)


def _schema(graph: FollowGraph) -> pa.Schema:
    fields = [("follower", pa.large_string()), ("followed", pa.large_string())]
    if graph.probability is not None:
        fields.append(("probability", pa.float64()))
    if graph.layers is not None:
        fields.append(("layers", pa.list_(pa.string())))
    return pa.schema(fields)


def _follows(graph: FollowGraph) -> Iterator[pa.Table]:
    rows, schema = graph.followers, _schema(graph)
    for start in range(0, max(1, len(rows.targets)), _GROUP):
        entries = np.arange(start, min(start + _GROUP, len(rows.targets)))
        followed = np.searchsorted(rows.offsets, entries, side="right") - 1
        if not graph.directed:
            once = rows.targets[entries] <= followed
            entries, followed = entries[once], followed[once]
        columns: dict[str, Any] = {
            "follower": _names(graph, rows.targets[entries]),
            "followed": _names(graph, followed),
        }
        if graph.probability is not None:
            columns["probability"] = graph.probability[entries]
        if graph.layers is not None:
            columns["layers"] = _platforms(graph.layers.names, graph.layers.of[entries])
        yield pa.table(columns, schema=schema)


def _names(graph: FollowGraph, accounts: npt.NDArray[Any]) -> pa.Array:
    return graph.ids.take(pa.array(accounts)).cast(pa.large_string())


def _platforms(names: tuple[str, ...], bits: npt.NDArray[np.uint64]) -> pa.Array:
    """For every follow the names of the platforms on which it stands."""
    there = (bits[:, None] >> np.arange(len(names), dtype=np.uint64)) & np.uint64(1)
    row, place = np.nonzero(there)
    offsets = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(bits)))])
    values = pa.array(names, pa.string()).take(pa.array(place))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values)
