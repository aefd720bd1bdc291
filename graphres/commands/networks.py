"""The picture of the network on a command's page: whose suspensions the slider follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphres.commands.failures import say
from graphres.graph import FollowGraph
from graphres.graph.orders import place_checkpoints
from graphres.interventions import Intervention
from graphres.measures.curves import collapse
from graphres.moderation.selection import Rules, select
from graphres.options.raw import RawOptions
from graphres.report.number_format import count
from graphres.spread import Spread
from graphres.spread.listeners import has_communities, listeners
from graphres.studies.trials.ranking import RankedAccounts
from graphres.studies.trials.summary import Trial

if TYPE_CHECKING:
    from graphres.report.network.building import Suspension


#: What is told beside a picture, and at how many suspensions at most.
_NUMBERS, _POINTS = ("giant", "follows"), 1000
#: The most follows for which a page shows the network unasked.
_AFFORDABLE = 2_000_000
#: The most strategies that one picture offers.
_STRATEGIES = 6

Document = dict[str, Any]


def make_network(
    raw: RawOptions, graph: FollowGraph, suspensions: Sequence[Suspension]
) -> Document:
    """Lay the network out, for a document."""
    from graphres.report.network.building import build_scene

    seed, name = raw.value("seed"), raw.text("group")
    grouping = None if has_communities(graph, name) else listeners(graph, name, seed)
    return build_scene(graph, suspensions, grouping, seed).to_document()


def _on_page(
    raw: RawOptions, graph: FollowGraph, suspensions: Sequence[Suspension]
) -> Document | None:
    """The network for a page; None, with a note, where it can't be drawn, or not in good time."""
    missing = ""
    if find_spec("igraph") is None:
        missing = "it needs igraph: pip install igraph"
    elif graph.m > _AFFORDABLE:
        missing = f"more than {count(_AFFORDABLE)} follows; graphres draw takes its time for them"
    if missing and not raw.flag("quiet"):
        say("note", f"no picture of the network: {missing}")
    return None if missing else make_network(raw, graph, suspensions)


def show_trials(
    raw: RawOptions, graph: FollowGraph, trials: Sequence[Trial], *, has_budget: bool
) -> Document | None:
    """Lay out the network with the first run of each strategy, at the points of its curve."""
    from graphres.report.network.building import Suspension

    found: list[Suspension] = []
    for trial in trials:
        if trial.order is None or len(found) == _STRATEGIES:
            continue
        exact = collapse(graph, trial.order, measures=_NUMBERS)
        numbers = {name: exact[name][trial.removed] for name in _NUMBERS}
        if "reach" in trial.values:
            numbers["reach"] = trial.values["reach"]
        found.append(Suspension(trial.strategy, trial.order, trial.removed, numbers, has_budget))
    return _on_page(raw, graph, found)


def show_ranking(
    raw: RawOptions, graph: FollowGraph, strategy: str, ranked: RankedAccounts
) -> Document | None:
    """Lay out the network with a ranking, and reach where each account has its own."""
    reach = ranked.reach
    is_whole = reach is not None and len(reach.mean) == len(ranked.order) + 1
    more = {"reach": reach.mean} if reach is not None and is_whole else {}
    return _on_page(raw, graph, [measure(graph, strategy, ranked.order, more)])


def show_plans(
    raw: RawOptions,
    graph: FollowGraph,
    plans: Sequence[Intervention],
    rules: Rules,
    spread: Spread,
) -> Document | None:
    """Lay out the network with the plans that suspend and do nothing else."""
    found = {}
    for plan in plans:
        lever = plan.levers[0]
        if len(plan.levers) > 1 or lever.kind != "suspend" or lever.strategy is None:
            continue
        order = select(lever.strategy, graph, rules, seed=raw.value("seed"), spread=spread).order
        found[lever.head] = measure(graph, lever.head, order)
    return _on_page(raw, graph, list(found.values())[:_STRATEGIES])


def measure(
    graph: FollowGraph,
    strategy: str,
    order: npt.NDArray[np.int32],
    more: Mapping[str, npt.NDArray[np.float64]] | None = None,
) -> Suspension:
    """Measure giant and follows of an order; ``more`` is known after every removal."""
    from graphres.report.network.building import Suspension

    curve = collapse(graph, order, measures=_NUMBERS)
    at = place_checkpoints(len(order), _POINTS)
    columns = {name: curve[name] for name in _NUMBERS} | dict(more or {})
    return Suspension(strategy, order, at, {name: column[at] for name, column in columns.items()})
