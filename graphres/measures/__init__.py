"""Measures of what is left of a graph, exact at every removal.

To add one: write a file with its `Family`, and name that here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from graphres.close_matches import suggest
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32
from graphres.measures import audience, out_of_core, spreading, strong, weak
from graphres.measures.base import Family, Measure, MeasureSetting

__all__ = [
    "COLUMNS",
    "DEFAULT",
    "FAMILIES",
    "MEASURES",
    "Family",
    "Measure",
    "MeasureSetting",
    "measure",
]

FAMILIES: tuple[Family, ...] = (weak.FAMILY, strong.FAMILY, audience.FAMILY, spreading.FAMILY)

MEASURES: dict[str, Measure] = {m.name: m for family in FAMILIES for m in family.measures}

DEFAULT = ("giant", "second", "components", "susceptibility", "follows")

# The order of columns in every table of a curve.
COLUMNS = (
    *("giant", "second", "components", "susceptibility"),
    *("strong", "follows", "audience", "reach"),
)


def check_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in column order, each once; `UsageError` for an unknown one."""
    wanted = set(names)
    for name in sorted(wanted - MEASURES.keys()):
        raise UsageError(f"no measure {name!r}", do=suggest(name, COLUMNS))
    return tuple(name for name in COLUMNS if name in wanted)


def measure(
    graph: FollowGraph, order: Int32, names: Sequence[str], setting: MeasureSetting | None = None
) -> dict[str, Any]:
    """Measure after 0, 1, …, K removals, float64 of shape (K + 1,) for each name.

    With ``giant`` comes ``giant_removed``, the removed members of the first giant over n; with
    ``reach`` a ``reach_curve``, which tells intervals, losses and groups.

    Parameters
    ----------
    graph : FollowGraph
    order : ndarray of int32, shape (K,)
        Distinct accounts, first removed first.
    names : sequence of str
        See ``MEASURES``.
    setting : Setting, optional
        Who may post, and how a message travels.

    Raises
    ------
    UsageError
        For an unknown name.
    UnfinishedError
        For a measure that can't be folded, where the setting says so.

    Notes
    -----
    n = 0 gives NaN throughout.
    """
    wanted = check_names(names)
    how = setting or MeasureSetting()
    if how.folding is not None:
        return _fold(graph, order, wanted, how, how.folding)
    if graph.n == 0:
        return {name: np.full(len(order) + 1, np.nan) for name in wanted}
    columns: dict[str, Any] = {}
    extra: list[str] = []
    for family in FAMILIES:
        requested = [m.name for m in family.measures if m.name in wanted]
        if requested:
            columns.update(family.compute(graph, order, how))
        extra += [
            name for name in family.extra_columns if requested[:1] == [family.measures[0].name]
        ]
    return {name: columns[name] for name in (*wanted, *extra)}


def _fold(
    graph: FollowGraph,
    order: Int32,
    names: Sequence[str],
    setting: MeasureSetting,
    folding: out_of_core.Folding,
) -> dict[str, Any]:
    """Measure the same values out of core."""
    return dict(
        out_of_core.measure_stored(
            out_of_core.rows_of(graph),
            order,
            names,
            sources=setting.spread.sources,
            folding=folding,
            on_progress=setting.on_progress,
        )
    )
