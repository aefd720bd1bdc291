"""Measures of what is left of a graph, exact at every removal.

To add one: write a file with its `Family`, and name that here.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

import numpy as np

from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.measures import audience, strong, weak
from graphres.measures.base import Family, Float64, Int32, Mask, Measure

__all__ = ["COLUMNS", "DEFAULT", "FAMILIES", "MEASURES", "Family", "Measure", "measure"]

FAMILIES: tuple[Family, ...] = (weak.FAMILY, strong.FAMILY, audience.FAMILY)

MEASURES: dict[str, Measure] = {m.name: m for family in FAMILIES for m in family.measures}

DEFAULT = ("giant", "second", "components", "susceptibility", "follows")

# The order of columns in every table of a curve.
COLUMNS = ("giant", "second", "components", "susceptibility", "strong", "follows", "audience")


def check_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names in column order, each once; `UsageError` for one that is no measure."""
    wanted = set(names)
    for name in sorted(wanted - MEASURES.keys()):
        near = difflib.get_close_matches(name, MEASURES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"choose from: {', '.join(COLUMNS)}"
        raise UsageError(f"no measure {name!r}", do=hint)
    return tuple(name for name in COLUMNS if name in wanted)


def measure(
    graph: FollowGraph, order: Int32, names: Sequence[str], sources: Mask | None = None
) -> dict[str, Float64]:
    """Values of the named measures after 0, 1, …, K removals, float64 of shape (K + 1,) each.

    With ``giant`` comes ``giant_removed``, the removed members of the first giant over n.

    Parameters
    ----------
    graph : FollowGraph
    order : ndarray of int32, shape (K,)
        Distinct accounts, first removed first.
    names : sequence of str
        See ``MEASURES``.
    sources : ndarray of bool, shape (n,), optional
        Who may post; everyone when absent. Only ``audience`` looks at it.

    Raises
    ------
    UsageError
        For an unknown name.

    Notes
    -----
    n = 0 gives NaN throughout.
    """
    wanted = check_names(names)
    if "giant" in wanted:
        wanted += ("giant_removed",)
    if graph.n == 0:
        return {name: np.full(len(order) + 1, np.nan) for name in wanted}
    who = np.ones(graph.n, dtype=bool) if sources is None else sources
    values: dict[str, Float64] = {}
    for family in FAMILIES:
        if any(m.name in wanted for m in family.measures):
            values.update(family.compute(graph, order, who))
    return {name: values[name] for name in wanted}
