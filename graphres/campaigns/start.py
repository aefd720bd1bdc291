"""What a campaign starts from, understood and checked before anything runs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.campaigns.channels import parse_channel, parse_waves
from graphres.campaigns.parameters import Parameters
from graphres.errors import UsageError
from graphres.graph import FollowGraph

__all__ = ["check_plan", "check_runs", "labels_of", "parameters_of"]


def parameters_of(
    parameters: Parameters | None, changes: dict[str, Any], *, is_replayed: bool = False
) -> Parameters:
    """The parameters with some fields changed, checked; of a replay without the usual channel."""
    known = asdict(parameters or Parameters())
    for name in changes:
        if name not in known:
            raise UsageError(f"no parameter {name!r}", do=f"there are: {', '.join(known)}")
    known |= changes
    if is_replayed and known["suspend"] == Parameters.suspend:
        known["suspend"] = ()
    return check_plan(Parameters(**known))


def check_plan(made: Parameters) -> Parameters:
    """The parameters, their channels and waves understood; `UsageError` for what is none."""
    for spec in made.suspend:
        parse_channel(spec)
    if made.waves is not None:
        parse_waves(made.waves)
    return made


def check_runs(runs: int) -> None:
    """`UsageError` for fewer than one."""
    if runs < 1:
        raise UsageError(f"runs={runs} is out of range", do="give at least 1")


def labels_of(graph: FollowGraph, group: str | None) -> npt.NDArray[np.object_] | None:
    """The values of an attribute, by account of the graph; `UsageError` for an unknown one."""
    if group is None:
        return None
    table = graph.accounts
    if group not in table.columns:
        known = ", ".join(map(str, table.columns))
        raise UsageError(f"no column {group!r} to group by", do=f"there are: {known}")
    labels: npt.NDArray[np.object_] = table[group].astype(object).to_numpy()
    return labels
