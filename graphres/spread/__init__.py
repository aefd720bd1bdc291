"""How far a message travels: live-edge worlds, 64 to a word."""

from __future__ import annotations

from graphres.spread.curve import ReachCurve, reach_curve
from graphres.spread.groups import Grouping
from graphres.spread.hops import Reach, reach
from graphres.spread.model import Spread
from graphres.spread.sample import WorldSample
from graphres.spread.worlds import Worlds

__all__ = [
    "Grouping",
    "Reach",
    "ReachCurve",
    "Spread",
    "WorldSample",
    "Worlds",
    "reach",
    "reach_curve",
]
