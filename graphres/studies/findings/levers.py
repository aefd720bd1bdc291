"""Levers beside suspension on the graph of a run: what findings on them are put to."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphres.graph import FollowGraph
from graphres.graph.layers import Layers
from graphres.kernels.hashing import uniform

if TYPE_CHECKING:
    from graphres.studies.findings.run_cache import Bench


#: That a follow passes a message on; in a draw of the parameters from 0.01 to 0.2, evenly in its
#: logarithm.
PROBABILITY, _LOW, _HIGH = 0.05, 0.01, 0.2

#: Accounts acted on, as a share of all.
BUDGET = 0.02

#: Of accounts, how many are at home on the second platform; of those on the first, how many move
#: there when it is lost; how often they then post for each post before.
_SECOND, MOVES, MORE = 0.1, 0.3, 2

#: Of follows, how many stand on the first platform alone, and on the second alone.
_ALONE = 0.25

_WORLDS = 256
_NAMES = ("first", "second")

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class LeverRun:
    """Interventions side by side on a run's graph.

    Parameters
    ----------
    interventions : tuple of str
    platforms : str
        ``homes``: every account on one of two platforms, those on the first posting; ``windows``:
        follows on either or on both; empty for none.
    """

    interventions: tuple[str, ...]
    platforms: str = ""

    def do(self, bench: Bench, run: int) -> Rows:
        """Return a row by name for ``none`` and each intervention; none if nobody can be heard."""
        from graphres.interventions import intervene
        from graphres.spread import Spread

        graph, seed = bench.graph(run), bench.seed_of(run)
        layers, sources = None, None
        if self.platforms == "homes":
            first = homes(graph, seed)
            layers, sources = _at_home(graph, first), first
        if self.platforms == "windows":
            layers = windows(graph, seed)
        if graph.m == 0 or (sources is not None and not sources.any()):
            return {}
        result = intervene(
            graph,
            self.interventions,
            budget=max(1, round(BUDGET * graph.n)),
            spread=Spread(probability_of(bench), worlds=_WORLDS, seed=seed, sources=sources),
            layers=layers,
            runs=1,
            jobs=1,
        )
        return {row["intervention"]: row for row in result.rows()}


def homes(graph: FollowGraph, seed: int) -> npt.NDArray[np.bool_]:
    """Which accounts are at home on the first of two platforms, bool (n,)."""
    first: npt.NDArray[np.bool_] = uniform(seed, "evidence homes", graph.keys) >= _SECOND
    return first


def _at_home(graph: FollowGraph, first: npt.NDArray[np.bool_]) -> Layers:
    """Every follow stands where the followed is at home."""
    bits = np.where(first, np.uint64(1), np.uint64(2))
    return Layers(_NAMES, np.repeat(bits, graph.in_degree))


def windows(graph: FollowGraph, seed: int) -> Layers:
    """Every follow on the first platform alone, the second alone, or, half of them, on both.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> windows(graph, 0).of.tolist()
    [3, 1, 2]
    """
    followed = np.repeat(graph.keys, graph.in_degree)
    drawn = uniform(seed, "evidence windows", followed, graph.keys[graph.followers.targets])
    of = np.where(drawn < _ALONE, 1, np.where(drawn < 2 * _ALONE, 2, 3)).astype(np.uint64)
    return Layers(_NAMES, of)


def probability_of(bench: Bench) -> float:
    """Return the probability that a follow passes a message on; drawn, in a draw."""
    if not bench.drawn:
        return PROBABILITY
    share = float(uniform(bench.seed, "evidence probability")[0])
    return math.exp(math.log(_LOW) * (1 - share) + math.log(_HIGH) * share)
