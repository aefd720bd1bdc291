"""Levers beside suspension, and what they leave of reach: one file a lever.

To add one: write a file with its class, and name the class in `plans.LEVERS`.
"""

from __future__ import annotations

from graphres.interventions.base import Lever, Scene
from graphres.interventions.cascade import Assumptions
from graphres.interventions.comparing import intervene
from graphres.interventions.ground import Ground
from graphres.interventions.plans import Intervention, families, intervention
from graphres.interventions.result import InterventionResult, Outcome
from graphres.layers import Layers

__all__ = [
    "Assumptions",
    "Ground",
    "Intervention",
    "InterventionResult",
    "Layers",
    "Lever",
    "Outcome",
    "Scene",
    "families",
    "intervene",
    "intervention",
]
