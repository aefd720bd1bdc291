"""What a measure is: names, and one function that gives all its values at every removal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32, Mask
from graphres.spread import Grouping, Spread

if TYPE_CHECKING:
    from graphres.measures.out_of_core import Folding


@dataclass(frozen=True)
class MeasureSetting:
    """What measures go by beside graph and order.

    Parameters
    ----------
    spread : Spread
        How a message travels, and who posts.
    groups : Grouping, optional
        Listeners to tell apart.
    checkpoints : ndarray of int64, optional
        Ascending removals at which sampled worlds are kept one by one.
    jobs : int
        Threads.
    on_progress : callable, optional
        Called with (done, total) after each part of what takes long.
    folding : Folding, optional
        Read every follow once and fold them into O(n) memory (`graphres.measures.out_of_core`);
        when absent, rows are followed all over memory.
    """

    spread: Spread = field(default_factory=Spread)
    groups: Grouping | None = None
    checkpoints: npt.NDArray[np.int64] | None = None
    jobs: int = 1
    on_progress: Callable[[int, int], None] | None = None
    folding: Folding | None = None

    def sources(self, graph: FollowGraph) -> Mask:
        """Return who may post, bool (n,)."""
        mask = self.spread.sources
        return np.ones(graph.n, dtype=bool) if mask is None else mask


Compute = Callable[[FollowGraph, Int32, MeasureSetting], Mapping[str, Any]]


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

    ``compute(graph, order, setting)`` gives, for every name, float64 of shape (K + 1,): the value
    after 0, 1, …, K removals. The graph has accounts. ``direction`` tells which way it reads
    follows, ``reference`` who published how it is computed. ``extra_columns`` names what it
    gives besides its measures, with any of them.
    """

    measures: tuple[Measure, ...]
    compute: Compute
    direction: str
    cost: str
    reference: str = ""
    extra_columns: tuple[str, ...] = ()
