"""From the options of `graphres campaign` to what the library takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graphres.campaigns import Parameters, check_plan
from graphres.campaigns.presets import preset
from graphres.commands.campaign_command import MODEL_OPTIONS
from graphres.commands.values import budget_of
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.reading.lists import read_ids
from graphres.strategies import strategy

__all__ = ["announcers", "planned", "told"]

Given = Mapping[str, Any]


def planned(given: Given) -> Parameters:
    """The parameters asked for, on a preset or the defaults, checked before anything is read."""
    asked = {to: given[name] for name, to in MODEL_OPTIONS.items() if given[name] is not None}
    if given["suspend"]:
        asked["suspend"] = tuple(given["suspend"])
    if given["announcers"] is not None:
        asked["announcers"] = given["announcers"]
    known = Parameters() if given["preset"] is None else preset(given["preset"])
    return check_plan(replace(known, **asked))


def told(made: Parameters) -> dict[str, Any]:
    """The parameters as the manifest tells them."""
    from dataclasses import asdict

    return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(made).items()}


def announcers(text: str | None, graph: FollowGraph) -> npt.NDArray[np.int32] | None:
    """Those of a file, or the first N or N% by a strategy on the graph of the start."""
    if text is None:
        return None
    if Path(text).exists():
        return read_ids(text, graph)
    name, at, size = text.rpartition("@")
    if not at or not re.fullmatch(r"\d+(\.\d+)?%|\d+", size):
        raise UsageError(
            f"--announcers {text!r} is no file, and says no number",
            do="name a file, or STRATEGY@N such as in-degree@10",
        )
    return strategy(name)(graph, limit=budget_of(size, graph.n))
