"""The picture of the network on a command's page: whose suspensions the slider follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphres.commands.failures import say
from graphres.graph import FollowGraph
from graphres.graph.orders import checkpoints
from graphres.measures.curves import collapse
from graphres.options.columns import has_communities, listeners
from graphres.studies.trials.summary import Trial

if TYPE_CHECKING:
    from graphres.report.network.building import Suspensions


#: What is told beside a picture, and at how many suspensions at most.
_NUMBERS, _POINTS = ("giant", "follows"), 1000
#: The most strategies that one picture offers.
_STRATEGIES = 6

Given = Mapping[str, Any]


def network(
    given: Given, graph: FollowGraph, suspensions: Sequence[Suspensions]
) -> dict[str, Any] | None:
    """The network laid out, for a document; None, with a note, where igraph is not installed."""
    from graphres.report.network.building import build_scene

    if find_spec("igraph") is None:
        say("note", "the page has no picture of the network, which needs: pip install igraph")
        return None
    seed = given["seed"]
    by_community = has_communities(graph, given.get("group"))
    grouping = None if by_community else listeners(graph, given["group"], seed)
    return build_scene(graph, suspensions, grouping, seed).to_document()


def measured(
    graph: FollowGraph,
    strategy: str,
    order: npt.NDArray[np.int32],
    more: Mapping[str, npt.NDArray[np.float64]] | None = None,
) -> Suspensions:
    """An order with its giant and follows, and ``more`` that is known after every removal."""
    from graphres.report.network.building import Suspensions

    curve = collapse(graph, order, measures=_NUMBERS)
    at = checkpoints(len(order), _POINTS)
    columns = {name: curve[name] for name in _NUMBERS} | dict(more or {})
    return Suspensions(strategy, order, at, {name: c[at] for name, c in columns.items()})


def of_trials(
    graph: FollowGraph, trials: Sequence[Trial], *, has_budget: bool
) -> list[Suspensions]:
    """The first run of each strategy, with its own curve."""
    from graphres.report.network.building import Suspensions

    found = []
    for trial in trials:
        if trial.order is None or len(found) == _STRATEGIES:
            continue
        exact = collapse(graph, trial.order, measures=_NUMBERS)
        numbers = {name: exact[name][trial.removed] for name in _NUMBERS}
        if "reach" in trial.values:
            numbers["reach"] = trial.values["reach"]
        found.append(Suspensions(trial.strategy, trial.order, trial.removed, numbers, has_budget))
    return found
