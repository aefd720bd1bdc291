"""A cell's rows as a table; all tables of an experiment have the same columns and types."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import graphres
from graphres.graph import FollowGraph
from graphres.studies.sweeps.document import Experiment
from graphres.studies.sweeps.grid import GridCell
from graphres.studies.sweeps.tasks import Row

if TYPE_CHECKING:
    import pyarrow as pa


SCHEMA = "graphres.sweep/1"


def identity(experiment: Experiment, cell: GridCell) -> dict[str, Any]:
    """Return what sets a cell apart from all others: the first columns of every table."""
    varied = {name: _as(kind, cell.settings.get(name)) for name, kind in experiment.columns.items()}
    about = {"cell": cell.number, "command": cell.command, "graph": cell.graph}
    return {**about, "seed": cell.seed, **varied}


def _as(kind: type, value: Any) -> Any:
    if value is None or kind is not str:
        return value if value is None else kind(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def schema_of(experiment: Experiment) -> pa.Schema:
    """Return columns and types: what a cell is, of what, then run, at, figure, value, low, high."""
    import pyarrow as pa

    types = {int: pa.int64(), float: pa.float64(), str: pa.string()}
    first = {"cell": int, "command": str, "graph": str, "seed": int, **experiment.columns}
    last = {"run": str, "at": int, "figure": str, "value": float, "low": float, "high": float}
    of = dict.fromkeys([*experiment.labels, *experiment.accounts], str)
    columns = {**first, **of, **last}
    return pa.schema([pa.field(name, types[kind]) for name, kind in columns.items()])


def cell_table(
    experiment: Experiment, cell: GridCell, graph: FollowGraph, rows: Iterable[Row]
) -> pa.Table:
    """Return the table of one cell; its metadata tell the cell and the size of its graph."""
    import pyarrow as pa

    schema = schema_of(experiment)
    figures = list(rows)
    columns: dict[str, list[Any]] = {
        name: [value] * len(figures) for name, value in identity(experiment, cell).items()
    }
    for label in experiment.labels:
        is_label = label == cell.block.kind.label
        columns[label] = [row.label if is_label else None for row in figures]
    for name in (*experiment.accounts, "run", "at", "figure"):
        columns[name] = [getattr(row, name) for row in figures]
    for name in ("value", "low", "high"):
        columns[name] = [_number(getattr(row, name)) for row in figures]
    sizes = {"n": graph.n, "m": graph.m, "directed": graph.directed}
    about = {
        "schema": SCHEMA,
        "version": graphres.__version__,
        "cell": {**cell.describe(), **sizes},
    }
    metadata = {f"graphres.{name}": json.dumps(value, default=str) for name, value in about.items()}
    arrays = [pa.array(columns[field.name], type=field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema.with_metadata(metadata))


def _number(value: float | None) -> float | None:
    """Return a figure; None for one that does not exist, NaN too."""
    return None if value is None or value != value else float(value)
