"""What a measure is: names, and one function that gives all its values at every removal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphres.graph import FollowGraph

__all__ = ["Family", "Float64", "Int32", "Measure", "back_order"]

Float64 = npt.NDArray[np.float64]
Int32 = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Compute = Callable[[FollowGraph, Int32, Mask], Mapping[str, Float64]]


@dataclass(frozen=True)
class Measure:
    """One column of a curve.

    Parameters
    ----------
    name : str
        As asked for and as written in every table.
    summary : str
        What it says, in one line.
    falls : bool
        Whether it can never rise as accounts are removed; then ``half`` and ``tenth`` exist.
    """

    name: str
    summary: str
    falls: bool


@dataclass(frozen=True)
class Family:
    """Measures that one sweep yields together.

    ``compute(graph, order, sources)`` gives, for every name, float64 of shape (K + 1,): the value
    after 0, 1, …, K removals; ``sources`` is bool (n,), who may post. The graph has accounts.
    """

    measures: tuple[Measure, ...]
    compute: Compute
    cost: str


def back_order(n: int, order: Int32) -> Int32:
    """All accounts in the order in which they come back: never removed first, then in reverse.

    Examples
    --------
    >>> back_order(4, np.array([2, 0], dtype=np.int32)).tolist()
    [1, 3, 0, 2]
    """
    stays = np.ones(n, dtype=bool)
    stays[order] = False
    return np.concatenate([np.flatnonzero(stays).astype(np.int32), order[::-1]])
