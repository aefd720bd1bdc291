"""Any centrality that networkx offers, for graphs on which that is affordable."""

from __future__ import annotations

import inspect
import math
import warnings
from collections.abc import Callable
from numbers import Real
from typing import Any, ClassVar, Self

import numpy as np

from graphres.close_matches import find_close_matches
from graphres.data.convert import to_networkx
from graphres.errors import StrategyError, UnfinishedError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64
from graphres.strategies.base import ScoreStrategy


class NetworkX(ScoreStrategy):
    """Highest score first, by a networkx function that gives a score an account."""

    name: ClassVar[str] = "networkx"
    summary: ClassVar[str] = "highest networkx centrality first, such as networkx:betweenness"
    direction: ClassVar[str] = "from follower to followed"
    reference: ClassVar[str] = "that of the function, in the documentation of networkx"
    cost: ClassVar[str] = "as networkx: betweenness O(n m), closeness O(n m); minutes over 10⁴"
    usage: ClassVar[str] = "FUNCTION"

    def __init__(self, function: str) -> None:
        self.function = function

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Take a function's name, with or without ``_centrality``."""
        if not argument:
            raise StrategyError(
                "strategy 'networkx' needs a function", do="write networkx:betweenness"
            )
        _find(argument)
        return cls(argument)

    def scores(self, graph: FollowGraph) -> Float64:
        """Return the function's score of every account."""
        import networkx as nx

        if graph.n == 0:
            return np.zeros(0)
        function = _find(self.function)
        nx_graph = to_networkx(graph)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                scores = function(nx_graph)
        except MemoryError:
            raise
        except (nx.NetworkXException, ArithmeticError) as error:
            raise UnfinishedError(f"networkx:{self.function} failed: {error}") from error
        except Exception as error:  # any function of the library may be named
            raise self._no_centrality(f"{type(error).__name__}: {error}") from error
        return self._by_account(scores, graph.ids.to_pylist())

    def _by_account(self, scores: Any, names: list[str]) -> Float64:
        """Return a number for every account; `StrategyError` for anything else."""
        if not isinstance(scores, dict) or not all(name in scores for name in names):
            raise self._no_centrality("it gives no score an account")
        values = [scores[name] for name in names]
        if not all(isinstance(score, Real) and math.isfinite(score) for score in values):
            raise self._no_centrality("not every score is a finite number")
        return np.array(values, dtype=np.float64)

    def _no_centrality(self, why: str) -> StrategyError:
        what = f"networkx:{self.function} is not a centrality of this graph ({why})"
        return StrategyError(what, do="name another function, such as networkx:closeness")


def _find(function: str) -> Callable[..., Any]:
    """Find the networkx function of that name; `StrategyError` when there is none."""
    import networkx as nx

    for name in (function, f"{function}_centrality"):
        function_ = getattr(nx, name, None)
        if callable(function_) and not inspect.isclass(function_):
            return function_  # type: ignore[no-any-return]
    offered = sorted(name for name in dir(nx) if name.endswith("_centrality"))
    close = find_close_matches(f"{function}_centrality", offered)
    hint = f"did you mean {close[0]}?" if close else f"such as {', '.join(offered[:3])}"
    raise StrategyError(f"networkx has no function {function!r}", do=hint)
