"""Levers beside suspension, and what they leave of reach: one file a lever.

To add one: write a file with its class, and name the class in `plans.LEVERS`.
"""

from __future__ import annotations

from graphres.graph.layers import Layers
from graphres.interventions.cascade import Assumptions
from graphres.interventions.compare_levers import intervene
from graphres.interventions.context import Lever, Scene
from graphres.interventions.diffusion_state import Ground
from graphres.interventions.plans import Intervention, families, intervention
from graphres.interventions.result import InterventionResult, Outcome

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
