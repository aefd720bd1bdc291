"""Strategies: who is suspended first.

To add one: write a file with its class, and name the class here. A plug-in registers its class
under the entry-point group ``graphres.strategies``.
"""

from __future__ import annotations

import re
from importlib import import_module
from importlib.metadata import EntryPoints, entry_points

from graphres.close_matches import suggest
from graphres.errors import StrategyError
from graphres.strategies.base import Choice, Ranking, ScoreStrategy, Strategy

__all__ = ["Choice", "Ranking", "ScoreStrategy", "Strategy", "families", "strategy"]

# Where each family lives; it is imported when it is first asked for.
_BUILT_IN = {
    "random": "random:Random",
    "in-degree": "degree:InDegree",
    "out-degree": "degree:OutDegree",
    "degree": "degree:Degree",
    "pagerank": "pagerank:PageRank",
    "betweenness": "betweenness:Betweenness",
    "k-core": "k_core:KCore",
    "core-hd": "core_hd:CoreHD",
    "collective-influence": "collective_influence:CollectiveInfluence",
    "bpd": "bpd:BeliefDecimation",
    "community-bridges": "community_bridges:CommunityBridges",
    "best": "best:Best",
    "followers-union": "followers_union:FollowersUnion",
    "reach-greedy": "reach_greedy:ReachGreedy",
    "reach-replace": "reach_greedy:ReachReplace",
    "list": "list:ListFile",
    "young": "young:Young",
    "attribute": "list:Attribute",
    "networkx": "networkx:NetworkX",
}


# What may follow any strategy: +reinsert, or +reinsert@SHARE.
_SUFFIX = re.compile(r"(.*?)(\+reinsert(?:@(.*))?)?", re.DOTALL)


def strategy(spec: str) -> Strategy:
    """Make a strategy from how it is typed: ``NAME`` or ``NAME:ARGUMENT``, then ``+reinsert``.

    Parameters
    ----------
    spec : str
        Such as ``in-degree``, ``in-degree:adaptive``, ``pagerank:damping=0.9``,
        ``list:accounts.csv``, ``attribute:lang == 'en'`` or ``core-hd+reinsert@0.1``.

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
    base, plus, target = _SUFFIX.fullmatch(spec.strip()).groups()  # type: ignore[union-attr]
    name, _, argument = base.partition(":")
    parsed = _find_family(name.strip()).parse(argument.strip())
    if plus:
        from graphres.strategies.reinsertion import Reinserted

        parsed.spec = base
        parsed = Reinserted.around(parsed, target or "")
    parsed.spec = spec
    return parsed


def families() -> dict[str, type[Strategy]]:
    """Return every strategy by name: the built-in ones, then plug-ins."""
    names = [*_BUILT_IN, *(point.name for point in _plug_ins() if point.name not in _BUILT_IN)]
    return {name: _find_family(name) for name in names}


def _plug_ins() -> EntryPoints:
    return entry_points(group="graphres.strategies")


def _find_family(name: str) -> type[Strategy]:
    if name in _BUILT_IN:
        module, _, attribute = _BUILT_IN[name].partition(":")
        family: type[Strategy] = getattr(import_module(f"{__name__}.{module}"), attribute)
        return family
    for point in _plug_ins():
        if point.name == name:
            return _check_plug_in(name, point.load())
    names = [*_BUILT_IN, *(point.name for point in _plug_ins())]
    if "+" in name:
        names += [f"{name}+reinsert" for name in names]
    raise StrategyError(f"no strategy {name!r}", do=suggest(name, names))


def _check_plug_in(name: str, loaded: object) -> type[Strategy]:
    if isinstance(loaded, type) and issubclass(loaded, Strategy):
        return loaded
    raise StrategyError(f"plug-in {name!r} is not a subclass of graphres.strategies.Strategy")
