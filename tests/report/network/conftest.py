"""Scenes of small graphs, with the suspensions that take them apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from graphres import collapse
from graphres.graph import FollowGraph
from graphres.report.network.building import Suspension

pytest.importorskip("igraph", reason="no igraph")

HOSTILE = "</script><img src=x onerror=alert(1)>&'\"{{ 7 * 7 }}"


def suspend(graph: FollowGraph, order: Sequence[int], *, has_budget: bool = True) -> Suspension:
    """An order with its curve at every removal."""
    curve = collapse(graph, list(order), measures=("giant", "follows"))
    numbers = {name: curve[name] for name in ("giant", "follows")}
    given = np.array(order, dtype=np.int32)
    return Suspension("listed", given, np.arange(len(order) + 1), numbers, has_budget)
