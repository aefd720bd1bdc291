"""Strategies: who is suspended first.

To add one: write a file with its class, and name the class here. A plug-in registers its class
under the entry-point group ``graphres.strategies``.
"""

from __future__ import annotations

import difflib
from importlib import import_module
from importlib.metadata import EntryPoints, entry_points

from graphres.errors import StrategyError
from graphres.strategies.base import Choice, Ranking, ScoreStrategy, Strategy

__all__ = ["Choice", "Ranking", "ScoreStrategy", "Strategy", "families", "strategy"]

# Where each family lives; it is imported when it is first asked for.
_BUILT_IN = {
    "random": "chance:Random",
    "in-degree": "degrees:InDegree",
    "out-degree": "degrees:OutDegree",
    "degree": "degrees:Degree",
    "pagerank": "pagerank:PageRank",
    "followers-union": "audience_union:FollowersUnion",
    "reach-greedy": "reach_choice:ReachGreedy",
    "reach-replace": "reach_choice:ReachReplace",
    "list": "listed:ListFile",
    "attribute": "listed:Attribute",
    "networkx": "centrality:NetworkX",
}


def strategy(spec: str) -> Strategy:
    """A strategy from the way it is written: ``NAME`` or ``NAME:ARGUMENT``.

    Parameters
    ----------
    spec : str
        Such as ``in-degree``, ``in-degree:adaptive``, ``pagerank:damping=0.9``,
        ``list:accounts.csv`` or ``attribute:lang == 'en'``.

    Returns
    -------
    Strategy
        Call it with a graph to get an order.

    Raises
    ------
    StrategyError
        For an unknown name, with the nearest one; for an argument that it does not take.

    Examples
    --------
    >>> from graphres.graph import FollowGraph
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> graph.ids.take(strategy("in-degree")(graph)).to_pylist()
    ['bob', 'ann', 'cem']
    """
    name, _, argument = spec.partition(":")
    made = _family(name.strip()).parse(argument.strip())
    made.spec = spec
    return made


def families() -> dict[str, type[Strategy]]:
    """Every strategy by name: the built-in ones, then plug-ins."""
    names = [*_BUILT_IN, *(point.name for point in _plug_ins() if point.name not in _BUILT_IN)]
    return {name: _family(name) for name in names}


def _plug_ins() -> EntryPoints:
    return entry_points(group="graphres.strategies")


def _family(name: str) -> type[Strategy]:
    if name in _BUILT_IN:
        module, _, attribute = _BUILT_IN[name].partition(":")
        found: type[Strategy] = getattr(import_module(f"{__name__}.{module}"), attribute)
        return found
    for point in _plug_ins():
        if point.name == name:
            return _checked(name, point.load())
    known = [*_BUILT_IN, *(point.name for point in _plug_ins())]
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"choose from: {', '.join(known)}"
    raise StrategyError(f"no strategy {name!r}", do=hint)


def _checked(name: str, loaded: object) -> type[Strategy]:
    if isinstance(loaded, type) and issubclass(loaded, Strategy):
        return loaded
    raise StrategyError(f"plug-in {name!r} is not a subclass of graphres.strategies.Strategy")
