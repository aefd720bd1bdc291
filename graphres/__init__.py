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
    from graphres.data.convert import from_arrow as from_arrow
    from graphres.data.convert import from_igraph as from_igraph
    from graphres.data.convert import from_networkx as from_networkx
    from graphres.data.convert import from_pandas as from_pandas
    from graphres.data.convert import from_scipy as from_scipy
    from graphres.data.convert import to_arrow as to_arrow
    from graphres.data.convert import to_igraph as to_igraph
    from graphres.data.convert import to_networkx as to_networkx
    from graphres.data.convert import to_pandas as to_pandas
    from graphres.data.convert import to_scipy as to_scipy
    from graphres.data.convert import write_follows as write_follows
    from graphres.data.generators import generate as generate
    from graphres.data.reading import ReadReport as ReadReport
    from graphres.data.reading import read_follows as read_follows
    from graphres.data.reading import read_suspensions as read_suspensions
    from graphres.data.store import open_store as open_store
    from graphres.data.store import pack as pack
    from graphres.errors import GraphresError as GraphresError
    from graphres.graph import FollowGraph as FollowGraph
    from graphres.interventions import InterventionResult as InterventionResult
    from graphres.interventions import intervene as intervene
    from graphres.measures.curves import CollapseCurve as CollapseCurve
    from graphres.measures.curves import collapse as collapse
    from graphres.report.charts import plot as plot
    from graphres.spread import Grouping as Grouping
    from graphres.spread import Spread as Spread
    from graphres.spread import reach as reach
    from graphres.strategies import strategy as strategy
    from graphres.studies.comparisons import ResultComparison as ResultComparison
    from graphres.studies.comparisons import WaveComparison as WaveComparison
    from graphres.studies.comparisons import compare as compare
    from graphres.studies.findings import Reproduction as Reproduction
    from graphres.studies.findings import reproduce as reproduce
    from graphres.studies.findings.calibration import Calibration as Calibration
    from graphres.studies.findings.calibration import calibrate as calibrate
    from graphres.studies.sweeps import Sweep as Sweep
    from graphres.studies.sweeps import sweep as sweep

__version__ = "0.1.0"

_HOME = {
    "Calibration": "studies.findings.calibration",
    "CampaignTrace": "campaigns",
    "CollapseCurve": "measures.curves",
    "FollowGraph": "graph",
    "Frontier": "campaigns",
    "GraphresError": "errors",
    "Grouping": "spread",
    "InterventionResult": "interventions",
    "ReadReport": "data.reading",
    "Reproduction": "studies.findings",
    "ResultComparison": "studies.comparisons",
    "Spread": "spread",
    "Sweep": "studies.sweeps",
    "WaveComparison": "studies.comparisons",
    "calibrate": "studies.findings.calibration",
    "campaign": "campaigns",
    "collapse": "measures.curves",
    "compare": "studies.comparisons",
    "from_arrow": "data.convert",
    "from_igraph": "data.convert",
    "from_networkx": "data.convert",
    "from_pandas": "data.convert",
    "from_scipy": "data.convert",
    "frontier": "campaigns",
    "generate": "data.generators",
    "intervene": "interventions",
    "open_store": "data.store",
    "pack": "data.store",
    "plot": "report.charts",
    "preset": "campaigns.presets",
    "reach": "spread",
    "read_follows": "data.reading",
    "read_suspensions": "data.reading",
    "reproduce": "studies.findings",
    "strategy": "strategies",
    "sweep": "studies.sweeps",
    "to_arrow": "data.convert",
    "to_igraph": "data.convert",
    "to_networkx": "data.convert",
    "to_pandas": "data.convert",
    "to_scipy": "data.convert",
    "write_follows": "data.convert",
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
