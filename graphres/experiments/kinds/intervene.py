"""`[[intervene]]`: one intervention beside none, by reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from graphres.errors import InputError
from graphres.experiments.keys import Key, number, one_of, text, whole_number
from graphres.experiments.kinds.base import Kind, Row, Settings, figures
from graphres.experiments.kinds.shared import (
    CHOOSING,
    SPREADING,
    chosen_files,
    eligible,
    protected,
    spread_of,
    targets,
)
from graphres.graph import FollowGraph
from graphres.interventions import Assumptions, Layers, intervene, intervention
from graphres.settings.columns import account_column, listeners, number_column
from graphres.values import budget_of

__all__ = ["Intervene"]


class Intervene(Kind):
    """A lever at a budget."""

    name: ClassVar[str] = "intervene"
    label: ClassVar[str] = "intervention"
    keys: ClassVar[Mapping[str, Key]] = {
        "intervention": Key("suspend:in-degree", text(intervention)),
        **CHOOSING,
        "budget": CHOOSING["budget"]._replace(default="20"),
        "cost": Key(None, text()),
        **SPREADING,
        "group": Key(None, text()),
        "layer": Key(None, text()),
        "tie": Key("counter", one_of("counter", "message", "random")),
        "immunity": Key(1.0, number(0, 1)),
        "backlash": Key(0.0, number(0, 1)),
        "runs": Key(10, whole_number(1)),
    }

    def files(self, settings: Settings) -> list[tuple[str, str]]:
        """Lists of accounts, those of strategies among them."""
        plan = intervention(settings["intervention"])
        paths = [getattr(lever.strategy, "path", None) for lever in plan.levers]
        own = [("list", str(path)) for path in paths if path is not None]
        return own + chosen_files(settings)

    def rows(
        self, graph: FollowGraph, settings: Settings, *, seed: int, jobs: int
    ) -> Iterator[Row]:
        """Figures of no intervention, then of this one and its steps."""
        if graph.n == 0:
            raise InputError("there is no account that could post")
        shielded = protected(settings, graph)
        found = intervene(
            graph,
            [settings["intervention"]],
            budget=budget_of(str(settings["budget"]), graph.n) or 0,
            spread=spread_of(settings, graph, seed),
            groups=listeners(graph, settings["group"]),
            layers=_layers(settings, graph),
            eligible=eligible(settings, graph),
            targets=targets(settings, graph),
            protected=shielded,
            cost=_cost(settings, graph),
            assumed=Assumptions(settings["tie"], settings["immunity"], settings["backlash"]),
            runs=settings["runs"],
            jobs=jobs,
        )
        for row in found.rows():
            told = {name: row[name] for name in row if name != "intervention"}
            for figure, *values in figures(told):
                yield Row(row["intervention"], "mean", None, figure, *values)


def _layers(settings: Settings, graph: FollowGraph) -> Layers | None:
    """The platforms of follows: by a column of the accounts, else as the graph was read."""
    name = settings["layer"]
    if name is None:
        return graph.layers
    return Layers.by_followed(graph, account_column(graph, name, "tell platforms by").tolist())


def _cost(settings: Settings, graph: FollowGraph) -> npt.NDArray[np.float64] | None:
    name = settings["cost"]
    return None if name is None else number_column(graph, name, "--cost", where=None, least=0)
