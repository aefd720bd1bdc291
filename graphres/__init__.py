"""graphres tells how a social network stands up to account suspensions.

>>> import graphres
>>> graph = graphres.FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
>>> order = graphres.strategy("in-degree:adaptive")(graph)
>>> graphres.collapse(graph, order)["giant"].round(3).tolist()
[1.0, 0.333, 0.333, 0.0]

Importing graphres imports nothing heavy: a name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # importing typing would take longer than all the rest
if TYPE_CHECKING:
    from typing import Any

    from graphres.campaigns import CampaignTrace as CampaignTrace
    from graphres.campaigns import Frontier as Frontier
    from graphres.campaigns import campaign as campaign
    from graphres.campaigns import frontier as frontier
    from graphres.campaigns.presets import preset as preset
    from graphres.comparisons import ResultComparison as ResultComparison
    from graphres.comparisons import WaveComparison as WaveComparison
    from graphres.comparisons import compare as compare
    from graphres.convert import from_arrow as from_arrow
    from graphres.convert import from_igraph as from_igraph
    from graphres.convert import from_networkx as from_networkx
    from graphres.convert import from_pandas as from_pandas
    from graphres.convert import from_scipy as from_scipy
    from graphres.convert import to_arrow as to_arrow
    from graphres.convert import to_igraph as to_igraph
    from graphres.convert import to_networkx as to_networkx
    from graphres.convert import to_pandas as to_pandas
    from graphres.convert import to_scipy as to_scipy
    from graphres.convert import write_follows as write_follows
    from graphres.curves import CollapseCurve as CollapseCurve
    from graphres.curves import collapse as collapse
    from graphres.errors import GraphresError as GraphresError
    from graphres.evidence import Reproduction as Reproduction
    from graphres.evidence import reproduce as reproduce
    from graphres.experiments import Sweep as Sweep
    from graphres.experiments import sweep as sweep
    from graphres.graph import FollowGraph as FollowGraph
    from graphres.interventions import InterventionResult as InterventionResult
    from graphres.interventions import intervene as intervene
    from graphres.reading import ReadReport as ReadReport
    from graphres.reading import read_follows as read_follows
    from graphres.reading import read_suspensions as read_suspensions
    from graphres.report.plots import plot as plot
    from graphres.spread import Grouping as Grouping
    from graphres.spread import Spread as Spread
    from graphres.spread import reach as reach
    from graphres.strategies import strategy as strategy
    from graphres.synthetic import generate as generate

__version__ = "0.1.0"

_HOME = {
    "CampaignTrace": "campaigns",
    "CollapseCurve": "curves",
    "FollowGraph": "graph",
    "Frontier": "campaigns",
    "GraphresError": "errors",
    "Grouping": "spread",
    "InterventionResult": "interventions",
    "ReadReport": "reading",
    "Reproduction": "evidence",
    "ResultComparison": "comparisons",
    "Spread": "spread",
    "Sweep": "experiments",
    "WaveComparison": "comparisons",
    "campaign": "campaigns",
    "collapse": "curves",
    "compare": "comparisons",
    "from_arrow": "convert",
    "from_igraph": "convert",
    "from_networkx": "convert",
    "from_pandas": "convert",
    "from_scipy": "convert",
    "frontier": "campaigns",
    "generate": "synthetic",
    "intervene": "interventions",
    "plot": "report.plots",
    "preset": "campaigns.presets",
    "reach": "spread",
    "read_follows": "reading",
    "read_suspensions": "reading",
    "reproduce": "evidence",
    "strategy": "strategies",
    "sweep": "experiments",
    "to_arrow": "convert",
    "to_igraph": "convert",
    "to_networkx": "convert",
    "to_pandas": "convert",
    "to_scipy": "convert",
    "write_follows": "convert",
}

__all__ = ["__version__", *_HOME]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'graphres' has no attribute {name!r}")
    value = getattr(import_module(f"graphres.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
