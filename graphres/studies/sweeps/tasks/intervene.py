"""`[[intervene]]`: one intervention beside none, by reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from graphres.amounts import MOST_RUNS
from graphres.data.convert.columns import account_column
from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.interventions import Assumptions, Layers, intervene, intervention
from graphres.options import budgeting
from graphres.options.columns import listeners
from graphres.studies.sweeps.schema import Key, number, one_of, text, text_or_number, whole_number
from graphres.studies.sweeps.tasks.base import Kind, Row, Settings, figures
from graphres.studies.sweeps.tasks.shared import (
    CHOOSING,
    SPREADING,
    as_options,
    chosen_files,
    eligible,
    protected,
    spread_of,
    targets,
)


class Intervene(Kind):
    """A lever at a budget."""

    name: ClassVar[str] = "intervene"
    label: ClassVar[str] = "intervention"
    keys: ClassVar[Mapping[str, Key]] = {
        "intervention": Key("suspend:in-degree", text(intervention)),
        **CHOOSING,
        "budget": Key("20", text_or_number()),
        "cost": Key(None, text()),
        "cost_default": Key(None, number(0)),
        **SPREADING,
        "group": Key(None, text()),
        "layer": Key(None, text()),
        "tie": Key("counter", one_of("counter", "message", "random")),
        "immunity": Key(1.0, number(0, 1)),
        "backlash": Key(0.0, number(0, 1)),
        "runs": Key(10, whole_number(1, MOST_RUNS)),
    }

    def check(self, settings: Settings) -> None:
        """That budget and cost go together."""
        budgeting.check(as_options(settings))

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
        may_be = eligible(settings, graph)
        means = budgeting.means(as_options(settings), graph, may_be, None)
        found = intervene(
            graph,
            [settings["intervention"]],
            budget=means.most,
            spread=spread_of(settings, graph, seed),
            groups=listeners(graph, settings["group"], seed),
            layers=_layers(settings, graph),
            eligible=may_be,
            targets=targets(settings, graph),
            protected=protected(settings, graph),
            cost=means.cost,
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
