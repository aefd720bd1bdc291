"""What a campaign starts from, understood and checked before anything runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.campaigns.actions import check_acts, parse_act
from graphres.campaigns.channels import parse_channel, parse_waves
from graphres.campaigns.parameters import ARMS, OLD_ARMS, USUAL_PLAN, Parameters
from graphres.close_matches import suggest
from graphres.data.convert.columns import account_column
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.spread import Spread
from graphres.spread.listeners import listeners


def parameters_of(
    parameters: Parameters | None, changes: dict[str, Any], *, is_replayed: bool = False
) -> Parameters:
    """The parameters with some fields changed, checked; of a replay without the usual channel."""
    offered = [at.name for at in fields(Parameters)]
    for name in changes:
        if name not in offered:
            raise UsageError(f"no parameter {name!r}", do=suggest(name, offered))
    changes = {**changes, "dose": tuple(changes["dose"])} if "dose" in changes else changes
    made = replace(parameters or Parameters(), **changes)
    if is_replayed and made.dose:
        raise UsageError("a replay orders all suspensions itself", do="leave dose out")
    if is_replayed and made.suspend == Parameters.suspend:
        made = replace(made, suspend=())
    return check_plan(made)


def check_plan(made: Parameters) -> Parameters:
    """The parameters, their channels and waves understood; `UsageError` for what is none."""
    for spec in made.suspend if made.suspend != USUAL_PLAN else ():
        parse_channel(spec)
    check_acts(made.act)
    if made.waves is not None:
        parse_waves(made.waves)
    return made


def resolve_arms(arms: Sequence[str]) -> tuple[str, ...]:
    """Return the arms by their present names, old names understood.

    Raises
    ------
    UsageError
        For a name that is no arm, and for no name at all.

    Examples
    --------
    >>> resolve_arms(["random", "repeated"])
    ('random', 'plan')
    """
    for name in arms:
        if name not in ARMS and name not in OLD_ARMS:
            raise UsageError(f"no arm {name!r}", do=suggest(name, ARMS))
    if not arms:
        raise UsageError("no arm is asked for", do=f"there are: {', '.join(ARMS)}")
    return tuple(dict.fromkeys(OLD_ARMS.get(name, name) for name in arms))


def check_runs(runs: int) -> None:
    """`UsageError` for fewer than one."""
    if runs < 1:
        raise UsageError(f"runs={runs} is out of range", do="give at least 1")


def check_spread(spread: Spread | None, every: int) -> Spread | None:
    """How a message travels, anybody posting; `UsageError` where it can't on a changing graph."""
    if every < 1:
        raise UsageError(f"reach_every={every} is out of range", do="give at least 1")
    if spread is None:
        return None
    if spread.probability == "col":
        raise UsageError("new follows have no probability in a column", do="give a number, or wc")
    return replace(spread, sources=None)


def platforms_lost(made: Parameters) -> set[str]:
    """The platforms that a plan takes away."""
    acts = [parse_act(spec) for spec in made.act]
    return {channel.platform for channel in acts if channel.kind == "platform"}


def platforms_of(
    graph: FollowGraph, made: Parameters, layer: str | None
) -> npt.NDArray[np.object_] | None:
    """The platform of every account, where a plan asks for it; `UsageError` for one that is none.

    Parameters
    ----------
    graph : FollowGraph
        Where its follows have layers an account stands on that on which it has most followers.
    made : Parameters
    layer : str, optional
        Else, an attribute of the accounts.
    """
    asked = platforms_lost(made)
    if not asked:
        return None
    if graph.layers is not None:
        homes, counts = graph.layers.homes(graph).tolist(), graph.in_degree.tolist()
        found = [graph.layers.names[h] if k else None for h, k in zip(homes, counts, strict=True)]
    elif layer is not None:
        said = account_column(graph, layer, "tell platforms by").tolist()
        found = [None if value is None or value != value else str(value) for value in said]
    else:
        raise UsageError("the platforms of accounts are not known", do="name --layer COL")
    names = {name for name in found if name is not None}
    for name in sorted(asked - names):
        raise UsageError(f"no platform {name!r}", do=suggest(name, sorted(names)))
    platforms = np.full(graph.n, None, dtype=object)
    platforms[:] = found
    return platforms


def labels_of(
    graph: FollowGraph, group: str | None, seed: int = 0
) -> npt.NDArray[np.object_] | None:
    """The group of every account of the graph; `InputError` for an unknown attribute."""
    groups = listeners(graph, group, seed)
    if groups is None:
        return None
    labels: npt.NDArray[np.object_] = np.array(groups.names, dtype=object)[groups.of]
    return labels
