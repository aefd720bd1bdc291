"""Who announces the returned: a list, or the first by a strategy."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from graphres.amounts import parse_budget
from graphres.data.reading.lists import read_ids
from graphres.data.samples import sample_path
from graphres.errors import UsageError
from graphres.graph import FollowGraph
from graphres.strategies import strategy


def announcers_of(text: str | None, graph: FollowGraph) -> npt.NDArray[np.int32] | None:
    """Those of a file, or the first N or N% by a strategy on the graph of the start.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob")])
    >>> announcers_of("in-degree@1", graph).tolist()
    [1]
    """
    if text is None:
        return None
    if sample_path(text).exists():
        return read_ids(text, graph)
    name, at, size = text.rpartition("@")
    if not at or not re.fullmatch(r"\d+(\.\d+)?%|\d+", size):
        raise UsageError(
            f"--announcers {text!r} is no file, and says no number",
            do="name a file, or STRATEGY@N such as in-degree@10",
        )
    return strategy(name)(graph, limit=parse_budget(size, graph.n))
